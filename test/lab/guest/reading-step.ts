/** Unmodified programs and the kernel's file systems read our own drive; what they get is what the disc holds. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rawSectorBytes } from '../../../mmc/index.js';
import { audioOf, dataOf, mustContain, mustEqual } from '../../recorders/contents.js';
import type { ProgramReport } from './program-report.js';
import { runGood } from './programs.js';
import type { AttachedDrive, ServedDrives } from './served-drives.js';

const [dataSectors, audioSectors] = [200, 500];

/** A disc with a data track and two audio tracks, as an image. */
export interface KnownDisc {
  readonly cue: string;
  readonly data: Buffer;
  readonly audio: readonly [Buffer, Buffer];
}

/** Makes the image in a folder. */
export function makeKnownDisc(folder: string): KnownDisc {
  const data = dataOf(dataSectors, 51);
  const audio = [audioOf(audioSectors, 52), audioOf(audioSectors, 53)] as const;
  writeFileSync(join(folder, 'data.bin'), data);
  writeFileSync(join(folder, 'audio.bin'), Buffer.concat(audio));
  const cue = join(folder, 'known.cue');
  writeFileSync(
    cue,
    `CATALOG 4988006116269
FILE "data.bin" BINARY
  TRACK 01 MODE1/2048
    INDEX 01 00:00:00
FILE "audio.bin" BINARY
  TRACK 02 AUDIO
    ISRC GBAYE6700149
    PREGAP 00:02:00
    INDEX 01 00:00:00
  TRACK 03 AUDIO
    INDEX 01 00:06:50
`,
  );
  return { cue, data, audio };
}

/** Where the tracks of the known disc begin. */
const starts = [0, dataSectors + 150, dataSectors + 150 + audioSectors] as const;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Every file of a mounted tree, by its name. */
function hashes(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name.toLowerCase(), sha256(readFileSync(join(folder, name)))]),
  );
}

/** Mounts the drive and hands over where. */
async function mounted(node: string, options: readonly string[], body: (folder: string) => unknown): Promise<void> {
  const folder = mkdtempSync('/tmp/mounted-');
  runGood('mount', [...options, node, folder]);
  try {
    await body(folder);
  } finally {
    runGood('umount', [folder]);
    rmSync(folder, { recursive: true });
  }
}

/** CDs: what tracks there are, and every sample. */
export async function checkCdReading(report: ProgramReport, served: ServedDrives, drive: AttachedDrive) {
  const { node } = drive;
  const folder = mkdtempSync('/tmp/known-');
  const disc = makeKnownDisc(folder);
  await served.control('change', { drive: drive.number, medium: disc.cue });
  await readKnownDisc(node, disc, folder, (what, program, body) =>
    report.check(drive, { what, programs: [program], medium: 'CD-ROM, data and audio' }, body),
  );
  rmSync(folder, { recursive: true });
}

/** Programs read the known disc in a drive; `check` is told what each is to do. They put what they read into the folder. */
export async function readKnownDisc(
  node: string,
  { data, audio }: KnownDisc,
  folder: string,
  check: (what: string, program: string, body: () => unknown) => Promise<void>,
): Promise<void> {
  await check('finds the tracks, the catalog number and the ISRC', 'cd-info', () => {
    const { stdout } = runGood('cd-info', ['--no-header', '--no-cddb', '-C', node]);
    for (const [i, start] of starts.entries())
      mustContain(stdout, new RegExp(`${i + 1}: \\S+ +0*${start} +${i === 0 ? 'data' : 'audio'}`));
    mustContain(stdout, '(MCN): 4988006116269', 'TRACK  2 ISRC: GBAYE6700149');
  });
  await check('reads audio sectors', 'cd-read', () => {
    const file = join(folder, 'read.bin');
    runGood('cd-read', ['--no-header', '-m', 'audio', '-s', String(starts[1]), '-n', '32', '-o', file, '-C', node]);
    mustEqual('the sectors', readFileSync(file), audio[0].subarray(0, 32 * rawSectorBytes));
  });
  for (const [i, samples] of audio.entries())
    await check(`rips track ${i + 2}, to the sample`, 'cdparanoia', () => {
      const file = join(folder, 'track.raw');
      runGood('cdparanoia', ['-q', '-r', '-d', node, String(i + 2), file]);
      mustEqual('the samples', readFileSync(file), samples);
    });
  await check('reads the data track, block by block', 'dd', () => {
    const { bytes } = runGood('dd', [`if=${node}`, 'bs=2048', `count=${dataSectors}`]);
    mustEqual('the track', bytes, data);
  });
  await check('reads the table of contents', 'cdrdao', () => {
    const toc = join(folder, 'read.toc');
    runGood('cdrdao', ['read-toc', '--fast-toc', '--device', node, '--driver', 'generic-mmc', toc]);
    mustContain(readFileSync(toc, 'latin1'), 'TRACK MODE1', '00:02:50', '00:06:50');
  });
  await check('prints the features', 'sg_get_config', () => {
    mustContain(
      runGood('sg_get_config', [node]).stdout,
      'CD read',
      'Real time streaming',
      'DVD+RW',
      'Drive serial number: DW00000001',
    );
  });
}

/** Makes an image with a single audio track, for who plays it from the first block on. */
export function makeAudioDisc(folder: string): string {
  const cue = join(folder, 'audio.cue');
  writeFileSync(join(folder, 'track.bin'), audioOf(1500, 54));
  writeFileSync(cue, 'CATALOG 4988006116269\nFILE "track.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n');
  return cue;
}

/** Files by the kernel's own file systems: ISO 9660 and UDF that others made, and UDF that the kernel writes itself. */
export async function checkFileSystems(report: ProgramReport, served: ServedDrives, drive: AttachedDrive) {
  const { node, number } = drive;
  const folder = mkdtempSync('/tmp/files-');
  const source = join(folder, 'source');
  mkdirSync(source);
  for (const [name, sectors] of [
    ['first.bin', 700],
    ['second.bin', 33],
  ] as const)
    writeFileSync(join(source, name), dataOf(sectors, sectors).subarray(1));
  const expected = hashes(source);
  const image = join(folder, 'image.iso');
  runGood('genisoimage', ['-quiet', '-udf', '-R', '-o', image, source]);
  await served.control('change', { drive: number, medium: image });

  for (const type of ['iso9660', 'udf'])
    await report.check(
      drive,
      {
        what: `mounts ${type}: files by their hashes`,
        programs: ['mount', 'genisoimage'],
        medium: 'CD-ROM',
      },
      () => mounted(node, ['-r', '-t', type], (where) => assert.deepEqual(hashes(where), expected)),
    );
  await report.check(
    drive,
    {
      what: 'formats with UDF; the kernel writes files and reads them again',
      programs: ['mkudffs', 'mount'],
      medium: 'dvd-ram',
    },
    async () => {
      const disc = join(folder, 'ram.disc');
      await served.control('change', { drive: number, medium: `${disc}?new=dvd-ram` });
      runGood('mkudffs', ['--media-type=dvdram', node]);
      await mounted(node, ['-t', 'udf'], (where) => runGood('cp', ['-r', `${source}/.`, where]));
      await served.control('eject', { drive: number });
      await served.control('insert', { drive: number, medium: disc });
      await mounted(node, ['-r', '-t', 'udf'], (where) => {
        rmSync(join(where, 'lost+found'), { recursive: true, force: true });
        const { 'lost+found': _, ...files } = hashes(where);
        assert.deepEqual(files, expected);
      });
    },
  );
  await served.control('eject', { drive: number });
  rmSync(folder, { recursive: true });
}
