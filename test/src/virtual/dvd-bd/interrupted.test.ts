/** Power cuts: whatever a recording is interrupted at, the disc opens again and has what was synchronized. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discStatus, readFormatCapacities, writeType } from '../../../../mmc/index.js';
import { fileStore, memoryStore, type RecordingStore } from '../../../../src/virtual/index.js';
import { type Burner, blocksOf, burnerOver, isSame } from './burner.js';
import { observed, type Program, programs, runBlocks, type Safe } from './recordings.js';

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

/** Opens what is left, looks for all that was safe, and goes on recording. */
function expectSafe({ medium }: Program, store: RecordingStore, safe: Safe): void {
  const drive = burnerOver(medium, store);
  for (const [address, seed] of safe)
    expect([address, isSame(drive.contents(address, runBlocks), blocksOf(runBlocks, seed))]).toEqual([address, true]);
  goesOn(drive);
}

describe.each(programs)('$name, interrupted anywhere', (program) => {
  it('leaves a disc that opens, has what was safe, and can be recorded on', () => {
    let isDone = false;
    let limit = 0;
    for (; !isDone; limit++) {
      const store = memoryStore();
      const result = runUntilCut(program, failingStore(store, limit));
      isDone = result.isDone;
      expectSafe(program, store, result.safe);
    }
    expect(limit).toBeGreaterThan(8);
  });
});

describe('a program that is killed with SIGKILL', () => {
  let folder: string;
  let script: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'discwire-killed-'));
    script = join(folder, 'killed-recording.mjs');
    const input = join(import.meta.dirname, 'killed-recording.ts');
    const bundle = await rolldown({ input, platform: 'node', external: [/^koffi$/] });
    await bundle.write({ file: script, format: 'esm', codeSplitting: false });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What is safe after so many commands; undefined: it has fewer. */
  function safeAfter({ medium, run }: Program, last: number): Safe | undefined {
    const safe: Safe = new Map();
    let done = 0;
    const drive = observed(burnerOver(medium, memoryStore()), () => {
      if (++done === last) throw new PowerCut();
    });
    try {
      run(drive, safe);
      return undefined;
    } catch (error) {
      if (!isPowerCut(error)) throw error;
      return safe;
    }
  }

  it.each(programs)('leaves $name as safe as they were after each command', (program) => {
    let last = 1;
    for (; ; last++) {
      const safe = safeAfter(program, last);
      if (!safe) break;
      const path = join(folder, `${program.medium}-${last}.disc`);
      const { signal, stderr } = spawnSync(process.execPath, [script, path, program.name, `${last}`], {
        encoding: 'utf8',
      });
      expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' });
      const store = fileStore(path);
      expectSafe(program, store, safe);
      store.close();
    }
    expect(last).toBeGreaterThan(8);
  });
});
