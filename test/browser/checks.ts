/**
 * Real work for a place that has nothing but JavaScript: every vector, sense, sectors, sub-channels, CD-TEXT. Bundled
 * with the package, it runs in a bare VM context and in a browser; it says what failed as text.
 */
import * as mmc from '../../mmc/index.js';
import { cdbVectors, dataVectors } from '../mmc/commands/vectors/index.js';
import { oneBlock } from '../mmc/disc/cd-text-packs.js';
import { fixedHex } from '../mmc/sense/samples.js';

const { hex, parseHex } = mmc;

function expectEqual(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected) throw new Error(`${what} is ${actual}, not ${expected}`);
}

/** Throws where `actual` lacks a member of `expected`, at any depth. */
function expectMembers(actual: any, expected: any, path = 'value'): void {
  if (expected instanceof Uint8Array) expectEqual(hex(actual), hex(expected), path);
  else if (typeof expected !== 'object' || expected === null) expectEqual(actual, expected, path);
  else {
    if (Array.isArray(expected)) expectEqual(actual.length, expected.length, `${path}.length`);
    for (const [key, member] of Object.entries(expected)) expectMembers(actual?.[key], member, `${path}.${key}`);
  }
}

function checkSector(): void {
  const { mode1 } = mmc.sectorFormat;
  const sector = Uint8Array.from({ length: mmc.rawSectorBytes }, (_, i) => i - 16);
  mmc.completeSector(sector, 0, mode1, 0);
  // Computed with the sector reconstruction of ecm.
  expectEqual(hex(sector.subarray(2064, 2068)), '27 97 39 E6', 'the EDC');
  expectEqual(hex(sector.subarray(2076, 2084)), '42 13 C7 94 21 72 D5 86', 'the P parity');
  expectEqual(hex(sector.subarray(2248, 2256)), '46 E9 44 86 F1 2A E2 0B', 'the Q parity');
  sector[1000]! ^= 0x55;
  expectEqual(mmc.correctSector(sector, 0, mode1), 1, 'the count of corrected bytes');
  mmc.scrambleSector(sector);
  expectEqual(hex(sector.subarray(12, 20)), '01 82 00 61 00 29 02 1D', 'the scrambled sector');
}

function checkSubChannelQ(): void {
  const q = parseHex('41 01 01 00 00 00 00 00 02 00 28 32');
  expectEqual(mmc.isSubChannelQRight(q), true, 'the CRC of Q');
  expectMembers(mmc.decodeSubChannelQ(q), { kind: 'position', trackNumber: 1, logicalBlockAddress: 0 });
}

function checkErrors(): void {
  const message = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      return String(error);
    }
    return 'no error';
  };
  expectEqual(
    message(() => mmc.read10.encodeCdb({ logicalBlockAddress: 2 ** 32, transferLengthBlocks: 1 })),
    'FieldError: logicalBlockAddress: 4294967296 does not fit 32 bits (0 to 4294967295)',
    'the error',
  );
  expectEqual(
    message(() => mmc.read10.decodeCdb(new Uint8Array(3))),
    'ShortDataError: 10 bytes are needed, 3 arrived',
    'the error',
  );
}

const checks: readonly (readonly [name: string, check: () => void])[] = [
  ...cdbVectors.map(({ command, fields, cdb }) => {
    const check = (): void => {
      expectEqual(hex(command.encodeCdb(fields)), cdb, 'the CDB');
      expectMembers(command.decodeCdb(parseHex(cdb)), fields);
    };
    return [`${command.id} ${cdb}`, check] as const;
  }),
  ...dataVectors.map(({ name, codec, bytes, value, canonical }) => {
    const check = (): void => {
      const decoded = codec.decode(parseHex(bytes));
      expectMembers(decoded, value);
      if (!canonical) expectEqual(hex(mmc.toBytes(codec, decoded)), hex(parseHex(bytes)), 'what is encoded');
    };
    return [name, check] as const;
  }),
  [
    'sense',
    () => {
      const sense = mmc.decodeSense(parseHex(fixedHex))!;
      expectEqual(sense.senseKey, mmc.senseKey.illegalRequest, 'the sense key');
      expectEqual(
        mmc.describeSense(sense, mmc.read10).toUpperCase().includes(mmc.ascText(0x24, 0x01)!.toUpperCase()),
        true,
        'that the ASC has a text',
      );
    },
  ],
  ['a raw sector', checkSector],
  ['sub-channel Q', checkSubChannelQ],
  [
    'CD-TEXT',
    () => {
      const text = mmc.decodeCdText(mmc.cdTextPacks.decode(oneBlock).packs);
      expectEqual(text.blocks[0]?.disc.title, 'Joyful Nights', 'the title');
    },
  ],
  ['errors', checkErrors],
];

/** Runs everything; `missing` are the names of what a bare place must not have and yet has. */
export function runChecks(missing: readonly string[]): { passed: number; failures: string[] } {
  const failures = missing.filter((name) => name in globalThis).map((name) => `there is a ${name}`);
  let passed = 0;
  for (const [name, check] of checks) {
    try {
      check();
      passed++;
    } catch (error) {
      failures.push(`${name}: ${error}`);
    }
  }
  return { passed, failures };
}
