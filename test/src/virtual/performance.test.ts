import { describe, expect, it } from 'vitest';
import {
  capabilitiesAndMechanicalStatus,
  fieldAt,
  findModePage,
  getPerformance,
  getPerformanceExceptions,
  getPerformanceWriteSpeed,
  hex,
  type Input,
  modeSense10,
  setCdSpeed,
  setStreaming,
  streamingPerformanceDescriptor,
  toBytes,
} from '../../../mmc/index.js';
import { Dvd, dvdRamInMemory, memoryStore, numberedSource, recordableMedia } from '../../../src/virtual/index.js';
import { answerOf, culpritOf, leadOut, run, type Setup, setUp } from './virtual-helpers.js';

type Descriptor = Input<typeof streamingPerformanceDescriptor>;

const fast: Descriptor = {
  endLba: leadOut - 1,
  readSizeKilobytes: 3528,
  readTimeMs: 1000,
  writeSizeKilobytes: 3000,
  writeTimeMs: 1000,
};
const readSpeed = ({ device }: Pick<Setup, 'device'>): number =>
  findModePage(device.sendSync(modeSense10, { pageCode: 0x2a }), capabilitiesAndMechanicalStatus)!
    .currentReadSpeedSelectedKilobytesPerSecond;

function stream({ transport }: Pick<Setup, 'transport'>, descriptor: Descriptor) {
  const cdb = [0xb6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0];
  const { completion } = run(transport, cdb, { out: toBytes(streamingPerformanceDescriptor, descriptor) });
  const place = /^data (\d+)(?:\.(\d))?$/.exec(culpritOf(cdb, completion) ?? '');
  const field =
    place && fieldAt(streamingPerformanceDescriptor, Number(place[1]), place[2] ? Number(place[2]) : undefined);
  return field ? [answerOf(completion), field.name] : [answerOf(completion)];
}

