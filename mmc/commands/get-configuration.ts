import { defineCommand } from '../command.js';
import { configuration } from '../data/features/configuration.js';
import { bits, reserved, u16be } from '../layout/index.js';

/** GET CONFIGURATION: the current profile and the features of drive and medium. `rt` is one of `featureRequest`. */
export const getConfiguration = defineCommand({
  name: 'GET CONFIGURATION',
  id: 'getConfiguration',
  operationCode: 0x46,
  standard: 'MMC-6',
  cdbLength: 10,
  fields: [bits({ _: 6, rt: 2 }), u16be('startingFeatureNumber'), reserved(3), u16be('allocationLength')],
  defaults: { allocationLength: 2048 },
  transfer: { direction: 'in', layout: configuration, length: 'allocationLength' },
  timeoutGroup: 'none',
  features: [0x0001, 0x0002],
});

/** Values of `rt`: all features, those that are current, or only the one with the starting number. */
export const featureRequest = { all: 0, current: 1, one: 2 } as const;
