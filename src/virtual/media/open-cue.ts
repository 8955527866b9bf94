import { rawSectorBytes } from '../../../mmc/index.js';
import { CompactDisc, type SessionInput, type TrackInput, type TrackType } from './compact-disc.js';
import {
  type CueFile,
  type CueIndex,
  type CueSheet,
  type CueTrack,
  type CueTrackType,
  cueTrackTypes,
  parseCueSheet,
} from './cue-sheet.js';
import { ImageError, withLines } from './image-error.js';
import { type ImageFiles, type Piece, piecesSource, withFiles } from './image-files.js';
import { packsOfFile, packsOfTexts } from './sheet-cd-text.js';
import { readSheetText, unlessUndefined } from './sheet-text.js';
import { withSubChannels } from './sub-channel-source.js';

const trackTypes: Readonly<Record<CueTrackType, TrackType>> = {
  AUDIO: 'audio',
  CDG: 'audio',
  'MODE1/2048': 'mode1',
  'MODE1/2352': 'mode1',
  'MODE1/2448': 'mode1',
  'MODE2/2048': 'mode2Form1',
  'MODE2/2324': 'mode2Form2',
  'MODE2/2336': 'mode2Xa',
  'MODE2/2352': 'mode2Xa',
  'MODE2/2448': 'mode2Xa',
  'CDI/2336': 'mode2Xa',
  'CDI/2352': 'mode2Xa',
};
const cdi = 0x10;
/** Eight blocks of 256 packs of 18 bytes, a header, and a zero byte. */
const mostTextBytes = 8 * 256 * 18 + 5;

/**
 * Opens the CD that a CUE sheet describes, with all files, sessions and texts that it names. Throws {@link ImageError} for
 * what is wrong with it, and the system's error where the sheet is not there.
 */
export function openCue(path: string): CompactDisc {
  const sheet = parseCueSheet(readSheetText(path), path);
  return withFiles(path, (files) => {
    const layout = new CueLayout(sheet, files, path);
    return withLines(
      path,
      new Map(sheet.tracks.map(({ number, line }) => [number, line])),
      () =>
        new CompactDisc({
          sessions: layout.sessions(),
          firstTrackNumber: sheet.tracks[0]!.number,
          cdTextPacks: cdTextPacksOf(sheet, files),
          ...unlessUndefined({ mediaCatalogNumber: sheet.catalog }),
        }),
    );
  });
}

function cdTextPacksOf({ cdTextFile, texts, tracks, discId }: CueSheet, files: ImageFiles) {
  if (!cdTextFile)
    return packsOfTexts(
      texts,
      new Map(tracks.map((track) => [track.number, track.texts])),
      unlessUndefined({ discId }),
    );
  return files.parsed(cdTextFile.name, mostTextBytes, cdTextFile.line, packsOfFile);
}

/** A point in a file where something begins, and the track that it is in. */
interface Point extends CueIndex {
  readonly track: CueTrack;
}

/** Where the sectors of each track are in the files. */
class CueLayout {
  readonly #sheet: CueSheet;
  readonly #files: ImageFiles;
  readonly #path: string;

  constructor(sheet: CueSheet, files: ImageFiles, path: string) {
    this.#sheet = sheet;
    this.#files = files;
    this.#path = path;
  }

  sessions(): SessionInput[] {
    const { tracks, gaps, discTypes } = this.#sheet;
    const inputs = this.#tracks();
    const last = tracks.at(-1)!.sessionNumber;
    return Array.from({ length: last }, (_, i) => {
      const number = i + 1;
      const own = tracks.flatMap((track, n) => (track.sessionNumber === number ? [{ track, input: inputs[n]! }] : []));
      const gap = gaps.get(number);
      const isCdi = own.some(({ track }) => track.type.startsWith('CDI'));
      const discType = discTypes.get(number) ?? (isCdi ? cdi : undefined);
      return {
        tracks: own.map(({ input }, n) =>
          n === 0 && gap?.pregapFrames !== undefined ? { ...input, pregapBlocks: gap.pregapFrames } : input,
        ),
        ...unlessUndefined({ discType }),
        // Without a length of the lead-in, the time at LEAD-OUT is where it starts, which the files say as well.
        ...unlessUndefined({
          gapBlocks:
            gap?.leadInFrames !== undefined && gap.leadOutFrames !== undefined
              ? gap.leadOutFrames + gap.leadInFrames
              : undefined,
        }),
      };
    });
  }

