import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CdTextBlock,
  type CdTextStrings,
  cdTextCrc,
  cdTextPack,
  cdTextPacks,
  cdTextToc,
  decodeCdText,
  encodeCdText,
  hex,
  isCdTextPackIntact,
  parseHex,
  toBytes,
} from '../../../mmc/index.js';
import { msJis, oneBlock, twoBlocks } from './cd-text-packs.js';

const packsOf = (bytes: Uint8Array) => cdTextPacks.decode(bytes).packs;
const bytesOf = (packs: ReturnType<typeof encodeCdText>) => toBytes(cdTextPacks, { packs });

const english: CdTextBlock = {
  blockNumber: 0,
  characterCode: 0,
  languageCode: 0x09,
  copyrightFlags: 0,
  firstTrackNumber: 1,
  lastTrackNumber: 2,
  disc: {
    title: 'Joyful Nights',
    performer: 'United Cat Orchestra',
    songwriter: 'Various Songwriters',
    composer: 'Various Composers',
    arranger: 'Tom Cat',
    message: 'For all our fans',
    upcEanOrIsrc: '1234567890123',
  },
  tracks: new Map([
    [
      1,
      {
        title: 'Song of Joy',
        performer: 'Felix and The Purrs',
        songwriter: 'Friedrich Schiller',
        composer: 'Ludwig van Beethoven',
        arranger: 'Tom Cat',
        message: 'Fritz and Louie once were punks',
        upcEanOrIsrc: 'XYBLG1101234',
      },
    ],
    [
      2,
      {
        title: 'Humpty Dumpty',
        performer: 'Catwalk Beauties',
        songwriter: 'Mother Goose',
        composer: 'unknown',
        arranger: 'Tom Cat',
        message: 'Pluck the goose',
        upcEanOrIsrc: 'XYBLG1100005',
      },
    ],
  ]),
  discId: '1234567890',
  genre: { code: 5, text: 'Feline classic music' },
  otherPacks: [],
};

const german: CdTextBlock = {
  blockNumber: 1,
  characterCode: 0,
  languageCode: 0x08,
  copyrightFlags: 0,
  firstTrackNumber: 1,
  lastTrackNumber: 2,
  disc: { title: 'Fröhliche Nächte' },
  tracks: new Map([
    [1, { title: 'Freudenlied' }],
    [2, { title: 'Humpty Dumpty' }],
  ]),
  discId: undefined,
  genre: undefined,
  otherPacks: [],
};

/** The names of these in what cd-info of libcdio 2.1 prints. */
const languageNames = new Map([
  [0x08, 'German'],
  [0x09, 'English'],
]);
const genreNames = new Map([[5, 'Classical']]);

