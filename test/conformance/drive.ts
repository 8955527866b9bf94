import assert from 'node:assert/strict';
import { decodeSense, hex } from '../../mmc/index.js';
import { type Completion, scsiStatus, type TransferRequest, type Transport } from '../../src/transport/transport.js';
import { TransportError, type TransportErrorKind } from '../../src/transport/transport-error.js';

/** Opens the transport under test. Every case opens its own. */
export type Open = () => Promise<Transport>;

/** What a buffer holds before a command, so that a byte which was not written shows. */
export const poison = 0xa5;
export const timeoutMs = 60_000;
export const blockLengthBytes = 2048;
/** More attempts than a drive has unit attentions to report. */
const attemptsUntilReady = 20;

/** CDBs as bytes. Written out on purpose: what carries bytes is tested with bytes. */
export const cdbs = {
  testUnitReady: Uint8Array.of(0x00, 0, 0, 0, 0, 0),
  inquiry: (allocationLength: number) => Uint8Array.of(0x12, 0, 0, allocationLength >> 8, allocationLength & 0xff, 0),
  readCapacity: Uint8Array.of(0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  /** Format 0000b: the track list, with addresses as blocks. */
  readToc: (allocationLength: number) =>
    Uint8Array.of(0x43, 0, 0, 0, 0, 0, 0, allocationLength >> 8, allocationLength & 0xff, 0),
  read10(logicalBlockAddress: number, transferLengthBlocks: number): Uint8Array {
    const cdb = new Uint8Array(10);
    const view = new DataView(cdb.buffer);
    cdb[0] = 0x28;
    view.setUint32(2, logicalBlockAddress);
    view.setUint16(7, transferLengthBlocks);
    return cdb;
  },
  preventRemoval: Uint8Array.of(0x1e, 0, 0, 0, 1, 0),
  allowRemoval: Uint8Array.of(0x1e, 0, 0, 0, 0, 0),
  ejectMedium: Uint8Array.of(0x1b, 0, 0, 0, 2, 0),
  loadMedium: Uint8Array.of(0x1b, 0, 0, 0, 3, 0),
  /** The page for CD audio control, without block descriptors. */
  modeSenseAudio: Uint8Array.of(0x5a, 0x08, 0x0e, 0, 0, 0, 0, 0, 64, 0),
  modeSelect: (parameterListLength: number) => Uint8Array.of(0x55, 0x10, 0, 0, 0, 0, 0, 0, parameterListLength, 0),
  /** Operation code 1Fh is reserved for every device type. */
  unknownOperationCode: Uint8Array.of(0x1f, 0, 0, 0, 0, 0),
  /** SPC: a page code without EVPD is an invalid field in the CDB. */
  inquiryWithStrayPageCode: Uint8Array.of(0x12, 0, 0x83, 0, 36, 0),
};

/** A command without data. */
export function withoutData(cdb: Uint8Array): TransferRequest {
  return { cdb, direction: 'none', data: new Uint8Array(0), timeoutMs };
}

/** A command that reads into a new, poisoned buffer. */
export function dataIn(cdb: Uint8Array, lengthBytes: number): TransferRequest {
  return { cdb, direction: 'in', data: new Uint8Array(lengthBytes).fill(poison), timeoutMs };
}

/** A command that writes. */
export function dataOut(cdb: Uint8Array, data: Uint8Array): TransferRequest {
  return { cdb, direction: 'out', data, timeoutMs };
}

/** Requests that a drive refuses, each with the sense key, code and qualifier that its standard wants. */
export async function refusedRequests(transport: Transport) {
  const { lastLogicalBlockAddress } = await readCapacity(transport);
  return {
    unknownOperationCode: { request: withoutData(cdbs.unknownOperationCode), sense: [0x5, 0x20, 0x00] },
    invalidFieldInCdb: { request: dataIn(cdbs.inquiryWithStrayPageCode, 36), sense: [0x5, 0x24, 0x00] },
    addressOutOfRange: {
      request: dataIn(cdbs.read10(lastLogicalBlockAddress + 1, 1), blockLengthBytes),
      sense: [0x5, 0x21, 0x00],
    },
  } as const;
}

/** Runs `use` on an open transport whose drive is ready, and closes it. */
export async function withDrive(open: Open, use: (transport: Transport) => Promise<void>): Promise<void> {
  const transport = await open();
  try {
    await untilReady(transport);
    await use(transport);
  } finally {
    await transport.close();
  }
}

/** Takes what the drive has to report and returns it, sense by sense, once it is ready. */
export async function untilReady(transport: Transport): Promise<Uint8Array[]> {
  const reports: Uint8Array[] = [];
  while (reports.length < attemptsUntilReady) {
    const completion = await transport.execute(withoutData(cdbs.testUnitReady));
    if (completion.status === scsiStatus.good) return reports;
    reports.push(completion.sense);
  }
  throw new Error(`the drive does not become ready; it reports ${reports.map(hex).join(' | ')}`);
}

/** `executeSync`, which every transport has but those over a network; with them it is `execute`. */
export async function executeSync(transport: Transport, request: TransferRequest): Promise<Completion> {
  if (transport.executeSync) return transport.executeSync(request);
  assert.match(transport.name, /^iscsi:/, `${transport.name} has executeSync`);
  return transport.execute(request);
}

/** Sends a command that has to end with GOOD and returns the data that came. */
export async function good(transport: Transport, request: TransferRequest): Promise<Uint8Array> {
  const completion = await transport.execute(request);
  assertGood(completion);
  return request.data.subarray(0, completion.transferredBytes);
}

export function assertGood({ status, sense }: Completion): void {
  assert.equal(status, scsiStatus.good, `GOOD expected, got status ${status} with sense ${hex(sense)}`);
  assert.equal(sense.length, 0, 'GOOD comes without sense data');
}

/** CHECK CONDITION, and sense data that is whole and says `[sense key, code, qualifier]`. */
export function assertSense({ status, sense }: Completion, expected: readonly number[]): void {
  assert.equal(status, scsiStatus.checkCondition, `CHECK CONDITION expected, got status ${status}`);
  const decoded = decodeSense(sense);
  assert.ok(decoded, `sense data expected, got "${hex(sense)}"`);
  assert.deepEqual([decoded.senseKey, decoded.asc, decoded.ascq], expected, `from ${hex(sense)}`);
  assert.equal(decoded.deferred, false);
  const additionalLength = sense[7]!;
  assert.ok(sense.length >= 8 + additionalLength, `the sense data ends early: ${hex(sense)}`);
}

/** The same bytes. A difference is shown by its place: a listing of a large buffer takes minutes to make. */
export function assertBytes(actual: Uint8Array, expected: Uint8Array, what = 'the data'): void {
  assert.equal(actual.length, expected.length, `length of ${what}`);
  const at = actual.findIndex((byte, i) => byte !== expected[i]);
  assert.equal(at, -1, `${what} differs at ${at}: ${hex(actual.subarray(at, at + 16))}`);
}

export function assertPoisoned(bytes: Uint8Array, what: string): void {
  const at = bytes.findIndex((byte) => byte !== poison);
  assert.equal(at, -1, `${what} was written to, first at ${at}`);
}

/** The promise rejects with a TransportError of this kind; returns it. */
export async function assertRejects(promise: Promise<unknown>, kind: TransportErrorKind): Promise<TransportError> {
  return assertKind(await promise.then(unexpectedValue, identity), kind);
}

function assertKind(thrown: unknown, kind: TransportErrorKind): TransportError {
  assert.ok(thrown instanceof TransportError, `TransportError expected, got ${thrown}`);
  assert.equal(thrown.kind, kind, thrown.message);
  return thrown;
}

const identity = (value: unknown): unknown => value;
function unexpectedValue(value: unknown): never {
  throw new assert.AssertionError({ message: 'a TransportError was expected, it went through', actual: value });
}

/** Last block and block length, as READ CAPACITY tells them. */
export async function readCapacity(transport: Transport) {
  const data = await good(transport, dataIn(cdbs.readCapacity, 8));
  assert.equal(data.length, 8);
  const view = new DataView(data.buffer, data.byteOffset);
  return { lastLogicalBlockAddress: view.getUint32(0), blockLengthBytes: view.getUint32(4) };
}

/**
 * Data that begins with the number of bytes which follow that number. A drive may fill up the rest of the allocation
 * length; that part is cut off.
 */
export async function goodWithLength(transport: Transport, request: TransferRequest): Promise<Uint8Array> {
  const data = await good(transport, request);
  const lengthBytes = 2 + data[0]! * 0x100 + data[1]!;
  assert.ok(data.length >= lengthBytes, `${data.length} bytes arrived, ${lengthBytes} were announced`);
  return data.subarray(0, lengthBytes);
}

/** The track list: one entry per track, lead-out (AAh) last. */
export async function readTrackList(transport: Transport) {
  const data = await goodWithLength(transport, dataIn(cdbs.readToc(804), 804));
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const tracks: { control: number; trackNumber: number; startAddress: number }[] = [];
  for (let at = 4; at + 8 <= data.length; at += 8)
    tracks.push({
      control: view.getUint8(at + 1) & 0x0f,
      trackNumber: view.getUint8(at + 2),
      startAddress: view.getUint32(at + 4),
    });
  return { data, firstTrackNumber: data[2]!, lastTrackNumber: data[3]!, tracks };
}

/** Bit 2 of the control nibble: the track holds data. */
const dataTrack = 0x4;
/** Blocks before the next track that a drive may refuse to read. */
const postGapBlocks = 152;

/** Consecutive blocks of a data track, as many as there are up to `wantedBlocks`. */
export async function dataBlocks(transport: Transport, wantedBlocks: number) {
  const { tracks } = await readTrackList(transport);
  const index = tracks.findIndex(({ control, trackNumber }) => trackNumber <= 99 && control & dataTrack);
  const track = tracks[index];
  const next = tracks[index + 1];
  assert.ok(track && next, 'the medium has a data track');
  const isLast = index + 2 === tracks.length;
  const readable = next.startAddress - track.startAddress - (isLast ? 0 : postGapBlocks);
  return { startAddress: track.startAddress, blocks: Math.min(wantedBlocks, readable) };
}

/** Reads blocks with READ(10), `chunkBlocks` at a time. */
export async function readBlocks(
  transport: Transport,
  startAddress: number,
  blocks: number,
  chunkBlocks: number,
): Promise<Uint8Array> {
  const whole = new Uint8Array(blocks * blockLengthBytes);
  for (let at = 0; at < blocks; at += chunkBlocks) {
    const count = Math.min(chunkBlocks, blocks - at);
    const data = await good(transport, dataIn(cdbs.read10(startAddress + at, count), count * blockLengthBytes));
    assert.equal(data.length, count * blockLengthBytes, `READ(10) of ${count} blocks at ${startAddress + at}`);
    whole.set(data, at * blockLengthBytes);
  }
  return whole;
}
