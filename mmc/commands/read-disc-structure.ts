import { defineCommand } from '../command.js';
import {
  aacsDataKeys,
  aacsLbaExtents,
  aacsMediaIdentifier,
  aacsMediaSerialNumber,
  aacsVolumeIdentifier,
  discStructure,
  discStructureList,
  formatLayers,
  mediaKeyBlock,
  writeProtectionStatus,
} from '../data/disc-structures/index.js';
import { readDiscStructureCdb as common } from './disc-structure-cdb.js';

/** READ DISC STRUCTURE, any other media type and format: its header and its bytes. See `discStructureName`. */
export const readDiscStructure = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE',
  id: 'readDiscStructure',
  required: ['formatCode'],
  defaults: { allocationLength: 32_772 },
  transfer: { direction: 'in', layout: discStructure, length: 'allocationLength' },
  features: [
    0x0004, 0x001f, 0x0024, 0x002a, 0x002b, 0x0034, 0x003a, 0x003b, 0x0040, 0x0050, 0x0080, 0x0106, 0x010a, 0x010b,
    0x010d,
  ],
});

/** READ DISC STRUCTURE, format 80h: the volume identifier, for who has authenticated. */
export const readDiscStructureAacsVolumeIdentifier = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (AACS volume identifier)',
  id: 'readDiscStructureAacsVolumeIdentifier',
  fixed: { formatCode: 0x80 },
  defaults: { allocationLength: 36 },
  transfer: { direction: 'in', layout: aacsVolumeIdentifier, length: 'allocationLength' },
  features: [0x010d],
});

/** READ DISC STRUCTURE, format 81h: the serial number of a pre-recorded disc. */
export const readDiscStructureAacsMediaSerialNumber = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (AACS media serial number)',
  id: 'readDiscStructureAacsMediaSerialNumber',
  fixed: { formatCode: 0x81 },
  defaults: { allocationLength: 36 },
  transfer: { direction: 'in', layout: aacsMediaSerialNumber, length: 'allocationLength' },
  features: [0x010d],
});

/** READ DISC STRUCTURE, format 82h: the identifier of a recordable disc. */
export const readDiscStructureAacsMediaIdentifier = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (AACS media identifier)',
  id: 'readDiscStructureAacsMediaIdentifier',
  fixed: { formatCode: 0x82 },
  defaults: { allocationLength: 36 },
  transfer: { direction: 'in', layout: aacsMediaIdentifier, length: 'allocationLength' },
  features: [0x010d],
});

/** READ DISC STRUCTURE, format 83h: pack `address` of the media key block. */
export const readDiscStructureAacsMediaKeyBlock = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (AACS media key block)',
  id: 'readDiscStructureAacsMediaKeyBlock',
  fixed: { formatCode: 0x83 },
  defaults: { allocationLength: 32772 },
  transfer: { direction: 'in', layout: mediaKeyBlock, length: 'allocationLength' },
  features: [0x010d],
});

/** READ DISC STRUCTURE, format 84h: the keys with which the bus is encrypted. */
export const readDiscStructureAacsDataKeys = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (AACS data keys)',
  id: 'readDiscStructureAacsDataKeys',
  fixed: { formatCode: 0x84 },
  defaults: { allocationLength: 36 },
  transfer: { direction: 'in', layout: aacsDataKeys, length: 'allocationLength' },
  features: [0x010d],
});

/** READ DISC STRUCTURE, format 85h: the parts of the disc that are bus-encrypted. */
export const readDiscStructureAacsLbaExtents = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (AACS LBA extents)',
  id: 'readDiscStructureAacsLbaExtents',
  fixed: { formatCode: 0x85 },
  defaults: { allocationLength: 4100 },
  transfer: { direction: 'in', layout: aacsLbaExtents, length: 'allocationLength' },
  features: [0x010d],
});

/** READ DISC STRUCTURE, format 86h: pack `address` of the CPRM media key block, through AACS. */
export const readDiscStructureAacsMediaKeyBlockOfCprm = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (AACS media key block of CPRM)',
  id: 'readDiscStructureAacsMediaKeyBlockOfCprm',
  fixed: { formatCode: 0x86 },
  defaults: { allocationLength: 32772 },
  transfer: { direction: 'in', layout: mediaKeyBlock, length: 'allocationLength' },
  features: [0x010d],
});

/** READ DISC STRUCTURE, format 90h: the layers of a hybrid disc, and which one is in use. */
export const readDiscStructureFormatLayers = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (format layers)',
  id: 'readDiscStructureFormatLayers',
  fixed: { formatCode: 0x90 },
  defaults: { allocationLength: 262 },
  transfer: { direction: 'in', layout: formatLayers, length: 'allocationLength' },
  features: [0x0080],
});

/** READ DISC STRUCTURE, format C0h: what keeps the disc from being written. */
export const readDiscStructureWriteProtection = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (write protection status)',
  id: 'readDiscStructureWriteProtection',
  fixed: { formatCode: 0xc0 },
  defaults: { allocationLength: 8 },
  transfer: { direction: 'in', layout: writeProtectionStatus, length: 'allocationLength' },
  features: [0x0004],
});

/** READ DISC STRUCTURE, format FFh: which structures the drive reads and takes. */
export const readDiscStructureList = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (disc structure list)',
  id: 'readDiscStructureList',
  fixed: { formatCode: 0xff },
  defaults: { allocationLength: 1028 },
  transfer: { direction: 'in', layout: discStructureList, length: 'allocationLength' },
  features: [0x002a, 0x002b],
});

/** Values of `mediaType` of READ and SEND DISC STRUCTURE. */
export const discStructureMediaType = { dvdAndHdDvd: 0, bd: 1 } as const;
