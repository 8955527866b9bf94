import { describe, expect, test } from 'vitest';
import { runCli } from './run-cli.js';

const explain = (...argv: string[]) => runCli(['explain', ...argv]);

describe('explain: a CDB', () => {
  test('shows the byte table of the command with what stands in it', async () => {
    const { out, err, code } = await explain('A8 00 00 00 00 10 00 00 00 01 80 00');
    expect(out).toMatchInlineSnapshot(`
      "READ(12)
      operation code A8h, MMC-6 (MMC-5 6.16, SBC-2 5.7), 12 bytes, data-in, 2048 bytes
      (blocks of 2048)

      byte  bits  field                 value
      0           operationCode         A8h
      1     7-5   reserved              0
      1     4     dpo                   0
      1     3     fua                   0
      1     2-1   reserved              0
      1     0     relativeAddress       0
      2-5         logicalBlockAddress   16 (00000010h)
      6-9         transferLengthBlocks  1 (00000001h)
      10    7     streaming             1
      10    6-0   reserved              0
      11          control               00h
      "
    `);
    expect({ err, code }).toEqual({ err: '', code: 0 });
  });

  test('takes the bytes as one argument or as many, with commas, colons and 0x', async () => {
    const { out } = await explain('1b', '01', '00 00', '02,00');
    expect((await explain('0x1B:0x01:0x00:0x00:0x02:0x00')).out).toBe(out);
    expect(out).toContain('START STOP UNIT');
  });

  test('flags bits that are reserved and not zero', async () => {
    const { out } = await explain('00 00 08 00 00 00');
    expect(out).toContain('08 00 00');
    expect(out).toContain('<- reserved, has to be 0');
  });

  test('knows siblings of one operation code apart by their fixed fields', async () => {
    expect((await explain('43 00 01 00 00 00 00 00 0C 00')).out).toContain('multi-session information');
    expect((await explain('43 00 02 00 00 00 01 08 00 00')).out).toContain('raw TOC');
  });

  test('shows the nearest table for a form of a command that is not declared, and says so', async () => {
    const { out, code } = await explain('43 00 0B 00 00 00 00 00 0C 00');
    expect(out).toMatch(/no known form of this command/);
    expect(out).toMatch(/format +11 \(1011b\)/);
    expect(code).toBe(0);
  });

  test('an operation code that nobody knows is a value, not an error', async () => {
    const { out, code } = await explain('C1 00 00 00 00 00');
    expect(out).toMatch(/operation code C1h: not a command that discwire knows/);
    expect(code).toBe(0);
  });

  test('the padding of an ATAPI packet is remarked on, whatever follows the CDB is shown', async () => {
    expect((await explain('00 00 00 00 00 00 00 00 00 00 00 00')).out).toMatch(/6 bytes follow.*padding/);
    expect((await explain('00 00 00 00 00 00 AB')).out).toMatch(/1 bytes follow.*AB/);
  });

  test('a CDB that is cut off is a wrong argument', async () => {
    const { out, err, code } = await explain('28 00 00');
    expect(err).toBe('discwire: READ(10) has 10 bytes, 3 were given: 7 are missing\n');
    expect({ out, code }).toEqual({ out: '', code: 2 });
  });
});

