import { describe, expect, it } from 'vitest';
import {
  capabilitiesAndMechanicalStatus,
  cdTrackAtOnce,
  core,
  dvdRead,
  featureRequest,
  findFeature,
  findModePage,
  getConfiguration,
  inquiry,
  mmcCommands,
  modePageOf,
  modeSelect10,
  modeSense10,
  pageControl,
  profileList,
  read10,
  readWriteErrorRecovery,
  reserveTrack,
  sendKeyRpcRegion,
  testUnitReady,
  write10,
  writeParameters,
  writeType,
} from '../../../../mmc/index.js';
import { handlers } from '../../../../src/virtual/handlers/index.js';
import { Dvd, dvdRamInMemory, numberedSource, personalities } from '../../../../src/virtual/index.js';
import { answerOf, culpritOf, plainDisc, run, setUp } from '../virtual-helpers.js';

const names = ['cd-reader', 'cd-writer', 'dvd-writer', 'bd-writer'];
const codesOf = (personality: string) => personalities[personality]!.features.map(({ code }) => code);
const configurationOf = (personality: string, medium: Parameters<typeof setUp>[0] = {}) =>
  setUp({ personality, ...medium }).device.sendSync(getConfiguration, { rt: featureRequest.all });

/** A CDB of the command with this id, with its defaults, and zeros where it has none. */
function cdbOf(id: string): Uint8Array {
  const command = mmcCommands.byId(id)!;
  return command.encodeCdb(Object.fromEntries(command.required.map((field) => [field, 0])));
}

/** Commands that a feature mandates under a condition which no drive here fulfils: DSDR, RBCB. */
const conditional = new Set(['getPerformanceDefectStatus', 'readBufferCapacityBlocks']);
/** What the media have to bring first. */
const owed = new Set([
  'readDiscStructure',
  'readDiscStructureList',
  'readDiscStructurePhysicalFormat',
  'readDiscStructureCopyright',
  'readDiscStructureCopyrightManagement',
  'readDiscStructureDvdRamSpareArea',
  'readDiscStructureDiscControlBlock',
  'readCdMsf',
  'sendDiscStructure',
]);

it('the personalities are a CD reader, and recorders of CD, DVD and BD', () => {
  expect(Object.keys(personalities)).toEqual(names);
  for (const name of names) expect(personalities[name]!.name).toBe(name);
});

it('a drive of an unknown personality is not made, and the message says which there are', () => {
  expect(() => setUp({ personality: 'ls-120' })).toThrow(
    'there is no personality "ls-120"; there are cd-reader, cd-writer, dvd-writer, bd-writer',
  );
});

describe.each(names)('%s', (name) => {
  const codes = codesOf(name);

  it('refuses by its operation code a command whose features are all absent', () => {
    const { transport } = setUp({ personality: name });
    for (const command of handlers.keys()) {
      const { operationCode, id, features } = command;
      const siblings = mmcCommands.siblings(operationCode);
      const isKnown = siblings.some(
        (sibling) =>
          sibling.features.length === 0 ||
          personalities[name]!.knows.includes(sibling.id) ||
          sibling.features.some((code) => codes.includes(code)),
      );
      if (isKnown || features.length === 0) continue;
      const answer = answerOf(run(transport, cdbOf(id), { in: 64 }).completion);
      expect([id, answer]).toEqual([id, '5/20/00']);
    }
  });

  it('carries out every command that one of its features mandates', () => {
    const { transport } = setUp({ personality: name });
    const missing = [...mmcCommands]
      .filter(({ features }) => features.some((code) => codes.includes(code)))
      .filter(({ id }) => !conditional.has(id) && !owed.has(id))
      .filter(({ id }) => answerOf(run(transport, cdbOf(id), { in: 64 }).completion) === '5/20/00')
      .map(({ id }) => id);
    expect(missing).toEqual([]);
  });

  it('lists its profiles and features in order, each once', () => {
    const { features } = configurationOf(name);
    const listed = features.map(({ featureCode }) => featureCode);
    expect(listed).toEqual([...new Set(listed)].sort((a, b) => a - b));
    expect(findFeature({ features }, profileList)?.profiles.map(({ profileNumber }) => profileNumber)).toEqual(
      personalities[name]!.profiles,
    );
  });

  it('has speeds for every profile, and writes those that are not read-only', () => {
    const { profiles, speeds } = personalities[name]!;
    for (const number of profiles) {
      const isReadOnly = [0x08, 0x10, 0x40].includes(number);
      expect([number, speeds[number]!.write.length > 0]).toEqual([number, !isReadOnly]);
      expect([...speeds[number]!.write].sort((a, b) => b - a)).toEqual(speeds[number]!.write);
    }
  });

  it('says in page 2Ah what its profiles say', () => {
    const { device } = setUp({ personality: name });
    const has = (number: number) => personalities[name]!.profiles.includes(number);
    const page = findModePage(device.sendSync(modeSense10, { pageCode: 0x2a }), capabilitiesAndMechanicalStatus);
    expect(page).toMatchObject({
      cdRRead: true,
      cdRWrite: has(0x09),
      cdRwWrite: has(0x0a),
      dvdRomRead: has(0x10),
      dvdRWrite: has(0x11),
      dvdRamWrite: has(0x12),
      bufferSizeSupportedKibibytes: personalities[name]!.bufferBytes / 1024,
    });
  });
});

