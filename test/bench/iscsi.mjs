/**
 * npm run bench -- iscsi: our target against tgtd with the same image, read by qemu-img (libiscsi) and by our initiator,
 * and our initiator against libiscsi on the same tgtd. Both sides take turns; a ratio is that of the best turns, as other
 * work on the machine only ever adds time. Debian: tgt, qemu-utils, qemu-block-extra.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServe } from '../helpers/serve.mjs';
import { startTgtd } from '../helpers/tgtd.mjs';

const { openTransport } = await import('../../dist/src/index.js');

const turns = Number(process.env.BENCH_TURNS ?? 7);
const imageBytes = 64 * 1024 * 1024;
const blockBytes = 2048;
const points = [
  { depth: 1, bytes: 2048, count: 15_000 },
  { depth: 1, bytes: 32_768, count: 8000 },
  { depth: 32, bytes: 2048, count: 40_000 },
  { depth: 32, bytes: 32_768, count: 12_000 },
];
const sessionCounts = [1, 4, 16, 64];

/** Seconds that qemu-img, which is libiscsi, takes for `count` reads. */
function byQemu(url, { depth, bytes, count }) {
  const words = ['bench', '-f', 'raw', '-t', 'none', '-c', count, '-d', depth, '-s', bytes, '-S', bytes, url];
  const out = execFileSync('qemu-img', words.map(String), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return Number(/completed in ([0-9.]+) seconds/.exec(out)[1]);
}

/** Seconds that our initiator takes for them, over one transport or several. */
async function byDiscwire(transports, { depth, bytes, count }) {
  const blocks = bytes / blockBytes;
  const positions = imageBytes / bytes;
  const startedAtMs = performance.now();
  const run = async (transport, share) => {
    let next = 0;
    const worker = async () => {
      const data = new Uint8Array(bytes);
      const cdb = Uint8Array.of(0x28, 0, 0, 0, 0, 0, 0, 0, blocks, 0);
      const view = new DataView(cdb.buffer);
      while (next < share) {
        view.setUint32(2, (next++ % positions) * blocks);
        const { status } = await transport.execute({ cdb, direction: 'in', data, timeoutMs: 60_000 });
        if (status !== 0) throw new Error(`status ${status}`);
      }
    };
    await Promise.all(Array.from({ length: depth }, worker));
  };
  await Promise.all(transports.map((transport) => run(transport, Math.ceil(count / transports.length))));
  return (performance.now() - startedAtMs) / 1000;
}

/** Processor time of a process so far, in seconds. */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const memoryMegabytes = (pid, what) =>
  Math.round(Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'latin1'))[1]) / 1024);

async function open(url, count = 1) {
  const transports = [];
  for (let i = 0; i < count; i++) {
    const transport = await openTransport(`${url}?queue=simple&header_digest=none&data_digest=none`);
    const ready = { cdb: new Uint8Array(6), direction: 'none', data: new Uint8Array(0), timeoutMs: 10_000 };
    while ((await transport.execute(ready)).status !== 0);
    transports.push(transport);
  }
  return transports;
}

/** Both sides in turns; seconds and processor seconds of the best turn of each. */
async function takeTurns(mine, theirs) {
  const best = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const cpu = [0, 0];
  for (let turn = 0; turn < turns; turn++)
    for (const side of turn % 2 ? [1, 0] : [0, 1]) {
      const { run, pid } = side === 0 ? mine : theirs;
      const before = pid ? cpuSeconds(pid) : 0;
      best[side] = Math.min(best[side], await run());
      if (pid) cpu[side] += cpuSeconds(pid) - before;
    }
  return { mine: best[0], theirs: best[1], ratio: best[1] / best[0], cpu: cpu.map((each) => each / turns) };
}

const size = (bytes) => `${bytes / 1024} KiB`;
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);

function printRow(what, { count }, { mine, theirs, ratio, cpu }, goal) {
  const rate = (seconds) => String(Math.round(count / seconds));
  const perCommand = (seconds) => (cpu.some((each) => each > 0) ? ((1e6 * seconds) / count).toFixed(1) : '');
  const verdict = goal === undefined ? '' : `${goal.toFixed(1)} ${ratio >= goal ? 'met' : 'MISSED'}`;
  row(what, rate(mine), rate(theirs), ratio.toFixed(2), verdict, perCommand(cpu[0]), perCommand(cpu[1]));
}

const folder = mkdtempSync(join(tmpdir(), 'discwire-bench-'));
const image = join(folder, 'image.iso');
const bytes = Buffer.alloc(imageBytes);
for (let at = 0; at < imageBytes; at += 4) bytes.writeUInt32LE((at * 2_654_435_761) >>> 0, at);
writeFileSync(image, bytes);
const ours = await startServe([`virtual:${image}`]);
const tgtd = await startTgtd({ name: 'iqn.2000-01.localhost.tgtd:bench', luns: [{ path: image, type: 'cd' }] });
const sides = { ours: ours.url(0), tgtd: tgtd.url(1) };
try {
  console.log(`Node.js ${process.version}, image of ${imageBytes / 2 ** 20} MiB, best of ${turns} turns\n`);
  row('reads', 'discwire, a second', 'the other, a second', 'ratio', 'goal', 'processor, µs', 'the other, µs');
  row('---', '--:', '--:', '--:', '---', '--:', '--:');
  for (const url of Object.values(sides)) byQemu(url, points[2]);
  for (const point of points) {
    const result = await takeTurns(
      { run: () => byQemu(sides.ours, point), pid: ours.pid },
      { run: () => byQemu(sides.tgtd, point), pid: tgtd.pid },
    );
    printRow(`target, by qemu-img, depth ${point.depth}, ${size(point.bytes)}`, point, result, 1);
  }
  for (const count of sessionCounts) {
    const both = [await open(sides.ours, count), await open(sides.tgtd, count)];
    for (const point of count === 1 ? points : points.slice(2)) {
      const spread = { ...point, depth: Math.max(1, Math.floor(point.depth / count)) };
      await byDiscwire(both[0], spread);
      const result = await takeTurns(
        { run: () => byDiscwire(both[0], spread), pid: ours.pid },
        { run: () => byDiscwire(both[1], spread), pid: tgtd.pid },
      );
      const what = count === 1 ? '' : `, ${count} sessions`;
      printRow(`target, by discwire${what}, depth ${spread.depth}, ${size(point.bytes)}`, point, result, 1);
    }
    for (const transport of both.flat()) await transport.close();
  }
  const [transport] = await open(sides.tgtd);
  for (const point of points) {
    const result = await takeTurns(
      { run: () => byDiscwire([transport], point) },
      { run: () => byQemu(sides.tgtd, point) },
    );
    printRow(`initiator, on tgtd, depth ${point.depth}, ${size(point.bytes)}`, point, result, 0.8);
  }
  await transport.close();
  const memory = (pid) => `${memoryMegabytes(pid, 'VmRSS')} MB, at most ${memoryMegabytes(pid, 'VmHWM')} MB`;
  console.log(`\nmemory: discwire serve ${memory(ours.pid)}; tgtd ${memory(tgtd.pid)}`);
} finally {
  await ours.stop();
  await tgtd.kill();
  rmSync(folder, { recursive: true, force: true });
}
