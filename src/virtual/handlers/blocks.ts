/** Logical blocks: how many there are, reading and writing them. */
import {
  read10,
  read12,
  readCapacity,
  seek10,
  setReadAhead,
  verify10,
  write10,
  write12,
  writeAndVerify10,
} from '../../../mmc/index.js';
import { type Call, type Handled, handle } from '../handler.js';
import { blockLengthBytes } from '../media/medium.js';
import { addressOutOfRange, illegalModeForTrack, invalidField } from '../refusal.js';
import type { Unit } from '../unit.js';

/** READ CAPACITY, READ, SEEK, VERIFY and WRITE. */
export const blockHandlers: readonly Handled[] = [
  handle(readCapacity, ({ pmi, logicalBlockAddress }, { unit }) => {
    if (pmi) throw invalidField('pmi');
    if (logicalBlockAddress !== 0) throw invalidField('logicalBlockAddress');
    return { returnedLogicalBlockAddress: unit.requireMedium().blockCount - 1, blockLengthBytes };
  }),

  handle(read10, (cdb, call) => read(cdb.logicalBlockAddress, cdb.transferLengthBlocks, call)),

  handle(read12, (cdb, call) => {
    if (cdb.streaming && call.unit.readyMedium && !call.unit.streams) throw invalidField('streaming');
    return read(cdb.logicalBlockAddress, cdb.transferLengthBlocks, call);
  }),

  handle(seek10, ({ logicalBlockAddress }, { unit }) => {
    const medium = unit.requireMedium();
    checkRange(logicalBlockAddress, 0, medium.blockCount);
    unit.seek(medium, logicalBlockAddress);
  }),

  handle(setReadAhead, ({ triggerLogicalBlockAddress, readAheadLogicalBlockAddress }, { unit }) => {
    const { blockCount } = unit.requireMedium();
    for (const address of [triggerLogicalBlockAddress, readAheadLogicalBlockAddress])
      checkRange(address, 0, blockCount);
  }),

  handle(verify10, ({ blkvfy, logicalBlockAddress, verificationLengthBlocks }, { unit }) => {
    if (blkvfy) throw invalidField('blkvfy');
    verify(logicalBlockAddress, verificationLengthBlocks, unit);
  }),

  handle(writeAndVerify10, (cdb, call) => {
    if (cdb.bytchk) throw invalidField('bytchk');
    write(cdb.logicalBlockAddress, cdb.transferLengthBlocks, call);
    verify(cdb.logicalBlockAddress, cdb.transferLengthBlocks, call.unit);
  }),

  handle(write10, (cdb, call) => {
    if (cdb.tsr) throw invalidField('tsr');
    write(cdb.logicalBlockAddress, cdb.transferLengthBlocks, call);
  }),

  handle(write12, (cdb, call) => {
    if (cdb.tsr) throw invalidField('tsr');
    if (cdb.streaming && call.unit.readyMedium && !call.unit.streamsWriting) throw invalidField('streaming');
    write(cdb.logicalBlockAddress, cdb.transferLengthBlocks, call);
  }),
];

function read(logicalBlockAddress: number, count: number, call: Call): number {
  const { unit } = call;
  const medium = unit.requireMedium();
  checkRange(logicalBlockAddress, count, medium.blockCount);
  if (count === 0) return 0;
  let readable = count;
  if (medium.kind === 'cd') {
    if (!medium.trackAt(logicalBlockAddress).isData) throw illegalModeForTrack(logicalBlockAddress);
    readable = medium.sectorsOfOneKind(logicalBlockAddress, count);
  }
  const length = readable * blockLengthBytes;
  // Blocks that nobody takes are not read.
  const taken = Math.min(readable, Math.ceil(call.room / blockLengthBytes));
  medium.readUserData(logicalBlockAddress, taken, call.dataIn(taken * blockLengthBytes), 0);
  unit.hasRead(medium, logicalBlockAddress, readable);
  if (readable < count) throw illegalModeForTrack(logicalBlockAddress + readable, length);
  return length;
}

/** Blocks read at once. */
const verifyBlocks = 16;

/** Reads the blocks and gives them to nobody. */
function verify(logicalBlockAddress: number, count: number, unit: Unit): void {
  const medium = unit.requireMedium();
  checkRange(logicalBlockAddress, count, medium.blockCount);
  const scratch = new Uint8Array(verifyBlocks * blockLengthBytes);
  const end = logicalBlockAddress + count;
  for (let at = logicalBlockAddress; at < end; at += verifyBlocks) {
    if (medium.kind === 'cd' && !medium.trackAt(at).isData) throw illegalModeForTrack(at);
    medium.readUserData(at, Math.min(verifyBlocks, end - at), scratch, 0);
  }
  unit.hasRead(medium, logicalBlockAddress, count);
}

function write(logicalBlockAddress: number, count: number, call: Call): void {
  const { unit } = call;
  const recorder = unit.requireRecorder();
  const { writeParameters: parameters } = unit.mode;
  const data = call.dataOut(count * recorder.blockBytes(logicalBlockAddress, parameters));
  if (count === 0) return;
  recorder.write({ logicalBlockAddress, count, data, parameters });
  unit.hasWritten(unit.requireMedium(), logicalBlockAddress, count, call.transferredBytes);
}

function checkRange(logicalBlockAddress: number, count: number, blockCount: number): void {
  if (logicalBlockAddress < 0 || logicalBlockAddress >= blockCount || count > blockCount - logicalBlockAddress)
    throw addressOutOfRange();
}