describe('what a personality decides', () => {
  it('who the drive is, unless the options say it', () => {
    const { device } = setUp({ personality: 'cd-writer', revision: '2.00' });
    expect(device.sendSync(inquiry, {})).toMatchObject({
      t10VendorIdentification: 'DISCWIRE',
      productIdentification: 'VIRTUAL CD-RW',
      productRevisionLevel: '2.00',
    });
  });

  it('how the drive is connected', () => {
    const interfaceOf = (name: string) => findFeature(configurationOf(name), core)?.physicalInterfaceStandard;
    expect(names.map(interfaceOf)).toEqual([2, 1, 7, 1]);
  });

  it('that a drive behind ATAPI has no commands of six bytes for modes', () => {
    const answer = (personality: string) =>
      answerOf(run(setUp({ personality }).transport, [0x1a, 8, 0x0e, 0, 64, 0], { in: 64 }).completion);
    expect(names.map(answer)).toEqual(['5/20/00', 'GOOD', '5/20/00', 'GOOD']);
  });

  it('which media are read at all: another is 2/30/00, and has no profile', () => {
    const { device } = setUp({ personality: 'cd-writer', medium: new Dvd(numberedSource(100)) });
    expect(answerOf(device.exchangeSync(testUnitReady, {}))).toBe('2/30/00');
    expect(device.sendSync(getConfiguration, {}).currentProfile).toBe(0);
  });

  it('that a disc which the drive cannot write is a read-only one', () => {
    const personality = {
      ...personalities['dvd-writer']!,
      profiles: [0x10, 0x08],
      features: personalities['dvd-writer']!.features.filter(({ code }) => code < 0x20 || code >= 0x100),
    };
    const { device } = setUp({ personality, medium: dvdRamInMemory(64) });
    expect(device.sendSync(getConfiguration, {}).currentProfile).toBe(0x10);
    expect(answerOf(device.exchangeSync(read10, { logicalBlockAddress: 0, transferLengthBlocks: 1 }))).toBe('GOOD');
    expect(
      answerOf(device.exchangeSync(write10, { logicalBlockAddress: 0, transferLengthBlocks: 0 }, new Uint8Array(0))),
    ).toBe('5/20/00');
  });

  it('which commands for recording there are', () => {
    const reader = setUp({ personality: 'cd-reader' }).device;
    expect(answerOf(reader.exchangeSync(reserveTrack, { reservationSizeBlocks: 1 }))).toBe('5/20/00');
    expect(answerOf(reader.exchangeSync(modeSense10, { pageCode: writeParameters.code }))).toBe('5/24/00');
    expect(findFeature(configurationOf('cd-reader'), cdTrackAtOnce)).toBeUndefined();
    expect(findFeature(configurationOf('cd-writer'), dvdRead)).toBeUndefined();
  });
});

describe('page 05h', () => {
  const select = (fields: { writeType?: number; dataBlockType?: number }, personality = 'bd-writer') => {
    const { transport, device } = setUp({ personality });
    const { pageLength: _, ...page } = findModePage(device.sendSync(modeSense10, { pageCode: 5 }), writeParameters)!;
    const list = { pages: [{ ...page, ...fields }] };
    const outcome = device.exchangeSync(modeSelect10, { parameterListLength: 60 }, list);
    const cdb = [0x55, 0x10, 0, 0, 0, 0, 0, 0, 60, 0];
    return [answerOf(outcome), transport && culpritOf(cdb, outcome.completion)];
  };

  it('takes the write types and block types that programs try', () => {
    for (const type of [writeType.trackAtOnce, writeType.packetOrIncremental, writeType.sessionAtOnce])
      expect(select({ writeType: type, dataBlockType: 8 })).toEqual(['GOOD', undefined]);
    for (const dataBlockType of [0, 1, 2, 3])
      expect(select({ writeType: writeType.raw, dataBlockType })).toEqual(['GOOD', undefined]);
  });

  it('refuses those that no feature promises: 5/26/00 that points to them', () => {
    expect(select({ writeType: writeType.layerJump })).toEqual(['5/26/00', 'data 10.3']);
    expect(select({ dataBlockType: 5 })).toEqual(['5/26/00', 'data 12.3']);
    expect(select({ writeType: writeType.raw, dataBlockType: 8 })).toEqual(['5/26/00', 'data 12.3']);
  });
});

