import {
  cdTextCrc,
  maximumLba,
  rawSectorBytes,
  rawSubChannelBytes,
  sectorFormat,
  sectorFormatOf,
  subChannelControl,
  tocPoint,
} from '../../../mmc/index.js';
import { type BlockSource, fileSource, ImageFile } from './block-source.js';
import { addressOf, type CcdEntry, ccdSessions, pointOf, tracksOf } from './ccd-entries.js';
import { type CcdSection, ccdNumber, parseCcd } from './ccd-sheet.js';
import { CompactDisc, type SessionInput, type TrackInput, type TrackType } from './compact-disc.js';
import { ImageError, withLines } from './image-error.js';
import { readSheetText, unlessUndefined } from './sheet-text.js';
import { interleaved } from './sub-channel-source.js';

const packBytes = 18;
const packBytesWithoutCrc = 16;

/**
 * Opens the CD of a CloneCD image: the control file at `path`, sectors in an `.img` beside it, and sub-channels in a
 * `.sub` where there is one. The sessions lie in these one after the other, without what is between them. Throws
 * {@link ImageError} for what is wrong with it, and the system's error where the control file is not there.
 */
export function openCcd(path: string): CompactDisc {
  const sections = parseCcd(readSheetText(path), path);
  const files: ImageFile[] = [];
  try {
    const sessions = ccdSessions(sections, path);
    const lines = sessions.flatMap(tracksOf).map(({ point, section }): [number, number] => [point, section.line]);
    return withLines(path, new Map(lines), () => new CcdLayout(sections, sessions, path, files).disc());
  } catch (error) {
    for (const file of files) file.close();
    throw error;
  }
}

class CcdLayout {
  readonly #sections: readonly CcdSection[];
  readonly #sessions: readonly (readonly CcdEntry[])[];
  readonly #path: string;
  readonly #files: ImageFile[];

  constructor(
    sections: readonly CcdSection[],
    sessions: readonly (readonly CcdEntry[])[],
    path: string,
    files: ImageFile[],
  ) {
    this.#sections = sections;
    this.#sessions = sessions;
    this.#path = path;
    this.#files = files;
  }

