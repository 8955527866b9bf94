import { bits, flag, u32be } from '../../layout/index.js';
import { defineModePage } from './mode-page.js';

/**
 * Mode page 1Ch: whether and how the drive warns of its own failure. `mrie` is one of `informationalExceptionsMethod`,
 * the timer is in units of 100 ms.
 */
export const informationalExceptionsControl = defineModePage(0x1c, 'Informational Exceptions Control', [
  bits({ perf: flag, _: 1, ebf: flag, ewasc: flag, dexcpt: flag, test: flag, ebackerr: flag, logerr: flag }),
  bits({ _: 4, mrie: 4 }),
  u32be('intervalTimer'),
  u32be('reportCount'),
]);

/** Values of `mrie`. */
export const informationalExceptionsMethod = {
  none: 0,
  asynchronousEvent: 1,
  unitAttention: 2,
  conditionalRecoveredError: 3,
  unconditionalRecoveredError: 4,
  noSense: 5,
  onRequest: 6,
} as const;
