import { cdTextCharacterCode, cdTextPack, cdTextPackType, cdTextSizeInformation } from '../data/cd-text-packs.js';
import { FieldError, toBytes } from '../layout/index.js';
import { type CdTextBlock, type CdTextPack, cdTextCrc, packTextBytes, perTrackTexts } from './cd-text.js';

export interface CdTextEncodeOptions {
  /** Makes bytes of text for the character sets that ISO 8859-1 and ASCII are not; without it they are refused. */
  readonly encodeText?: (text: string, characterCode: number) => Uint8Array;
}

/** A text in bytes, and the track it belongs to; 0 is the disc. */
interface Piece {
  readonly track: number;
  readonly bytes: Uint8Array;
  /** Bytes before the text proper, which a character position does not count. */
  readonly prefixBytes: number;
}

type Pack = Omit<CdTextPack, 'sequenceNumber' | 'crc'>;

const maximumBlocks = 8;
const packsOfSizeInformation = 3;
const maximumPacksOfBlock = 256;
const tabulator = 0x09;

/**
 * The packs of up to eight blocks, with sequence numbers, size information and CRCs, ready for `cdTextPacks` and
 * `cdTextToc`. A text that is the same as that of the track before is abbreviated. Throws FieldError for text that the
 * character set does not have, a block that does not fit 256 packs, and block numbers that occur twice or exceed 7.
 */
export function encodeCdText(blocks: readonly CdTextBlock[], options: CdTextEncodeOptions = {}): CdTextPack[] {
  const numbers = blocks.map((block) => block.blockNumber);
  if (new Set(numbers).size !== numbers.length || numbers.some((n) => n < 0 || n >= maximumBlocks))
    throw new FieldError('blockNumber', `${numbers.join(', ')}: each is one of 0 to 7, and occurs once`);
  const packsByBlock = blocks.map((block) => blockPacks(block, options));
  const lastSequenceNumbers = new Uint8Array(maximumBlocks);
  const languageCodes = new Uint8Array(maximumBlocks);
  blocks.forEach((block, i) => {
    const count = packsByBlock[i]!.length + packsOfSizeInformation;
    if (count > maximumPacksOfBlock)
      throw new FieldError('blocks', `block ${block.blockNumber} takes ${count} packs, it can have 256`);
    lastSequenceNumbers[block.blockNumber] = count - 1;
    languageCodes[block.blockNumber] = block.languageCode;
  });
  return blocks.flatMap((block, i) => {
    const packs = packsByBlock[i]!;
    return [...packs, ...sizePacks(block, packs, lastSequenceNumbers, languageCodes)].map(numbered);
  });
}

function numbered(pack: Pack, sequenceNumber: number): CdTextPack {
  const numberedPack = { ...pack, sequenceNumber, crc: 0 };
  return { ...numberedPack, crc: cdTextCrc(toBytes(cdTextPack, numberedPack)) };
}

function blockPacks(block: CdTextBlock, { encodeText }: CdTextEncodeOptions): Pack[] {
  const { characterCode, blockNumber } = block;
  const isDoubleByte = characterCode >= cdTextCharacterCode.msJis;
  const encode = (text: string, field: string) => {
    if (characterCode <= cdTextCharacterCode.ascii)
      return singleBytes(text, characterCode === cdTextCharacterCode.ascii ? 0x7f : 0xff, field);
    if (!encodeText) throw new FieldError(field, `character set ${characterCode} needs an encodeText`);
    return encodeText(text, characterCode);
  };
  const perTrack = ([name, packType]: (typeof perTrackTexts)[number]): Pack[] => {
    const isCode = packType === cdTextPackType.upcEanOrIsrc;
    const encodeOne = isCode ? (text: string) => singleBytes(text, 0x7f, name) : (text: string) => encode(text, name);
    return packed(packType, blockNumber, piecesPerTrack(block, name, encodeOne, isDoubleByte && !isCode), {
      isDoubleByte: isDoubleByte && !isCode,
    });
  };
  return [
    ...perTrackTexts.slice(0, -1).flatMap(perTrack),
    ...packed(cdTextPackType.discId, blockNumber, discIdPieces(block)),
    ...packed(cdTextPackType.genre, blockNumber, genrePieces(block)),
    ...(block.otherPacks ?? []).map(({ sequenceNumber: _, crc: __, ...pack }) => ({ ...pack, blockNumber })),
    ...perTrackTexts.slice(-1).flatMap(perTrack),
  ];
}

