import { bits, flag, optional, reserved, u16be } from '../../layout/index.js';
import { defineModePage } from './mode-page.js';

/**
 * Mode page 1Dh: the times of `timeoutGroup`, and `swpp`, which protects the medium until power is cut. `disp` makes the
 * unit unavailable until then.
 */
export const timeoutAndProtect = defineModePage(0x1d, 'Timeout and Protect', [
  reserved(2),
  bits({ _: 4, g3Enable: flag, tmoe: flag, disp: flag, swpp: flag }),
  reserved(1),
  u16be('group1MinimumTimeoutSeconds'),
  u16be('group2MinimumTimeoutSeconds'),
  // Pages of this length are rare, and no second source confirms the field.
  optional(u16be('group3Timeout')),
]);
