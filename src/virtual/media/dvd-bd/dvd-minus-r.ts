/** DVD-R and DVD-RW as they are recorded sequentially: RZones in bordered areas. */
import { closeFunction } from '../../../../mmc/index.js';
import type { DiscStructures } from '../disc-structure.js';
import { profile } from '../medium.js';
import type { RecordingStore } from '../recording-store.js';
import { dvdMinusStructures } from './dvd-structures.js';
import { blankTracks, SequentialMedium, type SequentialRules } from './sequential-medium.js';
import { type Stock, stock } from './stock.js';

/** Two reserved RZones, and the invisible one behind them. */
const maximumOpenTracks = 3;
/**
 * What lies between two bordered areas. Drives choose by where on the disc it is; programs ask for the next writable
 * address. These sizes are not confirmed by a second source.
 */
const firstBorderBlocks = 0x7000;
const laterBorderBlocks = 0x1800;

/** How a DVD-R or a blank DVD-RW of a profile is recorded. */
export const dvdMinusRules = (profileNumber: number): SequentialRules => ({
  profile: profileNumber,
  maximumOpenTracks,
  sessionGapBlocks: (sessionNumber) => (sessionNumber === 1 ? firstBorderBlocks : laterBorderBlocks),
  obeysWriteParameters: true,
  mergesTracks: false,
  closeFunctions: {
    [closeFunction.track]: 'track',
    [closeFunction.session]: 'session',
    [closeFunction.finalizeDvdRw]: 'disc',
  },
});

/** Blocks of layer 0: both layers have as many. */
export const halfOf = ({ capacityBlocks }: Stock): number => capacityBlocks / 2;

/** A DVD-R over a store. */
export class DvdMinusR extends SequentialMedium {
  constructor(name: 'dvd-r' | 'dvd-r-dl', store: RecordingStore) {
    const number = name === 'dvd-r' ? profile.dvdRSequential : profile.dvdRDualLayerSequential;
    super({ name, store }, dvdMinusRules(number), {
      medium: name,
      tracks: blankTracks(stock[name].capacityBlocks),
      isFinalized: false,
    });
  }

  get discStructures(): DiscStructures {
    const { borders, stock } = this;
    const name = this.name as 'dvd-r' | 'dvd-r-dl';
    const blocks = borders.end || stock.capacityBlocks;
    return new Map(
      stock.layers === 1
        ? dvdMinusStructures(name, stock, { blocks }, borders)
        : dvdMinusStructures(name, stock, { blocks, layer0Blocks: halfOf(stock) }, borders),
    );
  }
}
