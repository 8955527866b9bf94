/** Inputs for the fuzz run: random bytes, and what becomes of good ones when they are cut and changed. */

/** Random numbers that depend on the seed alone (Marsaglia's xorshift). */
export class Random {
  #state: number;
  constructor(seed: number) {
    this.#state = seed | 0 || 1;
  }
  /** 0 to `limit` - 1. */
  below(limit: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % limit;
  }
  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }
}

/** Values that lengths, counts and codes like to go wrong at. */
const edges = [0x00, 0x01, 0x02, 0x03, 0x07, 0x08, 0x7f, 0x80, 0xaa, 0xf0, 0xfe, 0xff] as const;
const maximumRandomBytes = 300;
const maximumMutations = 6;
const maximumInputBytes = 8192;

function randomBytes(random: Random, maximum: number): Uint8Array {
  // Most layouts are short: half of the inputs are, too.
  const length = random.below(1 + random.pick([16, 64, maximum]));
  return Uint8Array.from({ length }, () => (random.below(3) === 0 ? random.pick(edges) : random.below(256)));
}

function splice(bytes: Uint8Array, from: number, to: number, middle: Uint8Array): Uint8Array {
  const changed = new Uint8Array(from + middle.length + bytes.length - to);
  changed.set(bytes.subarray(0, from));
  changed.set(middle, from);
  changed.set(bytes.subarray(to), from + middle.length);
  return changed.length > maximumInputBytes ? changed.slice(0, maximumInputBytes) : changed;
}

const mutations: readonly ((bytes: Uint8Array, random: Random, others: readonly Uint8Array[]) => Uint8Array)[] = [
  function truncate(bytes, random) {
    return bytes.slice(0, random.below(bytes.length + 1));
  },
  function flipBit(bytes, random) {
    bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
    return bytes;
  },
  function setByte(bytes, random) {
    bytes[random.below(bytes.length)] = random.below(2) === 0 ? random.pick(edges) : random.below(256);
    return bytes;
  },
  // Lengths and tags stand at the beginning.
  function setEarlyByte(bytes, random) {
    bytes[random.below(Math.min(bytes.length, 12))] = random.pick(edges);
    return bytes;
  },
  function insert(bytes, random) {
    const at = random.below(bytes.length + 1);
    return splice(bytes, at, at, randomBytes(random, 16));
  },
  function remove(bytes, random) {
    const from = random.below(bytes.length);
    return splice(bytes, from, Math.min(bytes.length, from + 1 + random.below(16)), new Uint8Array(0));
  },
  function repeat(bytes, random) {
    const from = random.below(bytes.length);
    const to = Math.min(bytes.length, from + 1 + random.below(64));
    return splice(bytes, to, to, bytes.slice(from, to));
  },
  function join(bytes, random, others) {
    const other = random.pick(others);
    return splice(bytes, random.below(bytes.length + 1), bytes.length, other.subarray(random.below(other.length + 1)));
  },
];

/** An input for a decoder that takes `samples` apart: one time in four it has nothing to do with them. */
export function makeInput(random: Random, samples: readonly Uint8Array[]): Uint8Array {
  if (samples.length === 0 || random.below(4) === 0) return randomBytes(random, maximumRandomBytes);
  let bytes: Uint8Array = random.pick(samples).slice();
  const count = 1 + random.below(maximumMutations);
  for (let i = 0; i < count && bytes.length > 0; i++) bytes = random.pick(mutations)(bytes, random, samples);
  return bytes;
}