describe('GET PERFORMANCE', () => {
  it('tells how fast the medium is read, from the first block to the last', () => {
    expect(setUp().device.sendSync(getPerformance, {})).toEqual({
      performanceDataLength: 20,
      write: false,
      except: false,
      descriptors: [
        {
          startLba: 0,
          startPerformanceKilobytesPerSecond: 3041,
          endLba: leadOut - 1,
          endPerformanceKilobytesPerSecond: 3071,
        },
      ],
    });
  });

  it('tells one speed all over the disc where it is so slow that the disc need not turn at one rate', () => {
    const { device } = setUp();
    device.sendSync(setCdSpeed, { logicalUnitReadSpeedKilobytesPerSecond: 2822 });
    expect(device.sendSync(getPerformance, {}).descriptors).toMatchObject([
      { startPerformanceKilobytesPerSecond: 2822, endPerformanceKilobytesPerSecond: 2822 },
    ]);
  });

  it('tells of the outermost block of a full disc that it is read at the maximum', () => {
    const { device } = setUp({ medium: new Dvd(numberedSource(2_298_496)) });
    expect(device.sendSync(getPerformance, {}).descriptors).toMatchObject([
      { startPerformanceKilobytesPerSecond: 9169, endPerformanceKilobytesPerSecond: 22_159 },
    ]);
  });

  it.each([
    ['dvd+rw', [5540, 3324]],
    ['bd-r', [26_976, 17_984, 8992]],
    ['bd-re', [8992]],
    ['dvd-r', [22_160, 16_620, 11_080, 8310, 5540, 2770]],
  ] as const)('tells of a %s the write speeds that both it and the drive are made for', (name, speeds) => {
    const { device } = setUp({ medium: recordableMedia[name]!(memoryStore()) });
    const { descriptors } = device.sendSync(getPerformanceWriteSpeed, {});
    expect(descriptors.map(({ writeSpeedKilobytesPerSecond }) => writeSpeedKilobytesPerSecond)).toEqual(speeds);
  });

  it('begins where it is asked to', () => {
    const { device } = setUp({ medium: new Dvd(numberedSource(2_298_496)) });
    const [half] = device.sendSync(getPerformance, { startingLba: 1_149_248 }).descriptors;
    expect(half).toMatchObject({ startLba: 1_149_248, startPerformanceKilobytesPerSecond: 16_958 });
  });

  it('tells of two layers that the second is read back to the inside', () => {
    const { device } = setUp({ medium: new Dvd(numberedSource(4_000_000)) });
    const [whole] = device.sendSync(getPerformance, {}).descriptors;
    expect(whole?.endPerformanceKilobytesPerSecond).toBe(whole?.startPerformanceKilobytesPerSecond);
    const [turn] = device.sendSync(getPerformance, { startingLba: 2_000_000 }).descriptors;
    expect(turn?.startPerformanceKilobytesPerSecond).toBeGreaterThan(20_000);
  });

  it('tells how fast it is written, where it can be', () => {
    expect(setUp().device.sendSync(getPerformance, { write: true }).descriptors).toEqual([]);
    const { device } = setUp({ medium: dvdRamInMemory(64) });
    expect(device.sendSync(getPerformance, { write: true })).toMatchObject({
      write: true,
      descriptors: [{ endLba: 63, endPerformanceKilobytesPerSecond: 6925 }],
    });
  });

  it('knows no exceptions', () => {
    const { device } = setUp();
    for (const except of [1, 2])
      expect(device.sendSync(getPerformanceExceptions, { except })).toMatchObject({ except: true, descriptors: [] });
  });

  it('lists the speeds at which the medium can be written', () => {
    const { device } = setUp({ medium: dvdRamInMemory(64) });
    const { descriptors } = device.sendSync(getPerformanceWriteSpeed, {});
    expect(descriptors.map((each) => each.writeSpeedKilobytesPerSecond)).toEqual([6925, 4155, 2770]);
    expect(setUp().device.sendSync(getPerformanceWriteSpeed, {}).descriptors).toEqual([]);
  });

  it('returns as many descriptors as are asked for, and announces them all', () => {
    const { transport } = setUp({ medium: dvdRamInMemory(64) });
    const { completion, data } = run(transport, [0xac, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 0], { in: 100 });
    expect(completion.transferredBytes).toBe(8 + 2 * 16);
    expect(hex(data.subarray(0, 8))).toBe('00 00 00 34 00 00 00 00');
  });
});

