import {
  getConfiguration,
  getEventStatusNotification,
  getPerformance,
  getPerformanceExceptions,
  getPerformanceWriteSpeed,
  inquiry,
  inquiryDeviceIdentification,
  inquirySupportedVpdPages,
  inquiryUnitSerialNumber,
  inquiryVitalProductData,
  mechanismStatus,
  modeSelect10,
  modeSense10,
  pauseResume,
  playAudio10,
  playAudioMsf,
  preventAllowMediumRemoval,
  read10,
  read12,
  readCapacity,
  readCd,
  readDiscInformation,
  readSubChannelAudioStatus,
  readSubChannelCurrentPosition,
  readSubChannelIsrc,
  readSubChannelMediaCatalogNumber,
  readTocFormatted,
  readTocMultiSession,
  readTocRaw,
  requestSense,
  setCdSpeed,
  setStreaming,
  startStopUnit,
  stopPlayScan,
  testUnitReady,
  write10,
  write12,
} from '../../../../mmc/index.js';
import { primaryCdbs } from './cdbs-primary.js';
import { recordedCdbs } from './cdbs-recorded.js';
import { recordingCdbs } from './cdbs-recording.js';
import { structureCdbs } from './cdbs-structures.js';
import { type CdbVector, cdb } from './vector.js';

const tool = (name: string) => `printed by ${name} of sg3_utils 1.46`;
const library = (name: string) => `printed by ${name}() of libsgutils2 1.46`;
const kernel = (call: string) => `Linux 6.1 cdrom and sr drivers, ioctl ${call}, traced with scsi_dispatch_cmd_start`;
const libcdio = (call: string) => `${call}() of libcdio 2.1.0, traced with scsi_dispatch_cmd_start`;
const libburn = 'libburn 1.5.4, printed by xorriso -scsi_log on';
const windows = (code: string) => `by hand: Windows-driver-samples cdrom, ${code}, sets these fields of CDB`;

