import {
  configuration,
  deviceBusyEvent,
  deviceIdentification,
  discInformation,
  eventStatus,
  externalRequestEvent,
  formattedToc,
  mechanismStatusData,
  mediaEvent,
  modeParameterList,
  modeSelectParameterList,
  multiInitiatorEvent,
  multiSessionInformation,
  nominalPerformance,
  operationalChangeEvent,
  parseHex,
  performanceExceptions,
  powerManagementEvent,
  rawSense,
  rawToc,
  readCapacityData,
  standardInquiry,
  streamingPerformanceDescriptor,
  subChannelCurrentPosition,
  subChannelHeader,
  subChannelIsrc,
  subChannelMediaCatalogNumber,
  supportedVpdPages,
  unitSerialNumber,
  vitalProductData,
  writeSpeeds,
} from '../../../../mmc/index.js';
import { featureData } from './data-features.js';
import { modePageData } from './data-mode-pages.js';
import { primaryData } from './data-primary.js';
import { recordedData } from './data-recorded.js';
import { recordingData } from './data-recording.js';
import { structureData } from './data-structures.js';
import { libcdio, mediaInfo } from './evidence.js';
import { type DataVector, data } from './vector.js';

const qemu = "answered by QEMU 7.2's scsi-cd, read with sg_raw of sg3_utils 1.46";
const sgInq = 'decoded by sg_inq --inhex of sg3_utils 1.46';
const sgVpd = 'decoded by sg_vpd --inhex of sg3_utils 1.46';
const sgGetConfig = 'decoded by sg_get_config of sg3_utils 1.46';
const linux = (name: string) => `by hand: places of the fields in ${name} of Linux 6.1`;
const mingw = (name: string) => `by hand: places of the fields in ${name} of mingw-w64`;

const inquiryVectors: readonly DataVector[] = [
  data(
    'QEMU CD-ROM',
    standardInquiry,
    '05 80 05 12 1F 00 00 12 51 45 4D 55 20 20 20 20 51 45 4D 55 20 43 44 2D 52 4F 4D 20 20 20 20 20 32 2E 35 2B',
    {
      peripheralQualifier: 0,
      peripheralDeviceType: 5,
      rmb: true,
      version: 5,
      normaca: false,
      hisup: true,
      responseDataFormat: 2,
      additionalLength: 31,
      sync: true,
      cmdque: true,
      vs7: false,
      t10VendorIdentification: 'QEMU',
      productIdentification: 'QEMU CD-ROM',
      productRevisionLevel: '2.5+',
      vendorSpecific: undefined,
      versionDescriptor1: undefined,
    },
    `${qemu} and sg_inq`,
  ),
  data(
    'all 74 bytes',
    standardInquiry,
    `25 80 06 B2 45 90 29 92 48 4C 2D 44 54 2D 53 54 42 44 2D 52 45 20 20 42 48 31 36 4E 53 35 35 20
     31 2E 30 34 56 45 4E 44 4F 52 20 53 50 45 43 49 46 49 43 20 44 41 54 41 0E 00
     00 60 04 60 05 A0 04 E0 1E C0 00 00 00 00 00 00`,
    {
      peripheralQualifier: 1,
      aerc: true,
      normaca: true,
      hisup: true,
      sccs: true,
      acc: false,
      tpgs: 1,
      thirdPartyCopy: false,
      protect: false,
      encserv: false,
      vs: true,
      multip: false,
      mchngr: true,
      addr16: true,
      relativeAddress: true,
      wbus16: false,
      sync: true,
      linked: false,
      cmdque: true,
      productIdentification: 'BD-RE  BH16NS55',
      clocking: 3,
      qas: true,
      ius: false,
      versionDescriptor1: 0x0060,
      versionDescriptor4: 0x04e0,
      versionDescriptor5: 0x1ec0,
      versionDescriptor8: 0,
    },
    sgInq,
  ),
  data(
    'five bytes',
    standardInquiry,
    '05 80 00 21 00',
    { rmb: true, responseDataFormat: 1, additionalLength: 0, t10VendorIdentification: undefined, cmdque: undefined },
    'by hand: the least that SCSI-2 allows',
  ),
  data('pages 00h and 83h', supportedVpdPages, '05 00 00 02 00 83', { supportedPageCodes: [0x00, 0x83] }, qemu),
  data(
    'right-aligned serial number',
    unitSerialNumber,
    '05 80 00 0C 20 20 4B 33 34 44 37 35 31 32 36 36',
    { peripheralDeviceType: 5, pageCode: 0x80, pageLength: 12, productSerialNumber: 'K34D751266' },
    sgVpd,
    { bytes: '05 80 00 0A 4B 33 34 44 37 35 31 32 36 36', because: 'the padding is not part of the value' },
  ),
  data(
    'one vendor specific designator',
    deviceIdentification,
    '05 83 00 06 02 00 00 02 63 64',
    {
      pageLength: 6,
      designationDescriptors: [
        {
          codeSet: 2,
          piv: false,
          association: 0,
          designatorType: 0,
          designatorLength: 2,
          designator: parseHex('6364'),
        },
      ],
    },
    qemu,
  ),
  data(
    'three designators of different length',
    deviceIdentification,
    `05 83 00 28
     01 03 00 08 50 01 02 03 04 05 06 07
     02 01 00 10 41 43 4D 45 20 20 20 20 42 44 2D 52 45 30 30 31
     61 93 00 04 50 0A 0B 0C`,
    {
      designationDescriptors: [
        { protocolIdentifier: 0, codeSet: 1, association: 0, designatorType: 3, designatorLength: 8 },
        { codeSet: 2, designatorType: 1, designator: parseHex('41434D452020202042442D5245303031') },
        { protocolIdentifier: 6, codeSet: 1, piv: true, association: 1, designatorType: 3, designatorLength: 4 },
      ],
    },
    sgVpd,
  ),
  data(
    'page B0h',
    vitalProductData,
    '05 B0 00 04 00 00 00 20',
    { pageCode: 0xb0, pageLength: 4, data: parseHex('00 00 00 20') },
    mingw('VPD_BLOCK_LIMITS_PAGE'),
  ),
  data(
    'no sense',
    rawSense,
    '70 00 00 00 00 00 00 0A 00 00 00 00 00 00 00 00 00 00',
    { sense: parseHex('70 00 00 00 00 00 00 0A 00 00 00 00 00 00 00 00 00 00') },
    qemu,
  ),
];

