import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Command,
  CommandSet,
  defineCommand,
  FieldError,
  hex,
  mmcCommands,
  parseHex,
  reserved,
  reservedBit,
  ShortDataError,
  u8,
} from '../../../mmc/index.js';
import { fieldValue, givenFields, tooLarge } from '../../helpers/arbitraries.js';
import { cdbVectors } from './vectors/index.js';

const commands = [...mmcCommands];
const isIdentity = (command: Command, name: string) => name === 'operationCode' || name in command.fixed;
const callerFields = (command: Command) => givenFields(command.layout).filter((row) => !isIdentity(command, row.name!));

/** Values for every field that a caller may give. */
const cdbInput = (command: Command): fc.Arbitrary<Record<string, any>> =>
  fc.record(Object.fromEntries(callerFields(command).map((row) => [row.name, fieldValue(row)])));

/** The least that a caller has to give. */
const required = (command: Command) => Object.fromEntries(command.required.map((name) => [name, 0]));

describe('vectors', () => {
  test.each(cdbVectors)('$command.id builds $cdb', ({ command, fields, cdb }) => {
    expect(hex(command.encodeCdb(fields))).toBe(cdb);
  });

  test.each(cdbVectors)('$cdb is found and taken apart as $command.id', ({ command, fields, cdb }) => {
    const bytes = parseHex(cdb);
    expect(mmcCommands.find(bytes)?.id).toBe(command.id);
    expect(command.decodeCdb(bytes)).toMatchObject({ ...command.fixed, ...fields });
    expect(reservedBit(command, bytes)).toBeUndefined();
  });

  test('there is one for every command', () => {
    const covered = new Set(cdbVectors.map(({ command }) => command.id));
    expect(commands.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });

  test('they name every field that is neither obsolete nor the control byte, in one of its siblings at least', () => {
    const key = (command: Command, field: string) => `${hex(Uint8Array.of(command.operationCode))}h ${field}`;
    const named = new Set(cdbVectors.flatMap(({ command, fields }) => Object.keys(fields).map((f) => key(command, f))));
    const all = commands.flatMap((command) => callerFields(command).map((row) => key(command, row.name!)));
    expect(all.filter((field) => !named.has(field) && !/ (control|relativeAddress)$/.test(field))).toEqual([]);
  });
});

describe.each(commands.map((command) => [command.id, command] as const))('%s', (_, command) => {
  test('gives back the fields that its CDB was built from', () => {
    fc.assert(
      fc.property(cdbInput(command), (input) => {
        const cdb = command.encodeCdb(input);
        expect(cdb).toHaveLength(command.cdbLength);
        expect(command.decodeCdb(cdb)).toEqual({ operationCode: command.operationCode, ...command.fixed, ...input });
      }),
      { numRuns: 25 },
    );
  });

  test('is found by its CDB', () => {
    fc.assert(
      fc.property(cdbInput(command), (input) => {
        const cdb = command.encodeCdb(input);
        const found = mmcCommands.find(cdb)!;
        // A sibling that fixes more is the better match when the fields happen to be its identity.
        expect(found.matches(cdb) && Object.keys(found.fixed).length >= Object.keys(command.fixed).length).toBe(true);
        expect(found.id === command.id || !sameIdentity(found, command)).toBe(true);
      }),
      { numRuns: 25 },
    );
    expect(mmcCommands.byId(command.id)).toBe(command);
    expect(mmcCommands.siblings(command.operationCode)).toContain(command);
  });

  test('changes only the bits of the field that is given', () => {
    const before = command.encodeCdb(required(command));
    for (const row of callerFields(command)) {
      fc.assert(
        fc.property(fieldValue(row), (value) => {
          const after = command.encodeCdb({ ...required(command), [row.name!]: value });
          after.forEach((byte, i) => {
            const isInside = i >= row.byte && i < row.byte + row.byteLength!;
            const shift = row.bit === undefined ? 0 : row.bit - 8 * (row.byte + row.byteLength! - 1 - i);
            const mask = !isInside ? 0 : row.bit === undefined ? 0xff : ((2 ** row.bitLength! - 1) * 2 ** shift) & 0xff;
            expect((byte ^ before[i]!) & ~mask).toBe(0);
          });
        }),
        { numRuns: 5 },
      );
    }
  });

  test('names the field that a value does not fit', () => {
    for (const row of callerFields(command)) {
      for (const value of [tooLarge(row), -(2 ** 31) - 1, Number.NaN, 0.5]) {
        const error = catchError(() => command.encodeCdb({ ...required(command), [row.name!]: value }));
        expect(error).toBeInstanceOf(FieldError);
        expect((error as FieldError).field).toBe(row.name);
      }
    }
  });

  test('refuses a missing field, an unknown one, and one of its identity', () => {
    for (const name of command.required) {
      const { [name]: _, ...rest } = required(command);
      expect(() => command.encodeCdb(rest)).toThrow(new RegExp(`^${name}: .* needs a value for it$`));
    }
    expect(() => command.encodeCdb({ ...required(command), logicalBlokAddress: 1 })).toThrow(
      /logicalBlokAddress: .* no such field/,
    );
    for (const name of ['operationCode', ...Object.keys(command.fixed)])
      expect(() => command.encodeCdb({ ...required(command), [name]: 0 })).toThrow(/fixes it/);
  });

  test('throws ShortDataError for a cut CDB and ignores bytes behind a whole one', () => {
    const cdb = command.encodeCdb(required(command));
    for (let length = 0; length < cdb.length; length++)
      expect(() => command.decodeCdb(cdb.subarray(0, length))).toThrow(ShortDataError);
    expect(command.decodeCdb(Uint8Array.from([...cdb, 0xa5, 0xa5]))).toEqual(command.decodeCdb(cdb));
  });

  test('says how long its data is', () => {
    const { transfer } = command;
    if (transfer.direction === 'none') return;
    const cdb = command.decodeCdb(command.encodeCdb(required(command)));
    const length = 'length' in transfer ? cdb[transfer.length] : transfer.byteLength(cdb, 2048);
    expect(Number.isInteger(length)).toBe(true);
    const isAsked = 'length' in transfer && command.required.includes(transfer.length);
    if (transfer.direction === 'in' && 'layout' in transfer && !isAsked) {
      expect(length).toBeGreaterThan(0);
      // ATAPI bridges round an odd number of bytes, and the drive then sees another command.
      expect(length % 2).toBe(0);
    }
  });

  test('has reserved bits only where nothing is named', () => {
    const cdb = command.encodeCdb(required(command));
    for (let byte = 0; byte < cdb.length; byte++) {
      for (let bit = 7; bit >= 0; bit--) {
        const named = givenFields(command.layout).some((row) => {
          const end = row.byte + row.byteLength!;
          const bitInWord = 8 * (end - 1 - byte) + bit;
          if (byte < row.byte || byte >= end) return false;
          return row.bit === undefined || (bitInWord >= row.bit && bitInWord < row.bit + row.bitLength!);
        });
        const changed = cdb.slice();
        changed[byte]! |= 1 << bit;
        expect(reservedBit(command, changed)).toEqual(named ? undefined : { byte, bit });
      }
    }
  });
});

test('there are as many commands as are listed, each with an id of its own', () => {
  expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  expect(commands.length).toBeGreaterThanOrEqual(37);
});

test('an operation code nobody declares finds nothing', () => {
  expect(mmcCommands.find(Uint8Array.of(0xee, 0, 0, 0, 0, 0))).toBeUndefined();
  expect(mmcCommands.find(new Uint8Array())).toBeUndefined();
  expect(mmcCommands.siblings(0xee)).toEqual([]);
  expect(mmcCommands.byId('formatEverything')).toBeUndefined();
});

describe('declaring', () => {
  const good = {
    name: 'TEST',
    id: 'test',
    operationCode: 0xc1,
    standard: 'none',
    cdbLength: 6,
    fields: [u8('page'), reserved(3)],
    transfer: { direction: 'none' },
  } as const;

  test('a CDB of the wrong length is refused', () => {
    expect(() => defineCommand({ ...good, fields: [u8('page')] })).toThrow(
      'TEST: the fields make 3 bytes, the CDB has 6',
    );
  });

  test('two commands with one identity or one id are refused', () => {
    const first = defineCommand(good);
    expect(() => new CommandSet([first, defineCommand({ ...good, id: 'other', name: 'OTHER' })])).toThrow(
      'OTHER and TEST have the same operation code and fixed fields',
    );
    expect(() => new CommandSet([first, defineCommand({ ...good, fixed: { page: 1 } })])).toThrow('the id test');
  });

  test('a sibling that fixes more is found first, whatever the order', () => {
    const any = defineCommand(good);
    const one = defineCommand({ ...good, id: 'one', fixed: { page: 1 } });
    for (const set of [new CommandSet([any, one]), new CommandSet([one, any])]) {
      expect(set.find(Uint8Array.of(0xc1, 1, 0, 0, 0, 0))).toBe(one);
      expect(set.find(Uint8Array.of(0xc1, 2, 0, 0, 0, 0))).toBe(any);
    }
  });
});

function sameIdentity(a: Command, b: Command): boolean {
  return JSON.stringify(a.fixed) === JSON.stringify(b.fixed);
}

function catchError(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}