describe('SET STREAMING', () => {
  it('sets the speed: a size over a time', () => {
    const setup = setUp();
    expect(stream(setup, fast)).toEqual(['GOOD']);
    expect(readSpeed(setup)).toBe(3528);
    expect(stream(setup, { ...fast, readSizeKilobytes: 500, readTimeMs: 2000 })).toEqual(['GOOD']);
    expect(readSpeed(setup)).toBe(250);
  });

  it('goes no faster than the drive can, and no slower', () => {
    const setup = setUp();
    stream(setup, { ...fast, readSizeKilobytes: 0x7fffffff });
    expect(readSpeed(setup)).toBe(7056);
    stream(setup, { ...fast, readSizeKilobytes: 0 });
    expect(readSpeed(setup)).toBe(176);
  });

  it('restores the defaults with RDD, whatever else it says', () => {
    const setup = setUp();
    stream(setup, fast);
    expect(stream(setup, { rdd: true })).toEqual(['GOOD']);
    expect(readSpeed(setup)).toBe(7056);
  });

  it('takes an end of 7FFFFFFFh, which programs send that do not know the medium', () => {
    expect(stream(setUp(), { ...fast, endLba: 0x7fffffff })).toEqual(['GOOD']);
  });

  it.each<[string, Descriptor, string]>([
    ['a reserved rotation', { ...fast, wrc: 2 }, 'wrc'],
    ['a start behind the medium', { ...fast, startLba: leadOut, endLba: 0x7fffffff }, 'startLba'],
    ['an end before the start', { ...fast, startLba: 100, endLba: 99 }, 'endLba'],
    ['no read time', { ...fast, readTimeMs: 0 }, 'readTimeMs'],
    ['no write time', { ...fast, writeTimeMs: 0 }, 'writeTimeMs'],
    ['an exact speed that it does not have', { ...fast, exact: true, readSizeKilobytes: 9000 }, 'readSizeKilobytes'],
  ])('refuses %s: 5/26/00 that points to it, and changes nothing', (_what, descriptor, field) => {
    const setup = setUp();
    stream(setup, fast);
    expect(stream(setup, descriptor)).toEqual(['5/26/00', field]);
    expect(readSpeed(setup)).toBe(3528);
  });

  it.each<[string, Descriptor, string]>([
    ['an end behind the medium', { ...fast, endLba: leadOut }, 'endLba'],
    ['a read size of zero', { ...fast, readSizeKilobytes: 0 }, 'readSizeKilobytes'],
    ['a write size of zero', { ...fast, writeSizeKilobytes: 0 }, 'writeSizeKilobytes'],
  ])('refuses %s as well, on a drive that is made so', (_what, descriptor, field) => {
    const setup = setUp({ realTimeStreaming: { oddValues: 'reject' } });
    expect(stream(setup, descriptor)).toEqual(['5/26/00', field]);
    expect(stream(setup, fast)).toEqual(['GOOD']);
  });

  it('takes exactly 28 bytes: 5/1A/00', () => {
    const { transport } = setUp();
    for (const length of [0, 27, 29]) {
      const cdb = [0xb6, 0, 0, 0, 0, 0, 0, 0, 0, 0, length, 0];
      expect(answerOf(run(transport, cdb, { out: new Uint8Array(length) }).completion)).toBe('5/1A/00');
    }
  });
});

describe('SET CD SPEED', () => {
  it('sets the speed, FFFFh the fastest', () => {
    const setup = setUp();
    setup.device.sendSync(setCdSpeed, { logicalUnitReadSpeedKilobytesPerSecond: 706 });
    expect(readSpeed(setup)).toBe(706);
    setup.device.sendSync(setCdSpeed, {});
    expect(readSpeed(setup)).toBe(7056);
  });
});

describe('a drive without feature 0107h', () => {
  it('does not know SET STREAMING and GET PERFORMANCE: 5/20/00', () => {
    const setup = setUp({ realTimeStreaming: false, personality: 'cd-writer' });
    expect(stream(setup, fast)).toEqual(['5/20/00']);
    expect(answerOf(setup.device.exchangeSync(getPerformance, {}))).toBe('5/20/00');
    expect(answerOf(setup.device.exchangeSync(getPerformanceWriteSpeed, {}))).toBe('5/20/00');
  });

  it('knows GET PERFORMANCE for defects alone where it overwrites DVD-RW', () => {
    const { transport } = setUp({ realTimeStreaming: false });
    const cdb = getPerformance.encodeCdb({});
    const { completion } = run(transport, cdb, { in: 8 });
    expect([answerOf(completion), culpritOf(cdb, completion)]).toEqual(['5/24/00', 'type']);
  });

  it('knows SET CD SPEED', () => {
    const { device } = setUp({ realTimeStreaming: false });
    expect(answerOf(device.exchangeSync(setCdSpeed, {}))).toBe('GOOD');
  });

  it('is the same where the feature is never current', () => {
    expect(stream(setUp({ realTimeStreaming: { current: false } }), fast)).toEqual(['5/20/00']);
  });

  it('and the command is refused by its number, so setStreaming has its own sense', () => {
    const { transport } = setUp({ realTimeStreaming: false });
    const { completion } = run(transport, setStreaming.encodeCdb({}), { out: new Uint8Array(28) });
    expect(hex(completion.sense)).toBe('70 00 05 00 00 00 00 0A 00 00 00 00 20 00 00 C0 00 00');
  });
});
