/** Programs that have to manage with a drive that fails by a plan. */
import { rawSectorBytes, readCd } from '../../mmc/index.js';
import type { FaultPlan } from '../../src/virtual/index.js';
import type { Bench, Case } from './bench.js';
import { paranoia } from './cdrskin.js';
import { audioOf, dataOf, mustEqual, waveOf } from './contents.js';

const audioSectors = 600;
const dataSectors = 700;

/**
 * Every third read begins elsewhere, and every fiftieth sector is read wrong, another one each time. Not at the end of the
 * disc: behind it there is nothing by which cdparanoia could find its place.
 */
const shakyReads: FaultPlan = {
  seed: 7,
  faults: [
    { kind: 'jitter', samples: 100, after: 2, probability: 0.3, blocks: { first: 0, last: audioSectors - 30 } },
    { kind: 'c2', persistent: false, probability: 0.02, bytesPerSector: 40 },
  ],
};

const [firstDead, lastDead] = [300, 301] as const;
/** Two sectors that nothing brings back. */
const deadBlocks: FaultPlan = { faults: [{ kind: 'unreadable', blocks: { first: firstDead, last: lastDead } }] };
/** Of both channels: cdparanoia counts in these. */
const samplesPerSector = rawSectorBytes / 2;
/** cdparanoia reads so many at a time, and loses what it read with a bad one. */
const readSectors = 27;

/** What a program gets that trusts every read. */
async function trusting({ device }: Bench): Promise<Uint8Array> {
  const samples = new Uint8Array(rawSectorBytes * audioSectors);
  for (let at = 0; at < audioSectors; at += 25)
    samples.set(
      await device.send(readCd, { startingLogicalBlockAddress: at, transferLengthBlocks: 25, userData: true }),
      at * rawSectorBytes,
    );
  return samples;
}

const badBlocks = [100, 101, 333, 600];

export const faultCases: readonly Case[] = [
  {
    name: 'cdparanoia recovers every sample from jitter and scratches, and says where it cannot read',
    medium: 'cd-r',
    programs: ['cdparanoia', 'cdrskin'],
    async check(bench) {
      const samples = audioOf(audioSectors, 31);
      await bench.mustRun('cdrskin', 'dev=DEVICE', '-sao', '-audio', bench.file('track1.wav', waveOf(samples)));
      await bench.reload();
      mustEqual('what was burned', await trusting(bench), samples);
      await bench.setFaults(shakyReads);
      if (Buffer.compare(await trusting(bench), samples) === 0) throw new Error('the plan does no harm');
      // A medium that has changed is told to the first program that comes, and cdparanoia does not understand it.
      await bench.mustRun('cdrskin', 'dev=DEVICE', '-toc');
      await bench.setFaults(shakyReads);
      mustEqual('what cdparanoia makes of it', await paranoia(bench, 1), samples);
      await bench.setFaults(deadBlocks);
      const output = await bench.mustRun('cdparanoia', '-e', '-r', '-d', 'DEVICE', '1', 'skipped.raw');
      const skips = [...output.matchAll(/\[skip\] @ (\d+)/g)].map(([, at]) => Number(at) / samplesPerSector);
      if (`${skips}` !== `${firstDead}`)
        throw new Error(`it tells of skips in sectors ${skips}:\n${output.slice(-3000)}`);
      const [before, behind] = [firstDead, lastDead + 1 + readSectors].map((sector) => sector * rawSectorBytes);
      const skipped = bench.read('skipped.raw');
      mustEqual('what is before', skipped.subarray(0, before), samples.subarray(0, before));
      mustEqual('what is behind', skipped.subarray(behind), samples.subarray(behind));
    },
  },
  {
    name: 'readom finds the bad blocks, all of them and no others',
    medium: 'cd-r',
    programs: ['readom', 'cdrskin'],
    async check(bench) {
      const data = dataOf(dataSectors, 32);
      await bench.mustRun('cdrskin', 'dev=DEVICE', '-tao', bench.file('data.iso', data));
      await bench.reload();
      await bench.setFaults({
        faults: badBlocks.map((first) => ({ kind: 'unreadable', blocks: { first, last: first } })),
      });
      const options = ['-noerror', 'retries=1', `sectors=0-${dataSectors}`, 'f=read.iso'];
      const { output } = await bench.run('readom', 'dev=DEVICE', ...options);
      const told = [...output.matchAll(/Error on sector (\d+) not corrected/g)].map(([, sector]) => Number(sector));
      if (`${told}` !== `${badBlocks}`) throw new Error(`it tells of sectors ${told}:\n${output.slice(-3000)}`);
      const read = bench.read('read.iso');
      for (const at of badBlocks) data.copy(read, 2048 * at, 2048 * at, 2048 * (at + 1));
      mustEqual('the other blocks', read, data);
    },
  },
];
