import { accessSync } from 'node:fs';
import {
  cdTextCrc,
  lbaOfMsf,
  rawSectorBytes,
  rawSubChannelBytes,
  sectorFormat,
  sectorFormatOf,
  subChannelControl,
  tocPoint,
} from '../../../mmc/index.js';
import { type BlockSource, fileSource, ImageFile } from './block-source.js';
import { type CcdSection, ccdNumber, parseCcd } from './ccd-sheet.js';
import { CompactDisc, type SessionInput, type TrackInput, type TrackType } from './compact-disc.js';
import { ImageError } from './image-error.js';
import type { LeadInPoint } from './medium.js';
import { readSheetText, unlessUndefined } from './sheet-text.js';
import { interleaved } from './sub-channel-source.js';

const lastTrack = 99;
const packBytes = 18;
const packBytesWithoutCrc = 16;

/** One [Entry]: a descriptor of the table of contents. */
interface Entry extends LeadInPoint {
  readonly session: number;
  readonly section: CcdSection;
}

/**
 * Opens the CD of a CloneCD image: the control file at `path`, sectors in an `.img` beside it, and sub-channels in a
 * `.sub` where there is one. The sessions lie in these one after the other, without what is between them. Throws
 * {@link ImageError} for what is wrong with it, and the system's error where the control file is not there.
 */
export function openCcd(path: string): CompactDisc {
  const sections = parseCcd(readSheetText(path), path);
  const files: ImageFile[] = [];
  try {
    return new CcdLayout(sections, path, files).disc();
  } catch (error) {
    for (const file of files) file.close();
    if (error instanceof RangeError) throw new ImageError(path, undefined, error.message);
    throw error;
  }
}

class CcdLayout {
  readonly #sections: readonly CcdSection[];
  readonly #path: string;
  readonly #files: ImageFile[];

  constructor(sections: readonly CcdSection[], path: string, files: ImageFile[]) {
    this.#sections = sections;
    this.#path = path;
    this.#files = files;
  }

