import { bits, flag, list, optional, optionalTail, record, reserved, u16be } from '../../layout/index.js';
import { defineModePage } from './mode-page.js';

const writeSpeedPerformanceDescriptor = record([
  reserved(1),
  bits({ _: 6, rotationControl: 2 }),
  u16be('writeSpeedSupportedKilobytesPerSecond'),
]);

/**
 * Mode page 2Ah: what the drive can do, read only. MMC-1 ends it at byte 21 (ATAPI drives before that at byte 19),
 * MMC-2 at byte 25, MMC-3 added the write speeds. Kilobytes are 1000 bytes; `bufferSizeSupportedKibibytes` is in
 * units of 1024 bytes. The speeds before `rotationControlSelected` are obsolete since MMC-3.
 */
export const capabilitiesAndMechanicalStatus = defineModePage(0x2a, 'CD/DVD Capabilities and Mechanical Status', [
  bits({ _: 2, dvdRamRead: flag, dvdRRead: flag, dvdRomRead: flag, method2: flag, cdRwRead: flag, cdRRead: flag }),
  bits({ _: 2, dvdRamWrite: flag, dvdRWrite: flag, _1: 1, testWrite: flag, cdRwWrite: flag, cdRWrite: flag }),
  bits({
    buf: flag,
    multiSession: flag,
    mode2Form2: flag,
    mode2Form1: flag,
    digitalPort2: flag,
    digitalPort1: flag,
    composite: flag,
    audioPlay: flag,
  }),
  bits({
    readBarCode: flag,
    upc: flag,
    isrc: flag,
    c2PointersSupported: flag,
    rwDeinterleavedAndCorrected: flag,
    rwSupported: flag,
    cdDaStreamIsAccurate: flag,
    cdDaCommandsSupported: flag,
  }),
  bits({ loadingMechanismType: 3, _: 1, eject: flag, preventJumper: flag, lockState: flag, lock: flag }),
  bits({
    _: 2,
    pThroughWInLeadIn: flag,
    sideChangeCapable: flag,
    sss: flag,
    changerSupportsDiscPresent: flag,
    separateChannelMute: flag,
    separateVolumeLevels: flag,
  }),
  u16be('maximumReadSpeedSupportedKilobytesPerSecond'),
  u16be('numberOfVolumeLevelsSupported'),
  u16be('bufferSizeSupportedKibibytes'),
  u16be('currentReadSpeedSelectedKilobytesPerSecond'),
  reserved(1),
  bits({ _: 2, length: 2, lsbf: flag, rck: flag, bckf: flag, _1: 1 }),
  optional(u16be('maximumWriteSpeedSupportedKilobytesPerSecond')),
  optional(u16be('currentWriteSpeedSelectedMmc2KilobytesPerSecond')),
  ...optionalTail(u16be('copyManagementRevisionSupported'), reserved(2)),
  ...optionalTail(
    reserved(1),
    bits({ _: 6, rotationControlSelected: 2 }),
    u16be('currentWriteSpeedSelectedKilobytesPerSecond'),
    u16be('numberOfWriteSpeedPerformanceDescriptors'),
  ),
  optional(
    list(writeSpeedPerformanceDescriptor, 'writeSpeedPerformanceDescriptors', {
      countField: 'numberOfWriteSpeedPerformanceDescriptors',
    }),
  ),
]);

/** Values of `loadingMechanismType`, here and in feature 0003h. */
export const loadingMechanismType = {
  caddyOrSlot: 0,
  tray: 1,
  popUp: 2,
  changerIndividual: 4,
  changerMagazine: 5,
} as const;
