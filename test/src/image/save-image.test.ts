import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { cdTextPacks, encodeCdText, rawSectorBytes, toBytes } from '../../../mmc/index.js';
import { type SaveImageOptions, saveImage } from '../../../src/image/index.js';
import {
  bytesSource,
  CompactDisc,
  type CompactDiscInput,
  Dvd,
  demoDisc,
  ImageError,
  type Medium,
  numberedSource,
  openCcd,
  openCue,
  openIso,
  type SessionInput,
  type TrackInput,
  toneSource,
} from '../../../src/virtual/index.js';
import { everything, mode2Sectors } from './discs.js';

const folder = mkdtempSync(join(tmpdir(), 'discwire-'));
afterAll(() => rmSync(folder, { recursive: true }));
let saved = 0;

async function save(medium: Medium, extension: string, options?: SaveImageOptions): Promise<string> {
  const path = join(folder, `${++saved}${extension}`);
  await saveImage(medium, path, options);
  return path;
}

const open = (path: string): Medium =>
  path.endsWith('.cue') ? openCue(path) : path.endsWith('.ccd') ? openCcd(path) : openIso(path);

const texts = toBytes(cdTextPacks, {
  packs: encodeCdText([
    {
      blockNumber: 0,
      characterCode: 0,
      languageCode: 9,
      copyrightFlags: 0,
      firstTrackNumber: 1,
      lastTrackNumber: 1,
      disc: { title: 'A disc of its own' },
      tracks: new Map([[1, { title: 'First' }]]),
    },
  ]),
});

/** A CD-Extra: audio with texts, codes and indexes, then data in mode 2. */
const extra = (): CompactDisc =>
  new CompactDisc({
    mediaCatalogNumber: '4988006116269',
    cdTextPacks: texts,
    sessions: [
      {
        tracks: [
          {
            type: 'audio',
            source: toneSource({ blockCount: 350, hertz: 441 }),
            isrc: 'GBAYE6700149',
            pauseBlocksInSource: 20,
          },
          {
            type: 'audio',
            source: toneSource({ blockCount: 400, hertz: 882 }),
            pregapBlocks: 33,
            indexes: [100, 101, 299],
            preEmphasis: true,
            copyPermitted: true,
          },
        ],
      },
      { tracks: [{ type: 'mode2Xa', source: bytesSource(mode2Sectors(60, 783 + 11_400), rawSectorBytes) }] },
    ],
  });

describe.each(['.cue', '.ccd'])('a disc saved as %s', (extension) => {
  it.each<[string, () => CompactDisc]>([
    ['a CD-Extra', extra],
    ['a single data track', () => new CompactDisc({ tracks: [{ type: 'mode1', source: numberedSource(301) }] })],
    [
      'a disc that begins with track 7',
      () =>
        new CompactDisc({
          firstTrackNumber: 7,
          tracks: [{ type: 'mode1', source: numberedSource(310), postgapBlocks: 150, copyPermitted: true }],
        }),
    ],
  ])('is read again as it was: %s', async (_what, make) => {
    const original = make();
    const copy = open(await save(original, extension));
    expect(everything(copy)).toEqual(everything(original));
    copy.close();
  });

  it('is read again as it was, whatever it is', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(discs, async (input) => {
        const original = new CompactDisc(input);
        const copy = open(await save(original, extension));
        expect(everything(copy)).toEqual(everything(original));
        copy.close();
      }),
      { numRuns: 25 },
    );
  });
});

const trackInputs: fc.Arbitrary<TrackInput> = fc
  .record({
    type: fc.constantFrom('audio' as const, 'mode1' as const, 'mode2Xa' as const),
    blocks: fc.integer({ min: 8, max: 40 }),
    pause: fc.integer({ min: 0, max: 5 }),
    pregapBlocks: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
    postgapBlocks: fc.integer({ min: 0, max: 4 }),
    indexes: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
    isrc: fc.option(fc.constantFrom('USRC17607839', 'GBAYE6700149'), { nil: undefined }),
    copyPermitted: fc.boolean(),
    preEmphasis: fc.boolean(),
    fourChannel: fc.boolean(),
  })
  .map(({ type, blocks, pause, pregapBlocks, indexes, isrc, ...rest }) => ({
    ...rest,
    type,
    source:
      type === 'mode1'
        ? numberedSource(blocks)
        : type === 'audio'
          ? toneSource({ blockCount: blocks, hertz: 441 })
          : bytesSource(mode2Sectors(blocks, 0), rawSectorBytes),
    pauseBlocksInSource: Math.min(pause, blocks - 7),
    indexes: [...indexes].sort((a, b) => a - b),
    ...(pregapBlocks === undefined ? {} : { pregapBlocks }),
    ...(isrc === undefined || type !== 'audio' ? {} : { isrc }),
  }));

/** The first track of any session but the first has a pause. */
function withPause(session: SessionInput, i: number): SessionInput {
  const [first, ...rest] = session.tracks;
  if (i === 0 || first!.pregapBlocks !== 0 || first!.pauseBlocksInSource! > 0) return session;
  return { ...session, tracks: [{ ...first!, pregapBlocks: 1 }, ...rest] };
}

const sessionInputs: fc.Arbitrary<SessionInput> = fc
  .record({
    tracks: fc.array(trackInputs, { minLength: 1, maxLength: 4 }),
    discType: fc.option(fc.constantFrom(0, 0x20), { nil: undefined }),
  })
  .map(({ tracks, discType }) => ({ tracks, ...(discType === undefined ? {} : { discType }) }));