function asCdInfoPrints(blocks: readonly CdTextBlock[]): string {
  return blocks
    .map((block) => {
      const strings = (texts: CdTextStrings, upcOrIsrc: string): [string, string | undefined][] => [
        ['TITLE', texts.title],
        ['PERFORMER', texts.performer],
        ['SONGWRITER', texts.songwriter],
        ['COMPOSER', texts.composer],
        ['MESSAGE', texts.message],
        ['ARRANGER', texts.arranger],
        [upcOrIsrc, texts.upcEanOrIsrc],
      ];
      const lines = (rows: [string, string | undefined][]) =>
        rows.filter(([, text]) => text !== undefined).map(([name, text]) => `\t${name}: ${text}`);
      const { genre } = block;
      return [
        `Language ${block.blockNumber} '${languageNames.get(block.languageCode)}':`,
        'CD-TEXT for Disc:',
        ...lines([
          ...strings(block.disc, 'UPC_EAN'),
          ['GENRE', genre?.text],
          ['DISC_ID', block.discId],
          ['GENRE_CODE', genre && `${genre.code} (${genreNames.get(genre.code)})`],
        ]),
        ...[...block.tracks].flatMap(([track, texts]) => [
          `CD-TEXT for Track ${String(track).padStart(2)}:`,
          ...lines(strings(texts, 'ISRC')),
        ]),
      ];
    })
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

describe('what cdrskin made', () => {
  test.each([
    ['one block', oneBlock, [english]],
    ['two languages', twoBlocks, [english, german]],
  ])('%s is read', (_, bytes, blocks) => {
    expect(decodeCdText(packsOf(bytes))).toEqual({ blocks, damagedPacks: [] });
  });

  test.each([
    ['one block', oneBlock, [english]],
    ['two languages', twoBlocks, [english, german]],
  ])('%s is made, to the byte', (_, bytes, blocks) => {
    expect(hex(bytesOf(encodeCdText(blocks)))).toBe(hex(bytes));
  });

  test('has the texts that cd-info prints of the same disc image', () => {
    const printed = readFileSync(new URL('fixtures/cd-info-cd-text.txt', import.meta.url), 'utf8');
    expect(asCdInfoPrints(decodeCdText(packsOf(twoBlocks)).blocks)).toBe(printed);
  });

  test('has the CRC that we compute, in every pack', () => {
    for (const packs of [oneBlock, twoBlocks, msJis])
      for (let at = 0; at < packs.length; at += 18)
        expect(cdTextCrc(packs, at)).toBe((packs[at + 16]! << 8) | packs[at + 17]!);
  });

  test('MS-JIS keeps its bytes, and is text with a decoder', () => {
    const [asBytes] = decodeCdText(packsOf(msJis)).blocks;
    expect(asBytes).toMatchObject({ characterCode: 0x80, languageCode: 0x69, disc: { title: '\x93\xfa\x96\x7b' } });
    const decoder = new TextDecoder('shift_jis');
    const [asText] = decodeCdText(packsOf(msJis), { decodeText: (bytes) => decoder.decode(bytes) }).blocks;
    expect(asText!.disc.title).toBe('日本');
  });
});

test('packs from discs that libburn describes have the CRC that is recorded', () => {
  // Four packs that are printed in libburn's cdtext.txt.
  for (const pack of [
    '88 00 23 00 01 0E 00 3F 02 12 00 00 00 00 00 00 12 00',
    '8F 00 2A 00 01 01 03 00 06 05 04 05 07 06 01 02 48 65',
    '8F 01 2B 00 00 00 00 00 00 00 06 03 2C 00 00 00 C0 20',
    '89 01 28 00 01 04 00 00 00 00 02 29 30 02 34 3A F3 0C',
  ])
    expect(isCdTextPackIntact(cdTextPack.decode(parseHex(pack)))).toBe(true);
});

test('packs come through READ TOC with their header', () => {
  const packs = encodeCdText([english]);
  const response = toBytes(cdTextToc, { packs });
  expect(hex(response.subarray(0, 4))).toBe('02 8A 00 00');
  expect(decodeCdText(cdTextToc.decode(response).packs).blocks).toEqual([english]);
});

test('a damaged or missing pack costs only the texts it has a part of', () => {
  const damaged = oneBlock.slice();
  damaged[18 * 5 + 7]! ^= 0x20;
  const { blocks, damagedPacks } = decodeCdText(packsOf(damaged));
  expect(damagedPacks.map((pack) => pack.sequenceNumber)).toEqual([5]);
  // Pack 5 ends the performer of the disc and begins that of track 1.
  expect(blocks[0]!.disc.performer).toBeUndefined();
  expect(blocks[0]!.tracks.get(1)!.performer).toBeUndefined();
  expect(blocks[0]!.tracks.get(2)!.performer).toBe('Catwalk Beauties');
  expect(blocks[0]!.disc.title).toBe('Joyful Nights');

  const missing = packsOf(oneBlock).filter((pack) => pack.sequenceNumber !== 5);
  expect(decodeCdText(missing).blocks).toEqual(blocks);
});

test('without size information the tracks are those with texts', () => {
  const packs = packsOf(oneBlock).filter((pack) => pack.packType !== 0x8f);
  expect(decodeCdText(packs).blocks).toMatchObject([
    { firstTrackNumber: 1, lastTrackNumber: 2, languageCode: 0, characterCode: 0 },
  ]);
});

test('two-byte texts are made with an encoder and refused without', () => {
  const block = { ...german, blockNumber: 0, characterCode: 0x80, disc: { title: 'ab' }, tracks: new Map() };
  expect(() => encodeCdText([block])).toThrow('title: character set 128 needs an encodeText');
  const encodeText = (text: string) => Uint8Array.from([...text].flatMap((c) => [0x82, c.charCodeAt(0) + 0x20]));
  const packs = encodeCdText([block], { encodeText });
  expect(packs[0]).toMatchObject({ doubleByte: true, text: parseHex('82 81 82 82 00 00 00 00 00 00 00 00') });
  expect(decodeCdText(packs).blocks[0]!.disc.title).toBe('\x82\x81\x82\x82');
});

test('what cannot be recorded is refused', () => {
  expect(() => encodeCdText([{ ...english, disc: { title: 'Ł' } }])).toThrow('title: "Ł"');
  expect(() => encodeCdText([{ ...english, characterCode: 1, disc: { title: 'é' } }])).toThrow('title: "é"');
  expect(() => encodeCdText([english, english])).toThrow('blockNumber: 0, 0');
  expect(() => encodeCdText([{ ...english, blockNumber: 8 }])).toThrow('blockNumber: 8');
  expect(() => encodeCdText([{ ...english, disc: { title: 'x'.repeat(3100) } }])).toThrow('it can have 256');
});

const text = fc.string({
  unit: fc.integer({ min: 0x20, max: 0xff }).map((c) => String.fromCharCode(c)),
  maxLength: 40,
});

test('any texts come back', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 30 }), text, (titles, performer) => {
      const block: CdTextBlock = {
        ...german,
        blockNumber: 3,
        lastTrackNumber: titles.length,
        disc: { performer },
        tracks: new Map(titles.map((title, i) => [i + 1, { title }])),
      };
      const [decoded] = decodeCdText(encodeCdText([block])).blocks;
      expect(decoded!.disc.performer ?? '').toBe(performer);
      expect(titles.map((_, i) => decoded!.tracks.get(i + 1)?.title ?? '')).toEqual(titles);
    }),
    { numRuns: 200 },
  );
});

test('any packs are texts, never an error', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 16, maxLength: 16 }), { maxLength: 20 }), (bodies) => {
      const packs = bodies.map((body) => cdTextPack.decode(Uint8Array.from([...body, 0, 0])));
      const sealed = packs.map((pack) => ({ ...pack, crc: cdTextCrc(toBytes(cdTextPack, pack)) }));
      const decoded = decodeCdText(sealed);
      expect(decoded.damagedPacks).toEqual([]);
      expect(decoded.blocks.length).toBe(new Set(packs.map((pack) => pack.blockNumber)).size);
    }),
    { numRuns: 300 },
  );
});
