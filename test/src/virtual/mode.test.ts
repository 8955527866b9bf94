import { describe, expect, it } from 'vitest';
import {
  capabilitiesAndMechanicalStatus,
  cdAudioControl,
  findModePage,
  hex,
  modeSense10,
  pageControl,
  parseHex,
  preventAllowMediumRemoval,
  setCdSpeed,
  testUnitReady,
} from '../../../mmc/index.js';
import { Device } from '../../../src/device/index.js';
import { dvdRamInMemory } from '../../../src/virtual/index.js';
import { answerOf, culpritOf, run, type Setup, setUp } from './virtual-helpers.js';

const header = '00 00 00 00 00 00 00 00';
const defaultPage = '0E 0E 04 00 00 00 00 4B 01 FF 02 FF 00 00 00 00';
const changedPage = '0E 0E 06 00 00 00 00 4B 03 80 00 00 00 00 00 00';

function audioPage({ transport }: Pick<Setup, 'transport'>, pc = 0): string {
  const { completion, data } = run(transport, [0x5a, 8, (pc << 6) | 0x0e, 0, 0, 0, 0, 0, 64, 0], { in: 64 });
  return hex(data.subarray(8, completion.transferredBytes));
}

function select({ transport }: Pick<Setup, 'transport'>, list: string, length = parseHex(list).length) {
  const out = parseHex(list);
  const cdb = [0x55, 0x10, 0, 0, 0, 0, 0, 0, length, 0];
  const { completion } = run(transport, cdb, { out });
  return [answerOf(completion), culpritOf(cdb, completion)];
}

describe('MODE SENSE(10)', () => {
  it('gives a page as it is, what of it can be changed, and its defaults', () => {
    const setup = setUp();
    expect(audioPage(setup, pageControl.current)).toBe(defaultPage);
    expect(audioPage(setup, pageControl.changeable)).toBe('0E 0E 02 00 00 00 00 00 0F FF 0F FF 00 00 00 00');
    expect(audioPage(setup, pageControl.default)).toBe(defaultPage);
    select(setup, `${header} ${changedPage}`);
    expect(audioPage(setup, pageControl.current)).toBe(changedPage);
    expect(audioPage(setup, pageControl.default)).toBe(defaultPage);
  });

  it('lets no reserved bit of page 05h be changed', () => {
    const { transport } = setUp();
    const { data } = run(transport, [0x5a, 8, (pageControl.changeable << 6) | 0x05, 0, 0, 0, 0, 0, 60, 0], { in: 60 });
    const mask = data.subarray(8);
    expect(hex(mask.subarray(0, 20))).toBe('05 32 7F FF 0F FF 00 3F FF 00 FF FF FF FF FF FF 80 FF FF FF');
    expect(hex(mask.subarray(30))).toBe('FF FF 80 FF FF FF FF FF FF FF FF FF FF FF FF FF FF 00 FF FF FF FF');
    const list = run(transport, [0x5a, 8, 0x05, 0, 0, 0, 0, 0, 60, 0], { in: 60 }).data;
    list.fill(0, 0, 2);
    list[8 + 6] = 1;
    expect(select({ transport }, hex(list))).toEqual(['5/26/00', 'data 14.0']);
  });

  it('gives all pages in ascending order', () => {
    const { pages, modeDataLength } = setUp().device.sendSync(modeSense10, { pageCode: 0x3f });
    expect(pages.map(({ pageCode }) => pageCode)).toEqual([0x01, 0x05, 0x08, 0x0d, 0x0e, 0x1a, 0x1d, 0x2a]);
    expect(modeDataLength).toBe(6 + 12 + 52 + 12 + 8 + 16 + 12 + 10 + 32);
  });

  it('tells in page 2Ah what the drive can do, which nothing changes', () => {
    const { device } = setUp();
    const page = (pc: number) =>
      findModePage(device.sendSync(modeSense10, { pageCode: 0x2a, pc }), capabilitiesAndMechanicalStatus)!;
    expect(page(pageControl.current)).toMatchObject({
      dvdRomRead: true,
      dvdRamWrite: true,
      audioPlay: true,
      c2PointersSupported: true,
      cdDaCommandsSupported: true,
      loadingMechanismType: 1,
      lock: true,
      lockState: false,
      numberOfVolumeLevelsSupported: 256,
      currentReadSpeedSelectedKilobytesPerSecond: 7056,
      writeSpeedPerformanceDescriptors: [],
    });
    expect(page(pageControl.changeable)).toMatchObject({
      audioPlay: false,
      maximumReadSpeedSupportedKilobytesPerSecond: 0,
    });
    device.sendSync(preventAllowMediumRemoval, { prevent: true });
    expect(page(pageControl.current).lockState).toBe(true);
  });

  it('tells the speeds that are set, and those at which the medium can be written', () => {
    const { device } = setUp({ medium: dvdRamInMemory(64) });
    device.sendSync(setCdSpeed, {
      logicalUnitReadSpeedKilobytesPerSecond: 2770,
      logicalUnitWriteSpeedKilobytesPerSecond: 4200,
    });
    const page = findModePage(device.sendSync(modeSense10, { pageCode: 0x2a }), capabilitiesAndMechanicalStatus)!;
    expect(page.currentReadSpeedSelectedKilobytesPerSecond).toBe(2770);
    expect(page.currentWriteSpeedSelectedKilobytesPerSecond).toBe(4155);
    expect(page.writeSpeedPerformanceDescriptors?.map((each) => each.writeSpeedSupportedKilobytesPerSecond)).toEqual([
      6925, 4155, 2770,
    ]);
  });
});