const discs: fc.Arbitrary<CompactDiscInput> = fc
  .record({
    sessions: fc.array(sessionInputs, { minLength: 1, maxLength: 3 }).map((sessions) => sessions.map(withPause)),
    mediaCatalogNumber: fc.option(fc.constant('0123456789012'), { nil: undefined }),
    cdTextPacks: fc.option(fc.constant(texts), { nil: undefined }),
    firstTrackNumber: fc.integer({ min: 1, max: 80 }),
  })
  .map(({ mediaCatalogNumber, ...rest }) => ({
    ...rest,
    ...(mediaCatalogNumber === undefined ? {} : { mediaCatalogNumber }),
  }));

describe('saving', () => {
  it('keeps sub-channels R to W in a CloneCD image', async () => {
    const raw = Uint8Array.from({ length: 96 * 300 }, (_, i) => (i * 31) & 0xff);
    const plain = new CompactDisc({ tracks: [{ type: 'audio', source: toneSource({ blockCount: 300, hertz: 441 }) }] });
    const original = new CompactDisc({
      tracks: [
        {
          type: 'audio',
          source: toneSource({ blockCount: 300, hertz: 441 }),
          subChannels: bytesSource(raw, 96),
          hasOnlyRToW: true,
        },
      ],
    });
    const copy = open(await save(original, '.ccd'));
    expect(everything(copy)).toEqual(everything(original));
    expect(everything(copy)).not.toEqual(everything(plain));
    copy.close();
  });

  it('makes an ISO image of one data track, and of a DVD', async () => {
    for (const medium of [
      new CompactDisc({ tracks: [{ type: 'mode1', source: numberedSource(333) }] }),
      new Dvd(numberedSource(500)),
    ]) {
      const path = await save(medium, '.iso');
      const expected = new Uint8Array(2048 * medium.blockCount);
      medium.readUserData(0, medium.blockCount, expected, 0);
      expect(readFileSync(path).equals(expected)).toBe(true);
    }
  });

  it.each<[string, () => Medium, string, string]>([
    [
      'audio as .iso',
      () => new CompactDisc({ tracks: [{ type: 'audio', source: toneSource({ blockCount: 300, hertz: 441 }) }] }),
      '.iso',
      'track 1 is audio; save it as .cue or .ccd',
    ],
    [
      'sessions as .iso',
      () =>
        new CompactDisc({
          sessions: [
            { tracks: [{ type: 'mode1', source: numberedSource(300) }] },
            { tracks: [{ type: 'mode1', source: numberedSource(300) }] },
          ],
        }),
      '.iso',
      'there are 2 sessions',
    ],
    ['a DVD as .cue', () => new Dvd(numberedSource(300)), '.cue', 'it can be saved as .iso only'],
    ['anything as .zip', demoDisc, '.zip', 'ends in .iso, .cue, .ccd'],
  ])('refuses %s, and leaves no file', async (_what, make, extension, message) => {
    const before = readdirSync(folder);
    await expect(save(make(), extension)).rejects.toThrow(ImageError);
    await expect(save(make(), extension)).rejects.toThrow(message);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('does not replace a file unless it is told to', async () => {
    const path = join(folder, 'there.cue');
    writeFileSync(join(folder, 'there.bin'), 'mine');
    await expect(saveImage(demoDisc(), path)).rejects.toThrow('there.bin: there is such a file already');
    expect(readFileSync(join(folder, 'there.bin'), 'latin1')).toBe('mine');
    expect(existsSync(path)).toBe(false);
    await saveImage(demoDisc(), path, { overwrite: true });
    expect(existsSync(path)).toBe(true);
  });

  it('leaves nothing where a sector cannot be read', async () => {
    const source = numberedSource(400);
    const broken = {
      ...source,
      read(block: number, count: number, into: Uint8Array, offset: number) {
        if (block + count > 300) throw new Error('a scratch');
        source.read(block, count, into, offset);
      },
    };
    const before = readdirSync(folder);
    await expect(save(new CompactDisc({ tracks: [{ type: 'mode1', source: broken }] }), '.cue')).rejects.toThrow(
      'a scratch',
    );
    expect(readdirSync(folder)).toEqual(before);
  });

  it.each(['.cue', '.ccd'])('has zeros in %s for what lies between two writings, and says so', async (extension) => {
    // As of a track that was written at once: the two sectors behind its data cannot be read.
    class TrackAtOnce extends CompactDisc {
      override sectorsOfOneKind(lba: number, count: number): number {
        return Math.max(0, Math.min(count, 298 - lba));
      }
    }
    const input: CompactDiscInput = { tracks: [{ type: 'mode1', source: numberedSource(298), postgapBlocks: 2 }] };
    const path = join(folder, `${++saved}${extension}`);
    expect(await saveImage(new TrackAtOnce(input), path)).toMatchObject({ blockCount: 300, missingBlocks: 2 });
    const copy = open(path);
    const [whole, expected] = [copy, new CompactDisc(input)].map((disc) => {
      const sectors = Buffer.alloc(300 * rawSectorBytes);
      if (disc.kind === 'cd') disc.readRaw(0, 300, sectors, 0);
      return sectors;
    });
    expect(whole!.equals(expected!)).toBe(true);
    copy.close();
    expect(await saveImage(new TrackAtOnce(input), `${path}.iso`)).toMatchObject({ blockCount: 298, missingBlocks: 2 });
  });

  it('tells how far it is', async () => {
    const told: [number, number][] = [];
    const medium = new CompactDisc({ tracks: [{ type: 'mode1', source: numberedSource(100) }] });
    await save(medium, '.cue', { onProgress: (done, total) => told.push([done, total]) });
    expect(told.at(-1)).toEqual([100, 100]);
    expect(told.every(([done, total], i) => total === 100 && done > (told[i - 1]?.[0] ?? 0))).toBe(true);
  });
});
