import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { decodeSense, parseHex } from '../../../mmc/index.js';
import type { Observations } from '../../conformance/observations.js';
import type { ConformanceResult } from '../../conformance/run.js';
import type { Lab } from './lab.js';
import { type RunScript, windowsPath } from './programs.js';

/** The suite on one drive through one transport. */
export interface Subject {
  /** What its checks are called, e.g. `linux /dev/sr0`. */
  readonly label: string;
  /** What it is opened by. */
  readonly device: string;
  readonly runScript: RunScript;
  readonly isWindows?: boolean;
  /** Cases that cannot pass there, with what has to be in the failure. */
  readonly knownFailures?: Readonly<Record<string, string>>;
}

/** Runs the whole suite; every case is a check. Returns what the drive told, or undefined where it did not finish. */
export async function runConformance(lab: Lab, subject: Subject): Promise<Observations | undefined> {
  const { label, device, runScript, isWindows, knownFailures = {} } = subject;
  lab.heading(`conformance: ${label}`);
  const file = join(lab.places.out, `conformance-${label.replaceAll(/[^a-z0-9]+/gi, '-')}.json`);
  let result: ConformanceResult | undefined;
  await lab.check(`${label}: the suite runs to its end`, () => {
    const args = [device, isWindows ? windowsPath(file) : file];
    const ended = runScript('test/conformance/run.js', args, { timeoutMs: 240_000 });
    assert.ok(ended.status === 0 || ended.status === 1, `${ended.signal}\n${ended.stdout}\n${ended.stderr}`);
    result = JSON.parse(readFileSync(file, 'utf8')) as ConformanceResult;
  });
  for (const { name, error } of result?.cases ?? []) {
    const known = knownFailures[name];
    if (known === undefined) lab.record({ name: `${label}: ${name}`, ...(error === undefined ? {} : { error }) });
    else await lab.check(`${label}: ${name}: no, as expected`, () => assert.ok(error?.includes(known), error));
  }
  return result?.observations;
}

/** Asks a drive without running the suite on it. */
export async function observeOnly(lab: Lab, device: string, runScript: RunScript): Promise<Observations | undefined> {
  lab.heading(`what ${device} tells`);
  let observations: Observations | undefined;
  await lab.check(`${device}: tells what is compared`, () => {
    const file = join(lab.places.out, 'observations.json');
    const { status, stderr } = runScript('test/lab/scripts/observe.js', [device, file]);
    assert.equal(status, 0, stderr);
    observations = JSON.parse(readFileSync(file, 'utf8')) as Observations;
  });
  return observations;
}

/** What one subject told. */
export type Told = readonly [label: string, observations: Observations];

/** The two tell the same, byte for byte; limits belong to a transport, not to the drive. */
export async function compareObservations(lab: Lab, [labelA, a]: Told, [labelB, b]: Told): Promise<void> {
  const compare = (what: string, of: (observations: Observations) => unknown) =>
    lab.check(`${labelA} and ${labelB} agree: ${what}`, () => assert.deepEqual(of(a), of(b)));
  await compare('INQUIRY data', ({ inquiry }) => inquiry);
  await compare('READ TOC data', ({ toc }) => toc);
  await compare('READ CAPACITY data', ({ capacity }) => capacity);
  await compare('READ(10) hash', ({ read }) => read);
  for (const name of Object.keys(a.sense)) await compare(`sense bytes of ${name}`, ({ sense }) => sense[name]);
}

/** Two different drives refuse the same things for the same reasons. */
export async function compareRefusals(lab: Lab, [labelA, a]: Told, [labelB, b]: Told): Promise<void> {
  for (const name of Object.keys(a.sense))
    await lab.check(`${labelA} and ${labelB} agree: what the sense of ${name} says`, () => {
      const [decodedA, decodedB] = [a, b].map(({ sense }) => decodeSense(parseHex(sense[name] ?? '')));
      assert.ok(decodedA && decodedB);
      const said = ({ senseKey, asc, ascq, deferred }: typeof decodedA) => ({ senseKey, asc, ascq, deferred });
      assert.deepEqual(said(decodedA), said(decodedB));
    });
}

/** What was read is what is on the disc. */
export function checkContent(lab: Lab, [label, { read }]: Told): Promise<void> {
  return lab.check(`${label}: READ(10) brings what the image holds`, () => {
    assert.equal(read.sha256, imageHash(lab, read.startAddress, read.blocks));
  });
}

/** SHA-256 of blocks of the image in the drive, as the host's file system has it. */
export function imageHash(lab: Lab, startAddress: number, blocks: number): string {
  const content = new Uint8Array(blocks * 2048);
  const file = openSync(join(lab.places.work, 'disc.iso'), 'r');
  assert.equal(readSync(file, content, 0, content.length, startAddress * 2048), content.length);
  closeSync(file);
  return createHash('sha256').update(content).digest('hex');
}
