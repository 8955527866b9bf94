/** What the transport costs on top of the native call it makes: see run.mjs. */
import { compareAwaited, compareSync } from './compare.mjs';
import { openDrive, openNothing } from './linux-target.mjs';
import { compareWithSgTurs } from './sg-turs.mjs';

const goals = { sync: 2, awaited: 1.3, sgTurs: 1.3 };

function row(what, { discwire, bare, ratio }, goal) {
  const verdict = goal === undefined ? '' : `<= ${goal.toFixed(1)} ${ratio <= goal ? 'met' : 'MISSED'}`;
  return [what, discwire.toFixed(2), bare.toFixed(2), ratio.toFixed(2), verdict];
}

function print(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  for (const cells of rows) {
    const padded = cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])));
    console.log(padded.join('  ').trimEnd());
  }
}

/** Prints one table. Without a device the system call ends at once, so the ratios are the worst there can be. */
export async function benchTransport(device) {
  if (process.platform !== 'linux') throw new Error('this benchmark needs Linux: it compares with the bare SG_IO');
  const target = device ? await openDrive(device) : await openNothing();
  console.log(`${target.name}, Node.js ${process.version}, microseconds a command`);
  const rows = [['', 'discwire', 'bare', 'ratio', 'goal']];
  for (const { name, request, bare, bareAsync } of target.commands) {
    const sync = await compareSync(() => target.transport.executeSync(request), bare);
    rows.push(row(`${name}, executeSync`, sync, device && goals.sync));
    const awaited = await compareAwaited(() => target.transport.execute(request), bareAsync);
    rows.push(row(`${name}, execute`, awaited, device && goals.awaited));
  }
  const counted = device && compareWithSgTurs(device, target.transport);
  if (counted) rows.push(row('2000 TEST UNIT READY, sg_turs', counted, goals.sgTurs));
  print(rows);
  await target.transport.close();
}
