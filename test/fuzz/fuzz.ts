import { hex } from '../../mmc/index.js';
import { type Decoder, typedErrors } from './decoders.js';
import { makeInput, Random } from './inputs.js';

/** What a decoder did that it must not do. */
export interface Failure {
  readonly decoder: string;
  readonly input: string;
  readonly error: unknown;
}

/** What became of the inputs of one decoder. */
export interface Count {
  readonly name: string;
  values: number;
  errors: number;
}

export interface FuzzResult {
  readonly counts: readonly Count[];
  readonly inputs: number;
  readonly failures: readonly Failure[];
}

const maximumFailures = 10;

/**
 * Gives every decoder its share of `inputs`, in turn, and stops early after ten failures or when `isTimeUp` says so.
 * The same seed gives the same inputs as long as decoders and samples stay the same.
 */
export function fuzz(
  decoders: readonly Decoder[],
  options: { readonly seed: number; readonly inputs: number; readonly isTimeUp?: () => boolean },
): FuzzResult {
  const random = new Random(options.seed);
  const counts = decoders.map(({ name }): Count => ({ name, values: 0, errors: 0 }));
  const turns = decoders.flatMap(({ share = 1 }, index) => Array<number>(share).fill(index));
  const failures: Failure[] = [];
  let inputs = 0;
  for (; inputs < options.inputs && failures.length < maximumFailures; inputs++) {
    if (inputs % turns.length === 0 && options.isTimeUp?.()) break;
    const index = turns[inputs % turns.length]!;
    const decoder = decoders[index]!;
    const input = makeInput(random, decoder.samples);
    const before = input.slice();
    try {
      decoder.decode(input);
      counts[index]!.values++;
      if (!isSame(before, input)) throw new Error('the decoder changed its input');
    } catch (error) {
      if ((decoder.errors ?? typedErrors).some((type) => error instanceof type)) counts[index]!.errors++;
      else failures.push({ decoder: decoder.name, input: hex(before), error });
    }
  }
  return { counts, inputs, failures };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return a.length === b.length;
}

/** What to do about a failure: enough to see it again. */
export const describeFailure = ({ decoder, input, error }: Failure, seed: number): string =>
  `seed ${seed}, ${decoder}: ${error instanceof Error ? (error.stack ?? error.message) : error}\n  input ${input}`;
