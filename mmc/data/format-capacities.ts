import { bits, list, record, remainingLength, reserved, u8, u24be, u32be } from '../layout/index.js';

const formattableCapacityDescriptor = record([
  u32be('numberOfBlocks'),
  bits({ formatType: 6, formatSubType: 2 }),
  u24be('typeDependentParameter'),
]);

/**
 * Response to READ FORMAT CAPACITIES: the capacity as it is or can be, one of `capacityDescriptorType`, and the
 * formats that FORMAT UNIT accepts.
 */
export const formatCapacities = record([
  reserved(3),
  remainingLength(u8('capacityListLength')),
  u32be('numberOfBlocks'),
  bits({ _: 6, descriptorType: 2 }),
  u24be('blockLengthBytes'),
  list(formattableCapacityDescriptor, 'formattableCapacities'),
]);

/** Values of `descriptorType`: blank or unformatted, formatted, or no medium, where the capacity is the drive's most. */
export const capacityDescriptorType = { unformatted: 1, formatted: 2, noMedium: 3 } as const;

/**
 * Values of `formatType`, here and in FORMAT UNIT. The type dependent parameter is the block length for 00h, 01h and
 * 31h, a packet or ECC block size for 10h to 15h, a zone for 04h and 05h, a size of spare areas for 30h and 32h.
 * From libburn, dvd+rw-tools and Aaru.
 */
export const formatType = {
  full: 0x00,
  spareAreaExpansion: 0x01,
  zoneReformat: 0x04,
  zone: 0x05,
  cdRwOrDvdRwFull: 0x10,
  growSession: 0x11,
  addSession: 0x12,
  quickGrowLastBorder: 0x13,
  quickAddBorder: 0x14,
  quick: 0x15,
  hdDvdRTestZoneExpansion: 0x16,
  fullWithSparing: 0x20,
  mrw: 0x24,
  dvdPlusRwBasic: 0x26,
  bdReFullWithSpareAreas: 0x30,
  bdReFullWithoutSpareAreas: 0x31,
  bdRFullWithSpareAreas: 0x32,
} as const;