const addressVectors: readonly DataVector[] = [
  data(
    '184 blocks',
    readCapacityData,
    '00 00 00 B7 00 00 08 00',
    { returnedLogicalBlockAddress: 183, blockLengthBytes: 2048 },
    `${qemu} and sg_readcap`,
  ),
  data(
    'one data track, LBA',
    formattedToc,
    '00 12 01 01 00 14 01 00 00 00 00 00 00 16 AA 00 00 00 00 B8',
    {
      tocDataLength: 18,
      firstTrackNumber: 1,
      lastTrackNumber: 1,
      tracks: [
        { adr: 1, control: 4, trackNumber: 1, trackStartAddress: 0 },
        { adr: 1, control: 6, trackNumber: 0xaa, trackStartAddress: 184 },
      ],
    },
    qemu,
  ),
  data(
    'one data track, MSF',
    formattedToc,
    '00 12 01 01 00 14 01 00 00 00 02 00 00 16 AA 00 00 00 04 22',
    { tracks: [{ trackStartAddress: 0x000200 }, { trackStartAddress: 0x000422 }] },
    qemu,
  ),
  data(
    'one session',
    multiSessionInformation,
    '00 0A 01 01 00 00 00 00 00 00 00 00',
    { tocDataLength: 10, firstCompleteSessionNumber: 1, lastCompleteSessionNumber: 1, control: 0 },
    qemu,
  ),
  data(
    'second session at 11702',
    multiSessionInformation,
    '00 0A 01 02 00 14 0D 00 00 00 2D B6',
    {
      lastCompleteSessionNumber: 2,
      adr: 1,
      control: 4,
      firstTrackNumberInLastCompleteSession: 13,
      startAddressOfFirstTrackInLastSession: 11702,
    },
    mingw('CDROM_TOC_SESSION_DATA'),
  ),
  data(
    'POINTs A0h to A2h and a track',
    rawToc,
    `00 2E 01 01 01 14 00 A0 00 00 00 00 01 00 00 01 14 00 A1 00 00 00 00 01 00 00
     01 14 00 A2 00 00 00 00 00 00 B8 01 14 00 01 00 00 00 00 00 00 00`,
    {
      tocDataLength: 46,
      descriptors: [
        { sessionNumber: 1, adr: 1, control: 4, tno: 0, point: 0xa0, pmin: 1, psec: 0 },
        { point: 0xa1, pmin: 1 },
        { point: 0xa2, pmin: 0, psec: 0, pframe: 0xb8 },
        { point: 1 },
      ],
    },
    qemu,
  ),
  data(
    'multi-session pointer',
    rawToc,
    '00 0D 01 01 01 54 00 B0 30 31 32 02 4F 3B 4A',
    {
      descriptors: [
        { adr: 5, control: 4, point: 0xb0, min: 48, sec: 49, frame: 50, zero: 2, pmin: 79, psec: 59, pframe: 74 },
      ],
    },
    mingw('CDROM_TOC_FULL_TOC_DATA_BLOCK'),
  ),
  data('playing', subChannelHeader, '00 11 00 00', { audioStatus: 0x11, subChannelDataLength: 0 }, linux('cdrom.c')),
  data(
    'playing track 3, MSF',
    subChannelCurrentPosition,
    '00 11 00 0C 01 10 03 01 00 0A 14 1E 00 01 02 03',
    {
      audioStatus: 0x11,
      subChannelDataLength: 12,
      subChannelDataFormatCode: 1,
      adr: 1,
      control: 0,
      trackNumber: 3,
      indexNumber: 1,
      absoluteCdAddress: 0x0a141e,
      trackRelativeCdAddress: 0x010203,
    },
    libcdio.decoded('position: audio status 17, track 3, index 1, absolute 10:20.30, relative 01:02.03'),
  ),
  data(
    'in the pause before track 2, LBA',
    subChannelCurrentPosition,
    '00 12 00 0C 01 14 02 00 00 00 3A 98 FF FF FF 6A',
    { audioStatus: 0x12, control: 4, indexNumber: 0, absoluteCdAddress: 15000, trackRelativeCdAddress: -150 },
    mingw('SUB_Q_CURRENT_POSITION'),
  ),
  data(
    'a catalog number',
    subChannelMediaCatalogNumber,
    '00 15 00 14 02 00 00 00 80 34 30 30 36 34 30 38 32 30 34 37 36 31 00 2A',
    { subChannelDataFormatCode: 2, mcval: true, mediaCatalogNumber: '4006408204761', zero: 0, aframe: 42 },
    libcdio.decoded('catalog number 4006408204761'),
  ),
  data(
    'an ISRC',
    subChannelIsrc,
    '00 15 00 14 03 10 07 00 80 44 45 41 36 32 30 36 30 31 32 33 34 00 07 00',
    { adr: 1, control: 0, trackNumber: 7, tcval: true, isrc: 'DEA620601234', zero: 0, aframe: 7 },
    libcdio.decoded('code of track 7 DEA620601234'),
  ),
];

