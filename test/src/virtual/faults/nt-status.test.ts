/**
 * Faults come out of the control codes as the NTSTATUS, after the attempts, that the vectors of the sense rules have
 * (test/src/ioctl/fixtures). A clock that stands still makes the waits between them take no time.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeSense, parseHex } from '../../../../mmc/index.js';
import { ntStatusName, openCdrom } from '../../../../src/ioctl/index.js';
import { srbStatus } from '../../../../src/ioctl/srb.js';
import type { Fault } from '../../../../src/virtual/index.js';
import { setUp } from '../virtual-helpers.js';

interface Vector {
  readonly name: string;
  readonly cdb: string;
  readonly srbStatus: string;
  readonly scsiStatus: string;
  readonly sense: string | null;
  readonly context: { readonly volumeMounted: boolean; readonly overrideVerify: boolean; readonly verifyFlag: boolean };
  readonly ifFailurePersists: { readonly sends?: number | null; readonly finalStatus?: string | null };
}

const path = new URL('../../ioctl/fixtures/sense-vectors.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(path, 'utf8')) as { vectors: readonly Vector[] };

const twoDigits = (value: number) => value.toString(16).toUpperCase().padStart(2, '0');

/** The fault that makes a drive answer as a vector has it. */
function faultOf({ srbStatus: srb, scsiStatus, sense }: Vector): Fault | undefined {
  if (Number(srb) === srbStatus.timeout) return { kind: 'timeout' };
  if (scsiStatus === '0x08') return { kind: 'status', status: 'busy' };
  if (scsiStatus === '0x18') return { kind: 'status', status: 'reservationConflict' };
  const decoded = sense === null ? undefined : decodeSense(parseHex(sense));
  if (
    Number(srb) !== srbStatus.error ||
    decoded?.announcedLengthBytes !== 18 ||
    decoded.bytes.length < 18 ||
    decoded.ili
  )
    return undefined;
  const { senseKey, asc, ascq } = decoded;
  return { kind: 'checkCondition', sense: `${senseKey!.toString(16)}/${twoDigits(asc!)}/${twoDigits(ascq!)}` };
}

const cases = vectors.flatMap((vector) => {
  const fault = vector.cdb.startsWith('00 00') ? faultOf(vector) : undefined;
  const { volumeMounted, overrideVerify, verifyFlag } = vector.context;
  return fault && !volumeMounted && !overrideVerify && !verifyFlag ? [{ ...vector, fault }] : [];
});

describe('IOCTL_STORAGE_CHECK_VERIFY on a drive with a fault', () => {
  it('is tried with every vector that a plan can stand for', () => {
    expect(cases.length).toBeGreaterThan(25);
  });

  it.each(cases)('$name: $ifFailurePersists.finalStatus', async ({ fault, ifFailurePersists }) => {
    const { device, clock } = setUp({ faults: { faults: [{ commands: ['testUnitReady'], ...fault }] } });
    const result = await openCdrom(device, { volumeMounted: false, clock }).checkVerify();
    expect(ntStatusName(result.ntStatus)).toBe(ifFailurePersists.finalStatus);
    expect(result.exchanges).toHaveLength(ifFailurePersists.sends!);
  });
});

describe('a raw read on a drive with a fault', () => {
  const read = async (fault: Fault, offsetBytes: number) => {
    const { device, clock, drive } = setUp({ faults: { faults: [fault] } });
    const result = await openCdrom(device, { volumeMounted: false, clock }).read(offsetBytes, 2048);
    return { status: ntStatusName(result.ntStatus), isTrayOpen: drive.isTrayOpen };
  };

  it.each<[string, Fault, string]>([
    ['a bad block', { kind: 'unreadable' }, 'STATUS_DEVICE_DATA_ERROR'],
    ['a tray that opens', { kind: 'trayOpens', commands: ['read10'] }, 'STATUS_NO_MEDIA_IN_DEVICE'],
    ['a drive that hangs', { kind: 'timeout', until: 'reset', commands: ['read10'] }, 'STATUS_IO_TIMEOUT'],
    ['one busy answer', { kind: 'status', status: 'busy', commands: ['read10'], times: 1 }, 'STATUS_SUCCESS'],
    ['a bad block elsewhere', { kind: 'unreadable', blocks: { first: 9, last: 9 } }, 'STATUS_SUCCESS'],
  ])('%s', async (_what, fault, status) => {
    expect((await read(fault, 0)).status).toBe(status);
  });
});
