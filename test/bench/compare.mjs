import { Bench } from 'tinybench';

/**
 * Two functions take turns, many times: whatever else the machine does in between hits both alike. The ratio is the
 * median of the turns' ratios, the times are the medians of the turns' medians.
 */
const turns = 11;
const turnMs = 250;
const warmupMs = 500;
/** A single call is shorter than the clock can tell. */
const syncBatch = 100;
const asyncBatch = 10;

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Median microseconds of one call. `fn` makes `batch` calls. */
async function time(fn, batch, timeMs) {
  const bench = new Bench({ time: timeMs, iterations: 1, warmup: false, throws: true });
  bench.add('calls', fn);
  if (fn.constructor.name === 'AsyncFunction') await bench.run();
  else bench.runSync();
  return (bench.tasks[0].result.latency.p50 * 1000) / batch;
}

async function takeTurns(mine, theirs, batch) {
  await time(mine, batch, warmupMs);
  await time(theirs, batch, warmupMs);
  const all = [];
  for (let turn = 0; turn < turns; turn++) {
    globalThis.gc?.();
    const first = turn % 2 === 0 ? await time(mine, batch, turnMs) : undefined;
    const bare = await time(theirs, batch, turnMs);
    all.push({ discwire: first ?? (await time(mine, batch, turnMs)), bare });
  }
  return {
    discwire: median(all.map(({ discwire }) => discwire)),
    bare: median(all.map(({ bare }) => bare)),
    ratio: median(all.map(({ discwire, bare }) => discwire / bare)),
  };
}

/** Compares two synchronous functions. */
export function compareSync(mine, theirs) {
  const batched = (call) => () => {
    for (let i = 0; i < syncBatch; i++) call();
  };
  return takeTurns(batched(mine), batched(theirs), syncBatch);
}

/** Compares two functions that return promises; each call is awaited before the next. */
export function compareAwaited(mine, theirs) {
  const batched = (call) => async () => {
    for (let i = 0; i < asyncBatch; i++) await call();
  };
  return takeTurns(batched(mine), batched(theirs), asyncBatch);
}
