import { bits, flag, optional, optionalTail, reserved, u8, u16be } from '../../layout/index.js';
import { defineModePage } from './mode-page.js';

/**
 * Mode page 01h: what the drive does about errors. SFF-8020i and MMC-1 end it at byte 7. `recoveryTimeLimitMs` is part
 * of an error reporting window on drives with feature 0029h.
 */
export const readWriteErrorRecovery = defineModePage(0x01, 'Read/Write Error Recovery', [
  bits({ awre: flag, arre: flag, tb: flag, rc: flag, _: 1, per: flag, dte: flag, dcr: flag }),
  u8('readRetryCount'),
  reserved(3),
  // That these bits are here is not confirmed by a second source.
  bits({ _: 6, emcdr: 2 }),
  ...optionalTail(u8('writeRetryCount'), reserved(1)),
  optional(u16be('recoveryTimeLimitMs')),
]);

/** Mode page 07h: what VERIFY does about errors. Not in MMC since MMC-5. */
export const verifyErrorRecovery = defineModePage(0x07, 'Verify Error Recovery', [
  bits({ _: 4, eer: flag, per: flag, dte: flag, dcr: flag }),
  u8('verifyRetryCount'),
  reserved(6),
  // This limit is not confirmed by a second source for multimedia drives.
  u16be('verifyRecoveryTimeLimitMs'),
]);
