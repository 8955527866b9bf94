import {
  aacsCertificateChallenge,
  aacsDriveCertificate,
  aacsKey,
  aacsMediaSerialNumber,
  bdDiscInformation,
  bdWrite,
  cdTextToc,
  hex,
  layerBoundaryInformation,
  mediaEvent,
  modeSelectParameterList6,
  parseHex,
  persistentReserveMoveParameters,
  vitalProductData,
  writeProtectionStatus,
} from '../../../../mmc/index.js';
import { oneBlock } from '../../disc/cd-text-packs.js';
import {
  dvdRamControl,
  libaacs,
  libcdio,
  mediaInfo,
  qscan,
  sgGetConfigFeatures,
  sgPersistMove,
  sgVpdBlockLimits,
  sgWrMode6,
} from './evidence.js';
import { type DataVector, data } from './vector.js';

const bytesFrom = (length: number, first: number) => hex(Uint8Array.from({ length }, (_, i) => first + i));
const zeros = (length: number) => hex(new Uint8Array(length));
const packs = oneBlock.length / 18;
const cdTextLength = oneBlock.length + 2;

/** Parameter data that test/stand-in has recorded. */
export const recordedData: readonly DataVector[] = [
  data(
    'block limits',
    vitalProductData,
    `00 B0 00 3C 00 01 00 08 00 00 01 00 00 00 00 80 ${zeros(48)}`,
    { pageCode: 0xb0, pageLength: 60, data: parseHex(`00 01 00 08 00 00 01 00 00 00 00 80 ${zeros(48)}`) },
    sgVpdBlockLimits.decoded('transfer length granularity: 8', 'Maximum transfer length: 256', 'transfer length: 128'),
  ),
  data(
    'BD Write with a third group of words',
    bdWrite.layout,
    `00 41 05 1C 01 00 00 00 00 01 00 02 00 04 00 08 00 10 00 20 00 40 00 80 ${zeros(8)}`,
    {
      featureCode: 0x0041,
      version: 1,
      additionalLength: 28,
      svnr: true,
      ...{ bdReWriteSupportClass0: 1, bdReWriteSupportClass1: 2, bdReWriteSupportClass2: 4, bdReWriteSupportClass3: 8 },
      bdRWriteSupportClass0: 0x10,
      bdRWriteSupportClass1: 0x20,
      bdRWriteSupportClass2: 0x40,
      bdRWriteSupportClass3: 0x80,
    },
    sgGetConfigFeatures.decoded(
      ...['SVNR=1', 'Class 0=0x1, Class 1=0x2, Class 2=0x4, Class 3=0x8'],
      'Class 0=0x10, Class 1=0x20, Class 2=0x40, Class 3=0x80',
    ),
    {
      bytes: '00 41 05 14 01 00 00 00 00 01 00 02 00 04 00 08 00 10 00 20 00 40 00 80',
      because: 'the third group has no names',
    },
  ),
  data(
    'new media, tray open',
    mediaEvent.layout,
    '02 03 00 00',
    { eventCode: 2, mediaPresent: true, doorOrTrayOpen: true, startSlot: 0, endSlot: 0 },
    libcdio.decoded('event status 02 03', 'mmc_get_media_changed(drive): 1', 'mmc_get_tray_status(drive): 1'),
  ),
  data(
    'every pack of a block',
    cdTextToc,
    `${hex(Uint8Array.of(cdTextLength >> 8, cdTextLength & 0xff, 0, 0))} ${hex(oneBlock)}`,
    {
      cdTextDataLength: cdTextLength,
      packs: [
        { packType: 0x80, trackNumber: 0, sequenceNumber: 0, text: parseHex('4A 6F 79 66 75 6C 20 4E 69 67 68 74') },
        { packType: 0x80, trackNumber: 0, sequenceNumber: 1, characterPosition: 12 },
        ...Array.from({ length: packs - 2 }, () => ({})),
      ],
    },
    libcdio.decoded('title of the disc Joyful Nights, of track 1 Song of Joy'),
  ),
  data(
    'error recovery',
    modeSelectParameterList6,
    '00 00 00 00 01 0A 24 05 00 00 00 00 03 00 01 F4',
    {
      blockDescriptorLength: 0,
      pages: [{ pageCode: 0x01, tb: true, per: true, readRetryCount: 5, writeRetryCount: 3, recoveryTimeLimitMs: 500 }],
    },
    sgWrMode6.sent(),
  ),
  data(
    'a reservation for an iSCSI initiator',
    persistentReserveMoveParameters,
    '00 00 00 00 00 00 00 01 00 00 00 00 00 00 00 02 00 03 00 03 00 00 00 18 05 00 00 04 69 71 6E 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00',
    {
      reservationKey: 1n,
      serviceActionReservationKey: 2n,
      unreg: true,
      aptpl: true,
      relativeTargetPortIdentifier: 3,
      transportIdLength: 24,
      transportId: parseHex(`05 00 00 04 69 71 6E 00 ${zeros(16)}`),
    },
    sgPersistMove.sent(),
  ),
  data(
    'protected by the host',
    writeProtectionStatus,
    '00 06 00 00 02 00 00 00',
    { mswi: false, cwp: false, pwp: true, swpp: false },
    dvdRamControl('free').sent(),
  ),
  data(
    'everything',
    writeProtectionStatus,
    '00 06 00 00 0F 00 00 00',
    { pwp: true },
    dvdRamControl('protected').decoded('The disc is write protected already.'),
  ),
  data(
    'a layer boundary that is fixed',
    layerBoundaryInformation,
    '00 0A 00 00 80 00 00 00 00 1C B8 00',
    { initStatus: true, l0DataZoneCapacitySectors: 1882112 },
    mediaInfo('dvd+r').decoded('L0 Data Zone Capacity: 1882112*2KB, can no longer be set'),
  ),
  data(
    'a BD-RE with its maker',
    bdDiscInformation,
    `00 72 00 00 44 49 01 10 00 00 40 00 42 44 52 01 11 12 ${zeros(86)} 52 49 54 45 4B 00 42 52 32 00 00 00`,
    {
      dataLength: 114,
      units: parseHex(`44 49 01 10 00 00 40 00 42 44 52 01 11 12 ${zeros(86)} 52 49 54 45 4B 00 42 52 32 00 00 00`),
    },
    qscan('bd-re').decoded('Media ID      : RITEK-BR2', 'MID raw data 00: 44 49 01 10 00 00 40 00 42 44 52 01 11 12'),
  ),
  data(
    'number and code of a BD-RE',
    aacsMediaSerialNumber,
    `00 22 00 00 ${bytesFrom(32, 0x20)}`,
    { mediaSerialNumber: parseHex(bytesFrom(16, 0x20)), mac: parseHex(bytesFrom(16, 0x30)) },
    libaacs.decoded(`aacs_get_pmsn: ${bytesFrom(16, 0x20)}`),
  ),
  data(
    'a certificate that allows bus encryption',
    aacsDriveCertificate,
    `00 5E 00 00 01 01 00 5C ${bytesFrom(88, 0x44)}`,
    { dataLength: 94, driveCertificate: parseHex(`01 01 00 5C ${bytesFrom(88, 0x44)}`) },
    libaacs.decoded('Bus Encryption Capable flag in drive certificate: 1'),
  ),
  data(
    "a host's nonce and certificate",
    aacsCertificateChallenge,
    `00 72 00 00 65 A6 75 12 E6 99 61 5B B6 1A 5E 0D 49 EB EF CB D7 AF 79 16 02 01 00 5C ${bytesFrom(88, 0x80)}`,
    {
      dataLength: 114,
      nonce: parseHex('65 A6 75 12 E6 99 61 5B B6 1A 5E 0D 49 EB EF CB D7 AF 79 16'),
      certificate: parseHex(`02 01 00 5C ${bytesFrom(88, 0x80)}`),
    },
    libaacs.sent([4, 24]),
  ),
  data(
    "a host's point and signature",
    aacsKey,
    `00 52 00 00 2A 01 B7 85 CF E5 63 27 3D A8 55 C4 32 D8 73 A5 A8 3B 01 AF 1E 93 DB 10 EC D3 60 C9 62 32 C0 D1 FC 1F 3A 72 58 0C 69 AA
     5F 91 7D 3B 9A 71 65 94 3E 6B BF 1E 15 A1 CB B6 74 09 FB 0D 72 52 F8 BB F1 38 CC E9 54 BC 93 46 0C 77 6C 40 89 4A 00 00`,
    {
      dataLength: 82,
      keyPoint: parseHex(
        '2A 01 B7 85 CF E5 63 27 3D A8 55 C4 32 D8 73 A5 A8 3B 01 AF 1E 93 DB 10 EC D3 60 C9 62 32 C0 D1 FC 1F 3A 72 58 0C 69 AA',
      ),
      keySignature: parseHex(
        '5F 91 7D 3B 9A 71 65 94 3E 6B BF 1E 15 A1 CB B6 74 09 FB 0D 72 52 F8 BB F1 38 CC E9 54 BC 93 46 0C 77 6C 40 89 4A 00 00',
      ),
    },
    libaacs.sent([4, 84]),
  ),
];
