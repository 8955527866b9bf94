import { describe, expect, it } from 'vitest';
import {
  cdSectorType,
  decodeSense,
  discStatus,
  readCd,
  readTocCdText,
  readTocRaw,
  writeType,
} from '../../../../mmc/index.js';
import { answerOf } from '../virtual-helpers.js';
import { Burner, dataOf } from './burner.js';
import { expectSame } from './expect-same.js';

const sao = { writeType: writeType.sessionAtOnce };
const audio = 0x01;
const data = 0x41;

/** `control and adr, track, index, form, scms, time`: what cdrskin sends for two tracks of audio. */
const audioSheet = [
  [audio, 0, 0, 0x01, 0, 0, 0, 0],
  [audio, 1, 0, 0x00, 0, 0, 0, 0],
  [audio, 1, 1, 0x00, 0, 0, 2, 0],
  [audio, 2, 1, 0x00, 0, 0, 6, 25],
  [audio, 0xaa, 1, 0x01, 0, 0, 10, 50],
];
/** What wodim sends for data. */
const dataSheet = [
  [data, 0, 0, 0x14, 0, 0, 0, 0],
  [data, 1, 0, 0x10, 0, 0, 0, 0],
  [data, 1, 1, 0x10, 0, 0, 2, 0],
  [data, 0xaa, 1, 0x14, 0, 0, 6, 0],
];

describe('session at once', () => {
  it('writes from the first pause to the lead-out what the cue sheet announces', () => {
    const burner = new Burner('cd-r');
    const samples = dataOf(150 + 325 + 325, 1, 2352);
    burner.select({ ...sao, trackMode: 0, dataBlockType: 0, multiSession: 0 });
    expect(answerOf(burner.cueSheet(audioSheet))).toBe('GOOD');
    expect(burner.write(0, samples.subarray(0, 2352), 2352)).toBe('5/21/02');
    for (let at = 0; at < 800; at += 20)
      expect(burner.write(at - 150, samples.subarray(2352 * at, 2352 * (at + 20)), 2352)).toBe('GOOD');
    expect(burner.information.discStatus).toBe(discStatus.incomplete);
    expect(burner.synchronize()).toBe('GOOD');
    expect(burner.information).toMatchObject({ discStatus: discStatus.finalized, lastTrackNumberInLastSessionLsb: 2 });
    const read = burner.device.sendSync(readCd, {
      startingLogicalBlockAddress: -150,
      transferLengthBlocks: 800,
      expectedSectorType: cdSectorType.cdDa,
      userData: true,
    });
    expectSame(read, samples);
    expect(burner.device.sendSync(readTocRaw, {}).descriptors).toMatchObject([
      { point: 0xa0 },
      { point: 0xa1, pmin: 2 },
      { point: 0xa2, psec: 10, pframe: 50 },
      { point: 1, psec: 2, pframe: 0 },
      { point: 2, psec: 6, pframe: 25 },
    ]);
  });

  it('makes up what is announced and not sent, and ignores what is to be ignored', () => {
    const burner = new Burner('cd-r');
    burner.select(sao);
    const sheet = dataSheet.with(1, [data, 1, 0, 0x14, 0, 0, 0, 0]);
    expect(answerOf(burner.cueSheet(sheet))).toBe('GOOD');
    const blocks = dataOf(300, 2);
    expect(burner.write(-150, blocks)).toBe('5/21/02');
    expect(burner.write(0, blocks)).toBe('GOOD');
    expect(burner.write(300, dataOf(1))).toBe('5/21/02');
    burner.synchronize();
    expectSame(burner.read(0, 300), blocks);

    const ignoring = new Burner('cd-r');
    ignoring.select(sao);
    ignoring.cueSheet(dataSheet.with(1, [data, 1, 0, 0x12, 0, 0, 0, 0]));
    expect(ignoring.write(-150, dataOf(450, 3))).toBe('GOOD');
    ignoring.synchronize();
    expectSame(ignoring.read(0, 300), dataOf(450, 3).subarray(150 * 2048));
    const pause = ignoring.device.sendSync(readCd, {
      startingLogicalBlockAddress: -150,
      transferLengthBlocks: 1,
      expectedSectorType: cdSectorType.mode1,
      userData: true,
    });
    expectSame(pause, new Uint8Array(2048));
  });

  it('takes CD-TEXT as the sub-channels of the lead-in', () => {
    const burner = new Burner('cd-r');
    const pack = Uint8Array.from([0x80, 0, 0, 0, 72, 105, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x12, 0x34]);
    const symbols = new Uint8Array(24);
    const bits = [...pack].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    for (let i = 0; i < 24; i++) symbols[i] = Number.parseInt(bits.slice(6 * i, 6 * i + 6), 2);
    burner.select({ ...sao, trackMode: 0, dataBlockType: 0 });
    burner.cueSheet(audioSheet.with(0, [audio, 0, 0, 0x41, 0, 0, 0, 0]));
    const leadIn = 11_634 - 150;
    expect(burner.write(-11_635, new Uint8Array(96), 96)).toBe('5/21/02');
    for (let at = 0; at < leadIn; at += 29 * 12) {
      const count = Math.min(29 * 12, leadIn - at);
      const blocks = new Uint8Array(96 * count);
      for (let i = 0; i < blocks.length; i += 24) blocks.set(symbols, i);
      expect(burner.write(at - 11_634, blocks, 96)).toBe('GOOD');
    }
    expect(burner.write(-150, dataOf(800, 1, 2352), 2352)).toBe('GOOD');
    burner.synchronize();
    const { packs } = burner.device.sendSync(readTocCdText, {});
    expect(packs).toHaveLength(1);
    expect(packs[0]).toMatchObject({ packType: 0x80, crc: 0x1234 });
  });

  it('leaves a damaged session where it ends too early', () => {
    const burner = new Burner('cd-r');
    burner.select(sao);
    burner.cueSheet(dataSheet);
    burner.write(-150, dataOf(200));
    burner.synchronize();
    expect(burner.information.discStatus).toBe(discStatus.incomplete);
    expect(burner.track(1)).toMatchObject({ damage: true, nwaV: false });
    expectSame(burner.read(0, 50), dataOf(200).subarray(150 * 2048));
    expect(burner.close('session')).toBe('5/72/03');
    expect(burner.close('track', 1)).toBe('GOOD');
    expect(burner.close('session')).toBe('GOOD');
  });

  it('needs a cue sheet before it writes, and its write type before that: 5/2C/00', () => {
    const burner = new Burner('cd-r');
    burner.select();
    expect(answerOf(burner.cueSheet(dataSheet))).toBe('5/2C/00');
    burner.select(sao);
    expect(burner.write(-150, dataOf(1))).toBe('5/2C/00');
  });
});