  #tracks(): TrackInput[] {
    const points: Point[] = this.#sheet.tracks.flatMap((track) => track.indexes.map((index) => ({ ...index, track })));
    const pieces = new Map<CueTrack, { number: number; blocks: number; piece: Piece }[]>();
    let inFile: CueFile | undefined;
    let frame = 0;
    let byte = 0;
    for (const [i, point] of points.entries()) {
      const { track, file, frames } = point;
      const size = cueTrackTypes[track.type];
      if (file !== inFile) {
        inFile = file;
        frame = 0;
        byte = 0;
      }
      // What stands in a file before its first index belongs to no track and has the first one's sector size.
      byte += (frames - frame) * size;
      const next = points[i + 1];
      const blocks = next?.file === file ? next.frames - frames : this.#blocksLeft(point, byte, size);
      const list = pieces.get(track) ?? [];
      list.push({ number: point.number, blocks, piece: this.#piece(point, byte, blocks * size) });
      pieces.set(track, list);
      byte += blocks * size;
      frame = frames + blocks;
    }
    return this.#sheet.tracks.map((track) => this.#track(track, pieces.get(track)!));
  }

  #piece({ track, file, number }: Point, byte: number, lengthBytes: number): Piece {
    const contents = this.#files.open(file.name, file.type === 'WAVE', file.line);
    const isMissing = byte + lengthBytes - cueTrackTypes[track.type] >= contents.lengthBytes;
    if (isMissing)
      throw this.#error(track, `track ${track.number}, index ${number}, reaches beyond the end of ${file.name}`);
    return {
      file: contents.file,
      startByte: contents.startByte + byte,
      lengthBytes,
      endByte: contents.startByte + contents.lengthBytes,
      isSwapped: file.type === 'MOTOROLA',
    };
  }

  /** Sectors up to the end of the file. The samples of a WAVE file need not fill the last one. */
  #blocksLeft({ track, file }: Point, byte: number, size: number): number {
    const left = this.#files.open(file.name, file.type === 'WAVE', file.line).lengthBytes - byte;
    if (left <= 0) throw this.#error(track, `track ${track.number} begins behind the end of ${file.name}`);
    if (left % size !== 0 && file.type !== 'WAVE')
      throw this.#error(
        track,
        `track ${track.number} has ${left} bytes, which is no whole number of ${size}-byte sectors`,
      );
    return Math.ceil(left / size);
  }

  #track(track: CueTrack, pieces: readonly { number: number; blocks: number; piece: Piece }[]): TrackInput {
    const { pregapFrames, postgapFrames, isrc, flags, type } = track;
    const size = cueTrackTypes[type];
    const source = piecesSource(
      pieces.map(({ piece }) => piece),
      size,
    );
    const indexes: number[] = [];
    let at = 0;
    for (const { number, blocks } of pieces) {
      if (number > 1) indexes.push(at);
      if (number > 0) at += blocks;
    }
    return {
      type: trackTypes[type],
      ...(size > rawSectorBytes ? withSubChannels(source) : { source }),
      ...unlessUndefined({ pregapBlocks: pregapFrames, postgapBlocks: postgapFrames, isrc }),
      pauseBlocksInSource: pieces[0]!.number === 0 ? pieces[0]!.blocks : 0,
      indexes,
      copyPermitted: flags.has('DCP'),
      preEmphasis: flags.has('PRE'),
      fourChannel: flags.has('4CH'),
    };
  }

  #error({ line }: CueTrack, problem: string): ImageError {
    return new ImageError(this.#path, line, problem);
  }
}
