/** Media that can be written, by name: how each begins, and how it goes on from what a store has kept. */
import { RecordableCd } from './cd-recording/recordable-cd.js';
import { type StockName, stocks } from './cd-recording/stock.js';
import { dvdAndBdMedia } from './dvd-bd/index.js';
import type { Medium } from './medium.js';
import type { RecordingStore } from './recording-store.js';

/** A medium over a store: a blank one where nothing was committed to the store yet. */
export type OpenRecordable = (store: RecordingStore) => Medium;

/** The media by name. Adding one: write its file, add it here. */
export const recordableMedia: Readonly<Record<string, OpenRecordable>> = {
  ...compactDiscs(),
  ...dvdAndBdMedia,
};

function compactDiscs(): Record<StockName, OpenRecordable> {
  const opened = (name: StockName) => [name, (store: RecordingStore) => new RecordableCd(store, name)];
  return Object.fromEntries((Object.keys(stocks) as StockName[]).map(opened));
}

/** The state of every recordable medium says which one it is. */
export interface RecordedState {
  readonly medium: string;
}

/** Opens what a store has kept. Throws Error where that is no medium of this package. */
export function openRecording(store: RecordingStore): Medium {
  const { medium } = (store.state ?? {}) as Partial<RecordedState>;
  const open =
    typeof medium === 'string' && Object.hasOwn(recordableMedia, medium) ? recordableMedia[medium] : undefined;
  if (!open) {
    const names = Object.keys(recordableMedia).join(', ');
    throw new Error(`it does not hold the state of a medium: there are ${names}, not ${JSON.stringify(medium)}`);
  }
  return open(store);
}
