/** What an image format has to do to take a CD. */
import type { Device } from '../device/index.js';
import type { DiscLayout } from './disc-layout.js';
import type { OutputFiles } from './output-files.js';

/** @internal */
export interface ImageWriter {
  /** Sectors that it will write. */
  blockCount(layout: DiscLayout): number;
  /**
   * Writes everything; the file with the image's name last. `progress` is told the sectors as they come.
   * Returns how many could not be read, and are zeros.
   */
  write(
    device: Device,
    layout: DiscLayout,
    path: string,
    files: OutputFiles,
    progress: (sectors: number) => void,
  ): Promise<number>;
}
