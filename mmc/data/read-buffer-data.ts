import { bits, flag, record, remainingBytes, reserved, u8, u16be, u24be } from '../layout/index.js';

/** Response to READ BUFFER, mode 00h. */
export const bufferHeaderAndData = record([reserved(1), u24be('bufferCapacityBytes'), remainingBytes('data')]);

/**
 * Response to READ BUFFER, mode 03h. Offsets are multiples of 2 to the power of `offsetBoundary`; with FFh there is
 * only offset 0.
 */
export const bufferDescriptor = record([u8('offsetBoundary'), u24be('bufferCapacityBytes')]);

/** Response to READ BUFFER, mode 0Bh. `ebos`: what one initiator wrote is kept until it is overwritten or told lost. */
export const echoBufferDescriptor = record([
  bits({ _: 7, ebos: flag }),
  reserved(1),
  bits({ _: 3, bufferCapacityBytes: 13 }, u16be()),
]);
