import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options?: { type: 'minor' }) => void;

/** Makes garbage of all sizes that typed arrays come in, then collects: young objects move, old ones are compacted. */
export function churn(): void {
  const survivors: unknown[] = [];
  for (let i = 0; i < 2000; i++) {
    const small = new Uint8Array(8 + (i % 64)).fill(0xdd);
    if (i % 3 === 0) survivors.push(small, { small });
    if (i % 100 === 0) survivors.push(new Uint8Array(70_000).fill(0xdd));
  }
  collect({ type: 'minor' });
  survivors.length = 0;
  collect();
}

/** One turn of the event loop: what a `WeakRef` holds for the current job is let go. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