describe('a cue sheet is refused with 5/26/00 that points to the first byte which is wrong', () => {
  const refusals: readonly (readonly [string, readonly (readonly number[])[], byte: number])[] = [
    ['no lead-in', dataSheet.slice(1), 1],
    ['no lead-out', dataSheet.slice(0, -1), 17],
    ['no tracks', [dataSheet[0]!, dataSheet[3]!], 13],
    ['a lead-in that is not index 0', dataSheet.with(0, [data, 0, 1, 0x14, 0, 0, 0, 0]), 2],
    ['a lead-in with user data', dataSheet.with(0, [data, 0, 0, 0x10, 0, 0, 0, 0]), 3],
    ['a lead-in with a time', dataSheet.with(0, [data, 0, 0, 0x14, 0, 0, 1, 0]), 6],
    ['a first pause that does not begin at 00:00:00', dataSheet.with(1, [data, 1, 0, 0x10, 0, 0, 0, 1]), 13],
    ['no pause before the first track', dataSheet.toSpliced(1, 2, [data, 1, 1, 0x10, 0, 0, 0, 0]), 10],
    ['a pause of less than two seconds', dataSheet.with(2, [data, 1, 1, 0x10, 0, 0, 1, 74]), 21],
    ['times that do not ascend', dataSheet.with(2, [data, 1, 1, 0x10, 0, 0, 0, 0]), 21],
    ['a second that is none', dataSheet.with(2, [data, 1, 1, 0x10, 0, 0, 60, 0]), 22],
    ['a frame that is none', dataSheet.with(2, [data, 1, 1, 0x10, 0, 0, 2, 75]), 23],
    ['a form that there is not', dataSheet.with(2, [data, 1, 1, 0x15, 0, 0, 2, 0]), 19],
    ['audio with the control of data', dataSheet.with(2, [data, 1, 1, 0x00, 0, 0, 2, 0]), 19],
    ['data with the control of audio', dataSheet.with(1, [audio, 1, 0, 0x10, 0, 0, 0, 0]), 8],
    ['index 2 behind index 0', dataSheet.with(2, [data, 1, 2, 0x10, 0, 0, 2, 0]), 18],
    ['track 3 behind track 1', audioSheet.with(3, [audio, 3, 1, 0x00, 0, 0, 6, 25]), 25],
    ['a track of less than four seconds', audioSheet.with(3, [audio, 2, 1, 0x00, 0, 0, 5, 0]), 29],
    ['a lead-out behind the end of the disc', dataSheet.with(3, [data, 0xaa, 1, 0x14, 0, 79, 59, 72]), 29],
    ['lines behind the lead-out', [...dataSheet, dataSheet[2]!], 33],
    ['half a catalog number', [[0x02, 0x34, 0x39, 0x38, 0x38, 0x30, 0x30, 0x36], ...dataSheet], 8],
    [
      'an ISRC of no track',
      audioSheet.toSpliced(2, 0, [0x03, 2, 71, 66, 65, 89, 69, 54], [0x03, 2, 55, 48, 48, 49, 52, 57]),
      17,
    ],
    ['an ADR that there is not', dataSheet.with(2, [0x44, 1, 1, 0x10, 0, 0, 2, 0]), 16],
  ];

  it.each(refusals)('%s', (_what, sheet, byte) => {
    const burner = new Burner('cd-r');
    burner.select(sao);
    const outcome = burner.cueSheet(sheet);
    expect(answerOf(outcome)).toBe('5/26/00');
    expect(decodeSense(outcome.completion.sense)?.senseKeySpecific).toMatchObject({
      kind: 'fieldPointer',
      commandData: false,
      fieldPointer: byte,
    });
    expect(burner.write(-150, dataOf(1))).toBe('5/2C/00');
  });
});
