import { defineCommand } from '../command.js';
import { bufferDescriptor, bufferHeaderAndData, echoBufferDescriptor } from '../data/read-buffer-data.js';
import { bits, u8, u24be } from '../layout/index.js';

const common = {
  operationCode: 0x3c,
  standard: 'SPC-4',
  cdbLength: 10,
  fields: [bits({ modeSpecific: 3, mode: 5 }), u8('bufferId'), u24be('bufferOffset'), u24be('allocationLength')],
  timeoutGroup: '1',
  features: [0x0104],
} as const;

/** READ BUFFER: bytes of a buffer of the drive. `mode` is one of `readBufferMode`. */
export const readBuffer = defineCommand({
  ...common,
  name: 'READ BUFFER',
  id: 'readBuffer',
  required: ['mode', 'allocationLength'],
  transfer: { direction: 'in', byteLength: (cdb) => cdb.allocationLength },
});

/** READ BUFFER, mode 00h: a header with the capacity of the buffer, and the data. */
export const readBufferHeaderAndData = defineCommand({
  ...common,
  name: 'READ BUFFER (combined header and data)',
  id: 'readBufferHeaderAndData',
  fixed: { mode: 0x00 },
  // The header alone: it says how much more there is.
  defaults: { allocationLength: 4 },
  transfer: { direction: 'in', layout: bufferHeaderAndData, length: 'allocationLength' },
});

/** READ BUFFER, mode 03h: how large a buffer is, and where an access to it may begin. */
export const readBufferDescriptor = defineCommand({
  ...common,
  name: 'READ BUFFER (descriptor)',
  id: 'readBufferDescriptor',
  fixed: { mode: 0x03 },
  defaults: { allocationLength: 4 },
  transfer: { direction: 'in', layout: bufferDescriptor, length: 'allocationLength' },
});

/** READ BUFFER, mode 0Bh: how large the echo buffer is. */
export const readBufferEchoDescriptor = defineCommand({
  ...common,
  name: 'READ BUFFER (echo buffer descriptor)',
  id: 'readBufferEchoDescriptor',
  fixed: { mode: 0x0b },
  defaults: { allocationLength: 4 },
  transfer: { direction: 'in', layout: echoBufferDescriptor, length: 'allocationLength' },
});

/** Values of `mode` of READ BUFFER (SPC-4 and SPC-5, from sg3_utils). */
export const readBufferMode = {
  headerAndData: 0x00,
  vendorSpecific: 0x01,
  data: 0x02,
  descriptor: 0x03,
  echoBuffer: 0x0a,
  echoBufferDescriptor: 0x0b,
  microcodeStatus: 0x0f,
  enableExpanderAndEchoBuffer: 0x1a,
  errorHistory: 0x1c,
} as const;
