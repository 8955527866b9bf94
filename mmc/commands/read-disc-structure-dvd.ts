import { defineCommand } from '../command.js';
import {
  copyrightInformation,
  copyrightManagementInformation,
  discControlBlock,
  dvdRamDiscDefinition,
  dvdRamMediumStatus,
  dvdRamRecordingType,
  dvdRamSpareArea,
  hdDvdRMediumStatus,
  jumpIntervalSize,
  layerBoundaryInformation,
  manualLayerJumpAddress,
  mediaKeyBlock,
  physicalFormatInformation,
  preRecordedInformation,
  remappingInformation,
  shiftedMiddleArea,
  uniqueDiscIdentifier,
} from '../data/disc-structures/index.js';
import { readDiscStructureCdb as common } from './disc-structure-cdb.js';

/** READ DISC STRUCTURE, format 00h: what kind of DVD it is, and where its data area lies, of layer `layerNumber`. */
export const readDiscStructurePhysicalFormat = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (physical format information)',
  id: 'readDiscStructurePhysicalFormat',
  fixed: { mediaType: 0, formatCode: 0x00 },
  defaults: { allocationLength: 2052 },
  transfer: { direction: 'in', layout: physicalFormatInformation, length: 'allocationLength' },
  features: [0x001f, 0x002a, 0x002b],
});

/** READ DISC STRUCTURE, format 01h: which protection the disc has, and where it may be played. */
export const readDiscStructureCopyright = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (copyright information)',
  id: 'readDiscStructureCopyright',
  fixed: { mediaType: 0, formatCode: 0x01 },
  defaults: { allocationLength: 8 },
  transfer: { direction: 'in', layout: copyrightInformation, length: 'allocationLength' },
  features: [0x001f, 0x002a, 0x002b],
});

/** READ DISC STRUCTURE, format 05h: what protects the sector at `address`. */
export const readDiscStructureCopyrightManagement = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (copyright management information)',
  id: 'readDiscStructureCopyrightManagement',
  fixed: { mediaType: 0, formatCode: 0x05 },
  required: ['address'],
  defaults: { allocationLength: 8 },
  transfer: { direction: 'in', layout: copyrightManagementInformation, length: 'allocationLength' },
  features: [0x002a, 0x002b],
});

/** READ DISC STRUCTURE, format 07h: pack `address` of the media key block. */
export const readDiscStructureCprmMediaKeyBlock = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (CPRM media key block)',
  id: 'readDiscStructureCprmMediaKeyBlock',
  fixed: { mediaType: 0, formatCode: 0x07 },
  required: ['address'],
  defaults: { allocationLength: 24580 },
  transfer: { direction: 'in', layout: mediaKeyBlock, length: 'allocationLength' },
  features: [0x010b],
});

/** READ DISC STRUCTURE, format 08h: the disc definition structure of a DVD-RAM. */
export const readDiscStructureDvdRamDds = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (DVD-RAM DDS)',
  id: 'readDiscStructureDvdRamDds',
  fixed: { mediaType: 0, formatCode: 0x08 },
  defaults: { allocationLength: 2052 },
  transfer: { direction: 'in', layout: dvdRamDiscDefinition, length: 'allocationLength' },
});

/** READ DISC STRUCTURE, format 09h: cartridge and write protection of a DVD-RAM. */
export const readDiscStructureDvdRamMediumStatus = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (DVD-RAM medium status)',
  id: 'readDiscStructureDvdRamMediumStatus',
  fixed: { mediaType: 0, formatCode: 0x09 },
  defaults: { allocationLength: 8 },
  transfer: { direction: 'in', layout: dvdRamMediumStatus, length: 'allocationLength' },
});

/** READ DISC STRUCTURE, format 0Ah: how many spare blocks of a DVD-RAM are left. */
export const readDiscStructureDvdRamSpareArea = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (DVD-RAM spare area)',
  id: 'readDiscStructureDvdRamSpareArea',
  fixed: { mediaType: 0, formatCode: 0x0a },
  defaults: { allocationLength: 16 },
  transfer: { direction: 'in', layout: dvdRamSpareArea, length: 'allocationLength' },
  features: [0x0024],
});

/** READ DISC STRUCTURE, format 0Bh: what a DVD-RAM is meant to record. */
export const readDiscStructureDvdRamRecordingType = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (DVD-RAM recording type)',
  id: 'readDiscStructureDvdRamRecordingType',
  fixed: { mediaType: 0, formatCode: 0x0b },
  defaults: { allocationLength: 8 },
  transfer: { direction: 'in', layout: dvdRamRecordingType, length: 'allocationLength' },
});

