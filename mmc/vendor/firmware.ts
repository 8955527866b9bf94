/** READ BUFFER and WRITE BUFFER as programs use them that write firmware. From DVRFlash and btcflash. */
import { defineCommand } from '../command.js';
import { ascii, bits, record, remainingBytes, u8, u24be } from '../layout/index.js';

const readBufferCdb = {
  operationCode: 0x3c,
  cdbLength: 10,
  fields: [bits({ _: 3, mode: 5 }), u8('bufferId'), u24be('bufferOffset'), u24be('allocationLength')],
} as const;

const writeBufferCdb = {
  operationCode: 0x3b,
  cdbLength: 10,
  fields: [bits({ _: 3, mode: 5 }), u8('bufferId'), u24be('bufferOffset'), u24be('parameterListLength')],
  changes: 'drive',
  // The drive may erase and write its flash memory before it answers.
  timeoutMs: 300_000,
} as const;

/** READ BUFFER, mode 02h, buffer F1h: which firmware fits the drive. Known on Pioneer's DVR writers. From DVRFlash. */
export const pioneerReadDriveInformation = defineCommand({
  ...readBufferCdb,
  name: 'Pioneer READ BUFFER (drive information)',
  id: 'pioneerReadDriveInformation',
  standard: 'Pioneer',
  fixed: { mode: 0x02, bufferId: 0xf1 },
  defaults: { allocationLength: 48 },
  transfer: {
    direction: 'in',
    layout: record([
      ascii(16, 'serialNumber'),
      ascii(4, 'interfaceType'),
      ascii(4, 'generation'),
      ascii(8, 'kernelType'),
      ascii(8, 'normalType'),
      ascii(4, 'kernelRevision'),
      remainingBytes('rest'),
    ]),
    length: 'allocationLength',
  },
});

/**
 * READ BUFFER, mode 01h, buffer F4h: 256 bytes, of which the first says whether speed is limited and the third which
 * quiet mode is on. Known on Pioneer's DVR and BDR writers. From QPxTool.
 */
export const pioneerReadQuietMode = defineCommand({
  ...readBufferCdb,
  name: 'Pioneer READ BUFFER (quiet mode)',
  id: 'pioneerReadQuietMode',
  standard: 'Pioneer',
  fixed: { mode: 0x01, bufferId: 0xf4 },
  defaults: { allocationLength: 256 },
  transfer: { direction: 'in', byteLength: (cdb) => cdb.allocationLength },
});

/**
 * WRITE BUFFER, mode 04h, buffer FFh: with 256 bytes that begin with the drive's kernel name and a key, the drive stops
 * its firmware and waits for another. Known on Pioneer's DVR-105 and DVR-106. From DVRFlash.
 */
export const pioneerEnterKernelMode = defineCommand({
  ...writeBufferCdb,
  name: 'Pioneer WRITE BUFFER (kernel mode)',
  id: 'pioneerEnterKernelMode',
  standard: 'Pioneer',
  fixed: { mode: 0x04, bufferId: 0xff },
  defaults: { parameterListLength: 256 },
  transfer: { direction: 'out', byteLength: (cdb) => cdb.parameterListLength },
});

/**
 * WRITE BUFFER, mode 06h: a part of a firmware image. The low byte of `bufferOffset` is 20h for the image, and offset 0
 * has 32 bytes with a checksum in the last two. Known on BTC's DVD writers (DRW1008). From btcflash.
 */
export const btcWriteFirmware = defineCommand({
  ...writeBufferCdb,
  name: 'BTC WRITE BUFFER (firmware)',
  id: 'btcWriteFirmware',
  standard: 'BTC',
  fixed: { mode: 0x06, bufferId: 0x00 },
  required: ['bufferOffset', 'parameterListLength'],
  transfer: { direction: 'out', byteLength: (cdb) => cdb.parameterListLength },
});

/** WRITE BUFFER, mode 07h, without data: makes the image the drive's firmware. Known on BTC's DVD writers. From btcflash. */
export const btcActivateFirmware = defineCommand({
  ...writeBufferCdb,
  name: 'BTC WRITE BUFFER (activate firmware)',
  id: 'btcActivateFirmware',
  standard: 'BTC',
  fixed: { mode: 0x07, bufferId: 0x00 },
  transfer: { direction: 'none' },
});
