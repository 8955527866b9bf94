/** A target that is served for a test, closed behind it, and what initiators without manners send to it. */
import { afterEach, expect } from 'vitest';
import { decodeSense } from '../../../../mmc/index.js';
import { loginStatus, opcode } from '../../../../src/iscsi/codes.js';
import { serveIscsi, type TargetLogRecord, type TargetOptions } from '../../../../src/iscsi/index.js';
import * as pdu from '../../../../src/iscsi/pdu.js';
import { demoDisc, type Medium, VirtualDrive } from '../../../../src/virtual/index.js';
import { RawInitiator } from '../loopback.js';

/** The name of the target, and of who comes. */
export const name = 'iqn.2000-01.localhost:drives';
export const initiator = 'iqn.2000-01.localhost:initiator';
/** The pairs of a normal login. */
export const identity = [
  ['InitiatorName', initiator],
  ['SessionType', 'Normal'],
  ['TargetName', name],
] as const;

/** What a test leaves open, in the order it was opened. */
export const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** A drive with nothing to tell. */
export const silentDrive = (medium: Medium = demoDisc()) => new VirtualDrive({ medium, powerOnUnitAttention: false });

/** A target on a free port, and what it logs. */
export async function serve(options: Partial<TargetOptions> = {}) {
  const log: TargetLogRecord[] = [];
  const drive = silentDrive();
  const target = await serveIscsi({
    targets: [{ name, luns: [drive] }],
    port: 0,
    log: (record) => log.push(record),
    ...options,
  });
  open.push(target);
  const connect = async () => {
    const raw = await RawInitiator.connect(target.address.port);
    open.push(raw);
    return raw;
  };
  const logIn = async (pairs: readonly (readonly [string, string])[] = [], isidEnd = 1) => {
    const raw = await connect();
    const { status } = await raw.login([...identity, ...pairs], {
      isid: Uint8Array.of(0x80, 0, 0, 0, 0, isidEnd),
    } as object);
    expect(status).toBe(loginStatus.success);
    return raw;
  };
  return { target, log, drive, connect, logIn };
}

/** CDBs, and what a command says of its data. */
export const inquiry = (allocationLength: number) => [0x12, 0, 0, 0, allocationLength, 0];
export const testUnitReady = [0, 0, 0, 0, 0, 0];
export const readIn = (bytes: number) => ({ read: true, expectedDataTransferLength: bytes });
export const writeOut = (bytes: number) => ({ write: true, expectedDataTransferLength: bytes });
export const read10 = (address: number, blocks: number) => [
  0x28,
  0,
  0,
  0,
  address >> 8,
  address & 0xff,
  0,
  0,
  blocks,
  0,
];
export const write10 = (address: number, blocks: number) => [
  0x2a,
  0,
  0,
  0,
  address >> 8,
  address & 0xff,
  0,
  0,
  blocks,
  0,
];

/** The response to a command without data, and its sense as [key, asc, ascq]. */
export async function answer(raw: RawInitiator) {
  const { data, ...response } = await raw.expect(opcode.scsiResponse, pdu.scsiResponse);
  const sense = decodeSense(data.subarray(2));
  return { ...response, sense: sense && [sense.senseKey, sense.asc, sense.ascq] };
}
