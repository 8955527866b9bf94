import { bytes } from '../../layout/index.js';
import { defineModePage } from './mode-page.js';

/** Mode page 18h. Obsolete, and what it held is not known from any source. */
export const featureSetSupport = defineModePage(0x18, 'Feature Set Support and Version', [bytes(22, 'featureSetData')]);
