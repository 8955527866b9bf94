import { describe, expect, it } from 'vitest';
import {
  discStructureMediaType,
  formatUnit,
  readDiscStructure,
  readDiscStructureList,
  readFormatCapacities,
} from '../../../mmc/index.js';
import { mediaStates } from './media-states.js';
import { answerOf, setUp } from './virtual-helpers.js';

const cases = mediaStates.map(({ medium, state, make }) => [medium, state, make] as const);

describe.each(cases)('%s, %s', (_medium, _state, make) => {
  it('lists just the disc structures that it has, each with its length', () => {
    const { device, drive } = setUp({ medium: make() });
    const { kind } = drive.medium!;
    if (kind === 'cd') return;
    const mediaType = kind === 'bd' ? discStructureMediaType.bd : discStructureMediaType.dvdAndHdDvd;
    const { structures } = device.sendSync(readDiscStructureList, { mediaType });
    const listed = structures.filter(({ rds }) => rds).map(({ formatCode }) => formatCode);
    const answered: number[] = [];
    for (let formatCode = 0; formatCode < 0xff; formatCode++) {
      const outcome = device.exchangeSync(readDiscStructure, { mediaType, formatCode });
      if (answerOf(outcome) === 'GOOD') answered.push(formatCode);
      else expect([formatCode, answerOf(outcome)]).toEqual([formatCode, '5/24/00']);
    }
    expect(listed).toEqual(answered);
    for (const { formatCode, formatLengthBytes } of structures) {
      const { data } = device.sendSync(readDiscStructure, { mediaType, formatCode });
      expect([formatCode, data.length + 4]).toEqual([formatCode, formatLengthBytes]);
    }
  });

  it('takes each format that it lists', () => {
    const listed = setUp({ medium: make() }).device.sendSync(readFormatCapacities, {}).formattableCapacities;
    for (const choice of listed) {
      const { device } = setUp({ medium: make() });
      expect([choice, answerOf(device.exchangeSync(formatUnit, {}, choice))]).toEqual([choice, 'GOOD']);
    }
  });
});
