import { expect, test } from 'vitest';
import {
  cueCatalogNumber,
  cueIsrc,
  cueMainDataForm,
  cuePosition,
  cueSheet,
  decodeCueLine,
  hex,
  parseHex,
  toBytes,
} from '../../../mmc/index.js';

/** Two audio tracks, as cdrskin 1.5.4 sent them with SEND CUE SHEET. */
const sent = `02 31 32 33 34 35 36 37 02 38 39 30 31 32 33 00 01 00 00 41 00 00 00 00 03 01 58 59 42 4C 47 31
  03 01 31 30 31 32 33 34 01 01 00 00 00 00 00 00 01 01 01 00 00 00 02 00 03 02 58 59 42 4C 47 31
  03 02 31 30 30 30 30 35 01 02 01 00 00 00 0A 00 01 AA 01 01 00 00 12 00`;

const position = (trackNumber: number, index: number, second: number, mainDataForm: number, subChannelForm = 0) =>
  toBytes(cuePosition, { adr: 1, trackNumber, index, second, mainDataForm, subChannelForm });

test('the cue sheet of a program is built line by line', () => {
  const lines = [
    ...cueCatalogNumber('1234567890123'),
    position(0, 0, 0, cueMainDataForm.cdDa0, 1),
    ...cueIsrc(1, 'XYBLG1101234'),
    position(1, 0, 0, cueMainDataForm.cdDa2352),
    position(1, 1, 2, cueMainDataForm.cdDa2352),
    ...cueIsrc(2, 'XYBLG1100005'),
    position(2, 1, 10, cueMainDataForm.cdDa2352),
    position(0xaa, 1, 18, cueMainDataForm.cdDa0),
  ];
  expect(hex(toBytes(cueSheet, { lines }))).toBe(hex(parseHex(sent)));
});

test('and read line by line', () => {
  const lines = cueSheet.decode(parseHex(sent)).lines.map(decodeCueLine);
  expect(lines.slice(0, 4)).toMatchObject([
    { kind: 'catalogNumber', control: 0, text: '1234567' },
    { kind: 'catalogNumber', control: 0, text: '890123' },
    { kind: 'position', trackNumber: 0, index: 0, subChannelForm: 1, mainDataForm: 1 },
    { kind: 'isrc', control: 0, trackNumber: 1, text: 'XYBLG1' },
  ]);
  expect(lines.at(-1)).toMatchObject({
    kind: 'position',
    trackNumber: 0xaa,
    minute: 0,
    second: 18,
    frame: 0,
    scms: false,
  });
  const odd = parseHex('05 01 02 03 04 05 06 07');
  expect(decodeCueLine(odd)).toEqual({ kind: 'unknown', adr: 5, line: odd });
});

test('numbers and codes of the wrong form are refused', () => {
  expect(() => cueCatalogNumber('123')).toThrow('mediaCatalogNumber: "123" does not have 13 digits');
  expect(() => cueIsrc(1, 'xyblg1101234')).toThrow('isrc: "xyblg1101234" is not an ISRC');
});
