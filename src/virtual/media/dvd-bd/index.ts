/** DVD and BD media that can be recorded. */
import type { OpenRecordable } from '../recordable-media.js';
import { BdR } from './bd-r.js';
import { DvdMinusR } from './dvd-minus-r.js';
import { DvdPlusR } from './dvd-plus-r.js';
import { DvdPlusRw } from './dvd-plus-rw.js';
import { DvdRw } from './dvd-rw.js';
import { BdRe, DvdRam } from './random-media.js';
import type { StockName } from './stock.js';

/** The media by name. */
export const dvdAndBdMedia: Readonly<Record<StockName, OpenRecordable>> = {
  'dvd-r': (store) => new DvdMinusR('dvd-r', store),
  'dvd-r-dl': (store) => new DvdMinusR('dvd-r-dl', store),
  'dvd-rw': (store) => new DvdRw(store),
  'dvd+r': (store) => new DvdPlusR('dvd+r', store),
  'dvd+r-dl': (store) => new DvdPlusR('dvd+r-dl', store),
  'dvd+rw': (store) => new DvdPlusRw(store),
  'dvd-ram': (store) => new DvdRam(store),
  'bd-r': (store) => new BdR('bd-r', store),
  'bd-r-dl': (store) => new BdR('bd-r-dl', store),
  'bd-re': (store) => new BdRe('bd-re', store),
  'bd-re-dl': (store) => new BdRe('bd-re-dl', store),
};
