import { maximumLba, mode1DataBytes } from '../../../mmc/index.js';
import { fileSource, ImageFile } from './block-source.js';
import { CompactDisc } from './compact-disc.js';
import { bdRom, Dvd } from './dvd.js';
import { stock } from './dvd-bd/stock.js';
import type { Medium } from './medium.js';

/** No DVD has more: two layers on one side. */
const mostDvdBlocks = stock['dvd+r-dl'].capacityBlocks;

/**
 * Opens a file of 2048-byte blocks (ISO 9660, UDF): as a CD-ROM of one data track if it fits on one, or else as a
 * DVD-ROM or a BD-ROM. Throws Error for a file that is no whole number of blocks, and the system's error for one that is not there.
 */
export function openIso(path: string): Medium {
  const file = new ImageFile(path);
  try {
    if (file.sizeBytes === 0 || file.sizeBytes % mode1DataBytes !== 0)
      throw new Error(`${path} has ${file.sizeBytes} bytes, which is no whole number of ${mode1DataBytes}-byte blocks`);
    const source = fileSource(file, 0, mode1DataBytes, file.sizeBytes / mode1DataBytes);
    if (source.blockCount <= maximumLba) return new CompactDisc({ tracks: [{ type: 'mode1', source }] });
    return source.blockCount <= mostDvdBlocks ? new Dvd(source) : bdRom(source);
  } catch (error) {
    file.close();
    throw error;
  }
}
