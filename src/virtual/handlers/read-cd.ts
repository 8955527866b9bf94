/** READ CD, READ CD MSF and READ HEADER: chosen parts of CD sectors, put together in the initiator's buffer. */
import {
  addressOfMsf,
  type CdbOf,
  type CdSectorSelection,
  cdC2ErrorInformation,
  cdHeaderCodes,
  cdSectorType,
  cdSubChannelSelection,
  extractSubChannel,
  lbaOfMsf,
  mode1Sector,
  mode2Form1Sector,
  msfOfLba,
  rawSectorBytes,
  rawSubChannelBytes,
  readCd,
  readCdMainChannel,
  readCdMsf,
  readCdSectorBytes,
  readHeader,
  subChannel,
  subChannelQBytes,
  writeFormattedQ,
} from '../../../mmc/index.js';
import { type Call, type Handled, handle } from '../handler.js';
import { firstPauseBlocks } from '../media/disc-placement.js';
import type { CdMedium } from '../media/medium.js';
import { readPacks } from '../media/packed-sub-channels.js';
import { addressOutOfRange, illegalModeForTrack, invalidField, type Refusal, unreadable } from '../refusal.js';

type Selection = Pick<CdbOf<typeof readCd>, keyof CdSectorSelection | 'dap'>;

const c2Bytes = [0, 294, 296] as const;
const limits = { M: 99, S: 59, F: 74 } as const;

// Commands run one after the other, so these serve all drives.
/** Sectors that are read at a time where they do not go straight to the initiator. */
const chunkSectors = 32;
const chunk = new Uint8Array(chunkSectors * rawSectorBytes);
const copiedByView = 64;
const raw = new Uint8Array(rawSubChannelBytes);
const q = new Uint8Array(subChannelQBytes);

/** READ CD, READ CD MSF and READ HEADER. */
export const readCdHandlers: readonly Handled[] = [
  handle(readCd, (cdb, call) => read(cdb.startingLogicalBlockAddress, cdb.transferLengthBlocks, cdb, call)),

  handle(readCdMsf, (cdb, call) => {
    call.unit.requireDisc();
    for (const place of ['starting', 'ending'] as const)
      for (const part of ['M', 'S', 'F'] as const)
        if (cdb[`${place}${part}`] > limits[part]) throw invalidField(`${place}${part}`);
    const start = lbaOfMsf({ minute: cdb.startingM, second: cdb.startingS, frame: cdb.startingF });
    const end = lbaOfMsf({ minute: cdb.endingM, second: cdb.endingS, frame: cdb.endingF });
    if (end < start) throw invalidField('endingM');
    return read(start, end - start, cdb, call);
  }),

  handle(readHeader, ({ msf, logicalBlockAddress }, { unit }) => {
    const disc = unit.requireDisc();
    // The pause before the first track has addresses before 0.
    const address = logicalBlockAddress | 0;
    checkRange(disc, address, 1);
    if (disc.sectorsOfOneKind(address, 1) === 0) throw unreadable(disc, address);
    const type = disc.sectorTypeAt(address);
    if (type === cdSectorType.cdDa) throw illegalModeForTrack(address);
    return {
      cdRomDataMode: type === cdSectorType.mode1 ? 1 : 2,
      cdRomAddress: msf ? addressOfMsf(msfOfLba(address)) : address >>> 0,
    };
  }),
];

/** A disc without a first track has no pause before it either. */
function checkRange(disc: CdMedium, start: number, count: number): void {
  const first = disc.blockCount > 0 ? -firstPauseBlocks : 0;
  if (start < first || start >= disc.blockCount || count > disc.blockCount - start) throw addressOutOfRange();
}

function read(start: number, count: number, selection: Selection, call: Call): number {
  const disc = call.unit.requireDisc();
  checkSelection(selection);
  checkRange(disc, start, count);
  if (count === 0) return 0;
  // The drive stops where audio changes to data, whatever sector type was expected.
  const readable = disc.sectorsOfOneKind(start, count);
  if (readable === 0) throw unreadable(disc, start);
  const { pieces, refusal } = piecesOf(disc, start, readable, selection);
  const bytes = pieces.reduce((sum, piece) => sum + piece.count * piece.sectorBytes, 0);
  if (refusal && pieces.length === 0) throw refusal(0);
  const into = call.dataIn(Math.min(bytes, roomInSectors(pieces, call.room)));
  let at = 0;
  for (const piece of pieces) {
    if (piece.sectorBytes === 0) continue;
    const taken = Math.min(piece.count, Math.ceil(Math.max(0, call.room - at) / piece.sectorBytes));
    readPiece(disc, { ...piece, count: taken }, selection, into, at);
    at += taken * piece.sectorBytes;
  }
  const done = pieces.reduce((sum, piece) => sum + piece.count, 0);
  call.unit.hasRead(disc, start, done);
  if (refusal) throw refusal(bytes);
  if (done < count) throw unreadable(disc, start + done, bytes);
  return bytes;
}

