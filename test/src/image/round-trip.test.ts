/** Discs at the edges of what a CD may be, saved and read again. */
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cdTextPacks, completeMode1Sector, encodeCdText, rawSectorBytes, toBytes } from '../../../mmc/index.js';
import { Device } from '../../../src/device/index.js';
import { readDiscLayout, saveImage } from '../../../src/image/index.js';
import { ccdSheet } from '../../../src/image/write-ccd.js';
import { cueSheet } from '../../../src/image/write-cue.js';
import {
  bytesSource,
  CompactDisc,
  type CompactDiscInput,
  numberedSource,
  openCcd,
  openCue,
  openIso,
  type TrackInput,
  VirtualDrive,
} from '../../../src/virtual/index.js';
import { msJis, twoBlocks } from '../../mmc/disc/cd-text-packs.js';
import { noise } from '../../recorders/contents.js';
import { everything, mode2Sectors } from './discs.js';

const folder = mkdtempSync(join(tmpdir(), 'discwire-'));
afterAll(() => rmSync(folder, { recursive: true }));
let saved = 0;
const nextPath = (extension: string) => join(folder, `${++saved}${extension}`);
const open = (path: string) => (path.endsWith('.cue') ? openCue(path) : openCcd(path));

const audio = (blocks: number, seed = 1): Pick<TrackInput, 'type' | 'source'> => ({
  type: 'audio',
  source: bytesSource(noise(blocks * rawSectorBytes, seed), rawSectorBytes),
});
const data = (blocks: number): Pick<TrackInput, 'type' | 'source'> => ({
  type: 'mode1',
  source: numberedSource(blocks),
});

/** Sectors whose data, EDC, parity, header and sync are wrong in turn, as protections have them. */
function damaged(sectors: Uint8Array): Uint8Array {
  for (let at = 0, i = 0; at < sectors.length; at += rawSectorBytes, i++)
    sectors[at + [100, 2064, 2100, 2300, 13, 5][i % 6]!]! ^= 0x55;
  return sectors;
}

function mode1Sectors(count: number): Uint8Array {
  const sectors = noise(count * rawSectorBytes, 5);
  for (let i = 0; i < count; i++) completeMode1Sector(sectors, i * rawSectorBytes, i);
  return sectors;
}

const discs: Readonly<Record<string, CompactDiscInput>> = {
  'audio hidden before track 1': { tracks: [{ ...audio(520), pauseBlocksInSource: 220 }, audio(60, 2)] },
  'index 2 to 99': {
    tracks: [{ ...audio(320), indexes: Array.from({ length: 98 }, (_, i) => 3 * (i + 1)) }, audio(20, 2)],
  },
  'pauses that hold something': {
    tracks: [
      data(160),
      { ...data(200), pauseBlocksInSource: 30 },
      { ...audio(120), pauseBlocksInSource: 75, pregapBlocks: 10 },
      { ...audio(90, 3), pauseBlocksInSource: 1 },
    ],
  },
  'codes of some tracks': {
    mediaCatalogNumber: '0000000000017',
    tracks: [
      audio(150),
      { ...audio(160, 2), isrc: 'GBAYE6700149' },
      audio(150, 3),
      { ...audio(160, 4), isrc: 'USRC17607839' },
    ],
  },
  'CD-TEXT in two languages': { cdTextPacks: twoBlocks, tracks: [audio(30), audio(30, 2)] },
  'CD-TEXT of two bytes a character': { cdTextPacks: msJis, tracks: [audio(30), audio(30, 2)] },
  'CD-TEXT of which some packs are wrong': {
    cdTextPacks: twoBlocks.map((byte, i) => (i % 40 === 7 ? byte ^ 1 : byte)),
    tracks: [audio(30), audio(30, 2)],
  },
  'data, then audio': {
    tracks: [{ ...data(200), postgapBlocks: 150 }, { ...audio(60), pregapBlocks: 150 }, audio(60, 2)],
  },
  'audio, then a session of data': {
    sessions: [
      { tracks: [audio(80), audio(70, 2)] },
      { tracks: [{ type: 'mode2Xa', source: bytesSource(mode2Sectors(60, 0), rawSectorBytes) }] },
    ],
  },
  'CD-i': { discType: 0x10, tracks: [{ type: 'mode2Xa', source: bytesSource(mode2Sectors(60, 0), rawSectorBytes) }] },
  'sectors of mode 1 that are damaged': {
    tracks: [{ type: 'mode1', source: bytesSource(damaged(mode1Sectors(70)), rawSectorBytes) }],
  },
  'sectors of mode 2 that are damaged': {
    tracks: [{ type: 'mode2Xa', source: bytesSource(damaged(mode2Sectors(70, 0)), rawSectorBytes) }],
  },
  '99 tracks with every flag': {
    tracks: Array.from({ length: 99 }, (_, i) => ({
      ...(i === 0 ? data(20) : audio(12, i)),
      preEmphasis: (i & 1) !== 0,
      copyPermitted: (i & 2) !== 0,
      fourChannel: (i & 4) !== 0,
    })),
  },
  'a single track, number 99': { firstTrackNumber: 99, tracks: [audio(20)] },
  'sessions one track each': {
    sessions: Array.from({ length: 12 }, (_, i) => ({ tracks: [i & 1 ? data(20) : audio(20, i)] })),
  },
};

