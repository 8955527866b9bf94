import { cdTextPackType, cdTextSizeInformation } from '../data/cd-text-packs.js';
import {
  type CdTextBlock,
  type CdTextPack,
  type CdTextStrings,
  isCdTextPackIntact,
  packTextBytes,
  perTrackTexts,
  textOfBytes,
} from './cd-text.js';

/** Texts of a disc. */
export interface CdText {
  readonly blocks: readonly CdTextBlock[];
  /** Packs whose CRC is wrong: they were left out. */
  readonly damagedPacks: readonly CdTextPack[];
}

export interface CdTextDecodeOptions {
  /**
   * Makes text of bytes in a character set, one of `cdTextCharacterCode`; a `TextDecoder('shift_jis')` does for MS-JIS.
   * Without it every byte is a character, which is right for ISO 8859-1 and ASCII and keeps the bytes of all others.
   */
  readonly decodeText?: (bytes: Uint8Array, characterCode: number) => string;
}

type DecodeText = (bytes: Uint8Array) => string;

/**
 * The texts that packs carry, by block. A missing or damaged pack costs the texts that it has a part of, no others. A
 * block without size information has its tracks from its texts, and no language.
 */
export function decodeCdText(packs: readonly CdTextPack[], options: CdTextDecodeOptions = {}): CdText {
  const intact = packs.filter(isCdTextPackIntact);
  const numbers = [...new Set(intact.map((pack) => pack.blockNumber))].sort((a, b) => a - b);
  return {
    blocks: numbers.map((number) => {
      const ofBlock = intact.filter((pack) => pack.blockNumber === number);
      return decodeBlock(
        number,
        ofBlock.sort((a, b) => a.sequenceNumber - b.sequenceNumber),
        options,
      );
    }),
    damagedPacks: packs.filter((pack) => !isCdTextPackIntact(pack)),
  };
}

function decodeBlock(blockNumber: number, packs: readonly CdTextPack[], options: CdTextDecodeOptions): CdTextBlock {
  const ofType = (type: number) => packs.filter((pack) => pack.packType === type);
  const size = sizeInformation(ofType(cdTextPackType.sizeInformation));
  const characterCode = size?.characterCode ?? 0;
  const decodeText: DecodeText = (bytes) =>
    options.decodeText ? options.decodeText(bytes, characterCode) : textOfBytes(bytes);

  const found = new Map<number, Record<string, string>>();
  for (const [name, type] of perTrackTexts) {
    // Codes and numbers are in ASCII, whatever the character set of the block is.
    const decode = type === cdTextPackType.upcEanOrIsrc ? textOfBytes : decodeText;
    for (const [track, text] of texts(ofType(type), decode)) {
      const strings = found.get(track) ?? {};
      strings[name] = text;
      found.set(track, strings);
    }
  }
  const tracks = [...found.keys()].filter((track) => track > 0);
  const firstTrackNumber = size?.firstTrackNumber ?? (tracks.length > 0 ? Math.min(...tracks) : 0);
  const lastTrackNumber = size?.lastTrackNumber ?? (tracks.length > 0 ? Math.max(...tracks) : 0);
  return {
    blockNumber,
    characterCode,
    languageCode: size?.languageCodes[blockNumber] ?? 0,
    copyrightFlags: size?.copyrightFlags ?? 0,
    firstTrackNumber,
    lastTrackNumber,
    disc: (found.get(0) ?? {}) as CdTextStrings,
    tracks: new Map(tracks.sort((a, b) => a - b).map((track) => [track, found.get(track) as CdTextStrings])),
    discId: texts(ofType(cdTextPackType.discId), textOfBytes).get(0),
    genre: genre(ofType(cdTextPackType.genre)),
    otherPacks: packs.filter(({ packType }) => packType >= cdTextPackType.toc && packType <= cdTextPackType.closed),
  };
}

function sizeInformation(packs: readonly CdTextPack[]) {
  // Here the track number says which of the three packs it is.
  const parts = [0, 1, 2].map((part) => packs.find((pack) => pack.trackNumber === part)?.text);
  return parts.includes(undefined) ? undefined : cdTextSizeInformation.decode(joined(parts as Uint8Array[]));
}

function genre(packs: readonly CdTextPack[]): CdTextBlock['genre'] {
  const first = packs[0];
  if (first?.characterPosition !== 0) return undefined;
  const bytes = joined(packs.map((pack) => pack.text));
  const end = bytes.indexOf(0, 2);
  return {
    code: (bytes[0]! << 8) | bytes[1]!,
    text: textOfBytes(bytes.subarray(2, end < 0 ? bytes.length : end)),
  };
}

/** Texts of one pack type by track, 0 being the disc. Texts of which a part is missing are not there. */
function texts(packs: readonly CdTextPack[], decode: DecodeText): Map<number, string> {
  const found = new Map<number, string>();
  let track = -1;
  let characters: number[] = [];
  let isWhole = false;
  for (const pack of packs) {
    const width = pack.doubleByte ? 2 : 1;
    const charactersBefore = Math.min(15, characters.length / width);
    if (pack.trackNumber !== track || pack.characterPosition !== charactersBefore) {
      // A pack before this one is missing: its last text goes on here, or has ended there.
      characters = [];
      track = pack.trackNumber;
      isWhole = pack.characterPosition === 0;
    }
    for (let at = 0; at + width <= packTextBytes; at += width) {
      const unit = pack.text.subarray(at, at + width);
      if (unit.some((byte) => byte !== 0)) {
        characters.push(...unit);
        continue;
      }
      if (isWhole && characters.length > 0) keep(found, track, characters, width, decode);
      characters = [];
      track++;
      isWhole = true;
    }
  }
  return found;
}

function keep(
  found: Map<number, string>,
  track: number,
  characters: readonly number[],
  width: number,
  decode: DecodeText,
): void {
  // A tabulator alone stands for the text of the track before.
  const isRepeat = characters.length === width && characters.every((byte) => byte === 0x09);
  const text = isRepeat ? found.get(track - 1) : decode(Uint8Array.from(characters));
  if (text !== undefined) found.set(track, text);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
