import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileStore, memoryStore, type RecordingStore } from '../../../src/virtual/index.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'discwire-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = () => join(folder, 'burn.disc');

function contents(store: RecordingStore, length: number): Uint8Array {
  const bytes = new Uint8Array(length).fill(0xa5);
  store.read(0, length, bytes, 0);
  return bytes;
}

describe.each([
  ['in memory', () => memoryStore()],
  ['in a file', () => fileStore(path())],
])('a store %s', (_where, make) => {
  it('reads what was written wherever it was written, and zeros elsewhere', () => {
    const size = 100_000;
    const writes = fc.array(fc.record({ at: fc.nat(size - 1), length: fc.nat(70_000), value: fc.nat(255) }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(writes, (all) => {
        const store = make();
        store.discard();
        const expected = new Uint8Array(size);
        for (const { at, length, value } of all) {
          const end = Math.min(size, at + length);
          store.write(at, end - at, new Uint8Array(end - at + 3).fill(value), 3);
          expected.fill(value, at, end);
        }
        expect(Buffer.compare(contents(store, size), expected)).toBe(0);
        store.close();
      }),
      { numRuns: 30 },
    );
  });

  it('keeps the state that was committed, not the object', () => {
    const store = make();
    expect(store.state).toBeUndefined();
    const state = { medium: 'cd-r', tracks: [1] };
    store.commit(state);
    state.tracks.push(2);
    expect(store.state).toEqual({ medium: 'cd-r', tracks: [1] });
    store.close();
  });
});

describe('a store in a file', () => {
  it('is found again as it was committed', () => {
    const store = fileStore(path());
    store.write(4096, 3, Uint8Array.of(1, 2, 3), 0);
    store.commit({ medium: 'dvd-ram' });
    store.close();
    const again = fileStore(path());
    expect(again.state).toEqual({ medium: 'dvd-ram' });
    expect(contents(again, 4099).subarray(4096)).toEqual(Uint8Array.of(1, 2, 3));
    again.close();
    again.close();
  });

  it('has the old state until the new one is whole', () => {
    const store = fileStore(path());
    store.commit({ medium: 'dvd-ram', step: 1 });
    // What a program leaves that is killed while it writes the state.
    writeFileSync(`${path()}.part`, '{"medium": "dvd-r');
    store.close();
    const again = fileStore(path());
    expect(again.state).toEqual({ medium: 'dvd-ram', step: 1 });
    again.commit({ medium: 'dvd-ram', step: 2 });
    again.close();
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toEqual({ medium: 'dvd-ram', step: 2 });
  });

  it('says which file holds no state', () => {
    writeFileSync(path(), 'not JSON');
    expect(() => fileStore(path())).toThrow(`${path()} does not hold the state of a recording`);
  });
});
