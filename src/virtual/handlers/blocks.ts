/** Logical blocks: how many there are, reading and writing them. */
import {
  cdSectorType,
  read10,
  read12,
  readCapacity,
  seek10,
  setReadAhead,
  verify10,
  verify12,
  write10,
  write12,
  writeAndVerify10,
} from '../../../mmc/index.js';
import { type Call, type Handled, handle } from '../handler.js';
import { blockLengthBytes, type CdMedium, endOf, type Medium } from '../media/medium.js';
import { addressOutOfRange, invalidField, unreadable } from '../refusal.js';
import type { Unit } from '../unit.js';

/** READ CAPACITY, READ, SEEK, VERIFY and WRITE. */
export const blockHandlers: readonly Handled[] = [
  handle(readCapacity, ({ pmi, logicalBlockAddress }, { unit }) => {
    if (pmi) throw invalidField('pmi');
    if (logicalBlockAddress !== 0) throw invalidField('logicalBlockAddress');
    // There is no way to say that there are no blocks at all.
    return { returnedLogicalBlockAddress: Math.max(0, unit.requireMedium().blockCount - 1), blockLengthBytes };
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

  handle(verify12, ({ blkvfy, logicalBlockAddress, verificationLengthBlocks }, { unit }) => {
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
  const readable = medium.kind === 'cd' ? blocksWithUserData(medium, logicalBlockAddress, count) : count;
  const length = readable * blockLengthBytes;
  // Blocks that nobody takes are not read.
  const taken = Math.min(readable, Math.ceil(call.room / blockLengthBytes));
  medium.readUserData(logicalBlockAddress, taken, call.dataIn(taken * blockLengthBytes), 0);
  unit.hasRead(medium, logicalBlockAddress, readable);
  if (readable < count) throw unreadable(medium as CdMedium, logicalBlockAddress + readable, length);
  return length;
}

/** How many of the blocks have 2048 bytes of user data. Throws a Refusal where there is none. */
function blocksWithUserData(disc: CdMedium, logicalBlockAddress: number, count: number): number {
  const readable = disc.sectorsOfOneKind(logicalBlockAddress, count);
  let good = 0;
  while (good < readable && hasUserData(disc, logicalBlockAddress + good))
    good += disc.sectorsOfOneType(logicalBlockAddress + good, readable - good);
  if (good === 0) throw unreadable(disc, logicalBlockAddress);
  return good;
}

function hasUserData(disc: CdMedium, logicalBlockAddress: number): boolean {
  const type = disc.sectorTypeAt(logicalBlockAddress);
  return type === cdSectorType.mode1 || type === cdSectorType.mode2Form1;
}

/** Blocks read at once. */
const verifyBlocks = 16;

/** Reads the blocks and gives them to nobody. */
function verify(logicalBlockAddress: number, count: number, unit: Unit): void {
  const medium: Medium = unit.requireMedium();
  checkRange(logicalBlockAddress, count, medium.blockCount);
  const scratch = new Uint8Array(verifyBlocks * blockLengthBytes);
  const end = logicalBlockAddress + count;
  for (let at = logicalBlockAddress; at < end; at += verifyBlocks) {
    const run = Math.min(verifyBlocks, end - at);
    const readable = medium.kind === 'cd' ? blocksWithUserData(medium, at, run) : run;
    medium.readUserData(at, readable, scratch, 0);
    if (readable < run) throw unreadable(medium as CdMedium, at + readable);
  }
  unit.hasRead(medium, logicalBlockAddress, count);
}

function write(logicalBlockAddress: number, count: number, call: Call): void {
  const { unit } = call;
  const medium = unit.requireMedium();
  const recorder = unit.requireRecorder();
  const { writeParameters: parameters } = unit.mode;
  const data = call.dataOut(count * recorder.blockBytes(logicalBlockAddress, parameters));
  if (count === 0) {
    // Only a CD has addresses before 0.
    const isBefore = logicalBlockAddress < 0 && medium.kind !== 'cd';
    if (isBefore || logicalBlockAddress >= endOf(medium)) throw addressOutOfRange();
    return;
  }
  if (unit.mechanism.takeRunDry(unit, medium)) recorder.runDry?.(parameters);
  recorder.write({ logicalBlockAddress, count, data, parameters });
  unit.hasWritten(medium, logicalBlockAddress, count, call.transferredBytes);
}

function checkRange(logicalBlockAddress: number, count: number, blockCount: number): void {
  if (logicalBlockAddress < 0 || logicalBlockAddress >= blockCount || count > blockCount - logicalBlockAddress)
    throw addressOutOfRange();
}
