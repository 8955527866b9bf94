/** What is left of a recording when the program that wrote it is gone, whenever that was. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discStatus } from '../../../../mmc/index.js';
import { fileStore, memoryStore, openRecording, type RecordingStore } from '../../../../src/virtual/index.js';
import { steps } from './burn-steps.js';
import { Burner, dataOf } from './burner.js';
import { expectSame } from './expect-same.js';

/** Opens what is left, and looks for everything that was safe after `done` commands; then goes on recording. */
function expectSafe(store: RecordingStore, done: number): void {
  const burner = new Burner('cd-r', {}, store);
  for (const { safe } of steps.slice(0, done))
    if (safe) expectSame(burner.read(safe.at, safe.count), dataOf(safe.count, safe.seed));
  burner.select();
  // What was cut short can only be closed.
  burner.close('track', 0xff);
  expect(burner.information.discStatus).not.toBe(discStatus.finalized);
  const { nextWritableAddress } = burner.track(0xff);
  expect(burner.write(nextWritableAddress, dataOf(300, 9))).toBe('GOOD');
  expectSame(burner.read(nextWritableAddress, 300), dataOf(300, 9));
}

describe('a program that is killed', () => {
  let folder: string;
  let program: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'discwire-durability-'));
    program = join(folder, 'killed-burn.mjs');
    const bundle = await rolldown({
      input: join(import.meta.dirname, 'killed-burn.ts'),
      platform: 'node',
      external: [/^koffi$/],
    });
    await bundle.write({ file: program, format: 'esm', codeSplitting: false });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(steps.map((_, i) => i))('after command %i leaves a disc with everything that was synchronized', (last) => {
    const path = join(folder, `burn${last}.disc`);
    const { signal, stderr } = spawnSync(process.execPath, [program, path, `${last}`], { encoding: 'utf8' });
    expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' });
    expect(existsSync(path)).toBe(true);
    const store = fileStore(path);
    expectSafe(store, last + 1);
    store.close();
  });
});

/** A store whose file system fails at one operation, half-way through a write, and at every one behind it. */
function failingStore(inner: RecordingStore, operation: number): RecordingStore {
  let count = 0;
  const mayFail = (half?: () => void) => {
    if (++count < operation) return;
    if (count === operation) half?.();
    throw new Error('no space left on device');
  };
  return {
    get state() {
      return inner.state;
    },
    read: (position, length, into, offset) => inner.read(position, length, into, offset),
    write(position, length, from, offset) {
      mayFail(() => inner.write(position, length >> 1, from, offset));
      inner.write(position, length, from, offset);
    },
    commit(state) {
      mayFail();
      inner.commit(state);
    },
    discard() {
      mayFail();
      inner.discard();
    },
    close: () => inner.close(),
  };
}

describe('a store that fails', () => {
  it('at any operation leaves a disc with everything that was synchronized', () => {
    for (let operation = 2, isOver = false; !isOver; operation++) {
      const inner = memoryStore();
      let done = 0;
      isOver = true;
      const burner = new Burner('cd-r', {}, failingStore(inner, operation));
      try {
        for (const { run } of steps) {
          run(burner);
          done++;
        }
      } catch (error) {
        expect((error as Error).message).toContain('no space left on device');
        isOver = false;
      }
      expectSafe(inner, done);
    }
  });
});

describe('a state that is damaged', () => {
  const track = {
    number: 1,
    writtenAs: 'track',
    mode: 'mode1',
    control: 4,
    pauseStart: -150,
    start: 0,
    recordedStart: 0,
    recordedEnd: 300,
    end: 302,
    isComplete: true,
  };
  const session = { number: 1, discType: 0, tracks: [track] };
  const good = { medium: 'cd-r', powerCalibrations: 0, sessions: [session] };
  const open = (state: unknown) => {
    const store = memoryStore();
    store.commit(state);
    return () => openRecording(store);
  };

  it('is told with the part that cannot be', () => {
    expect(open(good)).not.toThrow();
    const withTrack = (changes: object) => ({
      ...good,
      sessions: [{ ...session, tracks: [{ ...track, ...changes }] }],
    });
    expect(open({ ...good, medium: 'cd-x' })).toThrow('there are cd-r, cd-r-74, cd-rw, cd-rw-74');
    expect(open({ ...good, sessions: undefined })).toThrow('the state of the disc is damaged: sessions');
    expect(open({ ...good, sessions: [session, { ...session, number: 2 }] })).toThrow('sessions[0] is open');
    expect(open(withTrack({ number: 100 }))).toThrow('sessions[0].tracks[0].number');
    expect(open(withTrack({ mode: 'mode3' }))).toThrow('sessions[0].tracks[0].mode');
    expect(open(withTrack({ recordedEnd: 400 }))).toThrow('sessions[0].tracks[0]: its addresses');
    expect(open(withTrack({ end: undefined }))).toThrow('sessions[0].tracks[0].end');
  });
});
