import {
  maximumLba,
  mode1DataBytes,
  rawSectorBytes,
  rawSubChannelBytes,
  sectorFormat,
  sectorFormatOf,
} from '../../../mmc/index.js';
import { type BlockSource, fileSource, ImageFile } from './block-source.js';
import { CompactDisc, type TrackType } from './compact-disc.js';
import { ImageError } from './image-error.js';
import type { Medium } from './medium.js';
import { openIso } from './open-iso.js';
import { withSubChannels } from './sub-channel-source.js';

const bothBytes = rawSectorBytes + rawSubChannelBytes;

/**
 * Opens an image that has no sheet, `.bin` or `.img`: one track of raw sectors, with or without sub-channels, told by
 * the syncs and the size; audio where there is no sync; or 2048-byte blocks as {@link openIso} does. Throws
 * {@link ImageError} for a file that is none of these, and the system's error for one that is not there.
 */
export function openRaw(path: string): Medium {
  const file = new ImageFile(path);
  try {
    const found = sourceOf(file);
    if (found) {
      if (found.source.blockCount > maximumLba + 1)
        throw new ImageError(path, undefined, `its ${found.source.blockCount} sectors do not fit on a CD`);
      return new CompactDisc({ tracks: [found] });
    }
    if (file.sizeBytes === 0 || file.sizeBytes % mode1DataBytes !== 0)
      throw new ImageError(
        path,
        undefined,
        `its ${file.sizeBytes} bytes are no whole number of sectors of ${rawSectorBytes}, ${bothBytes} or ${mode1DataBytes} bytes`,
      );
  } catch (error) {
    file.close();
    throw error;
  }
  file.close();
  return openIso(path);
}

function sourceOf(file: ImageFile): { type: TrackType; source: BlockSource } | undefined {
  const fits = (size: number) => file.sizeBytes > 0 && file.sizeBytes % size === 0;
  const of = (size: number) => fileSource(file, 0, size, file.sizeBytes / size);
  if (fits(rawSectorBytes) && hasSyncs(of(rawSectorBytes)))
    return { type: dataTypeOf(of(rawSectorBytes)), source: of(rawSectorBytes) };
  if (fits(bothBytes) && hasSyncs(of(bothBytes)))
    return { type: dataTypeOf(of(bothBytes)), ...withSubChannels(of(bothBytes)) };
  if (fits(mode1DataBytes) && hasVolume(file)) return undefined;
  return fits(rawSectorBytes) ? { type: 'audio', source: of(rawSectorBytes) } : undefined;
}

/** The first two sectors of data, where there are two. */
function hasSyncs(source: BlockSource): boolean {
  return [0, 1].every((block) => block >= source.blockCount || formatAt(source, block) !== sectorFormat.cdDa);
}

function formatAt(source: BlockSource, block: number): number | undefined {
  const sector = new Uint8Array(source.blockLengthBytes);
  source.read(block, 1, sector, 0);
  return sectorFormatOf(sector);
}

const dataTypeOf = (source: BlockSource): TrackType =>
  formatAt(source, 0) === sectorFormat.mode1 ? 'mode1' : 'mode2Xa';

/** A volume descriptor of ISO 9660 or UDF, where it is in blocks of 2048 bytes. */
function hasVolume(file: ImageFile): boolean {
  const id = new Uint8Array(5);
  file.read(16 * mode1DataBytes + 1, id.length, id, 0);
  return ['CD001', 'BEA01'].includes(String.fromCharCode(...id));
}
