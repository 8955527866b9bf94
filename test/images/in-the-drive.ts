/** What programs read of an image that lies in the drive: sessions of a CUE sheet, hidden audio, graphics. */
import { bytesSource, CompactDisc } from '../../src/virtual/index.js';
import type { ProgramCase } from '../programs/cases.js';
import { audioOf, noise } from '../recorders/contents.js';
import { mustBe, sectorsOf, type Workshop } from './workshop.js';

const audio = (count: number, seed: number) =>
  ({ type: 'audio', source: bytesSource(audioOf(count, seed), 2352) }) as const;
const driver = ['--device', 'DEVICE', '--driver', 'generic-mmc', '-v', '0'];
const rToWBits = 0x3f;

export const driveCases: readonly ProgramCase<Workshop>[] = [
  {
    name: 'cdrdao reads each session of a CUE sheet with three',
    programs: ['cdrdao'],
    async check(workshop) {
      const data = (seed: number) => ({ type: 'mode1', source: bytesSource(noise(350 * 2048, seed), 2048) }) as const;
      const original = new CompactDisc({
        sessions: [{ tracks: [audio(400, 6), audio(400, 7)] }, { tracks: [data(8)] }, { tracks: [data(9)] }],
      });
      await workshop.save(original, 'a.cue');
      for (const { number, leadOutStart } of original.sessions) {
        const disc = workshop.open('a.cue');
        const name = `session${number}`;
        const options = ['--session', `${number}`, '--read-raw', '--datafile', `${name}.bin`, ...driver];
        await workshop.runAtDrive(disc, 'cdrdao', 'read-cd', ...options, `${name}.toc`);
        const own = original.tracks.filter(({ sessionNumber }) => sessionNumber === number);
        const copy = workshop.open(`${name}.toc`);
        const { start } = own[0]!;
        mustBe(
          'tracks',
          copy.tracks.map((track) => [track.start, track.end, track.type]),
          own.map((track) => [track.start - start, track.end - start, track.type]),
        );
        const count = leadOutStart - start;
        mustBe(name, sectorsOf(copy, 0, count), sectorsOf(original, start, count));
        copy.close();
        disc.close();
      }
    },
  },
  {
    name: 'cdparanoia rips the audio hidden before track 1 of a CUE sheet',
    programs: ['cdparanoia'],
    async check(workshop) {
      const original = new CompactDisc({ tracks: [{ ...audio(900, 10), pauseBlocksInSource: 300 }, audio(500, 11)] });
      await workshop.save(original, 'a.cue');
      const disc = workshop.open('a.cue');
      await workshop.runAtDrive(disc, 'cdparanoia', '-d', 'DEVICE', '-q', '-r', '0', 'out.raw');
      mustBe('samples', workshop.read('out.raw'), sectorsOf(original, 0, 300));
      disc.close();
    },
  },
  {
    name: 'cdrdao reads the graphics of a CloneCD image, and we read them in its TOC file',
    programs: ['cdrdao'],
    async check(workshop) {
      const subChannels = bytesSource(noise(500 * 96, 12), 96);
      const original = new CompactDisc({ tracks: [{ ...audio(500, 13), subChannels, hasOnlyRToW: true }] });
      await workshop.save(original, 'a.ccd');
      const disc = workshop.open('a.ccd');
      const options = ['--read-subchan', 'rw_raw', '--paranoia-mode', '0', '--datafile', 'b.bin', ...driver];
      await workshop.runAtDrive(disc, 'cdrdao', 'read-cd', ...options, 'b.toc');
      const copy = workshop.open('b.toc');
      mustBe('samples', sectorsOf(copy, 0, 500), sectorsOf(original, 0, 500));
      mustBe('R to W', rToWOf(copy, 500), rToWOf(original, 500));
      copy.close();
      disc.close();
    },
  },
];

function rToWOf(disc: CompactDisc, count: number): Uint8Array {
  const channels = new Uint8Array(count * 96);
  for (let lba = 0; lba < count; lba++) disc.readSubChannels(lba, channels, lba * 96);
  return channels.map((byte) => byte & rToWBits);
}