describe('explain: sense data', () => {
  test('is recognised by its response code', async () => {
    const { out, code } = await explain('70 00 02 00 00 00 00 0A 00 00 00 00 3A 02 00 00 00 00');
    expect(out).toMatchInlineSnapshot(`
      "sense data
      response code 70h, fixed format, current, 18 bytes
      2/3A/02 NOT READY, MEDIUM NOT PRESENT - TRAY OPEN

      byte   bits  field                       value
      0      7     valid                       0
      0      6-0   responseCode                70h
      1            reserved                    0
      2      7     filemark                    0
      2      6     eom                         0
      2      5     ili                         0
      2      4     sdatOvfl                    0
      2      3-0   senseKey                    2h
      3-6          information                 0 (00000000h)
      7            additionalSenseLength       10 (0Ah)
      8-11         commandSpecificInformation  0 (00000000h)
      12           asc                         3Ah
      13           ascq                        02h
      14           fieldReplaceableUnitCode    0 (00h)
      15-17        senseKeySpecific            00 00 00

      There is no medium: insert one or close the tray.
      "
    `);
    expect(code).toBe(0);
  });

  test('in descriptor format, with its descriptors', async () => {
    const { out } = await explain('72 03 11 05 00 00 00 0C 00 0A 80 00 00 00 00 00 00 00 01 F4');
    expect(out).toContain('3/11/05 MEDIUM ERROR, L-EC UNCORRECTABLE ERROR');
    expect(out).toMatch(/information +500/);
  });

  test('given with its CDB, names the field that the drive points at', async () => {
    const sense = '70 00 05 00 00 00 00 0A 00 00 00 00 24 00 00 CB 00 02';
    const { out } = await explain('43 00 04 00 00 00 00 00 0C 00', '--with-sense', sense);
    expect(out).toMatch(/format .*<- the drive points here/);
  });

  test('cut off anywhere it is still explained', async () => {
    const { out } = await explain('70 00 05 00 00 00 00 0A');
    expect(out).toContain('8 bytes of 18');
    expect(out).toContain('ILLEGAL REQUEST');
  });

  test('without even a sense key it is a wrong argument', async () => {
    const { err, code } = await explain('70 00');
    expect(err).toMatch(/^discwire: 2 bytes are too few for sense data.*\n$/);
    expect(code).toBe(2);
  });

  test('--sense and --cdb decide where the bytes do not', async () => {
    expect((await explain('--sense', '00 00 05')).out).toMatch(/no standard format/);
    expect((await explain('--cdb', '70 00 00 00 00 00')).out).toMatch(/operation code 70h/);
    const { err, code } = await explain('--cdb', '--sense', '70 00 00');
    expect(err).toMatch(/cannot be used with/);
    expect(code).toBe(2);
  });
});

describe('explain: input', () => {
  test('without arguments it explains every line of standard input', async () => {
    const input = '00 00 00 00 00 00\n\n1E 00 00 00 01 00\r\n70 00 02 00 00 00 00 0A\n';
    const { out } = await runCli(['explain'], { input });
    expect(out).toMatch(/TEST UNIT READY.*PREVENT ALLOW MEDIUM REMOVAL.*NOT READY/s);
  });

  test('nothing at all is an error that says how to do it', async () => {
    const { err, code } = await runCli(['explain'], { input: ' \n' });
    expect(err).toMatch(/there are no bytes: give them as arguments/);
    expect(code).toBe(2);
  });

  test.each([
    ['0g', /"0g" at character 1 is not hexadecimal/],
    ['123', /"123" at character 1 has half a byte/],
    ['hello', /"hello" at character 1 is not hexadecimal/],
  ])('bytes that are not hexadecimal: %s', async (text, message) => {
    const { out, err, code } = await explain(text);
    expect(err).toMatch(message);
    expect(err.split('\n')).toHaveLength(2);
    expect({ out, code }).toEqual({ out: '', code: 2 });
  });

  test('names the line of standard input that is wrong', async () => {
    const { err } = await runCli(['explain'], { input: '00 00 00 00 00 00\nxyz\n' });
    expect(err).toMatch(/^discwire: line 2: /);
  });
});

describe('explain --json', () => {
  test('prints a list with every field of a CDB', async () => {
    const { out } = await explain('A8 08 00 00 00 10 00 00 00 01 80 00', '--json');
    const [item] = JSON.parse(out);
    expect(item).toMatchObject({
      kind: 'cdb',
      bytes: 'A8 08 00 00 00 10 00 00 00 01 80 00',
      command: { id: 'read12', name: 'READ(12)', standard: 'MMC-6', matches: true },
      lengthBytes: 12,
    });
    expect(item.fields).toContainEqual({
      field: 'fua',
      byte: 1,
      byteLength: 1,
      bit: 3,
      bitLength: 1,
      value: true,
      stray: false,
    });
  });

  test('prints sense data as mmc decodes it, bigints as text', async () => {
    const { out } = await explain('F0 00 03 00 00 01 F4 0A 00 00 00 00 11 05 00 00 00 00', '--json');
    expect(JSON.parse(out)[0]).toMatchObject({
      kind: 'sense',
      senseKey: 3,
      asc: 0x11,
      ascq: 5,
      information: '500',
      category: 'mediumError',
    });
  });

  test('errors are JSON on standard error', async () => {
    const { out, err, code } = await explain('zz', '--json');
    expect(JSON.parse(err)).toMatchObject({ error: { kind: 'usage', exitCode: 2 } });
    expect({ out, code }).toEqual({ out: '', code: 2 });
  });
});
