import { spawnSync } from 'node:child_process';

const count = 2000;
const turns = 5;
const request = { cdb: new Uint8Array(6), direction: 'none', data: new Uint8Array(0), timeoutMs: 30_000 };

/** Microseconds a TEST UNIT READY takes sg_turs, by its own clock; undefined where sg3_utils is not installed. */
function sgTurs(device) {
  const { stdout, error } = spawnSync('sg_turs', ['-t', '-n', String(count), device], { encoding: 'utf8' });
  if (error) return undefined;
  const seconds = /time to perform commands was ([\d.]+) sec/.exec(stdout)?.[1];
  if (seconds === undefined) throw new Error(`sg_turs said: ${stdout}`);
  return (Number(seconds) * 1e6) / count;
}

/** The same for `executeSync`. */
function executeSync(transport) {
  const startedAt = performance.now();
  for (let i = 0; i < count; i++) transport.executeSync(request);
  return ((performance.now() - startedAt) * 1000) / count;
}

/** 2000 TEST UNIT READY against `sg_turs -n 2000`, in turns, the best of each. Undefined without sg3_utils. */
export function compareWithSgTurs(device, transport) {
  if (sgTurs(device) === undefined) return undefined;
  executeSync(transport);
  const discwire = [];
  const bare = [];
  for (let turn = 0; turn < turns; turn++) {
    discwire.push(executeSync(transport));
    bare.push(sgTurs(device));
  }
  const best = { discwire: Math.min(...discwire), bare: Math.min(...bare) };
  return { ...best, ratio: best.discwire / best.bare };
}