/** Sectors of one type, one after the other. */
interface Piece {
  readonly start: number;
  readonly count: number;
  readonly type: number;
  readonly sectorBytes: number;
}

/** The pieces that are read, and what ends the command before all were. */
function piecesOf(
  disc: CdMedium,
  start: number,
  count: number,
  selection: Selection,
): { pieces: readonly Piece[]; refusal: ((transferredBytes: number) => Refusal) | undefined } {
  const pieces: Piece[] = [];
  for (let done = 0; done < count; done += pieces.at(-1)!.count) {
    const at = start + done;
    const type = disc.sectorTypeAt(at);
    const { expectedSectorType } = selection;
    if (expectedSectorType !== cdSectorType.any && expectedSectorType !== type)
      return { pieces, refusal: (bytes) => illegalModeForTrack(at, bytes) };
    const sectorBytes = readCdSectorBytes(selection, type);
    if (sectorBytes === undefined)
      return {
        pieces,
        refusal: (bytes) => (done === 0 ? invalidField(culprit(selection)) : illegalModeForTrack(at, bytes)),
      };
    pieces.push({ start: at, count: disc.sectorsOfOneType(at, count - done), type, sectorBytes });
  }
  return { pieces, refusal: undefined };
}

/** Bytes of the sectors that the initiator has room for, the last one whole. */
function roomInSectors(pieces: readonly Piece[], room: number): number {
  let bytes = 0;
  for (const { count, sectorBytes } of pieces) {
    if (bytes >= room) break;
    if (sectorBytes > 0) bytes += Math.min(count, Math.ceil((room - bytes) / sectorBytes)) * sectorBytes;
  }
  return bytes;
}

function checkSelection(selection: Selection): void {
  if (selection.dap) throw invalidField('dap');
  if (selection.expectedSectorType > cdSectorType.mode2Form2) throw invalidField('expectedSectorType');
  if (selection.c2ErrorInformation > cdC2ErrorInformation.pointerBitsAndBlockErrorByte)
    throw invalidField('c2ErrorInformation');
  const { subChannelSelection }: { subChannelSelection: number } = selection;
  if (!Object.values<number>(cdSubChannelSelection).includes(subChannelSelection))
    throw invalidField('subChannelSelection');
}

/** The field that selects the first part: behind it there is one that was left out. */
function culprit(selection: Selection): string {
  if (selection.sync) return 'sync';
  return selection.headerCodes !== cdHeaderCodes.none ? 'headerCodes' : 'edcAndEcc';
}

function readPiece(disc: CdMedium, piece: Piece, selection: Selection, into: Uint8Array, offset: number): void {
  const { start, count, type, sectorBytes } = piece;
  const { start: from, end: to } = readCdMainChannel(selection, type)!;
  const mainBytes = to - from;
  if (mainBytes === sectorBytes && mainBytes === rawSectorBytes) disc.readRaw(start, count, into, offset);
  else if (mainBytes === sectorBytes && isUserDataOnly(type, from, to)) disc.readUserData(start, count, into, offset);
  else
    for (let i = 0; i < count; i++) {
      const at = offset + i * sectorBytes;
      if (mainBytes > 0) {
        const inChunk = i % chunkSectors;
        if (inChunk === 0) disc.readRaw(start + i, Math.min(chunkSectors, count - i), chunk, 0);
        copyPart(inChunk * rawSectorBytes + from, mainBytes, into, at);
      }
      const errorBytes = c2Bytes[selection.c2ErrorInformation]!;
      into.fill(0, at + mainBytes, at + mainBytes + errorBytes);
      const subChannelAt = at + mainBytes + errorBytes;
      if (selection.subChannelSelection === cdSubChannelSelection.correctedRw)
        readPacks(disc, start + i, into, subChannelAt, i > 0);
      else writeSubChannel(disc, start + i, selection.subChannelSelection, into, subChannelAt);
    }
}

function isUserDataOnly(type: number, from: number, to: number): boolean {
  if (type === cdSectorType.mode1) return from === mode1Sector.userData && to === mode1Sector.edc;
  return type === cdSectorType.mode2Form1 && from === mode2Form1Sector.userData && to === mode2Form1Sector.edc;
}

/** A loop where there is little to copy: setting up a view takes longer. */
function copyPart(from: number, bytes: number, into: Uint8Array, offset: number): void {
  if (bytes < copiedByView) for (let i = 0; i < bytes; i++) into[offset + i] = chunk[from + i]!;
  else into.set(chunk.subarray(from, from + bytes), offset);
}

function writeSubChannel(
  disc: CdMedium,
  logicalBlockAddress: number,
  selection: number,
  into: Uint8Array,
  offset: number,
): void {
  if (selection === cdSubChannelSelection.none) return;
  if (selection === cdSubChannelSelection.raw) {
    disc.readSubChannels(logicalBlockAddress, into, offset);
    return;
  }
  disc.readSubChannels(logicalBlockAddress, raw, 0);
  extractSubChannel(raw, 0, subChannel.q, q, 0);
  writeFormattedQ(into, offset, q, 0, (raw[0]! & 0x80) !== 0);
}
