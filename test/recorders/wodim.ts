/** wodim, which is cdrecord as cdrkit has it. */

import type { Bench, Case } from './bench.js';
import { paranoia } from './cdrskin.js';
import { audioOf, dataOf, mustContain, mustEqual, waveOf } from './contents.js';

const burn = (bench: Bench, ...programArguments: string[]) =>
  bench.mustRun('wodim', 'dev=DEVICE', '-v', '-force', 'gracetime=2', ...programArguments);

/** `-packet` writes variable packets: what is between them is in no file. */
const dataModes: readonly (readonly [option: string, medium: string])[] = [
  ['-tao', 'cd-r'],
  ['-dao', 'cd-r'],
  ['-raw96r', 'cd-r'],
  ['-raw16', 'cd-r'],
];

export const wodimCases: readonly Case[] = [
  ...dataModes.map(
    ([option, medium]): Case => ({
      name: `wodim ${option} writes data`,
      medium,
      programs: ['wodim'],
      async check(bench) {
        const data = dataOf(500, 41);
        await burn(bench, option, '-data', bench.file('data.iso', data));
        await bench.reload();
        mustEqual('the track', await bench.readBlocks(0, 500), data);
      },
    }),
  ),
  ...['-tao', '-dao', '-raw96r'].map(
    (option): Case => ({
      name: `wodim ${option} writes audio`,
      medium: 'cd-r',
      programs: ['wodim', 'cdparanoia'],
      async check(bench) {
        const tracks = [audioOf(400, 42), audioOf(350, 43)];
        const files = tracks.map((samples, i) => bench.file(`track${i + 1}.wav`, waveOf(samples)));
        await burn(bench, option, '-audio', ...files);
        await bench.reload();
        for (const [i, samples] of tracks.entries())
          mustEqual(`track ${i + 1}`, (await paranoia(bench, i + 1)).subarray(0, samples.length), samples);
      },
    }),
  ),
  {
    name: 'wodim appends a session that cdrdao and icedax see',
    medium: 'cd-r',
    programs: ['wodim', 'cdrdao', 'icedax'],
    async check(bench) {
      const samples = audioOf(400, 45);
      const data = dataOf(600, 46);
      await burn(bench, '-tao', '-multi', '-audio', bench.file('first.wav', waveOf(samples)));
      await bench.reload();
      const next = (await bench.mustRun('wodim', 'dev=DEVICE', '-msinfo')).match(/^(\d+),(\d+)$/m);
      if (next?.[1] !== '0' || next[2] !== '11802') throw new Error(`-msinfo tells ${next?.[0]}`);
      await burn(bench, '-tao', '-data', bench.file('second.iso', data));
      await bench.reload();
      mustEqual('the second session', await bench.readBlocks(11_802, 600), data);
      const info = await bench.mustRun('cdrdao', 'disk-info', '--device', 'DEVICE', '--driver', 'generic-mmc');
      mustContain(info, /Sessions\s*: 2/, /Last Track\s*: 2/, /Appendable\s*: no/);
      await bench.mustRun('icedax', '-D', 'DEVICE', '-t', '1', '-O', 'raw', '-E', 'little', '-q', 'first.raw');
      mustEqual('the first session', bench.read('first.raw').subarray(0, samples.length), samples);
    },
  },
  {
    name: 'wodim -packet writes fixed packets to a CD-RW, and blanks it',
    medium: 'cd-rw',
    programs: ['wodim'],
    async check(bench) {
      const data = dataOf(512, 44);
      await burn(bench, '-packet', 'pktsize=16', '-multi', '-data', bench.file('data.iso', data));
      await bench.reload();
      mustEqual('the track', await bench.readBlocks(0, 512), data);
      await burn(bench, 'blank=fast');
      await bench.reload();
      mustContain(await bench.mustRun('wodim', 'dev=DEVICE', '-atip'), 'CMC Magnetics');
    },
  },
];
