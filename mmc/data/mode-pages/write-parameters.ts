import { ascii, bits, bytes, flag, optional, reserved, u8, u16be, u32be } from '../../layout/index.js';
import { defineModePage } from './mode-page.js';

/**
 * Mode page 05h: how the next writes record. `writeType` is one of `writeType`, `dataBlockType` says how long a block
 * is, `trackMode` is the CONTROL nibble. Some drives have four bytes of their own behind it.
 */
export const writeParameters = defineModePage(0x05, 'Write Parameters', [
  bits({ _: 1, bufe: flag, lsV: flag, testWrite: flag, writeType: 4 }),
  bits({ multiSession: 2, fp: flag, copy: flag, trackMode: 4 }),
  bits({ _: 4, dataBlockType: 4 }),
  u8('linkSizeBlocks'),
  reserved(1),
  bits({ _: 2, hostApplicationCode: 6 }),
  u8('sessionFormat'),
  reserved(1),
  u32be('packetSizeBlocks'),
  u16be('audioPauseLengthBlocks'),
  bits({ mcval: flag, _: 7 }),
  ascii(13, 'mediaCatalogNumber'),
  u8('mcnZero'),
  u8('mcnAframe'),
  bits({ tcval: flag, _: 7 }),
  ascii(12, 'isrc'),
  u8('isrcZero'),
  u8('isrcAframe'),
  reserved(1),
  u8('subHeaderByte0'),
  u8('subHeaderByte1'),
  u8('subHeaderByte2'),
  u8('subHeaderByte3'),
  optional(bytes(4, 'vendorSpecific')),
]);

/** Values of `writeType`. */
export const writeType = { packetOrIncremental: 0, trackAtOnce: 1, sessionAtOnce: 2, raw: 3, layerJump: 4 } as const;

/** Values of `multiSession`: no further session, none but with a B0 pointer, or a further one is allowed. */
export const multiSession = { none: 0, b0PointerOnly: 1, nextAllowed: 3 } as const;

/** Bytes of a block of each `dataBlockType`; undefined where it is reserved or the vendor's. From libburn and Aaru. */
export const dataBlockBytes: readonly (number | undefined)[] = [
  2352,
  2368,
  2448,
  2448,
  undefined,
  undefined,
  undefined,
  undefined,
  2048,
  2336,
  2048,
  2056,
  2324,
  2332,
  undefined,
  undefined,
];
