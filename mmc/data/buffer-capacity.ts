import { bits, flag, record, remainingLength, reserved, u16be, u32be } from '../layout/index.js';

const header = [remainingLength(u16be('dataLength')), reserved(1), bits({ _: 7, block: flag })] as const;

/** Response to READ BUFFER CAPACITY, in bytes. */
export const bufferCapacity = record([
  ...header,
  u32be('lengthOfTheBufferBytes'),
  u32be('availableLengthOfBufferBytes'),
]);

/** Response to READ BUFFER CAPACITY with BLOCK set. A drive that does not know BLOCK answers in bytes and leaves it 0. */
export const bufferCapacityBlocks = record([...header, reserved(4), u32be('availableBufferBlocks')]);
