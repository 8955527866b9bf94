/** Emulators' readers of images: mednafen, which reads CloneCD with its channel Q, and chdman, which makes CHD and CUE. */
import { bytesSource, CompactDisc } from '../../src/virtual/index.js';
import type { ProgramCase } from '../programs/cases.js';
import { audioOf, mustContain, noise } from '../recorders/contents.js';
import { mustBe, sectorsOf, type Workshop } from './workshop.js';

const mednafen = '/usr/games/mednafen';
const blocks = noise(400 * 2048, 21);
const audio = (count: number, seed: number) =>
  ({ type: 'audio', source: bytesSource(audioOf(count, seed), 2352) }) as const;

const discs: Readonly<Record<string, () => CompactDisc>> = {
  'audio with a hidden track': () =>
    new CompactDisc({
      tracks: [
        { ...audio(700, 2), pauseBlocksInSource: 220 },
        { ...audio(600, 3), pauseBlocksInSource: 150 },
      ],
    }),
  'data and audio': () =>
    new CompactDisc({
      tracks: [
        { type: 'mode1', source: bytesSource(blocks, 2048), postgapBlocks: 150 },
        { ...audio(500, 4), pregapBlocks: 150 },
        audio(400, 5),
      ],
    }),
  'CD-ROM XA': () => new CompactDisc({ tracks: [{ type: 'mode2Form1', source: bytesSource(blocks, 2048) }] }),
};

/** What mednafen says of an image. It has no machine to put it into, so that it ends then. */
async function mednafenTold(workshop: Workshop, name: string): Promise<string> {
  const { output } = await workshop.run('env', 'SDL_VIDEODRIVER=dummy', mednafen, '-force_module', 'pcfx', name);
  return output;
}

const tracksTold = (output: string): string[] =>
  [...output.matchAll(/^ *(?:Track +(\d+), MSF: \S+ LBA: +|Leadout: +)(\d+) +(\w+)/gm)].map(
    ([, number = 'lead-out', start, kind]) => `${number} ${start} ${kind}`,
  );

const tracksOf = ({ tracks, blockCount }: CompactDisc): string[] => {
  const kinds = tracks.map(({ isData }) => (isData ? 'DATA' : 'AUDIO'));
  return [
    ...tracks.map(({ number, start }, i) => `${number} ${start} ${kinds[i]}`),
    `lead-out ${blockCount} ${kinds.at(-1)}`,
  ];
};

const places = ({ tracks }: CompactDisc) =>
  tracks.map(({ pauseStart, start, end, isData }) => [pauseStart, start, end, isData]);

export const emulatorCases: readonly ProgramCase<Workshop>[] = [
  ...Object.entries(discs).flatMap(([what, make]): ProgramCase<Workshop>[] => [
    {
      name: `mednafen finds the tracks of a CloneCD image and of a CUE sheet that we save, and channel Q as it has to be: ${what}`,
      programs: [mednafen],
      async check(workshop) {
        const disc = make();
        for (const name of ['a.ccd', 'b.cue']) {
          await workshop.save(disc, name);
          mustBe(name, tracksTold(await mednafenTold(workshop, name)), tracksOf(disc));
        }
        // A sector whose channel Q tells of another place.
        const channels = workshop.read('a.sub');
        channels.copyWithin(350 * 96, 20 * 96, 21 * 96);
        workshop.file('a.sub', channels);
        mustContain(await mednafenTold(workshop, 'a.ccd'), 'Garbage subchannel Q');
      },
    },
    {
      name: `chdman makes a CHD of a sheet that we save, and gives the same sectors and tracks back: ${what}`,
      programs: ['chdman'],
      async check(workshop) {
        const disc = make();
        await workshop.save(disc, 'a.cue');
        await workshop.mustRun('chdman', 'createcd', '-i', 'a.cue', '-o', 'a.chd');
        await workshop.mustRun('chdman', 'verify', '-i', 'a.chd');
        await workshop.mustRun('chdman', 'extractcd', '-i', 'a.chd', '-o', 'b.cue', '-ob', 'b.bin');
        mustBe('sectors', workshop.read('b.bin'), workshop.read('a.bin'));
        const copy = workshop.open('b.cue');
        mustBe('tracks', places(copy), places(disc));
        mustBe('sectors', sectorsOf(copy, 0, copy.blockCount), sectorsOf(disc, 0, disc.blockCount));
        copy.close();
      },
    },
  ]),
  {
    name: 'ccd2iso takes the blocks out of a CloneCD image that we save',
    programs: ['ccd2iso'],
    async check(workshop) {
      for (const type of ['mode1', 'mode2Form1'] as const) {
        await workshop.save(new CompactDisc({ tracks: [{ type, source: bytesSource(blocks, 2048) }] }), `${type}.ccd`);
        await workshop.mustRun('ccd2iso', `${type}.img`, `${type}.iso`);
        mustBe(type, workshop.read(`${type}.iso`), blocks);
      }
    },
  },
];
