import { bits, flag, record, remainingLength, reserved, u16be, u24be, u32be } from '../layout/index.js';

const header = [
  reserved(1),
  bits({ fov: flag, dpry: flag, dcrt: flag, stpf: flag, ip: flag, tryOut: flag, immed: flag, vs: flag }),
  remainingLength(u16be('formatDescriptorLength')),
] as const;

/**
 * Data of FORMAT UNIT, format code 001b: one descriptor, from those of READ FORMAT CAPACITIES. `fov` says that the
 * options `dpry` to `tryOut` count, `immed` ends the command before formatting does. What `formatSubType` selects
 * depends on the type; it is 0 but for 30h to 32h.
 */
export const formatDescriptorList = record([
  ...header,
  u32be('numberOfBlocks'),
  bits({ formatType: 6, formatSubType: 2 }),
  u24be('typeDependentParameter'),
]);

/**
 * Data of FORMAT UNIT, format code 111b: a CD-RW. `session` formats the last session, `grow` enlarges it;
 * `formatSizeBlocks` is a multiple of the packet size. Some programs (cdrwtool) send four bytes of initialization
 * pattern before the descriptor; they belong there only with `ip`.
 */
export const cdRwFormatList = record([
  ...header,
  bits({ session: flag, grow: flag, _: 6 }),
  reserved(3),
  u32be('formatSizeBlocks'),
]);
