import { describe, expect, test } from 'vitest';
import { decodeSense, describeSense, fieldPointerName, parseHex, read12, testUnitReady } from '../../../mmc/index.js';

const describeHex = (hex: string): string => describeSense(decodeSense(parseHex(hex))!);

describe('describeSense gives one line', () => {
  test.each([
    [
      'key and code',
      '70 00 02 00 00 00 00 0a 00 00 00 00 3a 02 00 00 00 00',
      '2/3A/02 NOT READY, MEDIUM NOT PRESENT - TRAY OPEN',
    ],
    [
      'descriptor format',
      '72 06 29 00 00 00 00 00',
      '6/29/00 UNIT ATTENTION, POWER ON, RESET, OR BUS DEVICE RESET OCCURRED',
    ],
    [
      'a code without a text: numbers only',
      '70 00 0b 00 00 00 00 0a 00 00 00 00 28 75 00 00 00 00',
      'B/28/75 ABORTED COMMAND',
    ],
    [
      "a vendor's code",
      '70 00 09 00 00 00 00 0a 00 00 00 00 80 0a 00 00 00 00',
      '9/80/0A VENDOR SPECIFIC, VENDOR SPECIFIC',
    ],
    ['no code', '70 00 02', '2 NOT READY, no additional sense code'],
    ['no qualifier', '70 00 06 00 00 00 00 0a 00 00 00 00 28', '6/28 UNIT ATTENTION, no qualifier'],
    [
      'deferred',
      '71 00 03 00 00 00 00 0a 00 00 00 00 0c 00 00 00 00 00',
      '3/0C/00 MEDIUM ERROR, WRITE ERROR, deferred (about an earlier command)',
    ],
    [
      'progress',
      '70 00 02 00 00 00 00 0a 00 00 00 00 04 04 00 80 60 00',
      '2/04/04 NOT READY, LOGICAL UNIT NOT READY, FORMAT IN PROGRESS, progress 37.5 %',
    ],
    [
      'an address',
      'f0 00 03 00 05 c4 8f 0a 00 00 00 00 11 05 00 00 00 00',
      '3/11/05 MEDIUM ERROR, L-EC UNCORRECTABLE ERROR, LBA 0005C48Fh',
    ],
    [
      'an address of 64 bits',
      '72 03 11 00 00 00 00 0c 00 0a 80 00 00 00 00 12 34 56 78 9a',
      '3/11/00 MEDIUM ERROR, UNRECOVERED READ ERROR, LBA 123456789Ah',
    ],
    [
      'information that is not valid: not shown',
      '70 00 03 00 05 c4 8f 0a 00 00 00 00 11 05 00 00 00 00',
      '3/11/05 MEDIUM ERROR, L-EC UNCORRECTABLE ERROR',
    ],
    [
      'information of a key without address',
      'f0 00 06 00 00 00 07 0a 00 00 00 00 28 00 00 00 00 00',
      '6/28/00 UNIT ATTENTION, NOT READY TO READY CHANGE, MEDIUM MAY HAVE CHANGED, information 00000007h',
    ],
    [
      'ILI: information is a difference',
      'f0 00 25 ff ff fe 00 0a 00 00 00 00 64 00 00 00 00 00',
      '5/64/00 ILLEGAL REQUEST, ILLEGAL MODE FOR THIS TRACK, incorrect length, information FFFFFE00h',
    ],
    [
      'retries',
      '70 00 01 00 00 00 00 0a 00 00 00 00 17 01 00 80 00 1f',
      '1/17/01 RECOVERED ERROR, RECOVERED DATA WITH RETRIES, retry count 1Fh',
    ],
    [
      'lost unit attentions',
      '70 00 06 00 00 00 00 0a 00 00 00 00 2a 01 00 81 00 00',
      '6/2A/01 UNIT ATTENTION, MODE PARAMETERS CHANGED, unit attentions were lost',
    ],
    [
      'no lost unit attentions',
      '70 00 06 00 00 00 00 0a 00 00 00 00 2a 01 00 80 00 00',
      '6/2A/01 UNIT ATTENTION, MODE PARAMETERS CHANGED, no unit attention was lost',
    ],
    [
      'everything else',
      '72 04 44 00 80 00 00 1c 01 0a 00 00 00 00 00 00 00 00 ab cd 03 02 00 5a 04 02 00 c0 02 06 00 00 80 00 02 00',
      '4/44/00 HARDWARE ERROR, INTERNAL TARGET FAILURE, filemark, end of medium, command-specific information 0000ABCDh, field replaceable unit 5Ah, sense data overflow, retry count 02h',
    ],
    [
      'a segment pointer',
      '70 00 0a 00 00 00 00 0a 00 00 00 00 26 00 00 ab 00 0c',
      'A/26/00 COPY ABORTED, INVALID FIELD IN PARAMETER LIST, segment descriptor byte 0Ch bit 3',
    ],
    [
      'a segment pointer into the list',
      '70 00 0a 00 00 00 00 0a 00 00 00 00 26 00 00 80 00 0c',
      'A/26/00 COPY ABORTED, INVALID FIELD IN PARAMETER LIST, parameter list byte 0Ch',
    ],
    [
      'specific bytes without meaning',
      '70 00 07 00 00 00 00 0a 00 00 00 00 27 00 00 ff 12 ab',
      '7/27/00 DATA PROTECT, WRITE PROTECTED, sense-key specific FF 12 AB',
    ],
    [
      'a pointer into parameter data',
      '70 00 05 00 00 00 00 0a 00 00 00 00 26 00 00 8f 00 10',
      '5/26/00 ILLEGAL REQUEST, INVALID FIELD IN PARAMETER LIST, parameter data byte 10h bit 7',
    ],
    ['another response code', '7f 01 ab', 'sense data with response code 7Fh, which is no standard format: 7F 01 AB'],
  ])('%s', (_, hex, line) => {
    expect(describeHex(hex)).toBe(line);
  });
});

