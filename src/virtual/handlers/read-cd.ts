/** READ CD: chosen parts of CD sectors, put together in the initiator's buffer. */
import {
  type CdbOf,
  cdC2ErrorInformation,
  cdHeaderCodes,
  cdSectorType,
  cdSubChannelSelection,
  leadOutTrack,
  mode1Sector,
  type QPosition,
  rawSectorBytes,
  readCd,
  readCdSectorBytes,
  subChannelQBytes,
  writeFormattedQ,
  writeIsrcQ,
  writeMediaCatalogNumberQ,
  writePositionQ,
  writeRawSubChannels,
} from '../../../mmc/index.js';
import { type Handled, handle } from '../handler.js';
import { firstPauseBlocks } from '../media/compact-disc.js';
import type { CdMedium } from '../media/medium.js';
import { addressOutOfRange, illegalModeForTrack, invalidField } from '../refusal.js';

type Cdb = CdbOf<typeof readCd>;

/** One in so many sectors has the catalog number in its channel Q, and another one the ISRC. */
const catalogPeriod = 100;
const catalogNumberPhase = 24;
const isrcPhase = 74;

const c2Bytes = [0, 294, 296] as const;

// Commands run one after the other, so these serve all drives.
const sector = new Uint8Array(rawSectorBytes);
const q = new Uint8Array(subChannelQBytes);
const position: QPosition = { control: 0, trackNumber: 0, index: 0, relativeAddress: 0, logicalBlockAddress: 0 };

/** READ CD. */
export const readCdHandlers: readonly Handled[] = [
  handle(readCd, (cdb, call) => {
    const disc = call.unit.requireDisc();
    checkSelection(cdb);
    const { startingLogicalBlockAddress: start, transferLengthBlocks: count } = cdb;
    if (start < -firstPauseBlocks || start >= disc.blockCount || count > disc.blockCount - start)
      throw addressOutOfRange();
    if (count === 0) return 0;
    const type = disc.trackAt(start).isData ? cdSectorType.mode1 : cdSectorType.cdDa;
    if (cdb.expectedSectorType !== cdSectorType.any && cdb.expectedSectorType !== type)
      throw illegalModeForTrack(start);
    const sectorBytes = readCdSectorBytes(cdb, type);
    if (sectorBytes === undefined) throw invalidField(culprit(cdb));
    // The drive stops where audio changes to data, whatever sector type was expected.
    const readable = disc.sectorsOfOneKind(start, count);
    if (sectorBytes > 0) {
      const taken = Math.min(readable, Math.ceil(call.room / sectorBytes));
      readSectors(disc, cdb, type, sectorBytes, taken, call.dataIn(taken * sectorBytes));
    }
    call.unit.hasRead(disc, start, readable);
    if (readable < count) throw illegalModeForTrack(start + readable, readable * sectorBytes);
    return readable * sectorBytes;
  }),
];

function checkSelection(cdb: Cdb): void {
  if (cdb.dap) throw invalidField('dap');
  if (cdb.expectedSectorType > cdSectorType.mode2Form2) throw invalidField('expectedSectorType');
  if (cdb.c2ErrorInformation > cdC2ErrorInformation.pointerBitsAndBlockErrorByte)
    throw invalidField('c2ErrorInformation');
  const { none, raw, formattedQ } = cdSubChannelSelection;
  const selection: number = cdb.subChannelSelection;
  if (selection !== none && selection !== raw && selection !== formattedQ) throw invalidField('subChannelSelection');
}

/** The field that selects the first part: behind it there is one that was left out. */
function culprit(cdb: Cdb): string {
  if (cdb.sync) return 'sync';
  return cdb.headerCodes !== cdHeaderCodes.none ? 'headerCodes' : 'edcAndEcc';
}

function readSectors(
  disc: CdMedium,
  cdb: Cdb,
  type: number,
  sectorBytes: number,
  count: number,
  into: Uint8Array,
): void {
  const start = cdb.startingLogicalBlockAddress;
  const [from, to] = type === cdSectorType.cdDa ? wholeOrNothing(cdb) : mode1Range(cdb);
  const extraBytes = sectorBytes - (to - from);
  if (extraBytes === 0 && to - from === rawSectorBytes) disc.readRaw(start, count, into, 0);
  else if (extraBytes === 0 && from === mode1Sector.userData && to === mode1Sector.edc)
    disc.readUserData(start, count, into, 0);
  else
    for (let i = 0; i < count; i++) {
      let at = i * sectorBytes;
      if (to > from) at += readPart(disc, start + i, from, to, into, at);
      const errorBytes = c2Bytes[cdb.c2ErrorInformation]!;
      into.fill(0, at, at + errorBytes);
      writeSubChannel(disc, start + i, cdb.subChannelSelection, into, at + errorBytes);
    }
}

function wholeOrNothing({ sync, headerCodes, userData, edcAndEcc }: Cdb): readonly [number, number] {
  return sync || headerCodes !== cdHeaderCodes.none || userData || edcAndEcc ? [0, rawSectorBytes] : [0, 0];
}

/** The bytes of a mode 1 sector that are selected; that they are in one piece has been checked. */
function mode1Range({ sync, headerCodes, userData, edcAndEcc }: Cdb): readonly [number, number] {
  const { sync: syncAt, header, userData: dataAt, edc } = mode1Sector;
  const parts: readonly [boolean, number, number][] = [
    [sync, syncAt, header],
    [(headerCodes & cdHeaderCodes.header) !== 0, header, dataAt],
    [userData, dataAt, edc],
    [edcAndEcc, edc, rawSectorBytes],
  ];
  const selected = parts.filter(([isSelected]) => isSelected);
  return [selected[0]?.[1] ?? 0, selected.at(-1)?.[2] ?? 0];
}

function readPart(
  disc: CdMedium,
  logicalBlockAddress: number,
  from: number,
  to: number,
  into: Uint8Array,
  offset: number,
): number {
  if (to - from === rawSectorBytes) disc.readRaw(logicalBlockAddress, 1, into, offset);
  else {
    disc.readRaw(logicalBlockAddress, 1, sector, 0);
    for (let i = from; i < to; i++) into[offset + i - from] = sector[i]!;
  }
  return to - from;
}

function writeSubChannel(
  disc: CdMedium,
  logicalBlockAddress: number,
  selection: number,
  into: Uint8Array,
  offset: number,
): void {
  if (selection === cdSubChannelSelection.none) return;
  disc.locate(logicalBlockAddress, position);
  // Channel P marks the pause, and the first sector of a track.
  const p = position.index === 0 || position.relativeAddress === 0;
  writeQ(disc, logicalBlockAddress);
  if (selection === cdSubChannelSelection.raw) writeRawSubChannels(into, offset, q, 0, p);
  else writeFormattedQ(into, offset, q, 0, p);
}

function writeQ({ mediaCatalogNumber, tracks }: CdMedium, logicalBlockAddress: number): void {
  const phase = logicalBlockAddress % catalogPeriod;
  const { trackNumber, control } = position;
  const isrc = trackNumber === leadOutTrack ? undefined : tracks[trackNumber - 1]!.isrc;
  if (phase === catalogNumberPhase && mediaCatalogNumber)
    writeMediaCatalogNumberQ(q, 0, control, mediaCatalogNumber, logicalBlockAddress);
  else if (phase === isrcPhase && isrc) writeIsrcQ(q, 0, control, isrc, logicalBlockAddress);
  else writePositionQ(q, 0, position);
}
