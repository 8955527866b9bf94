import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { mode1DataBytes, rawSectorBytes } from '../../../mmc/index.js';
import { fileSource, ImageFile } from './block-source.js';
import { CompactDisc, type TrackInput } from './compact-disc.js';
import { type CueFile, CueSheetError, type CueTrack, parseCueSheet } from './cue-sheet.js';
import { findWaveData } from './wave.js';

/** The part of a file that holds sectors. */
interface Contents {
  readonly file: ImageFile;
  readonly startByte: number;
  readonly lengthBytes: number;
}

/**
 * Opens the CD that a CUE sheet describes: BINARY files (little-endian audio) and WAVE files; AUDIO, MODE1/2048 and
 * MODE1/2352. Throws {@link CueSheetError} for what it cannot do, and the system's error where the sheet is not there.
 */
export function openCue(path: string): CompactDisc {
  const sheet = parseCueSheet(readFileSync(path, 'utf8'), path);
  const opened = new Map<CueFile, Contents>();
  try {
    const tracks = sheet.tracks.map((track, i) => {
      let contents = opened.get(track.file);
      if (!contents) {
        contents = openFile(track.file, path);
        opened.set(track.file, contents);
      }
      return [track, sheet.tracks[i + 1], contents] as const;
    });
    return new CompactDisc({ tracks: trackInputs(tracks, path), ...mediaCatalogNumberOf(sheet.catalog) });
  } catch (error) {
    for (const { file } of opened.values()) file.close();
    // What the tracks are together, no line alone is to blame for.
    if (error instanceof RangeError) throw new CueSheetError(path, sheet.tracks.at(-1)!.line, error.message);
    throw error;
  }
}

function mediaCatalogNumberOf(catalog: string | undefined): { mediaCatalogNumber?: string } {
  return catalog === undefined ? {} : { mediaCatalogNumber: catalog };
}

function openFile(cueFile: CueFile, path: string): Contents {
  const filePath = resolve(dirname(path), cueFile.name);
  let file: ImageFile | undefined;
  try {
    file = new ImageFile(filePath);
    const whole = { startByte: 0, lengthBytes: file.sizeBytes };
    return { file, ...(cueFile.type === 'WAVE' ? findWaveData(file) : whole) };
  } catch (error) {
    file?.close();
    const { code, message } = error as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? 'there is no such file' : message;
    throw new CueSheetError(path, cueFile.line, `${filePath}: ${problem}`);
  }
}

const blockBytes = (track: CueTrack): number => (track.type === 'MODE1/2048' ? mode1DataBytes : rawSectorBytes);
/** The first index of a track: its pause where that is in the file. */
const firstFrame = (track: CueTrack): number => track.indexes.get(0) ?? track.indexes.get(1)!;

function trackInputs(
  tracks: readonly (readonly [CueTrack, CueTrack | undefined, Contents])[],
  path: string,
): TrackInput[] {
  let inFile: CueFile | undefined;
  let frame = 0;
  let byte = 0;
  return tracks.map(([track, next, contents]) => {
    if (track.file !== inFile) {
      inFile = track.file;
      frame = 0;
      byte = 0;
    }
    const size = blockBytes(track);
    // What stands in a file before its first index belongs to no track and has the first one's sector size.
    byte += (firstFrame(track) - frame) * size;
    frame = firstFrame(track);
    const framesToNext = next && next.file === track.file ? firstFrame(next) - frame : undefined;
    const count = framesToNext ?? blocksLeft(track, contents, byte, size, path);
    const start = contents.startByte + byte;
    if (byte + (count - 1) * size >= contents.lengthBytes)
      throw new CueSheetError(path, track.line, `track ${track.number} reaches beyond the end of ${track.file.name}`);
    byte += count * size;
    frame += count;
    return trackInput(track, contents, start, count);
  });
}

/** Sectors up to the end of the file. The samples of a WAVE file need not fill the last one. */
function blocksLeft(track: CueTrack, { lengthBytes }: Contents, byte: number, size: number, path: string): number {
  const left = lengthBytes - byte;
  if (left <= (track.indexes.get(1)! - firstFrame(track)) * size)
    throw new CueSheetError(path, track.line, `track ${track.number} begins behind the end of ${track.file.name}`);
  if (left % size !== 0 && track.file.type === 'BINARY')
    throw new CueSheetError(
      path,
      track.line,
      `track ${track.number} has ${left} bytes, which is no whole number of ${size}-byte sectors`,
    );
  return Math.ceil(left / size);
}

function trackInput(track: CueTrack, contents: Contents, startByte: number, count: number): TrackInput {
  const index1 = track.indexes.get(1)!;
  const size = blockBytes(track);
  const end = contents.startByte + contents.lengthBytes;
  const { pregapFrames = 0, postgapFrames = 0, isrc, flags } = track;
  return {
    type: track.type === 'AUDIO' ? 'audio' : 'mode1',
    source: fileSource(contents.file, startByte, size, count, end),
    pregapBlocks: pregapFrames,
    postgapBlocks: postgapFrames,
    pauseBlocksInSource: index1 - firstFrame(track),
    indexes: [...track.indexes].filter(([number]) => number > 1).map(([, frame]) => frame - index1),
    ...(isrc === undefined ? {} : { isrc }),
    copyPermitted: flags.has('DCP'),
    preEmphasis: flags.has('PRE'),
    fourChannel: flags.has('4CH'),
  };
}