function piecesPerTrack(
  block: CdTextBlock,
  name: (typeof perTrackTexts)[number][0],
  encode: (text: string) => Uint8Array,
  isDoubleByte: boolean,
): Piece[] {
  const texts = [block.disc[name] ?? ''];
  for (let track = block.firstTrackNumber; track <= block.lastTrackNumber; track++)
    texts.push(block.tracks.get(track)?.[name] ?? '');
  if (texts.every((text) => text === '')) return [];
  const width = isDoubleByte ? 2 : 1;
  return texts.map((text, i) => {
    // Numbers and codes are never abbreviated, nor is what the disc and its first track share.
    const isRepeat = i > 1 && text !== '' && text === texts[i - 1] && name !== 'upcEanOrIsrc';
    const content = isRepeat ? new Uint8Array(width).fill(tabulator) : encode(text);
    const bytes = new Uint8Array(content.length + width);
    bytes.set(content);
    return { track: i === 0 ? 0 : block.firstTrackNumber + i - 1, bytes, prefixBytes: 0 };
  });
}

function discIdPieces({ discId }: CdTextBlock): Piece[] {
  if (!discId) return [];
  return [{ track: 0, bytes: Uint8Array.from([...singleBytes(discId, 0x7f, 'discId'), 0]), prefixBytes: 0 }];
}

function genrePieces({ genre }: CdTextBlock): Piece[] {
  if (!genre) return [];
  const text = singleBytes(genre.text, 0xff, 'genre');
  return [{ track: 0, bytes: Uint8Array.from([genre.code >> 8, genre.code & 0xff, ...text, 0]), prefixBytes: 2 }];
}

/** Pieces one after the other in as many packs as they take; the rest of the last one is zero. */
function packed(
  packType: number,
  blockNumber: number,
  pieces: readonly Piece[],
  { isDoubleByte = false }: { isDoubleByte?: boolean } = {},
): Pack[] {
  const stream = pieces.flatMap(({ track, bytes, prefixBytes }) =>
    Array.from(bytes, (byte, i) => ({ byte, track, position: Math.max(0, i - prefixBytes) })),
  );
  const packs: Pack[] = [];
  for (let at = 0; at < stream.length; at += packTextBytes) {
    const { track, position } = stream[at]!;
    const text = new Uint8Array(packTextBytes);
    text.set(stream.slice(at, at + packTextBytes).map(({ byte }) => byte));
    packs.push({
      packType,
      extension: false,
      trackNumber: track,
      doubleByte: isDoubleByte,
      blockNumber,
      characterPosition: Math.min(15, position / (isDoubleByte ? 2 : 1)),
      text,
    });
  }
  return packs;
}

function sizePacks(
  block: CdTextBlock,
  packs: readonly Pack[],
  lastSequenceNumbers: Uint8Array,
  languageCodes: Uint8Array,
): Pack[] {
  const packCounts = new Uint8Array(16);
  for (const { packType } of packs) packCounts[packType - cdTextPackType.title]!++;
  packCounts[cdTextPackType.sizeInformation - cdTextPackType.title] = packsOfSizeInformation;
  const { characterCode, firstTrackNumber, lastTrackNumber, copyrightFlags, blockNumber } = block;
  const bytes = toBytes(cdTextSizeInformation, {
    characterCode,
    firstTrackNumber,
    lastTrackNumber,
    copyrightFlags,
    packCounts,
    lastSequenceNumbers,
    languageCodes,
  });
  return [0, 1, 2].map((part) => ({
    packType: cdTextPackType.sizeInformation,
    extension: false,
    trackNumber: part,
    doubleByte: false,
    blockNumber,
    characterPosition: 0,
    text: bytes.slice(part * packTextBytes, (part + 1) * packTextBytes),
  }));
}

function singleBytes(text: string, largest: number, field: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0)!;
    if (code === 0 || code > largest)
      throw new FieldError(field, `"${text}": the character set of the block does not have "${character}"`);
    return code;
  });
}
