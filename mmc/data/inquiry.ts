import {
  ascii,
  bits,
  bytes,
  flag,
  optional,
  optionalTail,
  record,
  remainingLength,
  reserved,
  u8,
  u16be,
} from '../layout/index.js';

/**
 * Standard INQUIRY data. The first five bytes are always there; names reach to byte 35, version descriptors to byte
 * 73. Bits that a later standard made obsolete are still told apart, because old drives set them: `aerc`, `bque`,
 * `relativeAddress`, `linked`. A drive that follows SFF-8020i has its ATAPI version in bits 7 to 4 of byte 3.
 */
export const standardInquiry = record([
  bits({ peripheralQualifier: 3, peripheralDeviceType: 5 }),
  bits({ rmb: flag, deviceTypeModifier: 7 }),
  u8('version'),
  bits({ aerc: flag, _: 1, normaca: flag, hisup: flag, responseDataFormat: 4 }),
  remainingLength(u8('additionalLength')),
  ...optionalTail(
    bits({ sccs: flag, acc: flag, tpgs: 2, thirdPartyCopy: flag, _: 2, protect: flag }),
    bits({ bque: flag, encserv: flag, vs: flag, multip: flag, mchngr: flag, _: 2, addr16: flag }),
    bits({ relativeAddress: flag, _: 1, wbus16: flag, sync: flag, linked: flag, _1: 1, cmdque: flag, vs7: flag }),
    ascii(8, 't10VendorIdentification'),
    ascii(16, 'productIdentification'),
    ascii(4, 'productRevisionLevel'),
  ),
  optional(bytes(20, 'vendorSpecific')),
  ...optionalTail(bits({ _: 4, clocking: 2, qas: flag, ius: flag }), reserved(1)),
  optional(u16be('versionDescriptor1')),
  optional(u16be('versionDescriptor2')),
  optional(u16be('versionDescriptor3')),
  optional(u16be('versionDescriptor4')),
  optional(u16be('versionDescriptor5')),
  optional(u16be('versionDescriptor6')),
  optional(u16be('versionDescriptor7')),
  optional(u16be('versionDescriptor8')),
]);

/** Values of `peripheralDeviceType` that occur on optical drives and their bridges (SPC-4). */
export const peripheralDeviceType = {
  directAccessBlock: 0x00,
  multimedia: 0x05,
  opticalMemory: 0x07,
  mediaChanger: 0x08,
  simplifiedDirectAccess: 0x0e,
  unknownOrNone: 0x1f,
} as const;