const stateVectors: readonly DataVector[] = [
  data(
    'finalized CD-ROM',
    discInformation,
    `00 20 0E 01 01 01 01 20 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
     00 00 00 00 00 00 00 00 00 00`,
    {
      discInformationLength: 32,
      discInformationDataType: 0,
      erasable: false,
      stateOfLastSession: 3,
      discStatus: 2,
      numberOfFirstTrackOnDisc: 1,
      numberOfSessionsLsb: 1,
      firstTrackNumberInLastSessionLsb: 1,
      lastTrackNumberInLastSessionLsb: 1,
      didV: false,
      dbcV: false,
      uru: true,
      discType: 0,
      discIdentification: 0,
      numberOfOpcTables: 0,
      opcTables: [],
    },
    qemu,
  ),
  data(
    'appendable CD-RW with an OPC table',
    discInformation,
    `00 28 15 01 02 03 04 D7 20 01 02 03 12 34 56 78 00 16 24 36 00 4F 3B 4A
     30 31 32 33 34 35 36 37 AB 01 02 C2 01 02 03 04 05 06`,
    {
      erasable: true,
      stateOfLastSession: 1,
      discStatus: 1,
      numberOfSessionsLsb: 2,
      didV: true,
      dbcV: true,
      uru: false,
      dacV: true,
      dbit: true,
      bgFormatStatus: 3,
      discType: 0x20,
      numberOfSessionsMsb: 1,
      firstTrackNumberInLastSessionMsb: 2,
      lastTrackNumberInLastSessionMsb: 3,
      discIdentification: 0x12345678,
      lastSessionLeadInStartAddress: 0x162436,
      lastPossibleLeadOutStartAddress: 0x4f3b4a,
      discBarCode: parseHex('3031323334353637'),
      discApplicationCode: 0xab,
      opcTables: [{ speedKilobytesPerSecond: 706, opcValues: parseHex('010203040506') }],
    },
    mingw('DISC_INFORMATION'),
  ),
  data(
    'idle, no changer',
    mechanismStatusData,
    '00 00 00 00 00 01 00 00',
    { fault: false, changerState: 0, mechanismState: 0, doorOpen: false, numberOfSlotsAvailable: 1, slots: [] },
    qemu,
  ),
  data(
    'changer with two slots',
    mechanismStatusData,
    'A3 31 01 02 03 02 00 08 81 03 00 00 00 00 00 00',
    {
      fault: true,
      changerState: 1,
      currentSlotLsb: 3,
      mechanismState: 1,
      doorOpen: true,
      currentSlotMsb: 1,
      currentLba: 0x010203,
      numberOfSlotsAvailable: 2,
      lengthOfSlotTables: 8,
      slots: [
        { discPresent: true, change: true, cwpV: true, cwp: true },
        { discPresent: false, change: false, cwpV: false, cwp: false },
      ],
    },
    linux('struct cdrom_mechstat_header and struct cdrom_slot, and mingw-w64 for the bits they leave out'),
  ),
  data(
    'new media, with a length that leaves out the header',
    eventStatus,
    '00 04 04 10 00 02 00 00',
    {
      eventDataLength: 4,
      nea: false,
      notificationClass: 4,
      supportedEventClasses: 0x10,
      event: parseHex('00 02 00 00'),
    },
    qemu,
  ),
  data(
    'class not supported',
    eventStatus,
    '00 02 80 10',
    { eventDataLength: 2, nea: true, notificationClass: 0, supportedEventClasses: 0x10, event: undefined },
    linux('struct event_header'),
  ),
  data(
    'firmware changed',
    operationalChangeEvent.layout,
    '02 82 00 04',
    { eventCode: 2, persistentPrevented: true, operationalStatus: 2, operationalChange: 4 },
    mingw('NOTIFICATION_OPERATIONAL_STATUS'),
  ),
  data(
    'standby',
    powerManagementEvent.layout,
    '01 03 00 00',
    { eventCode: 1, powerStatus: 3 },
    mingw('NOTIFICATION_POWER_STATUS'),
  ),
  data(
    'play button',
    externalRequestEvent.layout,
    '01 81 01 01',
    { eventCode: 1, persistentPrevented: true, externalRequestStatus: 1, externalRequest: 0x0101 },
    mingw('NOTIFICATION_EXTERNAL_STATUS'),
  ),
  data(
    'eject request, tray closed',
    mediaEvent.layout,
    '01 02 03 04',
    { eventCode: 1, mediaPresent: true, doorOrTrayOpen: false, startSlot: 3, endSlot: 4 },
    linux('struct media_event_desc'),
  ),
  data(
    'another host asks',
    multiInitiatorEvent.layout,
    '01 81 00 03',
    { eventCode: 1, persistentPrevented: true, multipleHostStatus: 1, multipleHostPriority: 3 },
    mingw('NOTIFICATION_MULTI_HOST_STATUS'),
  ),
  data(
    'busy for 25.8 s',
    deviceBusyEvent.layout,
    '01 01 01 02',
    { eventCode: 1, deviceBusyStatus: 1, time: 258 },
    mingw('NOTIFICATION_BUSY_STATUS'),
  ),
];

