import { describe, expect, test } from 'vitest';
import {
  capabilitiesAndMechanicalStatus,
  cdAudioControl,
  findModePage,
  hex,
  modePageOf,
  modePages,
  modeParameterList,
  modeSelectParameterList,
  parseHex,
  toBytes,
} from '../../../mmc/index.js';

/** Page 2Ah cut to `length` bytes in all, with every byte behind the header FFh. */
const capabilities = (length: number) => [0x2a, length - 2, ...new Uint8Array(length - 2).fill(0xff)];
const response = (...page: number[]) =>
  modeParameterList.decode(Uint8Array.from([0, page.length + 6, 0, 0, 0, 0, 0, 0, ...page]));

describe('finding a mode page', () => {
  test('gives the page with its own members', () => {
    const page = findModePage(
      response(...parseHex('01 02 00 00 0E 0E 04 00 00 00 00 00 01 FF 02 80 00 00 00 00')),
      cdAudioControl,
    );
    const volume: number | undefined = page?.outputPort1Volume;
    expect(volume).toBe(0x80);
    expect(page).toMatchObject({ immed: true, outputPort0ChannelSelection: 1, outputPort0Volume: 255 });
  });

  test('gives undefined for a page that is not there', () => {
    expect(findModePage(response(0x01, 0x02, 0, 0), cdAudioControl)).toBeUndefined();
  });

  // The lengths of SFF-8020i, MMC-1, MMC-2, and MMC-3 without and with descriptors.
  test.each([
    [
      20,
      {
        maximumWriteSpeedSupportedKilobytesPerSecond: 0xffff,
        currentWriteSpeedSelectedMmc2KilobytesPerSecond: undefined,
      },
    ],
    [22, { currentWriteSpeedSelectedMmc2KilobytesPerSecond: 0xffff, copyManagementRevisionSupported: undefined }],
    [26, { copyManagementRevisionSupported: 0xffff, rotationControlSelected: undefined }],
    [
      32,
      {
        rotationControlSelected: 3,
        numberOfWriteSpeedPerformanceDescriptors: 0xffff,
        writeSpeedPerformanceDescriptors: [],
      },
    ],
    [36, { writeSpeedPerformanceDescriptors: [{ rotationControl: 3, writeSpeedSupportedKilobytesPerSecond: 0xffff }] }],
  ])('reads page 2Ah of %i bytes as far as it goes', (length, members) => {
    const page = findModePage(response(...capabilities(length)), capabilitiesAndMechanicalStatus);
    expect(page).toMatchObject({ cdRRead: true, bufferSizeSupportedKibibytes: 0xffff, ...members });
  });

  test('does not take a page that is too short for a page', () => {
    const short = response(...capabilities(10));
    expect(short.pages).toMatchObject([{ pageCode: 0x2a, data: new Uint8Array(8).fill(0xff) }]);
    expect(findModePage(short, capabilitiesAndMechanicalStatus)).toBeUndefined();
  });
});

describe('changing a page', () => {
  test('what was read can be written back with another value and nothing else changed', () => {
    const read = response(...parseHex('0E 0E 04 00 00 80 00 4B 01 FF 02 FF 00 00 00 00'));
    const page = findModePage(read, cdAudioControl)!;
    const { modeDataLength: _, ...rest } = read;
    const written = toBytes(modeSelectParameterList, {
      ...rest,
      pages: [modePageOf(cdAudioControl, { ...page, outputPort0Volume: 0x40 })],
    });
    expect(hex(written)).toBe('00 00 00 00 00 00 00 00 0E 0E 04 00 00 80 00 4B 01 40 02 FF 00 00 00 00');
  });

  test('a page is made from its members, its lengths are filled in', () => {
    const bytes = toBytes(modeParameterList, {
      blockDescriptors: [{ blockLengthBytes: 2048 }],
      pages: [modePageOf(cdAudioControl, { immed: true, outputPort0Volume: 255 })],
    });
    expect(hex(bytes)).toBe(
      '00 1E 00 00 00 00 00 08 00 00 00 00 00 00 08 00 0E 0E 04 00 00 00 00 00 00 FF 00 00 00 00 00 00',
    );
  });
});

test('block descriptors end where their length says, also when it is no multiple of their size', () => {
  const bytes = parseHex('00 12 00 00 00 00 00 04 01 02 03 04 1A 02 00 00 00 00 00 00');
  expect(modeParameterList.decode(bytes)).toMatchObject({
    blockDescriptorLength: 4,
    blockDescriptors: [],
    pages: [{ pageCode: 0x1a, pageLength: 2 }, { pageCode: 0 }, { pageCode: 0 }],
  });
});

test('mode pages are found under their own code', () => {
  for (const [code, page] of modePages) expect(page.code).toBe(code);
});
