/** Features of DVD and HD DVD drives besides those in features.ts, from sg3_utils, Aaru, and a parser of Mt. Fuji. */
import { bits, flag, list, reserved, u8 } from '../../layout/index.js';
import { defineFeature } from './feature.js';

const plusRwFields = [
  bits({ _: 7, write: flag }),
  bits({ _: 6, quickStart: flag, closeOnly: flag }),
  reserved(2),
] as const;
const writeFields = [bits({ _: 7, write: flag }), reserved(3)] as const;

/** Feature 002Ah. */
export const dvdPlusRw = defineFeature(0x002a, 'DVD+RW', plusRwFields);

/** Feature 002Bh. */
export const dvdPlusR = defineFeature(0x002b, 'DVD+R', writeFields);

/** Feature 002Ch. `dsdg` and `dsdr`: defect status data can be generated, and read with GET PERFORMANCE. */
export const rigidRestrictedOverwrite = defineFeature(0x002c, 'Rigid Restricted Overwrite', [
  bits({ _: 4, dsdg: flag, dsdr: flag, intermediate: flag, blank: flag }),
  reserved(3),
]);

/** Feature 002Fh. `rdl` DVD-R DL, `dvdRw` DVD-RW with one layer. */
export const dvdRWrite = defineFeature(0x002f, 'DVD-R/-RW Write', [
  bits({ _: 1, buf: flag, _1: 2, rdl: flag, testWrite: flag, dvdRw: flag, _2: 1 }),
  reserved(3),
]);

/** Feature 0033h. Link sizes are in blocks. */
export const layerJumpRecording = defineFeature(0x0033, 'Layer Jump Recording', [
  reserved(3),
  u8('numberOfLinkSizes'),
  list(u8(), 'linkSizes', { countField: 'numberOfLinkSizes', padTo: 4 }),
]);

/** Feature 0034h. `cljb`: the layer jump block can be closed. */
export const layerJumpRigidRestrictedOverwrite = defineFeature(0x0034, 'Layer Jump Rigid Restricted Overwrite', [
  bits({ _: 7, cljb: flag }),
  reserved(2),
  u8('bufferBlockSize'),
]);

/** Feature 003Ah. */
export const dvdPlusRwDualLayer = defineFeature(0x003a, 'DVD+RW Dual Layer', plusRwFields);

/** Feature 003Bh. */
export const dvdPlusRDualLayer = defineFeature(0x003b, 'DVD+R Dual Layer', writeFields);

const hdDvdFields = [
  bits({ _: 7, hdDvdR: flag }),
  // What byte 5 says is not confirmed by a second source.
  bits({ _: 7, hdDvdRDualLayer: flag }),
  bits({ _: 7, hdDvdRam: flag }),
  reserved(1),
] as const;

/** Feature 0050h. */
export const hdDvdRead = defineFeature(0x0050, 'HD DVD Read', hdDvdFields);

/** Feature 0051h. */
export const hdDvdWrite = defineFeature(0x0051, 'HD DVD Write', hdDvdFields);

/** Feature 0052h. `bgp`: pads in the background. */
export const hdDvdRwFragmentRecording = defineFeature(0x0052, 'HD DVD-RW Fragment Recording', [
  bits({ _: 7, bgp: flag }),
  reserved(3),
]);
