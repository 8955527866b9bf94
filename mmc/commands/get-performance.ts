import { defineCommand } from '../command.js';
import {
  dbiCacheZones,
  defectiveBlockInformation,
  defectStatus,
  nominalPerformance,
  performanceExceptions,
  unusableAreas,
  writeSpeeds,
} from '../data/performance.js';
import { bits, flag, reserved, u8, u16be, u32be } from '../layout/index.js';

const shared = { operationCode: 0xac, standard: 'MMC-6', cdbLength: 12, timeoutGroup: '1' } as const;
const rest = [u32be('startingLba'), reserved(2), u16be('maximumNumberOfDescriptors'), u8('type')] as const;
const dataTypeFields = [bits({ _: 3, dataType: 5 }), ...rest] as const;
const performanceFields = [bits({ _: 3, tolerance: 2, write: flag, except: 2 }), ...rest] as const;

// The CDB counts descriptors, not bytes: the answer has a header of 8 bytes and at most so many of them.
const nominalLength = (cdb: { maximumNumberOfDescriptors: number }) => 8 + 16 * cdb.maximumNumberOfDescriptors;
const shortLength = (cdb: { maximumNumberOfDescriptors: number }) => 8 + 8 * cdb.maximumNumberOfDescriptors;
const defectStatusLength = (cdb: { maximumNumberOfDescriptors: number }) => 8 + 2048 * cdb.maximumNumberOfDescriptors;
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
  features: [0x0042, 0x0107],
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
  features: [0x0107],
});

/** GET PERFORMANCE, type 03h: the speeds at which the medium can be written. */
export const getPerformanceWriteSpeed = defineCommand({
  ...shared,
  name: 'GET PERFORMANCE (write speed)',
  id: 'getPerformanceWriteSpeed',
  fields: dataTypeFields,
  fixed: { type: 0x03 },
  defaults: { maximumNumberOfDescriptors: 100 },
  transfer: { direction: 'in', layout: writeSpeeds, byteLength: nominalLength },
  features: [0x0107],
});

/**
 * GET PERFORMANCE, type 01h: blocks that cannot be used. `dataType`: 0 zone boundaries, 1 the primary, 2 the secondary
 * defect list.
 */
export const getPerformanceUnusableArea = defineCommand({
  ...shared,
  name: 'GET PERFORMANCE (unusable area)',
  id: 'getPerformanceUnusableArea',
  fields: dataTypeFields,
  fixed: { type: 0x01 },
  defaults: { maximumNumberOfDescriptors: 100 },
  transfer: { direction: 'in', layout: unusableAreas, byteLength: shortLength },
});

/** GET PERFORMANCE, type 02h: which blocks are defective, one bit for each or for groups of them. */
export const getPerformanceDefectStatus = defineCommand({
  ...shared,
  name: 'GET PERFORMANCE (defect status)',
  id: 'getPerformanceDefectStatus',
  fields: dataTypeFields,
  fixed: { type: 0x02 },
  defaults: { maximumNumberOfDescriptors: 1 },
  transfer: { direction: 'in', layout: defectStatus, byteLength: defectStatusLength },
  features: [0x002c],
});

/** GET PERFORMANCE, type 04h: defective block information. */
export const getPerformanceDefectiveBlocks = defineCommand({
  ...shared,
  name: 'GET PERFORMANCE (defective block information)',
  id: 'getPerformanceDefectiveBlocks',
  fields: dataTypeFields,
  fixed: { type: 0x04 },
  defaults: { maximumNumberOfDescriptors: 100 },
  // Descriptors of eight bytes are an assumption: no source shows one.
  transfer: { direction: 'in', layout: defectiveBlockInformation, byteLength: shortLength },
  features: [0x0029],
});

/** GET PERFORMANCE, type 05h: the zones for which the drive remembers defective blocks. */
export const getPerformanceDbiCacheZone = defineCommand({
  ...shared,
  name: 'GET PERFORMANCE (DBI cache zones)',
  id: 'getPerformanceDbiCacheZone',
  fields: dataTypeFields,
  fixed: { type: 0x05 },
  defaults: { maximumNumberOfDescriptors: 100 },
  transfer: { direction: 'in', layout: dbiCacheZones, byteLength: shortLength },
});
