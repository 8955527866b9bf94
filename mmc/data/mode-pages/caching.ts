import { bits, flag, reserved } from '../../layout/index.js';
import { defineModePage } from './mode-page.js';

/** Mode page 08h: `wce` caches writes, `rcd` does not cache reads. SBC has more fields, which are reserved here. */
export const caching = defineModePage(0x08, 'Caching', [bits({ _: 5, wce: flag, _1: 1, rcd: flag }), reserved(9)]);
