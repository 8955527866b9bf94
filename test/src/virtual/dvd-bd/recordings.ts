/** Recordings to be interrupted: what they send, and what is safe when. */
import { blankingType, closeFunction, multiSession, writeType } from '../../../../mmc/index.js';
import { type Burner, blocksOf } from './burner.js';

function must(answer: string): void {
  if (answer !== 'GOOD') throw new Error(`a recording that should go through was answered ${answer}`);
}

/** What is safe: where it stands, and with which seed it was made. */
export type Safe = Map<number, number>;
export const runBlocks = 64;

export interface Program {
  readonly name: string;
  readonly medium: string;
  /** Records, and notes what must not be lost any more. */
  readonly run: (drive: Burner, safe: Safe) => void;
}

function record(drive: Burner, safe: Safe, address: number, seed: number): void {
  // Until the cache is synchronized it may be one or the other.
  safe.delete(address);
  must(drive.write(address, blocksOf(runBlocks, seed)));
  must(drive.synchronize());
  safe.set(address, seed);
}

export const programs: readonly Program[] = [
  {
    name: 'sessions of a DVD-R',
    medium: 'dvd-r',
    run(drive, safe) {
      drive.select({ writeType: writeType.packetOrIncremental, multiSession: multiSession.nextAllowed });
      for (const [number, seed] of [1, 2].entries()) {
        const { nextWritableAddress } = drive.track(0xff);
        record(drive, safe, nextWritableAddress, seed);
        record(drive, safe, nextWritableAddress + runBlocks, seed + 10);
        must(drive.close(closeFunction.track, number + 1));
        must(drive.close(closeFunction.session));
      }
    },
  },
  {
    name: 'reserved tracks of a BD-R with pseudo-overwrite',
    medium: 'bd-r',
    run(drive, safe) {
      must(drive.format({ numberOfBlocks: 11_826_176, formatType: 0x00 }));
      drive.reserve(4096);
      record(drive, safe, 0, 1);
      record(drive, safe, 4096, 2);
      record(drive, safe, 0, 3);
      must(drive.close(closeFunction.track, 1));
    },
  },
  {
    name: 'overwriting a DVD+RW while it is formatted',
    medium: 'dvd+rw',
    run(drive, safe) {
      must(drive.format({ numberOfBlocks: 2_295_104, formatType: 0x26 }));
      record(drive, safe, 0, 1);
      record(drive, safe, 1_000_000, 2);
      drive.clock.advance(60_000);
      record(drive, safe, 0, 3);
      must(drive.close(closeFunction.session));
    },
  },
  {
    name: 'blanking and formatting a DVD-RW',
    medium: 'dvd-rw',
    run(drive, safe) {
      drive.select({ writeType: writeType.packetOrIncremental, multiSession: multiSession.nextAllowed });
      record(drive, safe, 0, 1);
      safe.clear();
      must(drive.erase(blankingType.disc));
      record(drive, safe, 0, 2);
      safe.clear();
      must(drive.format({ numberOfBlocks: 0, formatType: 0x15 }));
      record(drive, safe, 0, 3);
      record(drive, safe, runBlocks, 4);
      must(drive.close(closeFunction.session));
    },
  },
];

/** The same drive; `after` is called whenever it has carried out what it was told to. */
export function observed(drive: Burner, after: () => void): Burner {
  const observe = ([name, value]: [string, unknown]) =>
    typeof value !== 'function'
      ? [name, value]
      : [
          name,
          (...parameters: unknown[]) => {
            const result: unknown = value(...parameters);
            after();
            return result;
          },
        ];
  return Object.fromEntries(Object.entries(drive).map(observe)) as unknown as Burner;
}
