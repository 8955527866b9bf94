import { describe, expect, it } from 'vitest';
import { modePageOf, modeSelect10, powerConditionPage, setCdSpeed } from '../../../mmc/index.js';
import { captureDrive, Device } from '../../../src/index.js';
import {
  capturedPersonality,
  type DriveCapture,
  Dvd,
  demoDisc,
  dvdRamInMemory,
  type Medium,
  numberedSource,
  personalities,
  VirtualDrive,
  type VirtualDriveOptions,
} from '../../../src/virtual/index.js';

const media: readonly [string, () => Medium | undefined][] = [
  ['a CD', demoDisc],
  ['a DVD-ROM', () => new Dvd(numberedSource(100))],
  ['a DVD-RAM', () => dvdRamInMemory(64)],
  ['nothing', () => undefined],
];

const deviceOf = (options: VirtualDriveOptions) => new Device(new VirtualDrive(options).connect());
const capture = (options: VirtualDriveOptions): Promise<DriveCapture> => captureDrive(deviceOf(options));
const copyOf = (captured: DriveCapture) => capturedPersonality(JSON.stringify(captured));

/** What the copy has to say byte for byte. */
const bytesOf = ({ decoded: _, commands: _1, ...answers }: DriveCapture) => answers;
/** Which commands were there, and which were not. */
const commandsOf = ({ commands }: DriveCapture) =>
  commands.map(({ name, refused }) => `${name}: ${refused === '5/20/00' ? 'no' : 'yes'}`);

describe.each(Object.keys(personalities))('a captured %s', (personality) => {
  it.each(media)('answers as the drive itself, with %s in it', async (_what, medium) => {
    const original = await capture({ personality, medium: medium() });
    const copy = await capture({ personality: copyOf(original), medium: medium() });
    expect(bytesOf(copy)).toEqual(bytesOf(original));
    expect(commandsOf(copy)).toEqual(commandsOf(original));
  });

  it('has the profiles, features and pages of its personality', async () => {
    const copy = copyOf(await capture({ personality, medium: demoDisc() }));
    const own = personalities[personality]!;
    expect(copy.profiles).toEqual(own.profiles);
    expect(copy.features.map(({ code, version }) => [code, version])).toEqual(
      own.features.map(({ code, version }) => [code, version]),
    );
    expect([...copy.modePages.keys()]).toEqual([...own.modePages.keys()]);
    expect(copy.bufferBytes).toBe(own.bufferBytes);
    expect(copy.rpc).toEqual(own.rpc);
  });
});

describe('a captured drive', () => {
  it('has the features of another medium when it gets one', async () => {
    const personality = copyOf(await capture({ medium: demoDisc() }));
    const withDvd = await capture({ personality, medium: dvdRamInMemory(64) });
    const original = await capture({ medium: dvdRamInMemory(64) });
    expect(withDvd.configuration.data).toBe(original.configuration.data);
  });

  it('keeps what was set in its mode pages apart from the defaults', async () => {
    const device = deviceOf({ medium: demoDisc(), powerOnUnitAttention: false });
    const page = modePageOf(powerConditionPage, { idle: true, standby: false, idleTimer: 77, standbyTimer: 9000 });
    await device.send(modeSelect10, { parameterListLength: 20 }, { pages: [page] });
    const original = await captureDrive(device);
    const copy = await capture({ personality: copyOf(original), medium: demoDisc() });
    expect(bytesOf(copy)).toEqual(bytesOf(original));
    const found = original.modePages.find(({ page: code }) => code === powerConditionPage.code)!;
    expect(found.current.data).not.toBe(found.default.data);
  });

  it('can be set to other speeds', async () => {
    const personality = copyOf(await capture({ medium: demoDisc() }));
    const device = deviceOf({ personality, medium: demoDisc(), powerOnUnitAttention: false });
    await device.send(setCdSpeed, { logicalUnitReadSpeedKilobytesPerSecond: 706 });
    const { performance } = await captureDrive(device);
    expect(performance.read.data).toContain('00 00 02 C2');
  });

  it('says of a feature nobody knows what it said', async () => {
    const original = await capture({ personality: 'cd-reader', medium: demoDisc() });
    const unknown = 'FF 70 03 04 DE AD BE EF';
    const bytes = original.configuration.data!;
    const length = (Number.parseInt(bytes.slice(6, 11).replace(' ', ''), 16) + 8).toString(16).toUpperCase();
    const data = `00 00 00 ${length}${bytes.slice(11)} ${unknown}`;
    const personality = copyOf({ ...original, configuration: { ...original.configuration, data } });
    const copy = await capture({ personality, medium: demoDisc() });
    expect(copy.configuration.data).toBe(data);
  });

  it('is asked nothing that changes it', async () => {
    const device = deviceOf({ medium: dvdRamInMemory(64), powerOnUnitAttention: false });
    const first = await captureDrive(device);
    expect(await captureDrive(device)).toEqual(first);
    expect(first.commands.length).toBeGreaterThan(20);
    const unprobed = await captureDrive(device, { probeCommands: false });
    expect(unprobed.commands).toEqual([]);
  });
});

describe('a file that is no captured drive', () => {
  it.each<[string, string, string]>([
    ['no JSON', '{', 'it is not JSON'],
    ['something else', '{"a":1}', 'it does not hold a captured drive; discwire capture makes such files'],
    [
      'of another version',
      '{"format":"discwire drive","version":2}',
      'it is of version 2, and this program reads version 1',
    ],
    ['that lacks something', '{"format":"discwire drive","version":1}', '"inquiry" is no answer: it has no cdb'],
  ])('%s is refused, and the message says why', (_what, text, message) => {
    expect(() => capturedPersonality(text)).toThrow(message);
  });

  it('with bytes that are none is refused', async () => {
    const original = await capture({ medium: demoDisc() });
    const broken = (configuration: DriveCapture['configuration']) => () => copyOf({ ...original, configuration });
    expect(broken({ cdb: '46', data: 'zz' })).toThrow('the data of "configuration" is not bytes in hexadecimal');
    expect(broken({ cdb: '46' })).toThrow('"configuration" has neither data nor refused');
    expect(broken({ cdb: '46', refused: '5/20/00' })).toThrow('the drive did not answer configuration: 5/20/00');
  });
});
