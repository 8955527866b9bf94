import { dataCases } from './data-cases.js';
import type { Open } from './drive.js';
import { lifecycleCases } from './lifecycle-cases.js';
import { orderCases } from './order-cases.js';
import { refusalCases } from './refusal-cases.js';

/** One behaviour that every transport must show. */
export interface Case {
  readonly name: string;
  /** Opens what it needs, closes it, rejects when the behaviour is missing. */
  run(): Promise<void>;
}

/**
 * What any transport with an MMC drive behind it must do. Needs a loaded medium with a data track, and leaves it
 * loaded and unlocked; the tray opens and closes on the way. Uses no test runner, so that it runs wherever Node does.
 */
export function conformanceCases(open: Open): Case[] {
  return [dataCases, refusalCases, orderCases, lifecycleCases].flatMap((bodies) =>
    Object.entries(bodies).map(([name, body]) => ({ name, run: () => body(open) })),
  );
}