describe('saved mode pages', () => {
  const retries = ({ device }: ReturnType<typeof setUp>, pc: number) =>
    findModePage(device.sendSync(modeSense10, { pageCode: 1, pc }), readWriteErrorRecovery)!.readRetryCount;
  const change = ({ device }: ReturnType<typeof setUp>, sp: boolean) => {
    const { pageLength: _, ...page } = findModePage(
      device.sendSync(modeSense10, { pageCode: 1 }),
      readWriteErrorRecovery,
    )!;
    const list = { pages: [modePageOf(readWriteErrorRecovery, { ...page, readRetryCount: 3 })] };
    return answerOf(device.exchangeSync(modeSelect10, { sp, parameterListLength: 20 }, list));
  };

  it('outlive a reset, on a drive that saves them', () => {
    const setup = setUp({ personality: 'cd-writer' });
    expect(retries(setup, pageControl.saved)).toBe(16);
    expect(change(setup, true)).toBe('GOOD');
    expect(retries(setup, pageControl.saved)).toBe(3);
    expect(retries(setup, pageControl.default)).toBe(16);
    setup.drive.reset();
    answerOf(setup.device.exchangeSync(testUnitReady, {}));
    expect(retries(setup, pageControl.current)).toBe(3);
  });

  it('are not what MODE SELECT without SP changes', () => {
    const setup = setUp({ personality: 'cd-writer' });
    expect(change(setup, false)).toBe('GOOD');
    expect([retries(setup, pageControl.current), retries(setup, pageControl.saved)]).toEqual([3, 16]);
    setup.drive.reset();
    answerOf(setup.device.exchangeSync(testUnitReady, {}));
    expect(retries(setup, pageControl.current)).toBe(16);
  });

  it('do not exist on other drives: 5/39/00, and SP is refused', () => {
    const setup = setUp();
    expect(answerOf(setup.device.exchangeSync(modeSense10, { pageCode: 1, pc: pageControl.saved }))).toBe('5/39/00');
    expect(change(setup, true)).toBe('5/24/00');
  });
});

describe('the region of a DVD drive', () => {
  const send = ({ device }: ReturnType<typeof setUp>, preferredDriveRegionCode: number) =>
    answerOf(device.exchangeSync(sendKeyRpcRegion, { parameterListLength: 8 }, { preferredDriveRegionCode }));
  const state = ({ transport }: ReturnType<typeof setUp>) =>
    [...run(transport, [0xa4, 0, 0, 0, 0, 0, 0, 0, 0, 8, 8, 0], { in: 8 }).data].slice(4, 7);

  it('is none at first, can be set five times, and is then permanent: 5/6F/05', () => {
    const setup = setUp({ personality: 'dvd-writer' });
    expect(state(setup)).toEqual([0x25, 0xff, 1]);
    for (const [changes, mask, expected] of [
      [4, 0xfe, 0x64],
      [3, 0xfd, 0x63],
      [2, 0xfb, 0x62],
      [1, 0xf7, 0xa1],
      [0, 0xfe, 0xe0],
    ]) {
      expect([changes, send(setup, mask!)]).toEqual([changes, 'GOOD']);
      expect(state(setup)).toEqual([expected, mask, 1]);
    }
    expect(send(setup, 0xfd)).toBe('5/6F/05');
    expect(send(setup, 0xfe)).toBe('GOOD');
    setup.drive.reset();
    answerOf(setup.device.exchangeSync(testUnitReady, {}));
    expect(state(setup)[1]).toBe(0xfe);
  });

  it('has to be one region: 5/26/00', () => {
    const setup = setUp();
    for (const mask of [0xff, 0xfc, 0x00]) expect(send(setup, mask)).toBe('5/26/00');
  });

  it('is not asked of a drive for CDs', () => {
    expect(
      answerOf(
        run(setUp({ personality: 'cd-writer' }).transport, [0xa4, 0, 0, 0, 0, 0, 0, 0, 0, 8, 8, 0], { in: 8 })
          .completion,
      ),
    ).toBe('5/20/00');
  });
});

describe('keys', () => {
  it('of a disc that protects nothing: a title key is 5/6F/01, authentication 5/30/02', () => {
    const { transport } = setUp({ medium: new Dvd(numberedSource(100)) });
    const ask = (format: number) =>
      answerOf(run(transport, [0xa4, 0, 0, 0, 0, 0, 0, 0, 0, 12, format, 0], { in: 12 }).completion);
    expect([0x04, 0x00, 0x01, 0x02].map(ask)).toEqual(['5/6F/01', '5/30/02', '5/30/02', '5/30/02']);
    expect(ask(0x05)).toBe('GOOD');
    expect(ask(0x3f)).toBe('GOOD');
  });
});

it('a CD reader reads', () => {
  const { device } = setUp({ personality: 'cd-reader', medium: plainDisc() });
  expect(answerOf(device.exchangeSync(read10, { logicalBlockAddress: 0, transferLengthBlocks: 1 }))).toBe('GOOD');
});
