import { defineCommand } from '../command.js';
import { discInformation, powResourcesInformation, trackResourcesInformation } from '../data/disc-information.js';
import { bits, reserved, u16be } from '../layout/index.js';

const common = {
  operationCode: 0x51,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [bits({ _: 5, dataType: 3 }), reserved(5), u16be('allocationLength')],
  timeoutGroup: '1',
} as const;

/** READ DISC INFORMATION, data type 000b: whether a disc is blank, appendable or complete, and its sessions. */
export const readDiscInformation = defineCommand({
  ...common,
  name: 'READ DISC INFORMATION',
  id: 'readDiscInformation',
  fixed: { dataType: 0 },
  defaults: { allocationLength: 256 },
  transfer: { direction: 'in', layout: discInformation, length: 'allocationLength' },
  features: [
    0x0004, 0x001d, 0x0021, 0x0026, 0x0027, 0x0028, 0x0029, 0x002b, 0x002c, 0x002d, 0x002e, 0x002f, 0x0031, 0x0032,
    0x0034, 0x0038, 0x003b,
  ],
});

/** READ DISC INFORMATION, data type 001b: how many tracks a disc can have, and how many can be appended to. */
export const readDiscInformationTrackResources = defineCommand({
  ...common,
  name: 'READ DISC INFORMATION (track resources)',
  id: 'readDiscInformationTrackResources',
  fixed: { dataType: 1 },
  defaults: { allocationLength: 12 },
  transfer: { direction: 'in', layout: trackResourcesInformation, length: 'allocationLength' },
});

/** READ DISC INFORMATION, data type 010b: what is left for pseudo-overwrite on a BD-R. */
export const readDiscInformationPowResources = defineCommand({
  ...common,
  name: 'READ DISC INFORMATION (POW resources)',
  id: 'readDiscInformationPowResources',
  fixed: { dataType: 2 },
  defaults: { allocationLength: 16 },
  transfer: { direction: 'in', layout: powResourcesInformation, length: 'allocationLength' },
});
