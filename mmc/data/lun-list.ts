import { bytes, list, record, remainingLength, reserved, u32be } from '../layout/index.js';

/** Response to REPORT LUNS: addresses of eight bytes. That of a single-level number below 256 has it in byte 1. */
export const lunList = record([
  // The length counts the addresses only, not the four reserved bytes between.
  remainingLength(u32be('lunListLength'), { bias: 4 }),
  reserved(4),
  list(bytes(8), 'luns'),
]);
