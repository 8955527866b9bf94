import { record, remainingBytes, remainingLength, u8, u16be } from '../layout/index.js';

/** A diagnostic page: 00h lists the pages there are, 40h to 7Fh belong to the device type, 80h and up to the vendor. */
export const diagnosticPage = record([
  u8('pageCode'),
  u8('pageCodeSpecific'),
  remainingLength(u16be('pageLength')),
  remainingBytes('data'),
]);
