import { describe, expect, it } from 'vitest';
import { firstAttention, obstacleOf } from '../../mmc/index.js';

const testUnitReady = 0x00;
const inquiry = 0x12;
const reset = { asc: 0x29, ascq: 0x00 };
const nexusLoss = { asc: 0x29, ascq: 0x07 };
const clearedByPowerLoss = { asc: 0x2f, ascq: 0x01 };
const cleared = { asc: 0x2f, ascq: 0x00 };
const mediumChanged = { asc: 0x28, ascq: 0x00 };

describe('what a command meets', () => {
  it.each([
    ['nothing', [], false, undefined],
    ['a reservation', [], true, 'reservation'],
    ['a unit attention', [mediumChanged], false, mediumChanged],
    ['a reservation before a unit attention', [mediumChanged, cleared], true, 'reservation'],
    ['a reset before a reservation', [reset], true, reset],
    ['the loss of the nexus before a reservation', [mediumChanged, nexusLoss], true, nexusLoss],
    ['a loss of power before a reservation', [clearedByPowerLoss], true, clearedByPowerLoss],
    ['a reset before other unit attentions', [mediumChanged, reset], false, reset],
    ['the older of two that are alike', [cleared, mediumChanged], false, cleared],
  ] as const)('is %s', (_, waiting, isReserved, met) => {
    expect(obstacleOf(testUnitReady, waiting, isReserved)).toBe(met);
  });

  it('is no unit attention where it is one that tells of the device', () => {
    expect(obstacleOf(inquiry, [reset], false)).toBeUndefined();
    expect(obstacleOf(inquiry, [reset], true)).toBe('reservation');
  });

  it('is what REQUEST SENSE tells', () => {
    expect(firstAttention([mediumChanged, reset])).toBe(reset);
    expect(firstAttention([])).toBeUndefined();
  });
});
