/** cdrskin, which is libburn. */
import { read10 } from '../../mmc/index.js';
import { dataOf, mustEqual } from './contents.js';
import type { Case } from './harness.js';

export const cdrskinCases: readonly Case[] = [
  {
    name: 'cdrskin writes a data track at once',
    medium: 'cd-r',
    programs: ['cdrskin'],
    async check(bench) {
      const data = dataOf(700);
      const path = bench.file('data.iso', data);
      await bench.mustRun('cdrskin', 'dev=DEVICE', '-v', '-tao', path);
      bench.reload();
      const read = await bench.device.send(read10, { logicalBlockAddress: 0, transferLengthBlocks: 700 });
      mustEqual('the track', read, data);
    },
  },
];