describe('MODE SELECT(10)', () => {
  it('takes what MODE SENSE gave', () => {
    const setup = setUp();
    const { data, completion } = run(setup.transport, [0x5a, 8, 0x3f, 0, 0, 0, 0, 1, 0, 0], { in: 256 });
    expect(select(setup, hex(data.subarray(0, completion.transferredBytes)))).toEqual(['GOOD', undefined]);
  });

  it('tells the other initiators, and not the one that did it', () => {
    const setup = setUp();
    const other = new Device(setup.drive.connect());
    select(setup, `${header} ${changedPage}`);
    expect(answerOf(setup.device.exchangeSync(testUnitReady, {}))).toBe('GOOD');
    expect(answerOf(other.exchangeSync(testUnitReady, {}))).toBe('6/2A/01');
    expect(answerOf(other.exchangeSync(testUnitReady, {}))).toBe('GOOD');
  });

  it('does not look at the obsolete playback rate, and keeps it', () => {
    const setup = setUp();
    expect(select(setup, `${header} 0E 0E 04 00 00 00 00 00 01 FF 02 FF 00 00 00 00`)).toEqual(['GOOD', undefined]);
    expect(audioPage(setup)).toBe(defaultPage);
  });

  it('without a list is no error', () => {
    expect(select(setUp(), '')).toEqual(['GOOD', undefined]);
  });

  it('is undone by a reset', () => {
    const setup = setUp();
    select(setup, `${header} ${changedPage}`);
    setup.drive.reset();
    answerOf(setup.device.exchangeSync(testUnitReady, {}));
    expect(audioPage(setup)).toBe(defaultPage);
  });

  it.each([
    ['a block descriptor', '00 00 00 00 00 00 00 08 00 00 00 00 00 00 08 00', 'data 6'],
    ['a page it does not have', `${header} 1C 0A 00 00 00 00 00 00 00 00 00 00`, 'data 8.5'],
    ['a sub-page', `${header} 4E 0E 04 00 00 00 00 4B 01 FF 02 FF 00 00 00 00`, 'data 8.5'],
    ['a page of another length', `${header} 0E 0C 04 00 00 00 00 4B 01 FF 02 FF 00 00`, 'data 9'],
    ['IMMED zero', `${header} 0E 0E 00 00 00 00 00 4B 01 FF 02 FF 00 00 00 00`, 'data 10.2'],
    ['a volume of port 2', `${header} 0E 0E 04 00 00 00 00 4B 01 FF 02 FF 00 40 00 00`, 'data 21.6'],
    ['a reserved bit', `${header} 0E 0E 84 00 00 00 00 4B 01 FF 02 FF 00 00 00 00`, 'data 10.7'],
  ])('refuses %s: 5/26/00 that points to it, and changes nothing', (_what, list, culprit) => {
    const setup = setUp();
    expect(select(setup, list)).toEqual(['5/26/00', culprit]);
    expect(audioPage(setup)).toBe(defaultPage);
  });

  it('takes all pages or none', () => {
    const setup = setUp();
    expect(select(setup, `${header} ${changedPage} 1C 0A 00 00 00 00 00 00 00 00 00 00`)).toEqual([
      '5/26/00',
      'data 24.5',
    ]);
    expect(audioPage(setup)).toBe(defaultPage);
  });

  it('refuses a list that ends within the header or a page: 5/1A/00', () => {
    const setup = setUp();
    const whole = `${header} ${changedPage}`;
    for (const length of [1, 7, 9, 10, 23])
      expect([length, select(setup, whole, length)[0]]).toEqual([length, '5/1A/00']);
    expect(select(setup, whole, 8)[0]).toBe('GOOD');
    expect(audioPage(setup)).toBe(defaultPage);
  });

  it('needs the list that the CDB announces: B/4B/00', () => {
    expect(select(setUp(), header, 24)[0]).toBe('B/4B/00');
  });
});

