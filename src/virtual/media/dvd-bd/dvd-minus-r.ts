/** DVD-R and DVD-RW as they are recorded sequentially: RZones in bordered areas. */
import { closeFunction } from '../../../../mmc/index.js';
import { profile } from '../medium.js';
import type { RecordingStore } from '../recording-store.js';
import { blankTracks, SequentialMedium, type SequentialRules } from './sequential-medium.js';
import { stock } from './stock.js';

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

const open = (name: 'dvd-r' | 'dvd-r-dl', profileNumber: number) => (store: RecordingStore) =>
  new SequentialMedium({ name, store }, dvdMinusRules(profileNumber), {
    medium: name,
    tracks: blankTracks(stock[name].capacityBlocks),
    isFinalized: false,
  });

/** A DVD-R over a store. */
export const dvdMinusR = open('dvd-r', profile.dvdRSequential);
/** A DVD-R with two layers over a store. */
export const dvdMinusRDualLayer = open('dvd-r-dl', profile.dvdRDualLayerSequential);
