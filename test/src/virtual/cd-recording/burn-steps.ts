/** A burn of two sessions, command by command, and what is safe after each. */
import { type Burner, dataOf } from './burner.js';

export interface Step {
  readonly run: (burner: Burner) => unknown;
  /** Blocks that nothing can take away any more. */
  readonly safe?: { readonly at: number; readonly count: number; readonly seed: number };
}

const first = dataOf(300, 1);
const half = 2048 * 200;

export const steps: readonly Step[] = [
  { run: (burner) => burner.select() },
  { run: (burner) => burner.write(0, first.subarray(0, half)) },
  { run: (burner) => burner.write(200, first.subarray(half)) },
  { run: (burner) => burner.synchronize(), safe: { at: 0, count: 300, seed: 1 } },
  { run: (burner) => burner.close('session') },
  { run: (burner) => burner.write(11_702, dataOf(305, 2)) },
  { run: (burner) => burner.synchronize(), safe: { at: 11_702, count: 305, seed: 2 } },
  { run: (burner) => burner.close('session') },
];
