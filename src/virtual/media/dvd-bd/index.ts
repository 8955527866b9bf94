/** DVD and BD media that can be recorded. */
import type { OpenRecordable } from '../recordable-media.js';
import { BdR } from './bd-r.js';
import { dvdMinusR, dvdMinusRDualLayer } from './dvd-minus-r.js';
import { dvdPlusR, dvdPlusRDualLayer } from './dvd-plus-r.js';
import { DvdPlusRw } from './dvd-plus-rw.js';
import { DvdRw } from './dvd-rw.js';
import { bdRe, dvdRam } from './random-media.js';
import type { StockName } from './stock.js';

/** The media by name. */
export const dvdAndBdMedia: Readonly<Record<StockName, OpenRecordable>> = {
  'dvd-r': dvdMinusR,
  'dvd-r-dl': dvdMinusRDualLayer,
  'dvd-rw': (store) => new DvdRw(store),
  'dvd+r': dvdPlusR,
  'dvd+r-dl': dvdPlusRDualLayer,
  'dvd+rw': (store) => new DvdPlusRw(store),
  'dvd-ram': dvdRam,
  'bd-r': (store) => new BdR('bd-r', store),
  'bd-r-dl': (store) => new BdR('bd-r-dl', store),
  'bd-re': bdRe('bd-re'),
  'bd-re-dl': bdRe('bd-re-dl'),
};
