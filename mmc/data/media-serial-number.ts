import { record, remainingBytes, remainingLength, u32be } from '../layout/index.js';

/** Response to READ MEDIA SERIAL NUMBER. What the bytes are is the maker's affair. */
export const mediaSerialNumber = record([
  remainingLength(u32be('mediaSerialNumberLength')),
  remainingBytes('mediaSerialNumber'),
]);
