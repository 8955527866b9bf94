/** Saving what lies in a drive as an image: a CD in any drive, or a medium of the virtual one. */
import { extname } from 'node:path';
import { mode1DataBytes, readCapacity } from '../../mmc/index.js';
import { Device } from '../device/index.js';
import { ImageError, type Medium, VirtualDrive } from '../virtual/index.js';
import { type DiscLayout, readDiscLayout } from './disc-layout.js';
import type { ImageWriter } from './image-writer.js';
import { lossesOf } from './losses.js';
import { OutputFiles } from './output-files.js';
import { type Progress, readBlocks } from './sector-reader.js';
import { ccdWriter } from './write-ccd.js';
import { cueWriter } from './write-cue.js';

/** How an image is saved. */
export interface SaveImageOptions {
  /** Files of the same names are replaced; without it they are an error. */
  readonly overwrite?: boolean;
  /** Told after every piece how many of all sectors are written. */
  readonly onProgress?: Progress;
}

/** What was saved. */
export interface SavedImage {
  /** The files, in the order in which they got their names; the one that was asked for comes last. */
  readonly files: readonly string[];
  readonly blockCount: number;
  /** Sectors between two writings, which no drive reads: they are zeros in the image, and left out of `.iso`. */
  readonly missingBlocks: number;
  /** What lies on the CD, and the image does not hold: one line each. Of sub-channels R to W samples are looked at. */
  readonly losses: readonly string[];
  /** What lies on the CD; undefined for a DVD or BD. */
  readonly layout: DiscLayout | undefined;
}

const isoWriter: ImageWriter = {
  blockCount: ({ sessions }) => sessions[0]!.tracks[0]!.end - sessions[0]!.tracks[0]!.start,
  async write(device, { sessions }, path, files, progress) {
    const { start, end } = sessions[0]!.tracks[0]!;
    const image = files.create(path);
    return readBlocks(device, start, end, (blocks) => {
      image.write(blocks);
      progress(blocks.length / mode1DataBytes);
    });
  },
};

const writers: Readonly<Record<string, ImageWriter>> = { '.iso': isoWriter, '.cue': cueWriter, '.ccd': ccdWriter };

/**
 * Saves the disc in a drive, or a medium, in the format that the name says: `.iso` (one data track of 2048-byte blocks,
 * or a DVD or BD), `.cue` with a `.bin` (and a `.cdt` with the texts), `.ccd` with `.img` and `.sub`. Everything is asked
 * of the drive by READ TOC, READ CD and READ SUB-CHANNEL, in pieces. The files get their names when all is written.
 *
 * Throws {@link ImageError} for what the format cannot hold and for a file that is there already, CheckConditionError for
 * a sector that cannot be read, and what the system says of files.
 */
export async function saveImage(
  from: Device | Medium,
  path: string,
  options: SaveImageOptions = {},
): Promise<SavedImage> {
  if (from instanceof Device) return saveFromDevice(from, path, options);
  const drive = new VirtualDrive({ medium: from, powerOnUnitAttention: false });
  return saveFromDevice(new Device(drive.connect()), path, options);
}

async function saveFromDevice(device: Device, path: string, options: SaveImageOptions): Promise<SavedImage> {
  const extension = extname(path).toLowerCase();
  const writer = Object.hasOwn(writers, extension) ? writers[extension]! : undefined;
  if (!writer) throw new ImageError(path, undefined, `the name of an image ends in ${Object.keys(writers).join(', ')}`);
  const files = new OutputFiles(options.overwrite ?? false);
  try {
    const layout = await readDiscLayout(device);
    const losses = layout ? await lossesOf(device, layout, extension) : [];
    const { blockCount, missingBlocks } = layout
      ? await saveCd(device, layout, path, extension, writer, files, options)
      : await saveBlocks(device, path, extension, files, options);
    return { files: files.commit(), blockCount, missingBlocks, losses, layout };
  } finally {
    files.discard();
  }
}

async function saveCd(
  device: Device,
  layout: DiscLayout,
  path: string,
  extension: string,
  writer: ImageWriter,
  files: OutputFiles,
  { onProgress }: SaveImageOptions,
): Promise<Pick<SavedImage, 'blockCount' | 'missingBlocks'>> {
  if (extension === '.iso') checkForIso(layout, path);
  const total = writer.blockCount(layout);
  let done = 0;
  const missingBlocks = await writer.write(device, layout, path, files, (sectors) => {
    done += sectors;
    onProgress?.(done, total);
  });
  return { blockCount: done, missingBlocks };
}

function checkForIso({ sessions }: DiscLayout, path: string): void {
  const tracks = sessions.flatMap((session) => session.tracks);
  const problem = (what: string) =>
    new ImageError(path, undefined, `an ISO image holds one data track alone, and ${what}; save it as .cue or .ccd`);
  const audio = tracks.find(({ type }) => type === 'audio');
  if (audio) throw problem(`track ${audio.number} is audio`);
  if (sessions.length > 1) throw problem(`there are ${sessions.length} sessions`);
  if (tracks.length > 1) throw problem(`there are ${tracks.length} tracks`);
  if (tracks[0]!.start > 0) throw problem(`it begins at ${tracks[0]!.start}`);
}

/** A DVD or BD, whose blocks are all there is. */
async function saveBlocks(
  device: Device,
  path: string,
  extension: string,
  files: OutputFiles,
  { onProgress }: SaveImageOptions,
): Promise<Pick<SavedImage, 'blockCount' | 'missingBlocks'>> {
  if (extension !== '.iso')
    throw new ImageError(
      path,
      undefined,
      'the medium is no CD, or has no table of contents: it can be saved as .iso only',
    );
  const { returnedLogicalBlockAddress, blockLengthBytes } = await device.send(readCapacity, {});
  const total = returnedLogicalBlockAddress + 1;
  if (blockLengthBytes !== mode1DataBytes)
    throw new ImageError(path, undefined, `blocks of ${blockLengthBytes} bytes are no ISO image`);
  const image = files.create(path);
  let done = 0;
  await readBlocks(device, 0, total, (blocks) => {
    image.write(blocks);
    done += blocks.length / mode1DataBytes;
    onProgress?.(done, total);
  });
  return { blockCount: done, missingBlocks: 0 };
}