const modeVectors: readonly DataVector[] = [
  data(
    'all pages of a CD-ROM drive',
    modeParameterList,
    `00 4C 00 00 00 00 00 00 01 0A 80 20 00 00 00 00 00 00 00 00
     08 12 04 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
     0E 0E 00 00 00 00 00 00 00 00 00 00 00 00 00 00
     2A 14 3B 00 7F FF 2D 00 22 60 00 02 08 00 0B 00 00 00 0B 00 0B 00`,
    {
      modeDataLength: 76,
      mediumType: 0,
      longlba: false,
      blockDescriptorLength: 0,
      blockDescriptors: [],
      pages: [
        { ps: false, pageCode: 0x01, pageLength: 10 },
        { pageCode: 0x08, pageLength: 18 },
        { pageCode: 0x0e, pageLength: 14, immed: false, sotc: false, outputPort0Volume: 0 },
        {
          pageCode: 0x2a,
          pageLength: 20,
          dvdRamRead: true,
          dvdRRead: true,
          dvdRomRead: true,
          method2: false,
          cdRwRead: true,
          cdRRead: true,
          dvdRamWrite: false,
          cdRWrite: false,
          buf: false,
          multiSession: true,
          audioPlay: true,
          readBarCode: true,
          cdDaCommandsSupported: true,
          loadingMechanismType: 1,
          eject: true,
          preventJumper: true,
          lockState: false,
          lock: true,
          maximumReadSpeedSupportedKilobytesPerSecond: 8800,
          numberOfVolumeLevelsSupported: 2,
          bufferSizeSupportedKibibytes: 2048,
          currentReadSpeedSelectedKilobytesPerSecond: 2816,
          maximumWriteSpeedSupportedKilobytesPerSecond: 2816,
          currentWriteSpeedSelectedMmc2KilobytesPerSecond: 2816,
          copyManagementRevisionSupported: undefined,
          writeSpeedPerformanceDescriptors: undefined,
        },
      ],
    },
    qemu,
  ),
  data(
    'block descriptor, page 0Eh, page 2Ah with write speeds',
    modeParameterList,
    `00 46 70 00 00 00 00 08 05 00 01 00 00 00 09 30
     8E 0E 06 00 00 85 00 4B 01 FF 02 80 04 40 08 20
     2A 26 12 35 D1 A5 C9 2A 1B 90 01 00 08 00 0D C8 00 2C 0B 06 06 E4 00 01 00 00
     00 01 1B 90 00 02 00 01 1B 90 00 00 06 E4`,
    {
      mediumType: 0x70,
      blockDescriptorLength: 8,
      blockDescriptors: [{ densityCode: 5, numberOfBlocks: 256, blockLengthBytes: 2352 }],
      pages: [
        {
          ps: true,
          pageCode: 0x0e,
          immed: true,
          sotc: true,
          aprval: true,
          formatOfLbasPerSecond: 5,
          logicalBlocksPerSecondOfAudioPlayback: 75,
          outputPort0ChannelSelection: 1,
          outputPort0Volume: 255,
          outputPort1ChannelSelection: 2,
          outputPort1Volume: 128,
          outputPort2ChannelSelection: 4,
          outputPort2Volume: 64,
          outputPort3ChannelSelection: 8,
          outputPort3Volume: 32,
        },
        {
          dvdRRead: true,
          cdRwRead: true,
          cdRRead: false,
          dvdRamWrite: true,
          dvdRWrite: true,
          testWrite: true,
          cdRwWrite: false,
          cdRWrite: true,
          buf: true,
          multiSession: true,
          mode2Form2: false,
          mode2Form1: true,
          digitalPort2: false,
          digitalPort1: false,
          composite: false,
          audioPlay: true,
          readBarCode: true,
          upc: false,
          isrc: true,
          c2PointersSupported: false,
          rwDeinterleavedAndCorrected: false,
          rwSupported: true,
          cdDaStreamIsAccurate: false,
          cdDaCommandsSupported: true,
          loadingMechanismType: 6,
          eject: true,
          preventJumper: false,
          lockState: false,
          lock: true,
          pThroughWInLeadIn: true,
          sideChangeCapable: false,
          sss: true,
          changerSupportsDiscPresent: false,
          separateChannelMute: true,
          separateVolumeLevels: false,
          length: 2,
          lsbf: true,
          rck: true,
          bckf: false,
          copyManagementRevisionSupported: 1,
          rotationControlSelected: 1,
          currentWriteSpeedSelectedKilobytesPerSecond: 7056,
          numberOfWriteSpeedPerformanceDescriptors: 2,
          writeSpeedPerformanceDescriptors: [
            { rotationControl: 1, writeSpeedSupportedKilobytesPerSecond: 7056 },
            { rotationControl: 0, writeSpeedSupportedKilobytesPerSecond: 1764 },
          ],
        },
      ],
    },
    mingw('CDVD_CAPABILITIES_PAGE and CDAUDIO_CONTROL_PAGE'),
  ),
  data(
    'page 0Eh of 24 bytes',
    modeSelectParameterList,
    '00 00 00 00 00 00 00 00 0E 0E 00 00 00 00 00 00 00 00 00 00 00 00 00 00',
    { blockDescriptors: [], pages: [{ pageCode: 0x0e, pageLength: 14, outputPort0Volume: 0 }] },
    'printed by sg_wr_mode -vv -p 0x0e of sg3_utils 1.46',
  ),
];