describe.each(['.cue', '.ccd'])('saved as %s and read again', (extension) => {
  it.each(Object.keys(discs))('%s', async (what) => {
    const original = new CompactDisc(discs[what]!);
    const path = nextPath(extension);
    expect((await saveImage(original, path)).losses).toEqual([]);
    const copy = open(path);
    expect(everything(copy)).toEqual(everything(original));
    copy.close();
  });

  it('more than 80 minutes, by its sheet', async () => {
    const blocks = 88 * 60 * 75;
    const path = nextPath(extension);
    const base = path.slice(0, -4);
    for (const [name, size] of [
      ['bin', rawSectorBytes],
      ['img', rawSectorBytes],
      ['sub', 96],
    ] as const) {
      writeFileSync(`${base}.${name}`, '');
      truncateSync(`${base}.${name}`, blocks * size);
    }
    writeFileSync(
      `${base}.1.cue`,
      `FILE "${base}.bin" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 00 85:00:00\nINDEX 01 85:02:00\n`,
    );
    const original = openCue(`${base}.1.cue`);
    const device = new Device(new VirtualDrive({ medium: original, powerOnUnitAttention: false }).connect());
    const layout = (await readDiscLayout(device))!;
    writeFileSync(path, extension === '.cue' ? cueSheet(layout, String(saved)) : ccdSheet(layout));
    const copy = open(path);
    const places = ({ tracks, sessions }: CompactDisc) => [
      ...tracks.map(({ pauseStart, start, end }) => [pauseStart, start, end]),
      sessions[0]!.leadOutStart,
    ];
    expect(places(copy)).toEqual([[0, 0, 382_500], [382_500, 382_650, blocks], blocks]);
    copy.close();
    original.close();
  });
});

describe('CloneCD images with indexes that are addresses', () => {
  it('are the same discs as those with indexes from the first sector of each session', async () => {
    const original = new CompactDisc({
      sessions: [
        { tracks: [audio(80), audio(70, 2)] },
        { tracks: [data(60), { ...audio(90, 3), pauseBlocksInSource: 40 }] },
      ],
    });
    const path = nextPath('.ccd');
    await saveImage(new Device(new VirtualDrive({ medium: original, powerOnUnitAttention: false }).connect()), path);
    const relative = openCcd(path);
    const [, session] = relative.sessions;
    const first = relative.tracks[session!.firstTrackNumber - 1]!.start;
    const [head, ...tracks] = readFileSync(path, 'latin1').split(/(?=\[TRACK 3\]|\[TRACK 4\])/);
    // The pause before the session is in the image.
    const pause = Number(/INDEX 1=(\d+)/.exec(tracks[0]!)![1]);
    const asAddress = (_all: string, key: string, at: string) => `${key}=${Number(at) - pause + first}`;
    const [third, fourth] = tracks.map((text) => text.replace(/(INDEX \d+)=(\d+)/g, asAddress));
    const withPause = third!.replace('INDEX 1=', `INDEX 0=${first - pause}\r\nINDEX 1=`);
    writeFileSync(path, head + withPause + fourth);
    expect(withPause).toContain(`INDEX 1=${first}`);
    const absolute = openCcd(path);
    const whole = ({ tracks: all, blockCount }: CompactDisc) => [
      blockCount,
      ...all.map(({ pauseStart, start, end, indexes }) => ({ pauseStart, start, end, indexes })),
    ];
    expect(whole(absolute)).toEqual(whole(relative));
    const contentsOf = (disc: CompactDisc) => {
      const bytes = new Uint8Array(150 * rawSectorBytes);
      disc.readRaw(first, 150, bytes, 0);
      return bytes;
    };
    expect(contentsOf(absolute)).toEqual(contentsOf(relative));
    for (const disc of [relative, absolute]) disc.close();
  });
});

describe('what an image does not hold is told', () => {
  const rToW = bytesSource(new Uint8Array(300 * 96).fill(0x15), 96);
  const graphics: CompactDiscInput = {
    tracks: [audio(20), { ...audio(300, 2), subChannels: rToW, hasOnlyRToW: true }],
  };
  const text = toBytes(cdTextPacks, {
    packs: encodeCdText([
      {
        blockNumber: 0,
        characterCode: 0,
        languageCode: 9,
        copyrightFlags: 0,
        firstTrackNumber: 1,
        lastTrackNumber: 1,
        disc: { title: 'T' },
        tracks: new Map(),
      },
    ]),
  });
  const point = {
    adr: 5,
    control: 4,
    tno: 0,
    point: 0xc0,
    min: 90,
    sec: 0,
    frame: 0,
    zero: 0,
    pmin: 97,
    psec: 30,
    pframe: 0,
  };

  it.each<[string, string, CompactDiscInput, string[]]>([
    ['graphics', '.cue', graphics, ['sub-channels R to W, as of CD+G, of track 2']],
    ['graphics', '.ccd', graphics, []],
    ['other points', '.cue', { tracks: [audio(20)], otherPoints: [point] }, ['points C0h of the lead-in']],
    ['other points', '.ccd', { tracks: [audio(20)], otherPoints: [point] }, []],
    [
      'everything but the blocks',
      '.iso',
      {
        mediaCatalogNumber: '4988006116269',
        cdTextPacks: text,
        tracks: [{ type: 'mode2Form1', source: numberedSource(30), copyPermitted: true }],
      },
      [
        'the media catalog number 4988006116269',
        'CD-TEXT',
        'that its sectors are mode 2, and their sub-headers',
        'CONTROL 6h of its track: an image has 4h',
      ],
    ],
  ])('%s in %s', async (_what, extension, input, losses) => {
    expect((await saveImage(new CompactDisc(input), nextPath(extension))).losses).toEqual(losses);
  });

  it('and the user data in .iso is that of a track in mode 2, form 1', async () => {
    const path = nextPath('.iso');
    const disc = new CompactDisc({ tracks: [{ type: 'mode2Form1', source: numberedSource(40) }] });
    await saveImage(disc, path);
    const blocks = new Uint8Array(40 * 2048);
    disc.readUserData(0, 40, blocks, 0);
    expect(readFileSync(path).equals(blocks)).toBe(true);
    openIso(path).close();
  });
});
