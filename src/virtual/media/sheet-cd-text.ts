/** CD-TEXT out of the lines of a sheet, and out of files of packs. */
import { type CdTextBlock, type CdTextStrings, cdTextPacks, encodeCdText, toBytes } from '../../../mmc/index.js';

/** Texts as a sheet gives them. */
export type SheetTexts = { -readonly [K in keyof CdTextStrings]?: string };

const english = 0x09;
const packBytes = 18;
const tocHeaderBytes = 4;
/** The upper half of the types of packs, 80h to 8Fh. */
const textPack = 8;
/** ISO 8859-1 has no character behind this one. */
const lastLatin1 = 0xff;

/** The packs of texts in one language; undefined where there is no text. `?` stands for what ISO 8859-1 does not have. */
export function packsOfTexts(
  disc: SheetTexts,
  tracks: ReadonlyMap<number, SheetTexts>,
  other: Partial<CdTextBlock> = {},
): Uint8Array | undefined {
  const numbers = [...tracks.keys()];
  const all = [disc, ...tracks.values()];
  if (all.every((texts) => Object.keys(texts).length === 0) && Object.keys(other).length === 0) return undefined;
  const block: CdTextBlock = {
    blockNumber: 0,
    characterCode: 0,
    languageCode: english,
    copyrightFlags: 0,
    firstTrackNumber: Math.min(...numbers),
    lastTrackNumber: Math.max(...numbers),
    disc: plain(disc),
    tracks: new Map([...tracks].map(([number, texts]) => [number, plain(texts)])),
    ...other,
  };
  return toBytes(cdTextPacks, { packs: encodeCdText([block]) });
}

function plain(texts: SheetTexts): CdTextStrings {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      Array.from(text ?? '', (character) => (character.codePointAt(0)! > lastLatin1 ? '?' : character)).join(''),
    ]),
  );
}

/**
 * The packs in a file: packs alone, with a zero byte behind them, or with the four bytes before them that READ TOC
 * gives. Throws Error, with the reason only, for a file that holds none.
 */
export function packsOfFile(bytes: Uint8Array): Uint8Array {
  const isHeader = bytes.length % packBytes >= tocHeaderBytes && (bytes[0]! & 0x80) === 0;
  const start = isHeader ? tocHeaderBytes : 0;
  const packs = Uint8Array.from(
    bytes.subarray(start, start + Math.floor((bytes.length - start) / packBytes) * packBytes),
  );
  const rest = bytes.length - start - packs.length;
  const decoded = cdTextPacks.decode(packs).packs;
  // A CRC may be wrong, as it was on the disc, and some drives give none; what all packs begin with is enough.
  if (rest > 1 || decoded.length === 0 || decoded.some(({ packType }) => packType >> 4 !== textPack))
    throw new Error(`its ${bytes.length} bytes are no packs of CD-TEXT`);
  return packs;
}