  disc(): CompactDisc {
    const entries = this.#entries();
    const image = this.#openBeside('.img', true)!;
    const channels = this.#openBeside('.sub', false);
    if (image.sizeBytes === 0 || image.sizeBytes % rawSectorBytes !== 0)
      throw new ImageError(
        image.path,
        undefined,
        `it has ${image.sizeBytes} bytes, which is no whole number of ${rawSectorBytes}-byte sectors`,
      );
    const blocks = image.sizeBytes / rawSectorBytes;
    if (channels && channels.sizeBytes < blocks * rawSubChannelBytes)
      throw new ImageError(
        channels.path,
        undefined,
        `it has ${channels.sizeBytes} bytes, and ${blocks * rawSubChannelBytes} are needed for ${blocks} sectors`,
      );
    const sessions = [...new Set(entries.map(({ session }) => session))].sort((a, b) => a - b);
    let block = 0;
    const inputs = sessions.map((number) => {
      const made = this.#session(
        entries.filter(({ session }) => session === number),
        image,
        channels,
        block,
      );
      block = made.endBlock;
      return made.input;
    });
    const first = entries.find(({ point }) => point <= lastTrack)!;
    const disc = this.#sections.find(({ name }) => name === 'DISC');
    const catalog = disc?.values.get('CATALOG')?.text;
    return new CompactDisc({
      sessions: inputs,
      firstTrackNumber: first.point,
      cdTextPacks: this.#cdTextPacks(),
      ...unlessUndefined({ mediaCatalogNumber: catalog && /[1-9]/.test(catalog) ? catalog : undefined }),
    });
  }

  #entries(): Entry[] {
    const entries = this.#sections
      .filter(({ name }) => name.startsWith('ENTRY '))
      .map((section): Entry => {
        const number = (key: string, otherwise?: number) => ccdNumber(section, key, this.#path, otherwise);
        return {
          section,
          session: number('SESSION'),
          point: number('POINT'),
          adr: number('ADR', 1),
          control: number('CONTROL'),
          tno: number('TRACKNO', 0),
          min: number('AMIN', 0),
          sec: number('ASEC', 0),
          frame: number('AFRAME', 0),
          zero: number('ZERO', 0),
          pmin: number('PMIN'),
          psec: number('PSEC'),
          pframe: number('PFRAME'),
        };
      });
    if (!entries.some(({ point }) => point <= lastTrack))
      throw new ImageError(this.#path, undefined, 'there is no track');
    return entries;
  }

  /** Opens what lies beside the control file, whether its extension is in capitals or not. */
  #openBeside(extension: string, isNeeded: boolean): ImageFile | undefined {
    const base = this.#path.replace(/\.ccd$/i, '');
    for (const path of [base + extension, base + extension.toUpperCase()]) {
      try {
        accessSync(path);
      } catch {
        continue;
      }
      const file = new ImageFile(path);
      this.#files.push(file);
      return file;
    }
    if (isNeeded) throw new ImageError(this.#path, undefined, `${base}${extension}: there is no such file`);
    return undefined;
  }

  #session(entries: readonly Entry[], image: ImageFile, channels: ImageFile | undefined, firstBlock: number) {
    const point = (wanted: number) => entries.find((entry) => entry.point === wanted);
    const leadOut = point(tocPoint.leadOut);
    const tracks = entries.filter((entry) => entry.point <= lastTrack).sort((a, b) => a.point - b.point);
    if (!leadOut || tracks.length === 0)
      throw new ImageError(
        this.#path,
        entries[0]!.section.line,
        `session ${entries[0]!.session} has no track, or no lead-out`,
      );
    const indexes = tracks.map((track) => this.#indexes(track.point));
    const leadOutStart = addressOf(leadOut);
    // Indexes count from the first sector of the session in the image.
    const firstAddress = addressOf(tracks[0]!) - (indexes[0]!.get(1) ?? 0);
    const endBlock = firstBlock + leadOutStart - firstAddress;
    if (endBlock * rawSectorBytes > image.sizeBytes)
      throw new ImageError(
        image.path,
        undefined,
        `it has ${image.sizeBytes / rawSectorBytes} sectors, and ${endBlock} are needed`,
      );
    const pauses = tracks.map((_track, i) => pauseOf(indexes[i]!, i === 0));
    const inputs = tracks.map((entry, i): TrackInput => {
      const from = addressOf(entry) - pauses[i]! - firstAddress + firstBlock;
      const next = tracks[i + 1];
      const end = next ? addressOf(next) - pauses[i + 1]! - firstAddress + firstBlock : endBlock;
      return this.#track(entry, indexes[i]!, pauses[i]!, image, channels, from, end - from);
    });
    const input: SessionInput = {
      tracks: inputs,
      leadOutStart,
      otherPoints: entries
        .filter(({ point: number }) => number >= tocPoint.multiSession)
        .map(({ section: _section, session: _session, ...rest }) => rest),
      ...unlessUndefined({ discType: point(tocPoint.firstTrack)?.psec }),
    };
    return { input, endBlock };
  }

  #trackSection(number: number): CcdSection | undefined {
    return this.#sections.find(({ name }) => name === `TRACK ${number}`);
  }

  #indexes(number: number): Map<number, number> {
    const section = this.#trackSection(number);
    const keys = [...(section?.values.keys() ?? [])].filter((key) => /^INDEX \d+$/.test(key));
    return new Map(keys.map((key) => [Number(key.slice(6)), ccdNumber(section!, key, this.#path)]));
  }

  #track(
    entry: Entry,
    indexes: ReadonlyMap<number, number>,
    pause: number,
    image: ImageFile,
    channels: ImageFile | undefined,
    block: number,
    count: number,
  ): TrackInput {
    if (count <= pause)
      throw new ImageError(this.#path, entry.section.line, `track ${entry.point} does not begin before the next one`);
    const { control, point } = entry;
    const source = fileSource(image, block * rawSectorBytes, rawSectorBytes, count);
    const isData = (control & subChannelControl.dataTrack) !== 0;
    const isrc = this.#trackSection(point)?.values.get('ISRC')?.text;
    const { copyPermitted, fourChannel, preEmphasisOrIncremental } = subChannelControl;
    const has = (bit: number) => (control & bit) !== 0;
    return {
      type: isData ? dataTypeOf(source, pause) : 'audio',
      source,
      ...unlessUndefined({
        subChannels:
          channels && interleaved(fileSource(channels, block * rawSubChannelBytes, rawSubChannelBytes, count)),
        isrc: isrc && !isData ? isrc : undefined,
      }),
      start: addressOf(entry),
      pauseBlocksInSource: pause,
      // Where some of the pause is in the image, all of it is.
      ...unlessUndefined({ pregapBlocks: pause > 0 ? 0 : undefined }),
      indexes: [...indexes]
        .filter(([number]) => number > 1)
        .sort(([a], [b]) => a - b)
        .map(([, at]) => at - indexes.get(1)!),
      copyPermitted: has(copyPermitted),
      fourChannel: has(fourChannel),
      preEmphasis: has(preEmphasisOrIncremental),
    };
  }

  /** Packs of 16 bytes, to which their CRC comes, or of 18. */
  #cdTextPacks(): Uint8Array | undefined {
    const section = this.#sections.find(({ name }) => name === 'CDTEXT');
    if (!section) return undefined;
    const packs = [...section.values]
      .filter(([key]) => /^ENTRY \d+$/.test(key))
      .map(([, { text, line }]) => {
        const bytes = text.split(/\s+/).map((byte) => Number.parseInt(byte, 16));
        if (
          ![packBytes, packBytesWithoutCrc].includes(bytes.length) ||
          !bytes.every((byte) => byte >= 0 && byte <= 0xff)
        )
          throw new ImageError(this.#path, line, `a pack of CD-TEXT has 16 or 18 bytes in hexadecimal, not "${text}"`);
        const crc = cdTextCrc(Uint8Array.from(bytes));
        return bytes.length === packBytes ? bytes : [...bytes, crc >> 8, crc & 0xff];
      });
    return packs.length > 0 ? Uint8Array.from(packs.flat()) : undefined;
  }
}

const addressOf = ({ pmin, psec, pframe }: LeadInPoint): number =>
  lbaOfMsf({ minute: pmin, second: psec, frame: pframe });

/** Sectors of pause that are in the image. Of the first track of a session only index 1 counts, from the first sector. */
function pauseOf(indexes: ReadonlyMap<number, number>, isFirst: boolean): number {
  const start = indexes.get(1) ?? 0;
  if (isFirst) return start;
  return start - (indexes.get(0) ?? start);
}

/** What a data track is, by its first sector behind the pause: the control file is often wrong about it. */
function dataTypeOf(source: BlockSource, pause: number): TrackType {
  const sector = new Uint8Array(rawSectorBytes);
  source.read(pause, 1, sector, 0);
  return sectorFormatOf(sector) === sectorFormat.mode1 ? 'mode1' : 'mode2Xa';
}