  disc(): CompactDisc {
    const disc = this.#sections.find(({ name }) => name === 'DISC');
    if (disc && ccdNumber(disc, 'DATATRACKSSCRAMBLED', this.#path, { most: 1, otherwise: 0 }) === 1)
      throw new ImageError(
        this.#path,
        disc.values.get('DATATRACKSSCRAMBLED')!.line,
        'data tracks that are scrambled are not supported',
      );
    this.#checkTrackSections();
    const image = this.#openBeside('.img', true)!;
    const channels = this.#openBeside('.sub', false);
    let block = 0;
    const inputs = this.#sessions.map((session) => {
      const made = this.#session(session, image, channels, block);
      block = made.endBlock;
      return made.input;
    });
    checkSize(image, rawSectorBytes, block);
    if (channels) checkSize(channels, rawSubChannelBytes, block);
    return new CompactDisc({
      sessions: inputs,
      firstTrackNumber: tracksOf(this.#sessions[0]!)[0]!.point,
      cdTextPacks: this.#cdTextPacks(),
      ...unlessUndefined({ mediaCatalogNumber: disc && this.#catalog(disc) }),
    });
  }

  /** 13 digits; zeros stand for none. */
  #catalog({ values }: CcdSection): string | undefined {
    const value = values.get('CATALOG');
    if (!value || /^0*$/.test(value.text)) return undefined;
    if (!/^[0-9]{13}$/.test(value.text))
      throw new ImageError(this.#path, value.line, `CATALOG takes 13 digits, not "${value.text}"`);
    return value.text;
  }

  /** What a section says of a track that there is not would be lost. */
  #checkTrackSections(): void {
    const points = this.#sessions.flatMap(tracksOf).map(({ point }) => `TRACK ${point}`);
    for (const section of this.#sections.filter(({ name }) => name.startsWith('TRACK '))) {
      if (!points.includes(section.name))
        throw new ImageError(this.#path, section.line, `there is no [Entry] for [${section.name}]`);
      ccdNumber(section, 'MODE', this.#path, { most: 2, otherwise: 0 });
      for (const [key, { line }] of section.values)
        if (!/^(MODE|FLAGS|ISRC|INDEX \d{1,2})$/.test(key))
          throw new ImageError(this.#path, line, `${key} is not known in [${section.name}]`);
    }
  }

  /** Opens what lies beside the control file, whether its extension is in capitals or not. */
  #openBeside(extension: string, isNeeded: boolean): ImageFile | undefined {
    const base = this.#path.replace(/\.ccd$/i, '');
    for (const path of [base + extension, base + extension.toUpperCase()]) {
      try {
        const file = new ImageFile(path);
        this.#files.push(file);
        return file;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
    if (isNeeded) throw new ImageError(this.#path, undefined, `${base}${extension}: there is no such file`);
    return undefined;
  }

  #session(
    session: readonly CcdEntry[],
    image: ImageFile,
    channels: ImageFile | undefined,
    firstBlock: number,
  ): { input: SessionInput; endBlock: number } {
    const tracks = tracksOf(session);
    const leadOutStart = addressOf(pointOf(session, tocPoint.leadOut)!);
    const counted = tracks.map((track) => this.#indexes(track.point));
    const origin = firstBlock > 0 ? originOf(counted[0]!, addressOf(tracks[0]!)) : 0;
    const indexes = counted.map((each) => new Map([...each].map(([number, at]) => [number, at - origin])));
    const firstAddress = addressOf(tracks[0]!) - (indexes[0]!.get(1) ?? 0);
    const endBlock = firstBlock + leadOutStart - firstAddress;
    for (const [i, track] of tracks.entries()) {
      const told = indexes[i]!.get(1) ?? addressOf(track) - firstAddress;
      if (told !== addressOf(track) - firstAddress)
        throw this.#wrong(
          track,
          `track ${track.point} begins ${told - indexes[0]!.get(1)!} sectors behind the first by INDEX 1, and ${addressOf(track) - addressOf(tracks[0]!)} by its address`,
        );
    }
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
      otherPoints: session
        .filter(({ point: number }) => number >= tocPoint.multiSession)
        .map(({ section: _section, session: _session, ...rest }) => rest),
      ...unlessUndefined({ discType: pointOf(session, tocPoint.firstTrack)?.psec }),
    };
    return { input, endBlock };
  }

  #trackSection(number: number): CcdSection | undefined {
    return this.#sections.find(({ name }) => name === `TRACK ${number}`);
  }

  #indexes(number: number): Map<number, number> {
    const section = this.#trackSection(number);
    const keys = [...(section?.values.keys() ?? [])].filter((key) => /^INDEX \d+$/.test(key));
    const indexes = new Map(
      keys.map((key) => [Number(key.slice(6)), ccdNumber(section!, key, this.#path, { most: maximumLba })]),
    );
    if ((indexes.get(0) ?? 0) > (indexes.get(1) ?? maximumLba))
      throw new ImageError(this.#path, section!.line, `INDEX 0 of track ${number} is behind INDEX 1`);
    for (let i = 1; i <= (indexes.size > 0 ? Math.max(1, ...indexes.keys()) : 0); i++)
      if (!indexes.has(i)) throw new ImageError(this.#path, section!.line, `INDEX ${i} of track ${number} is missing`);
    return indexes;
  }

  #track(
    entry: CcdEntry,
    indexes: ReadonlyMap<number, number>,
    pause: number,
    image: ImageFile,
    channels: ImageFile | undefined,
    block: number,
    count: number,
  ): TrackInput {
    if (count <= pause) throw this.#wrong(entry, `track ${entry.point} does not begin before what follows it`);
    const { control, point } = entry;
    if ((block + count) * rawSectorBytes > image.sizeBytes) checkSize(image, rawSectorBytes, block + count);
    const source = fileSource(image, block * rawSectorBytes, rawSectorBytes, count);
    const isData = (control & subChannelControl.dataTrack) !== 0;
    const isrc = this.#trackSection(point)?.values.get('ISRC');
    if (isrc && !isData && !/^[A-Z0-9]{5}[0-9]{7}$/.test(isrc.text))
      throw new ImageError(
        this.#path,
        isrc.line,
        `ISRC takes five letters or digits and seven digits, not "${isrc.text}"`,
      );
    const { copyPermitted, fourChannel, preEmphasisOrIncremental } = subChannelControl;
    const has = (bit: number) => (control & bit) !== 0;
    return {
      type: isData ? dataTypeOf(source, pause) : 'audio',
      source,
      ...unlessUndefined({
        subChannels:
          channels && interleaved(fileSource(channels, block * rawSubChannelBytes, rawSubChannelBytes, count)),
        isrc: isrc && !isData ? isrc.text : undefined,
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

  #wrong({ section }: CcdEntry, problem: string): ImageError {
    return new ImageError(this.#path, section.line, problem);
  }

  /** Packs of 16 bytes, to which their CRC comes, or of 18. */
  #cdTextPacks(): Uint8Array | undefined {
    const section = this.#sections.find(({ name }) => name === 'CDTEXT');
    if (!section) return undefined;
    const keys = [...section.values.keys()].filter((key) => /^ENTRY \d+$/.test(key));
    const packs = keys.map((_key, i) => {
      const value = section.values.get(`ENTRY ${i}`);
      if (!value) throw new ImageError(this.#path, section.line, `Entry ${i} of [CDText] is missing`);
      return this.#cdTextPack(value);
    });
    const told = ccdNumber(section, 'ENTRIES', this.#path, { most: 0xffff, otherwise: packs.length });
    if (told !== packs.length)
      throw new ImageError(
        this.#path,
        section.line,
        `Entries is ${told}, and there are ${packs.length} packs of CD-TEXT`,
      );
    return packs.length > 0 ? Uint8Array.from(packs.flat()) : undefined;
  }

  #cdTextPack({ text, line }: { text: string; line: number }): number[] {
    const words = text.split(/\s+/);
    const bytes = words.map((word) => Number.parseInt(word, 16));
    if (
      ![packBytes, packBytesWithoutCrc].includes(bytes.length) ||
      !words.every((word) => /^[0-9a-f]{1,2}$/i.test(word))
    )
      throw new ImageError(this.#path, line, `a pack of CD-TEXT has 16 or 18 bytes in hexadecimal, not "${text}"`);
    const crc = cdTextCrc(Uint8Array.from(bytes));
    return bytes.length === packBytes ? bytes : [...bytes, crc >> 8, crc & 0xff];
  }
}

/** Throws unless a file has this many sectors, and nothing else: what the control file does not tell of would be lost. */
function checkSize({ path, sizeBytes }: ImageFile, sectorBytes: number, sectors: number): void {
  if (sizeBytes === sectors * sectorBytes) return;
  throw new ImageError(
    path,
    undefined,
    `it has ${sizeBytes} bytes, and ${sectors} sectors of ${sectorBytes} are ${sectors * sectorBytes}`,
  );
}

/**
 * What to take off the indexes of a session behind the first, so that they count from its first sector in the image, as we
 * write them. Others count addresses, as in the first session, where both are the same.
 */
function originOf(indexes: ReadonlyMap<number, number>, address: number): number {
  const start = indexes.get(1);
  return start === address ? (indexes.get(0) ?? start) : 0;
}

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
