/** Power cuts: whatever a recording is interrupted at, the disc opens again and has what was synchronized. */
import { describe, expect, it } from 'vitest';
import {
  blank,
  blankingType,
  closeFunction,
  discStatus,
  multiSession,
  readFormatCapacities,
  writeType,
} from '../../../../mmc/index.js';
import { memoryStore, type RecordingStore } from '../../../../src/virtual/index.js';
import { answerOf } from '../virtual-helpers.js';
import { type Burner, blocksOf, burnerOver, isSame } from './burner.js';

class PowerCut extends Error {}

const isPowerCut = (error: unknown): boolean =>
  error instanceof Error && (error instanceof PowerCut || isPowerCut(error.cause));

/** A store that fails for good at its `limit`th change, before that has any effect. */
function failingStore(store: RecordingStore, limit: number): RecordingStore & { readonly changes: number } {
  let changes = 0;
  const change = <A extends readonly unknown[]>(carryOut: (...parameters: A) => void) => {
    return (...parameters: A): void => {
      if (changes >= limit) throw new PowerCut();
      changes++;
      carryOut(...parameters);
    };
  };
  return {
    get changes() {
      return changes;
    },
    get state() {
      return store.state;
    },
    read: store.read,
    write: change(store.write),
    commit: change(store.commit),
    discard: change(store.discard),
    close: store.close,
  };
}

/** What is safe: where it stands, and with which seed it was made. */
type Safe = Map<number, number>;
const runBlocks = 64;

interface Program {
  readonly name: string;
  readonly medium: string;
  /** Records, and notes what must not be lost any more. */
  readonly run: (drive: Burner, safe: Safe) => void;
}

function record(drive: Burner, safe: Safe, address: number, seed: number): void {
  expect(drive.write(address, blocksOf(runBlocks, seed))).toBe('GOOD');
  // From here on it may be one or the other.
  safe.delete(address);
  expect(drive.synchronize()).toBe('GOOD');
  safe.set(address, seed);
}

const programs: readonly Program[] = [
  {
    name: 'sessions of a DVD-R',
    medium: 'dvd-r',
    run(drive, safe) {
      drive.select({ writeType: writeType.packetOrIncremental, multiSession: multiSession.nextAllowed });
      for (const [number, seed] of [1, 2].entries()) {
        const { nextWritableAddress } = drive.track(0xff);
        record(drive, safe, nextWritableAddress, seed);
        record(drive, safe, nextWritableAddress + runBlocks, seed + 10);
        expect(drive.close(closeFunction.track, number + 1)).toBe('GOOD');
        expect(drive.close(closeFunction.session)).toBe('GOOD');
      }
    },
  },
  {
    name: 'reserved tracks of a BD-R with pseudo-overwrite',
    medium: 'bd-r',
    run(drive, safe) {
      expect(drive.format({ numberOfBlocks: 11_826_176, formatType: 0x00 })).toBe('GOOD');
      drive.reserve(4096);
      record(drive, safe, 0, 1);
      record(drive, safe, 4096, 2);
      record(drive, safe, 0, 3);
      expect(drive.close(closeFunction.track, 1)).toBe('GOOD');
    },
  },
  {
    name: 'overwriting a DVD+RW while it is formatted',
    medium: 'dvd+rw',
    run(drive, safe) {
      expect(drive.format({ numberOfBlocks: 2_295_104, formatType: 0x26 })).toBe('GOOD');
      record(drive, safe, 0, 1);
      record(drive, safe, 1_000_000, 2);
      drive.clock.advance(60_000);
      record(drive, safe, 0, 3);
      expect(drive.close(closeFunction.session)).toBe('GOOD');
    },
  },
  {
    name: 'blanking and formatting a DVD-RW',
    medium: 'dvd-rw',
    run(drive, safe) {
      drive.select({ writeType: writeType.packetOrIncremental, multiSession: multiSession.nextAllowed });
      record(drive, safe, 0, 1);
      safe.clear();
      expect(answerOf(drive.device.exchangeSync(blank, { blankingType: blankingType.disc }))).toBe('GOOD');
      record(drive, safe, 0, 2);
      safe.clear();
      expect(drive.format({ numberOfBlocks: 0, formatType: 0x15 })).toBe('GOOD');
      record(drive, safe, 0, 3);
      record(drive, safe, runBlocks, 4);
      expect(drive.close(closeFunction.session)).toBe('GOOD');
    },
  },
];

/** Runs a program until the power is cut. Returns what was safe by then, and whether it came to its end. */
function runUntilCut({ medium, run }: Program, store: RecordingStore): { safe: Safe; isDone: boolean } {
  const safe: Safe = new Map();
  try {
    run(burnerOver(medium, store), safe);
    return { safe, isDone: true };
  } catch (error) {
    if (!isPowerCut(error)) throw error;
    return { safe, isDone: false };
  }
}

/** Writes where the disc says that it can be written, formatted first where it has to be, and reads it back. */
function goesOn(drive: Burner): void {
  drive.select({ writeType: writeType.packetOrIncremental });
  const offered = drive.device.sendSync(readFormatCapacities, {});
  if (drive.info().discStatus === discStatus.empty && drive.track(1).nwaV === false)
    drive.format(offered.formattableCapacities[0]!);
  const open = drive.info().discStatus === discStatus.finalized ? drive.track(1) : drive.track(0xff);
  const address = open.nwaV ? open.nextWritableAddress : 0;
  expect(drive.write(address, blocksOf(runBlocks, 99))).toBe('GOOD');
  expect(isSame(drive.contents(address, runBlocks), blocksOf(runBlocks, 99))).toBe(true);
}

describe.each(programs)('$name, interrupted anywhere', (program) => {
  it('leaves a disc that opens, has what was safe, and can be recorded on', () => {
    let isDone = false;
    let limit = 0;
    for (; !isDone; limit++) {
      const store = memoryStore();
      const result = runUntilCut(program, failingStore(store, limit));
      isDone = result.isDone;
      const drive = burnerOver(program.medium, store);
      for (const [address, seed] of result.safe)
        expect([limit, address, isSame(drive.contents(address, runBlocks), blocksOf(runBlocks, seed))]).toEqual([
          limit,
          address,
          true,
        ]);
      goesOn(drive);
    }
    expect(limit).toBeGreaterThan(8);
  });
});
