/** DVD+R: fragments in sessions. */
import { closeFunction } from '../../../../mmc/index.js';
import { profile } from '../medium.js';
import type { RecordingStore } from '../recording-store.js';
import { blankTracks, SequentialMedium, type SequentialRules } from './sequential-medium.js';
import { stock } from './stock.js';

/** Fifteen reserved fragments, and the one behind them. */
const maximumOpenTracks = 16;
/** The closure of a session and the intro of the next: 64 ECC blocks each. */
const sessionGapBlocks = 2 * 64 * 16;

const rules = (profileNumber: number): SequentialRules => ({
  profile: profileNumber,
  maximumOpenTracks,
  sessionGapBlocks: () => sessionGapBlocks,
  obeysWriteParameters: false,
  mergesTracks: true,
  closeFunctions: {
    [closeFunction.track]: 'track',
    [closeFunction.session]: 'session',
    [closeFunction.finalizeMinimalRadius]: 'disc',
    [closeFunction.finalize]: 'disc',
  },
});

const open = (name: 'dvd+r' | 'dvd+r-dl', profileNumber: number) => (store: RecordingStore) =>
  new SequentialMedium({ name, store }, rules(profileNumber), {
    medium: name,
    tracks: blankTracks(stock[name].capacityBlocks),
    isFinalized: false,
  });

/** A DVD+R over a store. */
export const dvdPlusR = open('dvd+r', profile.dvdPlusR);
/** A DVD+R with two layers over a store. */
export const dvdPlusRDualLayer = open('dvd+r-dl', profile.dvdPlusRDualLayer);
