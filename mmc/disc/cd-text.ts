/** What the texts of a CD are, and how they lie in packs. Rules from libburn's and libcdio's descriptions. */
import { cdTextPack, cdTextPackType } from '../data/cd-text-packs.js';
import { toBytes, type Value } from '../layout/index.js';

/** A pack, as READ TOC/PMA/ATIP format 5 and `cdTextPacks` hold it. */
export type CdTextPack = Value<typeof cdTextPack>;

/** Texts of a disc or of one track. `upcEanOrIsrc` is the first for the disc, the second for a track. */
export interface CdTextStrings {
  readonly title?: string | undefined;
  readonly performer?: string | undefined;
  readonly songwriter?: string | undefined;
  readonly composer?: string | undefined;
  readonly arranger?: string | undefined;
  readonly message?: string | undefined;
  readonly upcEanOrIsrc?: string | undefined;
}

/** All texts in one language: one of up to eight blocks. */
export interface CdTextBlock {
  /** 0 to 7. */
  readonly blockNumber: number;
  /** One of `cdTextCharacterCode`. */
  readonly characterCode: number;
  /** EBU language code, 09h is English; 0 where it is not known. */
  readonly languageCode: number;
  /** 0: the texts are not copyrighted; 3 is what copyrighted discs have. */
  readonly copyrightFlags: number;
  readonly firstTrackNumber: number;
  readonly lastTrackNumber: number;
  readonly disc: CdTextStrings;
  /** By track number; a track without texts may be missing. */
  readonly tracks: ReadonlyMap<number, CdTextStrings>;
  readonly discId?: string | undefined;
  /** Number of a genre, and what there is to say besides. */
  readonly genre?: { readonly code: number; readonly text: string } | undefined;
  /** Packs of types 88h to 8Dh, which are not texts. */
  readonly otherPacks?: readonly CdTextPack[] | undefined;
}

/** @internal The packs of texts that a disc and every track may have, in the order in which they are recorded. */
export const perTrackTexts = [
  ['title', cdTextPackType.title],
  ['performer', cdTextPackType.performer],
  ['songwriter', cdTextPackType.songwriter],
  ['composer', cdTextPackType.composer],
  ['arranger', cdTextPackType.arranger],
  ['message', cdTextPackType.message],
  ['upcEanOrIsrc', cdTextPackType.upcEanOrIsrc],
] as const;

/** @internal Bytes of text in a pack. */
export const packTextBytes = 12;
/** @internal Bytes that the CRC of a pack covers. */
const checkedBytes = 16;

/** CRC of the 16 bytes of a pack at `offset`, as it is recorded behind them: x^16+x^12+x^5+1, inverted. */
export function cdTextCrc(pack: Uint8Array, offset = 0): number {
  let remainder = 0;
  for (let i = offset; i < offset + checkedBytes; i++) {
    remainder ^= pack[i]! << 8;
    for (let bit = 0; bit < 8; bit++) remainder = remainder & 0x8000 ? (remainder << 1) ^ 0x11021 : remainder << 1;
  }
  return remainder ^ 0xffff;
}

/** Whether the CRC of a pack fits what it covers. */
export function isCdTextPackIntact(pack: CdTextPack): boolean {
  return cdTextCrc(toBytes(cdTextPack, pack)) === pack.crc;
}

/** @internal One character a byte: ISO 8859-1, of which ASCII is a part, and bytes of whatever else. */
export function textOfBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
