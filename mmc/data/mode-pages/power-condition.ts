import { bits, flag, reserved, u32be } from '../../layout/index.js';
import { defineModePage } from './mode-page.js';

/** Mode page 1Ah: after how long the drive goes to idle and to standby. Timers are in units of 100 ms. */
export const powerConditionPage = defineModePage(0x1a, 'Power Condition', [
  reserved(1),
  bits({ _: 6, idle: flag, standby: flag }),
  u32be('idleTimer'),
  u32be('standbyTimer'),
]);
