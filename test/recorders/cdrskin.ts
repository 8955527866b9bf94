/** cdrskin, which is libburn. */

import type { Bench, Case } from './bench.js';
import { audioOf, dataOf, mustContain, mustEqual, waveOf } from './contents.js';

const firstText = {
  '0x80': ['Joyful Nights', 'Song of Joy', 'Humpty Dumpty'],
  '0x81': ['United Cat Orchestra', 'Felix and The Purrs', 'Catwalk Beauties'],
};

/** CD-TEXT as libburn's input sheet of version 0.7T has it. */
const textSheet = `Input Sheet Version = 0.7T
Text Code = 8859
Language Code = English
Album Title = ${firstText['0x80'][0]}
Artist Name = ${firstText['0x81'][0]}
Track 01 Title = ${firstText['0x80'][1]}
Track 01 Artist = ${firstText['0x81'][1]}
Track 02 Title = ${firstText['0x80'][2]}
Track 02 Artist = ${firstText['0x81'][2]}
`;

/** What `cdparanoia` reads of a track: raw samples. */
export async function paranoia(bench: Bench, track: number): Promise<Buffer> {
  await bench.mustRun('cdparanoia', '-r', '-d', 'DEVICE', `${track}`, `track${track}.raw`);
  return bench.read(`track${track}.raw`);
}

export const cdrskinCases: readonly Case[] = [
  {
    name: 'cdrskin writes a data track at once',
    medium: 'cd-r',
    programs: ['cdrskin', 'cd-info'],
    async check(bench) {
      const data = dataOf(700);
      await bench.mustRun('cdrskin', 'dev=DEVICE', '-v', '-tao', bench.file('data.iso', data));
      await bench.reload();
      mustEqual('the track', await bench.readBlocks(0, 700), data);
      mustContain(await bench.mustRun('cd-info', '-C', 'DEVICE', '--no-device-info'), /1: 00:02:00 +000000 data/);
    },
  },
  {
    name: 'cdrskin writes sessions, one after the other, and blanks the disc, fast and all',
    medium: 'cd-rw',
    programs: ['cdrskin', 'cd-info'],
    async check(bench) {
      const first = dataOf(400, 11);
      const second = dataOf(500, 12);
      await bench.mustRun('cdrskin', 'dev=DEVICE', '-multi', '-tao', bench.file('first.iso', first));
      await bench.reload();
      const next = (await bench.mustRun('cdrskin', 'dev=DEVICE', '-msinfo')).match(/^0,(\d+)$/m)?.[1];
      if (next !== `${402 + 11400}`) throw new Error(`-msinfo tells ${next}`);
      await bench.mustRun('cdrskin', 'dev=DEVICE', '-multi', '-tao', bench.file('second.iso', second));
      await bench.reload();
      mustEqual('the first session', await bench.readBlocks(0, 400), first);
      mustEqual('the second session', await bench.readBlocks(402 + 11400, 500), second);
      mustContain(await bench.mustRun('cdrskin', 'dev=DEVICE', '-toc'), /2 .*sessions|session.*2/i);
      for (const type of ['fast', 'all']) {
        await bench.mustRun('cdrskin', 'dev=DEVICE', `blank=${type}`);
        await bench.reload();
        mustContain(await bench.mustRun('cdrskin', 'dev=DEVICE', '-minfo'), 'disk status:              empty');
        await bench.mustRun('cdrskin', 'dev=DEVICE', '-tao', bench.file('again.iso', second));
        await bench.reload();
        mustEqual('what was written again', await bench.readBlocks(0, 500), second);
      }
    },
  },
  {
    name: 'cdrskin runs through a test write, which leaves nothing',
    medium: 'cd-r',
    programs: ['cdrskin'],
    async check(bench) {
      const path = bench.file('data.iso', dataOf(400));
      for (const way of ['-tao', '-sao']) {
        await bench.mustRun('cdrskin', 'dev=DEVICE', '-dummy', way, path);
        await bench.reload();
        mustContain(await bench.mustRun('cdrskin', 'dev=DEVICE', '-minfo'), 'disk status:              empty');
      }
    },
  },
  {
    name: 'cdrskin writes an audio session at once, with CD-TEXT',
    medium: 'cd-r',
    programs: ['cdrskin', 'cdparanoia', 'cd-info', 'icedax'],
    async check(bench) {
      const tracks = [audioOf(400, 21), audioOf(450, 22)];
      const sheet = bench.file('sheet.v07t', textSheet);
      const files = tracks.map((samples, i) => bench.file(`track${i + 1}.wav`, waveOf(samples)));
      await bench.mustRun('cdrskin', 'dev=DEVICE', '-v', '-sao', '-audio', `input_sheet_v07t=${sheet}`, ...files);
      await bench.reload();
      for (const [i, samples] of tracks.entries()) mustEqual(`track ${i + 1}`, await paranoia(bench, i + 1), samples);
      mustContain(
        await bench.mustRun('cd-info', '-C', 'DEVICE', '--no-device-info'),
        ...firstText['0x80'],
        ...firstText['0x81'],
      );
    },
  },
];