/** READ DISC STRUCTURE, format 0Eh: what the maker of a DVD-R or DVD-RW wrote into its lead-in. */
export const readDiscStructurePreRecorded = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (pre-recorded information)',
  id: 'readDiscStructurePreRecorded',
  fixed: { mediaType: 0, formatCode: 0x0e },
  defaults: { allocationLength: 260 },
  transfer: { direction: 'in', layout: preRecordedInformation, length: 'allocationLength' },
});

/** READ DISC STRUCTURE, format 0Fh: the time stamp and random number that tell a disc from others. */
export const readDiscStructureUniqueDiscIdentifier = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (unique disc identifier)',
  id: 'readDiscStructureUniqueDiscIdentifier',
  fixed: { mediaType: 0, formatCode: 0x0f },
  defaults: { allocationLength: 24 },
  transfer: { direction: 'in', layout: uniqueDiscIdentifier, length: 'allocationLength' },
});

/** READ DISC STRUCTURE, format 10h: physical format information as the lead-in of a DVD-R or DVD-RW has it. */
export const readDiscStructureControlData = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (control data zone)',
  id: 'readDiscStructureControlData',
  fixed: { mediaType: 0, formatCode: 0x10 },
  defaults: { allocationLength: 2052 },
  transfer: { direction: 'in', layout: physicalFormatInformation, length: 'allocationLength' },
});

/** READ DISC STRUCTURE, format 11h: physical format information as the groove of a DVD+R or DVD+RW has it. */
export const readDiscStructureAdip = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (ADIP information)',
  id: 'readDiscStructureAdip',
  fixed: { mediaType: 0, formatCode: 0x11 },
  defaults: { allocationLength: 260 },
  transfer: { direction: 'in', layout: physicalFormatInformation, length: 'allocationLength' },
});

/** READ DISC STRUCTURE, format 19h: how much recording management data an HD DVD-R can still take. */
export const readDiscStructureHdDvdRMediumStatus = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (HD DVD-R medium status)',
  id: 'readDiscStructureHdDvdRMediumStatus',
  fixed: { mediaType: 0, formatCode: 0x19 },
  defaults: { allocationLength: 8 },
  transfer: { direction: 'in', layout: hdDvdRMediumStatus, length: 'allocationLength' },
});

/** READ DISC STRUCTURE, format 20h: where layer 0 of a recordable DVD with two layers ends. */
export const readDiscStructureLayerBoundary = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (layer boundary)',
  id: 'readDiscStructureLayerBoundary',
  fixed: { mediaType: 0, formatCode: 0x20 },
  defaults: { allocationLength: 12 },
  transfer: { direction: 'in', layout: layerBoundaryInformation, length: 'allocationLength' },
});

/** READ DISC STRUCTURE, format 21h: where the middle area of a DVD-R DL begins. */
export const readDiscStructureShiftedMiddleArea = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (shifted middle area)',
  id: 'readDiscStructureShiftedMiddleArea',
  fixed: { mediaType: 0, formatCode: 0x21 },
  defaults: { allocationLength: 12 },
  transfer: { direction: 'in', layout: shiftedMiddleArea, length: 'allocationLength' },
});

/** READ DISC STRUCTURE, format 22h: after how many blocks a DVD-R DL changes the layer. */
export const readDiscStructureJumpIntervalSize = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (jump interval size)',
  id: 'readDiscStructureJumpIntervalSize',
  fixed: { mediaType: 0, formatCode: 0x22 },
  defaults: { allocationLength: 12 },
  transfer: { direction: 'in', layout: jumpIntervalSize, length: 'allocationLength' },
});

/** READ DISC STRUCTURE, format 23h: where a DVD-R DL changes the layer next. */
export const readDiscStructureManualLayerJump = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (manual layer jump address)',
  id: 'readDiscStructureManualLayerJump',
  fixed: { mediaType: 0, formatCode: 0x23 },
  defaults: { allocationLength: 12 },
  transfer: { direction: 'in', layout: manualLayerJumpAddress, length: 'allocationLength' },
});

/** READ DISC STRUCTURE, format 24h: where anchor point `address` of a DVD-R DL has been moved to. */
export const readDiscStructureRemapping = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (remapping information)',
  id: 'readDiscStructureRemapping',
  fixed: { mediaType: 0, formatCode: 0x24 },
  required: ['address'],
  defaults: { allocationLength: 12 },
  transfer: { direction: 'in', layout: remappingInformation, length: 'allocationLength' },
});

/** READ DISC STRUCTURE, format 30h: the disc control block whose content descriptor is `address`. */
export const readDiscStructureDiscControlBlock = defineCommand({
  ...common,
  name: 'READ DISC STRUCTURE (disc control block)',
  id: 'readDiscStructureDiscControlBlock',
  fixed: { mediaType: 0, formatCode: 0x30 },
  required: ['address'],
  defaults: { allocationLength: 32772 },
  transfer: { direction: 'in', layout: discControlBlock, length: 'allocationLength' },
  features: [0x002a, 0x002b, 0x010a],
});