describe('MODE SENSE(6)', () => {
  const ask = ({ transport }: Pick<Setup, 'transport'>, cdb: string) => {
    const { data, completion } = run(transport, parseHex(cdb), { in: 64 });
    return hex(data.subarray(0, completion.transferredBytes));
  };
  const blockDescriptor = '00 00 00 00 00 00 08 00';
  const asItIs = `1B 00 00 08 ${blockDescriptor} ${defaultPage}`;

  it('tells the block length before the pages, unless DBD is set', () => {
    const setup = setUp();
    expect(ask(setup, '1A 00 0E 00 40 00')).toBe(asItIs);
    expect(ask(setup, '1A 08 0E 00 40 00')).toBe(`13 00 00 00 ${defaultPage}`);
  });

  function selectSix({ transport }: Pick<Setup, 'transport'>, list: string) {
    const out = parseHex(list);
    const cdb = [0x15, 0x10, 0, 0, out.length, 0];
    const { completion } = run(transport, cdb, { out });
    return [answerOf(completion), culpritOf(cdb, completion)];
  }

  it('gives what MODE SELECT(6) takes, with the descriptor or without', () => {
    const setup = setUp();
    expect(selectSix(setup, `00 00 00 08 ${blockDescriptor} ${changedPage}`)).toEqual(['GOOD', undefined]);
    expect(audioPage(setup)).toBe(changedPage);
    expect(selectSix(setup, `00 00 00 00 ${defaultPage}`)).toEqual(['GOOD', undefined]);
    expect(audioPage(setup)).toBe(defaultPage);
  });

  it.each([
    ['raw sectors', '00 00 00 08 00 00 00 00 00 00 09 30', ['5/26/00', 'data 10']],
    ['a density', '00 00 00 08 82 00 00 00 00 00 08 00', ['5/26/00', 'data 4']],
    ['two descriptors', `00 00 00 10 ${blockDescriptor} ${blockDescriptor}`, ['5/26/00', 'data 3']],
    ['half a descriptor', '00 00 00 08 00 00 00 00', ['5/1A/00', undefined]],
  ])('does not let MODE SELECT(6) choose %s', (_what, list, answer) => {
    expect(selectSix(setUp(), list)).toEqual(answer);
  });
});

describe('page 0Eh', () => {
  it('decodes to what was selected', () => {
    const setup = setUp();
    select(setup, `${header} ${changedPage}`);
    const page = findModePage(setup.device.sendSync(modeSense10, { pageCode: 0x0e }), cdAudioControl);
    expect(page).toMatchObject({
      immed: true,
      sotc: true,
      outputPort0ChannelSelection: 3,
      outputPort0Volume: 0x80,
      outputPort1Volume: 0,
    });
  });
});
