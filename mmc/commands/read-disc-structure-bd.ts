import { defineCommand } from '../command.js';
import {
  bdCartridgeStatus,
  bdDiscDefinition,
  bdDiscInformation,
  bdPhysicalAccessControl,
  bdSpareArea,
} from '../data/disc-structures/index.js';
import { readDiscStructureCdb as common } from './disc-structure-cdb.js';

/** READ DISC STRUCTURE, BD, format 00h: the disc information units. */
export const readDiscStructureBdDiscInformation = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (BD disc information)',
  id: 'readDiscStructureBdDiscInformation',
  fixed: { mediaType: 1, formatCode: 0x00 },
  defaults: { allocationLength: 4100 },
  transfer: { direction: 'in', layout: bdDiscInformation, length: 'allocationLength' },
});

/** READ DISC STRUCTURE, BD, format 08h: the disc definition structure. */
export const readDiscStructureBdDds = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (BD DDS)',
  id: 'readDiscStructureBdDds',
  fixed: { mediaType: 1, formatCode: 0x08 },
  defaults: { allocationLength: 2052 },
  transfer: { direction: 'in', layout: bdDiscDefinition, length: 'allocationLength' },
});

/** READ DISC STRUCTURE, BD, format 09h: whether the disc is in a cartridge, and its write protection. */
export const readDiscStructureBdCartridgeStatus = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (BD cartridge status)',
  id: 'readDiscStructureBdCartridgeStatus',
  fixed: { mediaType: 1, formatCode: 0x09 },
  defaults: { allocationLength: 8 },
  transfer: { direction: 'in', layout: bdCartridgeStatus, length: 'allocationLength' },
});

/** READ DISC STRUCTURE, BD, format 0Ah: how many spare clusters are left. */
export const readDiscStructureBdSpareArea = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (BD spare area)',
  id: 'readDiscStructureBdSpareArea',
  fixed: { mediaType: 1, formatCode: 0x0a },
  defaults: { allocationLength: 16 },
  transfer: { direction: 'in', layout: bdSpareArea, length: 'allocationLength' },
});

/** READ DISC STRUCTURE, BD, format 30h: the headers of the physical access controls; with their ID in `address` one of them. */
export const readDiscStructureBdPhysicalAccessControl = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (BD physical access control)',
  id: 'readDiscStructureBdPhysicalAccessControl',
  fixed: { mediaType: 1, formatCode: 0x30 },
  defaults: { allocationLength: 12292 },
  transfer: { direction: 'in', layout: bdPhysicalAccessControl, length: 'allocationLength' },
});