const configurationVectors: readonly DataVector[] = [
  data(
    'three features',
    configuration,
    '00 00 00 24 00 00 00 08 00 00 03 08 00 10 00 00 00 08 01 00 00 01 0B 08 00 00 00 01 01 00 00 00 00 03 0B 04 39 00 00 00',
    {
      dataLength: 36,
      currentProfile: 0x0008,
      features: [
        {
          featureCode: 0x0000,
          version: 0,
          persistent: true,
          current: true,
          profiles: [
            { profileNumber: 0x0010, currentp: false },
            { profileNumber: 0x0008, currentp: true },
          ],
        },
        { featureCode: 0x0001, version: 2, physicalInterfaceStandard: 1, inq2: false, dbe: true },
        {
          featureCode: 0x0003,
          version: 2,
          loadingMechanismType: 1,
          load: true,
          eject: true,
          pvntJmpr: false,
          dbml: false,
          lock: true,
        },
      ],
    },
    `${qemu} and sg_get_config`,
  ),
  data(
    'every declared feature, and one of a vendor',
    configuration,
    `00 00 00 C0 00 00 00 0A
     00 00 03 0C 00 0A 01 00 00 09 00 00 00 08 00 00
     00 01 0B 08 00 00 00 02 03 00 00 00
     00 02 07 04 02 00 00 00
     00 03 0B 04 39 00 00 00
     00 10 01 08 00 00 08 00 00 01 01 00
     00 1D 00 00
     00 1E 09 04 83 00 00 00
     00 1F 08 04 01 00 02 00
     00 20 04 0C 00 23 04 87 00 00 08 00 00 10 01 00
     00 21 0D 08 81 00 05 01 07 00 00 00
     00 23 09 08 05 80 00 00 01 00 00 00
     00 2D 09 04 56 00 3F 00
     00 2E 05 04 6B 00 0C 80
     01 00 03 00
     01 03 03 04 05 00 01 00
     01 04 05 04 01 00 00 00
     01 05 07 04 01 00 00 10
     01 07 15 04 0D 00 00 00
     01 08 03 08 41 42 43 31 32 33 20 20
     FF 40 01 04 DE AD BE EF`,
    {
      currentProfile: 0x000a,
      features: [
        { featureCode: 0x0000, profiles: [{ profileNumber: 0x000a, currentp: true }, {}, {}] },
        { featureCode: 0x0001, physicalInterfaceStandard: 2, inq2: true, dbe: true },
        { featureCode: 0x0002, version: 1, ocevent: true, async: false },
        { featureCode: 0x0003 },
        { featureCode: 0x0010, persistent: false, current: true, logicalBlockSizeBytes: 2048, blocking: 1, pp: true },
        { featureCode: 0x001d, additionalLength: 0 },
        { featureCode: 0x001e, dap: true, c2Flags: true, cdText: true },
        { featureCode: 0x001f, current: false, multi110: true, dualRw: true, dualR: false },
        { featureCode: 0x0020, lastLba: 0x230487, logicalBlockSizeBytes: 2048, blocking: 16, pp: true },
        {
          featureCode: 0x0021,
          version: 3,
          dataBlockTypesSupported: 0x8100,
          trio: true,
          arsv: false,
          buf: true,
          numberOfLinkSizes: 1,
          linkSizes: [7],
        },
        { featureCode: 0x0023, renosa: false, expand: true, qcert: false, cert: true, frf: true, rrm: true },
        {
          featureCode: 0x002d,
          buf: true,
          rwRaw: true,
          rwPack: false,
          testWrite: true,
          cdRw: true,
          rwSubCode: false,
          dataTypeSupported: 0x3f00,
        },
        {
          featureCode: 0x002e,
          buf: true,
          sao: true,
          rawMs: false,
          raw: true,
          testWrite: false,
          cdRw: true,
          rw: true,
          maximumCueSheetLengthBytes: 0xc80,
        },
        { featureCode: 0x0100, version: 0 },
        { featureCode: 0x0103, scan: true, scm: false, sv: true, numberOfVolumeLevels: 256 },
        { featureCode: 0x0104, m5: true },
        { featureCode: 0x0105, group3: true, unitLength: 16 },
        {
          featureCode: 0x0107,
          version: 5,
          smp: false,
          rbcb: false,
          scs: true,
          mp2a: true,
          wspd: false,
          sw: true,
        },
        { featureCode: 0x0108, serialNumber: 'ABC123' },
        { featureCode: 0xff40, additionalLength: 4, data: parseHex('DE AD BE EF') },
      ],
    },
    sgGetConfig,
  ),
  ...(['smp', 'rbcb', 'scs', 'mp2a', 'wspd', 'sw'] as const).map((name, i) =>
    data(
      `real time streaming with ${name} only`,
      configuration,
      `00 00 00 0C 00 00 00 08 01 07 14 04 ${['20', '10', '08', '04', '02', '01'][i]} 00 00 00`,
      {
        features: [
          {
            featureCode: 0x0107,
            current: false,
            ...{ smp: false, rbcb: false, scs: false, mp2a: false, wspd: false, sw: false },
            [name]: true,
          },
        ],
      },
      name === 'smp' ? 'by hand: bit 5 of byte 4 since version 5, from a Mt. Fuji feature parser' : sgGetConfig,
    ),
  ),
];

