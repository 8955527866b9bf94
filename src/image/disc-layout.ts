/** What lies where on the CD in a drive, asked of the drive: all that an image has to say besides its sectors. */
import {
  cdTextPacks,
  decodeSubChannelQ,
  hasSync,
  isSubChannelQRight,
  lbaOfMsf,
  type rawToc,
  readCd,
  readSubChannelIsrc,
  readSubChannelMediaCatalogNumber,
  readTocCdText,
  readTocRaw,
  sectorFormat,
  sectorFormatOf,
  subChannelControl,
  toBytes,
  tocPoint,
  type Value,
} from '../../mmc/index.js';
import type { Device } from '../device/index.js';
import { unlessRefused } from './sector-reader.js';

/** A descriptor of the raw table of contents. */
export type TocDescriptor = Value<typeof rawToc>['descriptors'][number];

/** A track: where it lies and what is told of it. */
export interface TrackLayout {
  readonly number: number;
  readonly sessionNumber: number;
  readonly control: number;
  readonly type: 'audio' | 'mode1' | 'mode2';
  /** Where its pause begins, index 0; the same as `start` where it has none. */
  readonly pauseStart: number;
  readonly start: number;
  readonly end: number;
  /** Where index 2 and the following begin, in sectors from index 1. */
  readonly indexes: readonly number[];
  readonly isrc: string | undefined;
}

/** A session: what its lead-in says, and its tracks. */
export interface SessionLayout {
  readonly number: number;
  readonly discType: number;
  readonly leadOutStart: number;
  readonly descriptors: readonly TocDescriptor[];
  readonly tracks: readonly TrackLayout[];
}

/** A whole CD. */
export interface DiscLayout {
  readonly sessions: readonly SessionLayout[];
  readonly mediaCatalogNumber: string | undefined;
  readonly cdTextPacks: Uint8Array | undefined;
}

const lastTrackNumber = 99;
const formattedQ = 2;
/** How many sectors before one are looked at where its channel Q does not tell the position. */
const sectorsBack = 12;

/** Asks a drive about its disc. Undefined: it is no CD, or has no table of contents that can be read. */
export async function readDiscLayout(device: Device): Promise<DiscLayout | undefined> {
  const toc = await unlessRefused(device.send(readTocRaw, { trackSessionNumber: 1 }));
  if (!toc) return undefined;
  const numbers = [...new Set(toc.descriptors.map(({ sessionNumber }) => sessionNumber))].sort((a, b) => a - b);
  const sessions: SessionLayout[] = [];
  for (const number of numbers) {
    const descriptors = toc.descriptors.filter(({ sessionNumber }) => sessionNumber === number);
    sessions.push(await readSession(device, number, descriptors, sessions.at(-1)?.leadOutStart));
  }
  const catalog = await unlessRefused(device.send(readSubChannelMediaCatalogNumber, {}));
  const texts = await unlessRefused(device.send(readTocCdText, {}));
  return {
    sessions,
    mediaCatalogNumber: catalog?.mcval ? catalog.mediaCatalogNumber : undefined,
    cdTextPacks: texts && texts.packs.length > 0 ? toBytes(cdTextPacks, { packs: texts.packs }) : undefined,
  };
}

const addressOf = ({ pmin, psec, pframe }: TocDescriptor): number =>
  lbaOfMsf({ minute: pmin, second: psec, frame: pframe });

