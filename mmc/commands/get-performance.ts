import { defineCommand } from '../command.js';
import { nominalPerformance, performanceExceptions, writeSpeeds } from '../data/performance.js';
import { bits, flag, reserved, u8, u16be, u32be } from '../layout/index.js';

const shared = { operationCode: 0xac, standard: 'MMC-6', cdbLength: 12 } as const;
const rest = [u32be('startingLba'), reserved(2), u16be('maximumNumberOfDescriptors'), u8('type')] as const;
const performanceFields = [bits({ _: 3, tolerance: 2, write: flag, except: 2 }), ...rest] as const;

// The CDB counts descriptors, not bytes: the answer has a header of 8 bytes and at most so many of them.
const nominalLength = (cdb: { maximumNumberOfDescriptors: number }) => 8 + 16 * cdb.maximumNumberOfDescriptors;
const exceptionsLength = (cdb: { maximumNumberOfDescriptors: number }) => 8 + 6 * cdb.maximumNumberOfDescriptors;

/** GET PERFORMANCE, type 00h: how fast the medium is nominally read, or with `write` written, from where to where. */
export const getPerformance = defineCommand({
  ...shared,
  name: 'GET PERFORMANCE (nominal performance)',
  id: 'getPerformance',
  fields: performanceFields,
  fixed: { type: 0x00, except: 0 },
  defaults: { tolerance: 2, maximumNumberOfDescriptors: 100 },
  transfer: { direction: 'in', layout: nominalPerformance, byteLength: nominalLength },
});

/** GET PERFORMANCE, type 00h: where it is slower. `except`: 1 all exceptions, 2 those outside the tolerance. */
export const getPerformanceExceptions = defineCommand({
  ...shared,
  name: 'GET PERFORMANCE (exceptions)',
  id: 'getPerformanceExceptions',
  fields: performanceFields,
  fixed: { type: 0x00 },
  required: ['except'],
  defaults: { tolerance: 2, maximumNumberOfDescriptors: 100 },
  transfer: { direction: 'in', layout: performanceExceptions, byteLength: exceptionsLength },
});

/** GET PERFORMANCE, type 03h: the speeds at which the medium can be written. */
export const getPerformanceWriteSpeed = defineCommand({
  ...shared,
  name: 'GET PERFORMANCE (write speed)',
  id: 'getPerformanceWriteSpeed',
  fields: [bits({ _: 3, dataType: 5 }), ...rest],
  fixed: { type: 0x03 },
  defaults: { maximumNumberOfDescriptors: 100 },
  transfer: { direction: 'in', layout: writeSpeeds, byteLength: nominalLength },
});