const performanceVectors: readonly DataVector[] = [
  data(
    'one nominal descriptor',
    nominalPerformance,
    '00 00 00 14 02 00 00 00 00 00 00 00 00 00 15 A4 00 23 04 87 00 00 2B 48',
    {
      performanceDataLength: 20,
      write: true,
      except: false,
      descriptors: [
        {
          startLba: 0,
          startPerformanceKilobytesPerSecond: 5540,
          endLba: 0x230487,
          endPerformanceKilobytesPerSecond: 11080,
        },
      ],
    },
    mediaInfo('dvd-r').decoded('4.0x1385=5540KB/s@0 -> 8.0x1385=11080KB/s@2294919'),
  ),
  data(
    'two exceptions',
    performanceExceptions,
    '00 00 00 10 01 00 00 00 00 00 12 34 00 64 00 01 00 00 03 E8',
    {
      write: false,
      except: true,
      descriptors: [
        { lba: 0x1234, time: 100 },
        { lba: 0x10000, time: 1000 },
      ],
    },
    mingw('CDVD_PERFORMANCE structures'),
  ),
  data(
    'two write speeds',
    writeSpeeds,
    `00 00 00 24 00 00 00 00
     0B 00 00 00 00 23 04 87 00 00 2B 48 00 00 15 A4
     14 00 00 00 00 23 04 87 00 00 2B 48 00 00 0A D2`,
    {
      writeSpeedDataLength: 36,
      descriptors: [
        {
          wrc: 1,
          rdd: false,
          exact: true,
          mrw: true,
          endLba: 0x230487,
          readSpeedKilobytesPerSecond: 11080,
          writeSpeedKilobytesPerSecond: 5540,
        },
        { wrc: 2, rdd: true, exact: false, mrw: false, writeSpeedKilobytesPerSecond: 2770 },
      ],
    },
    mediaInfo('dvd-r').decoded(
      '0b/2294919 R@8.0x1385=11080KB/s W@4.0x1385=5540KB/s',
      '14/2294919 R@8.0x1385=11080KB/s W@2.0x1385=2770KB/s',
    ),
  ),
  data(
    'DVD at 4x reading',
    streamingPerformanceDescriptor,
    '02 00 00 00 00 00 00 00 00 23 04 88 00 00 15 A4 00 00 03 E8 10 00 00 00 00 00 03 E8',
    {
      wrc: 0,
      rdd: false,
      exact: true,
      ra: false,
      startLba: 0,
      endLba: 2294920,
      readSizeKilobytes: 5540,
      readTimeMs: 1000,
      writeSizeKilobytes: 0x10000000,
      writeTimeMs: 1000,
    },
    'libburn 1.5.4, printed by xorriso -read_speed 4 -scsi_log on',
  ),
  data(
    'restore the defaults',
    streamingPerformanceDescriptor,
    '04 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00',
    { wrc: 0, rdd: true, exact: false, endLba: 0 },
    'by hand: Windows-driver-samples cdrom restores the speed with it',
  ),
];

/** Parameter data of every layout. */
export const dataVectors: readonly DataVector[] = [
  ...inquiryVectors,
  ...addressVectors,
  ...stateVectors,
  ...modeVectors,
  ...configurationVectors,
  ...performanceVectors,
  ...featureData,
  ...modePageData,
  ...primaryData,
  ...recordedData,
  ...recordingData,
  ...structureData,
];