/** CDBs of every command. */
export const cdbVectors: readonly CdbVector[] = [
  cdb(testUnitReady, {}, '00 00 00 00 00 00', tool('sg_turs -vv')),

  cdb(requestSense, { allocationLength: 252 }, '03 00 00 00 FC 00', tool('sg_requests -vv')),
  cdb(requestSense, { desc: true, allocationLength: 252 }, '03 01 00 00 FC 00', tool('sg_requests -vv --desc')),

  cdb(inquiry, { allocationLength: 36 }, '12 00 00 00 24 00', tool('sg_inq -vv')),
  cdb(inquirySupportedVpdPages, {}, '12 01 00 00 FC 00', tool('sg_inq -vv -p 0')),
  cdb(inquiryUnitSerialNumber, {}, '12 01 80 00 FC 00', library('sg_ll_inquiry')),
  cdb(inquiryDeviceIdentification, {}, '12 01 83 00 FC 00', tool('sg_inq -vv -p 0x83')),
  cdb(inquiryVitalProductData, { pageCode: 0xb0, allocationLength: 64 }, '12 01 B0 00 40 00', library('sg_ll_inquiry')),

  cdb(inquiry, { cmddt: true, pageCode: 0x28, allocationLength: 64 }, '12 02 28 00 40 00', library('sg_ll_inquiry')),

  cdb(startStopUnit, { immed: true }, '1B 01 00 00 00 00', kernel('CDROMSTOP')),
  cdb(startStopUnit, { immed: true, start: true }, '1B 01 00 00 01 00', kernel('CDROMSTART')),
  cdb(startStopUnit, { loej: true }, '1B 00 00 00 02 00', tool('sg_start -vv --eject')),
  cdb(startStopUnit, { loej: true, start: true }, '1B 00 00 00 03 00', tool('sg_start -vv --load')),
  cdb(
    startStopUnit,
    { fl: true, formatLayerNumber: 2, loej: true, start: true },
    '1B 00 00 02 07 00',
    tool('sg_start -vv --fl=2'),
  ),
  cdb(startStopUnit, { powerCondition: 3 }, '1B 00 00 00 30 00', tool('sg_start -vv --pc=3')),

  cdb(preventAllowMediumRemoval, { prevent: true }, '1E 00 00 00 01 00', kernel('CDROM_LOCKDOOR 1')),
  cdb(preventAllowMediumRemoval, {}, '1E 00 00 00 00 00', tool('sg_prevent -vv --allow')),
  cdb(preventAllowMediumRemoval, { persistent: true }, '1E 00 00 00 02 00', tool('sg_prevent -vv --prevent 2')),
  cdb(
    preventAllowMediumRemoval,
    { persistent: true, prevent: true },
    '1E 00 00 00 03 00',
    tool('sg_prevent -vv --prevent 3'),
  ),

  cdb(readCapacity, {}, '25 00 00 00 00 00 00 00 00 00', tool('sg_readcap -vv')),
  cdb(
    readCapacity,
    { relativeAddress: true, logicalBlockAddress: 0x01020304, pmi: true },
    '25 01 01 02 03 04 00 00 01 00',
    'by hand: places of RELADR, LOGICAL BLOCK ADDRESS and PMI in mingw-w64 scsi.h',
  ),

  cdb(
    read10,
    { logicalBlockAddress: 17, transferLengthBlocks: 3 },
    '28 00 00 00 00 11 00 00 03 00',
    tool('sg_dd cdbsz=10 verbose=3'),
  ),
  cdb(
    write10,
    { logicalBlockAddress: 20, transferLengthBlocks: 2 },
    '2A 00 00 00 00 14 00 00 02 00',
    tool('sg_dd cdbsz=10 verbose=3'),
  ),
  cdb(
    read10,
    { dpo: true, fua: true, logicalBlockAddress: 17, transferLengthBlocks: 3 },
    '28 18 00 00 00 11 00 00 03 00',
    tool('sg_dd cdbsz=10 iflag=dpo,fua verbose=3'),
  ),
  cdb(
    write10,
    { dpo: true, fua: true, logicalBlockAddress: 20, transferLengthBlocks: 2 },
    '2A 18 00 00 00 14 00 00 02 00',
    tool('sg_dd cdbsz=10 oflag=dpo,fua verbose=3'),
  ),
  cdb(
    write10,
    { tsr: true, logicalBlockAddress: 20, transferLengthBlocks: 2 },
    '2A 04 00 00 00 14 00 00 02 00',
    'by hand: TSR is where SBC had EBP, bit 2 of byte 1',
  ),
  cdb(
    write10,
    { logicalBlockAddress: -150, transferLengthBlocks: 27 },
    '2A 00 FF FF FF 6A 00 00 1B 00',
    "by hand: the first pre-gap of a session-at-once recording, -150 in two's complement",
  ),
  cdb(
    read12,
    { logicalBlockAddress: 18, transferLengthBlocks: 5 },
    'A8 00 00 00 00 12 00 00 00 05 00 00',
    tool('sg_dd cdbsz=12 verbose=3'),
  ),
  cdb(
    read12,
    { dpo: true, fua: true, logicalBlockAddress: 18, transferLengthBlocks: 5 },
    'A8 18 00 00 00 12 00 00 00 05 00 00',
    tool('sg_dd cdbsz=12 iflag=dpo,fua verbose=3'),
  ),
  cdb(
    read12,
    { logicalBlockAddress: 0x10, transferLengthBlocks: 32, streaming: true },
    'A8 00 00 00 00 10 00 00 00 20 80 00',
    windows('IOCTL_CDROM_ENABLE_STREAMING'),
  ),
  cdb(
    write12,
    { logicalBlockAddress: 20, transferLengthBlocks: 2 },
    'AA 00 00 00 00 14 00 00 00 02 00 00',
    tool('sg_dd cdbsz=12 verbose=3'),
  ),
  cdb(
    write12,
    { dpo: true, fua: true, logicalBlockAddress: 20, transferLengthBlocks: 2 },
    'AA 18 00 00 00 14 00 00 00 02 00 00',
    tool('sg_dd cdbsz=12 oflag=dpo,fua verbose=3'),
  ),
  cdb(
    write12,
    { tsr: true, logicalBlockAddress: 20, transferLengthBlocks: 2 },
    'AA 04 00 00 00 14 00 00 00 02 00 00',
    'by hand: TSR is where SBC had EBP, bit 2 of byte 1',
  ),
  cdb(
    write12,
    { logicalBlockAddress: 0x10, transferLengthBlocks: 32, streaming: true },
    'AA 00 00 00 00 10 00 00 00 20 80 00',
    windows('IOCTL_CDROM_ENABLE_STREAMING'),
  ),

  cdb(
    readCd,
    {
      startingLogicalBlockAddress: 16,
      transferLengthBlocks: 1,
      sync: true,
      headerCodes: 3,
      userData: true,
      edcAndEcc: true,
    },
    'BE 00 00 00 00 10 00 00 01 F8 00 00',
    kernel('CDROMREADRAW'),
  ),
  cdb(
    readCd,
    {
      expectedSectorType: 1,
      startingLogicalBlockAddress: 16,
      transferLengthBlocks: 2,
      sync: true,
      headerCodes: 3,
      userData: true,
      edcAndEcc: true,
    },
    'BE 04 00 00 00 10 00 00 02 F8 00 00',
    kernel('CDROMREADAUDIO'),
  ),
  cdb(
    readCd,
    {
      expectedSectorType: 1,
      startingLogicalBlockAddress: -100,
      transferLengthBlocks: 2,
      sync: true,
      headerCodes: 3,
      userData: true,
      c2ErrorInformation: 2,
      subChannelSelection: 2,
    },
    'BE 04 FF FF FF 9C 00 00 02 F4 02 00',
    libcdio('mmc_read_cd'),
  ),
  cdb(
    readCd,
    {
      expectedSectorType: 1,
      startingLogicalBlockAddress: 0x12345,
      transferLengthBlocks: 1,
      sync: true,
      headerCodes: 3,
      userData: true,
    },
    'BE 04 00 01 23 45 00 00 01 F0 00 00',
    'by hand: places of the fields in mingw-w64 scsi.h, all of the main channel of a CD-DA sector',
  ),
  cdb(
    readCd,
    { startingLogicalBlockAddress: 16, transferLengthBlocks: 1, headerCodes: 3, userData: true, edcAndEcc: true },
    'BE 00 00 00 00 10 00 00 01 78 00 00',
    'cd-read -m any of libcdio 2.1.0, traced with scsi_dispatch_cmd_start',
  ),

  cdb(
    readCd,
    { expectedSectorType: 1, dap: true, startingLogicalBlockAddress: 5, transferLengthBlocks: 1, userData: true },
    'BE 06 00 00 00 05 00 00 01 10 00 00',
    libcdio('mmc_read_cd'),
  ),

  cdb(
    readTocFormatted,
    { trackSessionNumber: 1, allocationLength: 12 },
    '43 00 00 00 00 00 01 00 0C 00',
    kernel('CDROMREADTOCENTRY, CDROM_LBA'),
  ),
  cdb(
    readTocFormatted,
    { msf: true, trackSessionNumber: 0xaa, allocationLength: 12 },
    '43 02 00 00 00 00 AA 00 0C 00',
    kernel('CDROMREADTOCENTRY, CDROM_MSF'),
  ),
  cdb(
    readTocFormatted,
    { allocationLength: 12, control: 0x40 },
    '43 00 00 00 00 00 00 00 0C 40',
    kernel('CDROMMULTISESSION, with the format where SFF-8020 has it'),
  ),
  cdb(
    readTocMultiSession,
    { allocationLength: 12 },
    '43 00 01 00 00 00 00 00 0C 00',
    'by hand: FORMAT 01h; QEMU 7.2 answers these bytes with session information',
  ),
  cdb(
    readTocRaw,
    { msf: true, allocationLength: 14 },
    '43 02 02 00 00 00 00 00 0E 00',
    'cd-info of libcdio 2.1.0, traced with scsi_dispatch_cmd_start',
  ),

  cdb(
    readSubChannelAudioStatus,
    { subChannelParameterList: 1, allocationLength: 4 },
    '42 00 00 01 00 00 00 00 04 00',
    'by hand: places of the fields in mingw-w64 scsi.h',
  ),
  cdb(readSubChannelCurrentPosition, { msf: true }, '42 02 40 01 00 00 00 00 10 00', kernel('CDROMSUBCHNL')),
  cdb(readSubChannelMediaCatalogNumber, {}, '42 00 40 02 00 00 00 00 18 00', kernel('CDROM_GET_MCN')),
  cdb(
    readSubChannelIsrc,
    { trackNumber: 1, allocationLength: 4 },
    '42 00 40 03 00 00 01 00 04 00',
    libcdio('cdio_get_track_isrc'),
  ),

  cdb(
    playAudio10,
    { startingLogicalBlockAddress: 1000, playLengthBlocks: 300 },
    '45 00 00 00 03 E8 00 01 2C 00',
    kernel('CDROMPLAYBLK'),
  ),
  cdb(
    playAudioMsf,
    { startingM: 0, startingS: 2, startingF: 0, endingM: 3, endingS: 4, endingF: 5 },
    '47 00 00 00 02 00 03 04 05 00',
    kernel('CDROMPLAYMSF'),
  ),
  cdb(pauseResume, {}, '4B 00 00 00 00 00 00 00 00 00', kernel('CDROMPAUSE')),
  cdb(pauseResume, { resume: true }, '4B 00 00 00 00 00 00 00 01 00', kernel('CDROMRESUME')),
  cdb(stopPlayScan, {}, '4E 00 00 00 00 00 00 00 00 00', windows('IOCTL_CDROM_STOP_AUDIO')),

  cdb(
    getConfiguration,
    { rt: 2, startingFeatureNumber: 0x107, allocationLength: 8192 },
    '46 02 01 07 00 00 00 20 00 00',
    tool('sg_get_config -vv --rt=2 --starting=0x107'),
  ),
  cdb(
    getConfiguration,
    { rt: 2, startingFeatureNumber: 0x107, allocationLength: 16 },
    '46 02 01 07 00 00 00 00 10 00',
    'by hand: what sg_get_config prints, with room for the header and one descriptor',
  ),
  cdb(
    getConfiguration,
    { rt: 1, allocationLength: 8192 },
    '46 01 00 00 00 00 00 20 00 00',
    tool('sg_get_config -vv --current'),
  ),
  cdb(
    getEventStatusNotification,
    { notificationClassRequest: 0x10 },
    '4A 01 00 00 10 00 00 00 08 00',
    kernel('CDROM_MEDIA_CHANGED'),
  ),

  cdb(
    getEventStatusNotification,
    { polled: false, notificationClassRequest: 0x52, allocationLength: 258 },
    '4A 00 00 00 52 00 00 01 02 00',
    'by hand: places of the fields in mingw-w64 scsi.h',
  ),

  cdb(
    modeSense10,
    { pageCode: 0x2a, allocationLength: 4096 },
    '5A 00 2A 00 00 00 00 10 00 00',
    tool('sg_modes -vv -p 0x2a'),
  ),
  cdb(
    modeSense10,
    { dbd: true, pc: 2, pageCode: 0x0e, allocationLength: 4096 },
    '5A 08 8E 00 00 00 00 10 00 00',
    tool('sg_modes -vv -c 2 -p 0x0e -d'),
  ),
  cdb(
    modeSense10,
    { llbaa: true, dbd: true, pc: 2, pageCode: 0x2a, subpageCode: 1 },
    '5A 18 AA 01 00 00 00 04 00 00',
    library('sg_ll_mode_sense10_v2'),
  ),
  cdb(
    modeSense10,
    { pc: 1, pageCode: 0x0e, allocationLength: 24 },
    '5A 00 4E 00 00 00 00 00 18 00',
    kernel('CDROMVOLCTRL'),
  ),
  cdb(modeSelect10, { parameterListLength: 24 }, '55 10 00 00 00 00 00 00 18 00', kernel('CDROMVOLCTRL')),
  cdb(
    modeSelect10,
    { sp: true, parameterListLength: 24 },
    '55 11 00 00 00 00 00 00 18 00',
    library('sg_ll_mode_select10_v2'),
  ),
  cdb(
    modeSelect10,
    { pf: false, sp: true, parameterListLength: 24 },
    '55 01 00 00 00 00 00 00 18 00',
    libcdio('mmc_mode_select_10'),
  ),

  cdb(
    modeSelect10,
    { pf: false, rtd: true, parameterListLength: 16 },
    '55 02 00 00 00 00 00 00 10 00',
    library('sg_ll_mode_select10_v2'),
  ),

  cdb(getPerformance, {}, 'AC 10 00 00 00 00 00 00 00 64 00 00', library('sg_ll_get_performance')),
  cdb(
    getPerformance,
    { write: true, startingLba: 0x1234, maximumNumberOfDescriptors: 16 },
    'AC 14 00 00 12 34 00 00 00 10 00 00',
    library('sg_ll_get_performance'),
  ),
  cdb(
    getPerformance,
    { tolerance: 0, write: true, maximumNumberOfDescriptors: 1 },
    'AC 04 00 00 00 00 00 00 00 01 00 00',
    'by hand: bytes 1, 9 and 10 as dvd+rw-mediainfo 7.1 sets them',
  ),
  cdb(
    getPerformanceExceptions,
    { except: 1, startingLba: 0x1234, maximumNumberOfDescriptors: 258 },
    'AC 11 00 00 12 34 00 00 01 02 00 00',
    library('sg_ll_get_performance'),
  ),
  cdb(
    getPerformanceWriteSpeed,
    { maximumNumberOfDescriptors: 33 },
    'AC 00 00 00 00 00 00 00 00 21 03 00',
    library('sg_ll_get_performance'),
  ),
  cdb(
    getPerformanceWriteSpeed,
    { dataType: 3, startingLba: 0x55, maximumNumberOfDescriptors: 4 },
    'AC 03 00 00 00 55 00 00 00 04 03 00',
    library('sg_ll_get_performance'),
  ),
  cdb(setStreaming, { parameterListLength: 28 }, 'B6 00 00 00 00 00 00 00 00 00 1C 00', libburn),
  cdb(
    setCdSpeed,
    {
      rotationalControl: 1,
      logicalUnitReadSpeedKilobytesPerSecond: 8467,
      logicalUnitWriteSpeedKilobytesPerSecond: 7056,
    },
    'BB 01 21 13 1B 90 00 00 00 00 00 00',
    library('sg_ll_set_cd_speed'),
  ),
  cdb(
    setCdSpeed,
    { logicalUnitReadSpeedKilobytesPerSecond: 706 },
    'BB 00 02 C2 FF FF 00 00 00 00 00 00',
    'libburn 1.5.4, xorriso -read_speed 4, traced with scsi_dispatch_cmd_start',
  ),

  cdb(readDiscInformation, { allocationLength: 34 }, '51 00 00 00 00 00 00 00 22 00', kernel('CDROM_LAST_WRITTEN')),
  cdb(
    mechanismStatus,
    { allocationLength: 8 },
    'BD 00 00 00 00 00 00 00 00 08 00 00',
    'by hand: bytes 8 and 9 as cdrom_read_mech_status() of Linux 6.1 sets them; QEMU 7.2 answers it',
  ),

  ...primaryCdbs,
  ...recordedCdbs,
  ...recordingCdbs,
  ...structureCdbs,
];