async function readSession(
  device: Device,
  number: number,
  descriptors: readonly TocDescriptor[],
  leadOutBefore: number | undefined,
): Promise<SessionLayout> {
  const point = (wanted: number) => descriptors.find((descriptor) => descriptor.point === wanted);
  const leadOut = point(tocPoint.leadOut);
  if (!leadOut) throw new Error(`the table of contents of session ${number} has no lead-out`);
  const leadOutStart = addressOf(leadOut);
  const entries = descriptors
    .filter((descriptor) => descriptor.adr === 1 && descriptor.point <= lastTrackNumber)
    .sort((a, b) => a.point - b.point);
  const positions = new Positions(device);
  const starts = entries.map(addressOf);
  const pauses: number[] = [];
  for (const [i, entry] of entries.entries()) {
    const earliest = i > 0 ? starts[i - 1]! : (leadOutBefore ?? 0);
    pauses.push(await positions.firstOf(entry.point, 0, earliest, starts[i]!));
  }
  const tracks: TrackLayout[] = [];
  for (const [i, { point: track, control }] of entries.entries()) {
    const start = starts[i]!;
    const end = pauses[i + 1] ?? leadOutStart;
    const isData = (control & subChannelControl.dataTrack) !== 0;
    tracks.push({
      number: track,
      sessionNumber: number,
      control,
      type: isData ? await dataTypeAt(device, start) : 'audio',
      pauseStart: pauses[i]!,
      start,
      end,
      indexes: await positions.indexesOf(track, start, end),
      isrc: isData ? undefined : await isrcOf(device, track),
    });
  }
  return { number, discType: point(tocPoint.firstTrack)?.psec ?? 0, leadOutStart, descriptors, tracks };
}

async function isrcOf(device: Device, trackNumber: number): Promise<string | undefined> {
  const answer = await unlessRefused(device.send(readSubChannelIsrc, { trackNumber }));
  return answer?.tcval ? answer.isrc : undefined;
}

async function dataTypeAt(device: Device, logicalBlockAddress: number): Promise<'mode1' | 'mode2'> {
  const sector = await device.send(readCd, {
    startingLogicalBlockAddress: logicalBlockAddress,
    transferLengthBlocks: 1,
    sync: true,
    headerCodes: 3,
    userData: true,
    edcAndEcc: true,
  });
  return hasSync(sector) && sectorFormatOf(sector) === sectorFormat.mode1 ? 'mode1' : 'mode2';
}

/** Finds by channel Q where tracks and indexes begin. Both only grow, so halving finds them with few reads. */
class Positions {
  readonly #device: Device;

  constructor(device: Device) {
    this.#device = device;
  }

  /** Where an index of a track begins, between `from` and `to`, where it or a later one is. */
  async firstOf(trackNumber: number, index: number, from: number, to: number): Promise<number> {
    const wanted = keyOf(trackNumber, index);
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((await this.#keyAt(middle, low)) >= wanted) high = middle;
      else low = middle + 1;
    }
    return high;
  }

  /** Where index 2 and the following begin, from index 1. */
  async indexesOf(trackNumber: number, start: number, end: number): Promise<number[]> {
    const indexes: number[] = [];
    for (let index = 2; ; index++) {
      const at = await this.firstOf(trackNumber, index, start, end);
      if (at === end) return indexes;
      indexes.push(at - start);
    }
  }

  /**
   * Track and index at an address as one number; -1 where nothing can be read. Channel Q that tells the catalog number
   * or the ISRC, or that was misread, stands for what is before it: an index does not begin with one.
   */
  async #keyAt(logicalBlockAddress: number, earliest: number): Promise<number> {
    for (let lba = logicalBlockAddress; lba >= Math.max(earliest, logicalBlockAddress - sectorsBack); lba--) {
      const q = await unlessRefused(
        this.#device.send(readCd, {
          startingLogicalBlockAddress: lba,
          transferLengthBlocks: 1,
          subChannelSelection: formattedQ,
        }),
      );
      if (!q) return -1;
      const decoded = decodeSubChannelQ(q);
      // Some drives leave the CRC out of formatted Q.
      const hasCrc = q[10] !== 0 || q[11] !== 0;
      if (decoded.kind === 'position' && (!hasCrc || isSubChannelQRight(q)))
        return keyOf(decoded.trackNumber, decoded.index);
    }
    return -1;
  }
}

const keyOf = (trackNumber: number, index: number): number => trackNumber * 100 + index;
