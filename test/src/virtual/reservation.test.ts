import { describe, expect, it } from 'vitest';
import {
  getConfiguration,
  inquiry,
  read10,
  release6,
  release10,
  reserve6,
  reserve10,
  testUnitReady,
} from '../../../mmc/index.js';
import { Device } from '../../../src/device/index.js';
import { answerOf, culpritOf, run, type Setup, setUp } from './virtual-helpers.js';

/** RESERVATION CONFLICT, which has no sense data. */
const conflict = 'status 24';

function twoInitiators(): Setup & { readonly other: Device; readonly answers: (device: Device) => string } {
  const setup = setUp();
  return {
    ...setup,
    other: new Device(setup.drive.connect()),
    answers: (device) => answerOf(device.exchangeSync(testUnitReady, {})),
  };
}

describe.each([
  ['of six bytes', reserve6, release6],
  ['of ten bytes', reserve10, release10],
] as const)('RESERVE and RELEASE %s', (_what, reserve, release) => {
  it('keep the other initiators out, but for what tells who and how the drive is', () => {
    const { device, other, answers } = twoInitiators();
    device.sendSync(reserve, {});
    expect([answers(device), answers(other)]).toEqual(['GOOD', conflict]);
    const read = other.exchangeSync(read10, { logicalBlockAddress: 0, transferLengthBlocks: 1 });
    expect([answerOf(read), read.completion.transferredBytes]).toEqual([conflict, 0]);
    expect(answerOf(other.exchangeSync(reserve, {}))).toBe(conflict);
    expect(answerOf(other.exchangeSync(inquiry, {}))).toBe('GOOD');
    expect(answerOf(other.exchangeSync(getConfiguration, {}))).toBe('GOOD');
    device.sendSync(release, {});
    expect(answers(other)).toBe('GOOD');
  });

  it('of another initiator releases nothing, and is no error', () => {
    const { device, other, answers } = twoInitiators();
    device.sendSync(reserve, {});
    expect(answerOf(other.exchangeSync(release, {}))).toBe('GOOD');
    expect(answers(other)).toBe(conflict);
  });
});

describe('a reservation', () => {
  it('ends with a reset, which the other initiators are told', () => {
    const { drive, device, other, answers } = twoInitiators();
    device.sendSync(reserve6, {});
    drive.reset();
    expect(answers(other)).toBe('6/29/00');
    expect(answers(other)).toBe('GOOD');
  });

  it('ends with its initiator', async () => {
    const { transport, device, other, answers } = twoInitiators();
    device.sendSync(reserve6, {});
    await transport.close();
    expect(answers(other)).toBe('GOOD');
  });

  it('for a third party is refused', () => {
    const { transport } = setUp();
    const cdb = [0x56, 0x10, 0, 1, 0, 0, 0, 0, 0, 0];
    const { completion } = run(transport, cdb);
    expect([answerOf(completion), culpritOf(cdb, completion)]).toEqual(['5/24/00', 'thirdParty']);
  });

  it('is nothing that a drive behind ATAPI knows', () => {
    const { device } = setUp({ personality: 'dvd-writer' });
    expect(answerOf(device.exchangeSync(reserve6, {}))).toBe('5/20/00');
  });
});