describe('a field pointer into the CDB', () => {
  const rejected = (specific: string) =>
    decodeSense(parseHex(`70 00 05 00 00 00 00 0a 00 00 00 00 24 00 00 ${specific}`))!;
  const cdb = parseHex('a8 10 00 00 12 34 00 00 00 01 80 00');

  test.each([
    ['c0 00 00', 'operationCode', 'CDB byte 00h: operationCode = A8h'],
    ['cc 00 01', 'dpo', 'CDB byte 01h bit 4: dpo = 1'],
    ['cb 00 01', 'fua', 'CDB byte 01h bit 3: fua = 0'],
    ['c0 00 01', 'dpo/fua/relativeAddress', 'CDB byte 01h: dpo/fua/relativeAddress (the byte is 10h)'],
    ['cf 00 01', undefined, 'CDB byte 01h bit 7: reserved (the byte is 10h)'],
    ['c0 00 02', 'logicalBlockAddress', 'CDB byte 02h: logicalBlockAddress = 1234h'],
    ['cf 00 06', 'transferLengthBlocks', 'CDB byte 06h bit 7: transferLengthBlocks = 01h'],
    ['c0 00 08', 'transferLengthBlocks', 'CDB byte 08h: transferLengthBlocks = 01h'],
    ['c0 00 0a', 'streaming', 'CDB byte 0Ah: streaming = 1'],
    ['c0 00 0c', undefined, 'CDB byte 0Ch'],
    ['8f 00 01', undefined, 'parameter data byte 01h bit 7'],
  ])('%s is named %s', (specific, name, text) => {
    const sense = rejected(specific);
    expect(fieldPointerName(sense, read12)).toBe(name);
    expect(describeSense(sense, read12, cdb)).toBe(`5/24/00 ILLEGAL REQUEST, INVALID FIELD IN CDB, ${text}`);
  });

  test('has no name where there is no pointer', () => {
    expect(fieldPointerName(rejected('00 00 02'), read12)).toBeUndefined();
    expect(fieldPointerName(decodeSense(parseHex('70 00 02'))!, testUnitReady)).toBeUndefined();
  });

  test('shows the byte where the command is not known, and only the place where the CDB is not', () => {
    expect(describeSense(rejected('c0 00 01'), undefined, cdb)).toMatch(/, CDB byte 01h \(the byte is 10h\)$/);
    expect(describeSense(rejected('c0 00 01'))).toMatch(/, CDB byte 01h$/);
    expect(describeSense(rejected('c0 00 02'), read12)).toMatch(/, CDB byte 02h: logicalBlockAddress$/);
  });

  test('survives a CDB that is too short for the command', () => {
    expect(describeSense(rejected('c0 00 02'), read12, cdb.subarray(0, 4))).toMatch(
      /, CDB byte 02h: logicalBlockAddress \(the byte is 00h\)$/,
    );
    expect(describeSense(rejected('c0 00 08'), read12, cdb.subarray(0, 4))).toMatch(/: transferLengthBlocks$/);
  });
});
