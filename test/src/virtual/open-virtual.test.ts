import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  featureRequest,
  findFeature,
  getConfiguration,
  readTocFormatted,
  realTimeStreaming,
  stopPlayScan,
  testUnitReady,
} from '../../../mmc/index.js';
import { Device, neverRetry, patientRetry } from '../../../src/device/index.js';
import { ManualClock } from '../../../src/time/clock.js';
import { TransportError, type TransportErrorKind } from '../../../src/transport/transport-error.js';
import { openVirtual, recordableMedia } from '../../../src/virtual/index.js';
import { answerOf } from './virtual-helpers.js';

const folder = mkdtempSync(join(tmpdir(), 'discwire-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function open(name: string): Promise<Device> {
  const device = new Device(await openVirtual(name));
  await device.exchange(testUnitReady, {}, undefined, { retry: patientRetry() });
  return device;
}

async function errorOf(name: string): Promise<{ kind: TransportErrorKind; message: string }> {
  const error: unknown = await openVirtual(name).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TransportError);
  return error as TransportError;
}

describe('openVirtual', () => {
  it('opens the demo drive: data and two tracks of audio', async () => {
    await using device = await open('virtual:');
    expect(answerOf(await device.exchange(testUnitReady, {}))).toBe('GOOD');
    const { tracks } = await device.send(readTocFormatted, {});
    expect(tracks.map(({ control }) => control)).toEqual([4, 2, 2, 2]);
  });

  it('opens a drive without a medium, and one with a medium to write on', async () => {
    await using empty = await open('virtual:empty');
    expect(answerOf(await empty.exchange(testUnitReady, {}))).toBe('2/3A/01');
    await using writable = await open('virtual:dvd-ram');
    const { currentProfile } = await writable.send(getConfiguration, {});
    expect(currentProfile).toBe(0x12);
  });

  it('opens image files', async () => {
    const iso = join(folder, 'disc with blanks.ISO');
    writeFileSync(iso, new Uint8Array(20 * 2048));
    await using first = await open(`virtual:${iso}`);
    expect((await first.send(readTocFormatted, {})).tracks.map((track) => track.trackStartAddress)).toEqual([0, 20]);
    const cue = join(folder, 'disc.cue');
    writeFileSync(join(folder, 'disc.bin'), new Uint8Array(30 * 2352));
    writeFileSync(cue, 'FILE "disc.bin" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n');
    await using second = await open(`virtual:${cue}?streaming=off`);
    expect((await second.send(readTocFormatted, {})).tracks.map((track) => track.trackStartAddress)).toEqual([0, 30]);
  });

  it('opens a new drive every time, which is there for the operator', async () => {
    await using one = await openVirtual('virtual:');
    await using other = await openVirtual('virtual:');
    one.drive.pressEjectButton();
    expect([one.drive.isTrayOpen, other.drive.isTrayOpen]).toEqual([true, false]);
    expect([one.name, other.name]).toEqual(['virtual:', 'virtual:']);
  });

  it('makes the drive as the options say', async () => {
    const stopped = async (name: string) => {
      await using device = await open(name);
      return answerOf(await device.exchange(stopPlayScan, {}));
    };
    expect(await stopped('virtual:')).toBe('GOOD');
    expect(await stopped('virtual:?stop-idle=good')).toBe('GOOD');
    expect(await stopped('virtual:?stop-idle=error')).toBe('5/2C/00');
    const streaming = async (name: string) => {
      await using device = await open(name);
      return findFeature(await device.send(getConfiguration, { rt: featureRequest.all }), realTimeStreaming)?.sw;
    };
    expect(await streaming('virtual:?streaming=on')).toBe(true);
    expect(await streaming('virtual:?streaming=read')).toBe(false);
    expect(await streaming('virtual:?stop-idle=error&streaming=off')).toBe(undefined);
    const first = async (name: string) => {
      await using transport = await openVirtual(name);
      return answerOf(await new Device(transport, { retry: neverRetry }).exchange(testUnitReady, {}));
    };
    expect(await first('virtual:')).toBe('6/29/00');
    expect(await first('virtual:?power-on=silent')).toBe('GOOD');
    expect(await first('virtual:?power-on=silent&becoming-ready=60000')).toBe('2/04/01');
  });

  it('goes by the clock that it is given', async () => {
    const clock = new ManualClock();
    await using transport = await openVirtual('virtual:?power-on=silent&becoming-ready=5000', { clock });
    const device = new Device(transport);
    clock.advance(4999);
    expect(answerOf(await device.exchange(testUnitReady, {}))).toBe('2/04/01');
    clock.advance(1);
    expect(answerOf(await device.exchange(testUnitReady, {}))).toBe('6/28/00');
  });

  it('closes its image file with the transport', async () => {
    const iso = join(folder, 'closing.iso');
    writeFileSync(iso, new Uint8Array(20 * 2048));
    const transport = await openVirtual(`virtual:${iso}`);
    const { medium } = transport.drive;
    await transport.close();
    expect(() => medium!.readUserData(0, 1, new Uint8Array(2048), 0)).toThrow('is closed');
  });
});

describe('a name that openVirtual does not know', () => {
  it.each<[string, TransportErrorKind, string]>([
    ['virtual:nowhere/disc.iso', 'notFound', 'there is no file nowhere/disc.iso'],
    ['virtual:nowhere/disc.cue', 'notFound', 'there is no file nowhere/disc.cue'],
    [
      'virtual:disc.nrg',
      'unsupported',
      `there are virtual: alone, empty, ${Object.keys(recordableMedia).join(', ')}, and files that end in .iso`,
    ],
    ['virtual:full', 'unsupported', '"full" is no medium'],
    ['virtual:?speed=fast', 'unsupported', 'there is no option speed; there are stop-idle, streaming'],
    ['virtual:?stop-idle=maybe', 'unsupported', 'stop-idle cannot be "maybe"; it takes good, error'],
    ['virtual:?becoming-ready=soon', 'unsupported', 'it takes milliseconds'],
    ['virtual:?toString=1', 'unsupported', 'there is no option toString'],
    ['/dev/sr0', 'unsupported', 'begins with virtual:'],
  ])('%s: %s', async (name, kind, message) => {
    const error = await errorOf(name);
    expect([error.kind, error.message]).toEqual([kind, expect.stringContaining(message)]);
  });

  it('says what is wrong with an image', async () => {
    const cue = join(folder, 'broken.cue');
    writeFileSync(cue, 'FILE "x.bin" BINARY\nTRACK 01 CDX\n');
    const error = await errorOf(`virtual:${cue}`);
    expect([error.kind, error.message]).toEqual([
      'unsupported',
      expect.stringContaining(`virtual:${cue}: ${cue}:2: TRACK type CDX is not supported; there are AUDIO, CDG`),
    ]);
  });
});
