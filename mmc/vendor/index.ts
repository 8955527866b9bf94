/** Undocumented commands that ripping and firmware tools depend on. They mean nothing, or worse, on other drives. */
import { CommandSet } from '../registry.js';
import {
  btcActivateFirmware,
  btcWriteFirmware,
  pioneerEnterKernelMode,
  pioneerReadDriveInformation,
  pioneerReadQuietMode,
} from './firmware.js';
import { liteOnErrorScan, mediaTekReadCache } from './mediatek.js';
import {
  hlDtStReadRawDvd,
  kreonReadFeatureList,
  kreonSetLockState,
  necReadCdDa,
  pioneerReadCdDaMsf,
  pioneerReadCdXa,
} from './other-makers.js';
import { plextorGetSpeeds, plextorMode, plextorReadCdDa, plextorReadEeprom, plextorReset } from './plextor.js';

export * from './firmware.js';
export * from './mediatek.js';
export * from './other-makers.js';
export * from './plextor.js';

/**
 * The vendors' commands: a set apart from `mmcCommands`, because one operation code is one command on one maker's drives
 * and another on another's. For your own drive, declare with `defineCommand` and make a `CommandSet` of what fits it.
 */
export const vendorCommands = new CommandSet([
  plextorReadCdDa,
  plextorReset,
  plextorReadEeprom,
  plextorGetSpeeds,
  plextorMode,
  mediaTekReadCache,
  liteOnErrorScan,
  necReadCdDa,
  pioneerReadCdDaMsf,
  pioneerReadCdXa,
  pioneerReadQuietMode,
  pioneerReadDriveInformation,
  pioneerEnterKernelMode,
  btcWriteFirmware,
  btcActivateFirmware,
  hlDtStReadRawDvd,
  kreonSetLockState,
  kreonReadFeatureList,
]);
