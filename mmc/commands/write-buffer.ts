import { defineCommand } from '../command.js';
import { bits, u8, u24be } from '../layout/index.js';

/**
 * WRITE BUFFER: data, or firmware, into a buffer of the drive. `mode` is one of `writeBufferMode`; the microcode modes
 * change what the drive is, for good, and a wrong image leaves it useless.
 */
export const writeBuffer = defineCommand({
  name: 'WRITE BUFFER',
  id: 'writeBuffer',
  operationCode: 0x3b,
  standard: 'SPC-4',
  cdbLength: 10,
  fields: [bits({ modeSpecific: 3, mode: 5 }), u8('bufferId'), u24be('bufferOffset'), u24be('parameterListLength')],
  required: ['mode', 'parameterListLength'],
  transfer: { direction: 'out', byteLength: (cdb) => cdb.parameterListLength },
  changes: 'drive',
  timeoutGroup: '1',
  features: [0x0104],
  // The drive erases and writes its flash memory before it answers.
  timeoutMs: 300_000,
});

/** Values of `mode` of WRITE BUFFER (SPC-4, from sg3_utils). */
export const writeBufferMode = {
  headerAndData: 0x00,
  vendorSpecific: 0x01,
  data: 0x02,
  downloadMicrocode: 0x04,
  downloadMicrocodeAndSave: 0x05,
  downloadMicrocodeWithOffsets: 0x06,
  downloadMicrocodeWithOffsetsAndSave: 0x07,
  echoBuffer: 0x0a,
  downloadMicrocodeSelectActivationAndDefer: 0x0d,
  downloadMicrocodeAndDefer: 0x0e,
  activateDeferredMicrocode: 0x0f,
  enableExpanderAndEchoBuffer: 0x1a,
  disableExpander: 0x1b,
  applicationClientErrorHistory: 0x1c,
} as const;
