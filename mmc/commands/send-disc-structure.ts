import { defineCommand } from '../command.js';
import {
  aacsDataKeys,
  aacsLbaExtents,
  bdPhysicalAccessControl,
  copyrightManagementInformation,
  discControlBlock,
  discStructure,
  dvdRamRecordingType,
  jumpIntervalSize,
  layerBoundaryInformation,
  manualLayerJumpAddress,
  remappingInformation,
  shiftedMiddleArea,
  uniqueDiscIdentifier,
  writeProtectionStatus,
} from '../data/disc-structures/index.js';
import { sendDiscStructureCdb as common } from './disc-structure-cdb.js';

/** SEND DISC STRUCTURE, any other media type and format: its bytes behind the header. */
export const sendDiscStructure = defineCommand({
  ...common,
  name: 'SEND DISC STRUCTURE',
  id: 'sendDiscStructure',
  required: ['formatCode'],
  transfer: { direction: 'out', layout: discStructure, length: 'structureDataLength' },
  features: [0x0004, 0x002a, 0x002b, 0x002f, 0x0034, 0x003b, 0x010a, 0x010e],
});

/** SEND DISC STRUCTURE, format 05h: what is to protect the sectors written next. */
export const sendDiscStructureCopyrightManagement = defineCommand({
  ...common,
  name: 'SEND DISC STRUCTURE (copyright management information)',
  id: 'sendDiscStructureCopyrightManagement',
  fixed: { mediaType: 0, formatCode: 0x05 },
  transfer: { direction: 'out', layout: copyrightManagementInformation, length: 'structureDataLength' },
});

/** SEND DISC STRUCTURE, format 0Bh: what a DVD-RAM is meant to record. */
export const sendDiscStructureDvdRamRecordingType = defineCommand({
  ...common,
  name: 'SEND DISC STRUCTURE (DVD-RAM recording type)',
  id: 'sendDiscStructureDvdRamRecordingType',
  fixed: { mediaType: 0, formatCode: 0x0b },
  transfer: { direction: 'out', layout: dvdRamRecordingType, length: 'structureDataLength' },
});

/** SEND DISC STRUCTURE, format 0Fh: the time that goes into the unique identifier of a DVD-R or DVD-RW. */
export const sendDiscStructureTimeStamp = defineCommand({
  ...common,
  name: 'SEND DISC STRUCTURE (time stamp)',
  id: 'sendDiscStructureTimeStamp',
  fixed: { mediaType: 0, formatCode: 0x0f },
  transfer: { direction: 'out', layout: uniqueDiscIdentifier, length: 'structureDataLength' },
});

/** SEND DISC STRUCTURE, format 20h: where layer 0 of a DVD+R DL is to end, before it is recorded. */
export const sendDiscStructureLayerBoundary = defineCommand({
  ...common,
  name: 'SEND DISC STRUCTURE (layer boundary)',
  id: 'sendDiscStructureLayerBoundary',
  fixed: { mediaType: 0, formatCode: 0x20 },
  transfer: { direction: 'out', layout: layerBoundaryInformation, length: 'structureDataLength' },
});

/** SEND DISC STRUCTURE, format 21h: where the middle area of a DVD-R DL is to begin. */
export const sendDiscStructureShiftedMiddleArea = defineCommand({
  ...common,
  name: 'SEND DISC STRUCTURE (shifted middle area)',
  id: 'sendDiscStructureShiftedMiddleArea',
  fixed: { mediaType: 0, formatCode: 0x21 },
  transfer: { direction: 'out', layout: shiftedMiddleArea, length: 'structureDataLength' },
});

/** SEND DISC STRUCTURE, format 22h: after how many blocks a DVD-R DL is to change the layer. */
export const sendDiscStructureJumpIntervalSize = defineCommand({
  ...common,
  name: 'SEND DISC STRUCTURE (jump interval size)',
  id: 'sendDiscStructureJumpIntervalSize',
  fixed: { mediaType: 0, formatCode: 0x22 },
  transfer: { direction: 'out', layout: jumpIntervalSize, length: 'structureDataLength' },
});

/** SEND DISC STRUCTURE, format 23h: where a DVD-R DL is to change the layer next. */
export const sendDiscStructureManualLayerJump = defineCommand({
  ...common,
  name: 'SEND DISC STRUCTURE (manual layer jump address)',
  id: 'sendDiscStructureManualLayerJump',
  fixed: { mediaType: 0, formatCode: 0x23 },
  transfer: { direction: 'out', layout: manualLayerJumpAddress, length: 'structureDataLength' },
});

/** SEND DISC STRUCTURE, format 24h: where an anchor point of a DVD-R DL is to be found instead. */
export const sendDiscStructureRemapping = defineCommand({
  ...common,
  name: 'SEND DISC STRUCTURE (remapping information)',
  id: 'sendDiscStructureRemapping',
  fixed: { mediaType: 0, formatCode: 0x24 },
  transfer: { direction: 'out', layout: remappingInformation, length: 'structureDataLength' },
});

/** SEND DISC STRUCTURE, format 30h: a disc control block. */
export const sendDiscStructureDiscControlBlock = defineCommand({
  ...common,
  name: 'SEND DISC STRUCTURE (disc control block)',
  id: 'sendDiscStructureDiscControlBlock',
  fixed: { mediaType: 0, formatCode: 0x30 },
  transfer: { direction: 'out', layout: discControlBlock, length: 'structureDataLength' },
  features: [0x010a],
});

/** SEND DISC STRUCTURE, BD, format 30h: a physical access control. */
export const sendDiscStructureBdPhysicalAccessControl = defineCommand({
  ...common,
  name: 'SEND DISC STRUCTURE (BD physical access control)',
  id: 'sendDiscStructureBdPhysicalAccessControl',
  fixed: { mediaType: 1, formatCode: 0x30 },
  transfer: { direction: 'out', layout: bdPhysicalAccessControl, length: 'structureDataLength' },
});

/** SEND DISC STRUCTURE, format 84h: the keys with which the bus is encrypted. */
export const sendDiscStructureAacsDataKeys = defineCommand({
  ...common,
  name: 'SEND DISC STRUCTURE (AACS data keys)',
  id: 'sendDiscStructureAacsDataKeys',
  fixed: { formatCode: 0x84 },
  transfer: { direction: 'out', layout: aacsDataKeys, length: 'structureDataLength' },
});

/** SEND DISC STRUCTURE, format 85h: the parts of the disc that are to be bus-encrypted. */
export const sendDiscStructureAacsLbaExtents = defineCommand({
  ...common,
  name: 'SEND DISC STRUCTURE (AACS LBA extents)',
  id: 'sendDiscStructureAacsLbaExtents',
  fixed: { formatCode: 0x85 },
  transfer: { direction: 'out', layout: aacsLbaExtents, length: 'structureDataLength' },
});

/** SEND DISC STRUCTURE, format C0h: sets or clears persistent write protection. */
export const sendDiscStructureWriteProtection = defineCommand({
  ...common,
  name: 'SEND DISC STRUCTURE (write protection status)',
  id: 'sendDiscStructureWriteProtection',
  fixed: { formatCode: 0xc0 },
  transfer: { direction: 'out', layout: writeProtectionStatus, length: 'structureDataLength' },
  features: [0x0004],
});
