/** The virtual drive against a plain copy of the same bytes: see run.mjs. */
import { VirtualDrive } from '../../dist/src/index.js';
import { dvdRamInMemory } from '../../dist/src/virtual/index.js';
import { compareAwaited, compareSync } from './compare.mjs';

const goals = { copyRate: 0.5, commandsPerSecond: 300_000, kibibytesEach: 64 };
const blockBytes = 2048;
const discBlocks = 4096;
const idleDrives = 1000;

const noData = new Uint8Array(0);
const testUnitReady = { cdb: new Uint8Array(6), direction: 'none', data: noData, timeoutMs: 1000 };
const inquiry = {
  cdb: Uint8Array.of(0x12, 0, 0, 0, 96, 0),
  direction: 'in',
  data: new Uint8Array(96),
  timeoutMs: 1000,
};
const read10 = (count) => ({
  cdb: Uint8Array.of(0x28, 0, 0, 0, 0, 0, 0, count >> 8, count & 0xff, 0),
  direction: 'in',
  data: new Uint8Array(count * blockBytes),
  timeoutMs: 1000,
});
const write10 = (count) => ({
  ...read10(count),
  cdb: Uint8Array.of(0x2a, 0, 0, 0, 0, 0, 0, count >> 8, count & 0xff, 0),
  direction: 'out',
});

/** A drive whose disc is written all over, so that reading copies memory that is there. */
function openDrive(options = {}) {
  const drive = new VirtualDrive({ medium: dvdRamInMemory(discBlocks), powerOnUnitAttention: false, ...options });
  const transport = drive.connect();
  const { data, ...rest } = write10(512);
  for (let i = 0; i < discBlocks / 512; i++) {
    const cdb = Uint8Array.from(rest.cdb);
    cdb[4] = (i * 512) >> 8;
    transport.executeSync({ ...rest, cdb, data: data.fill(i + 1) });
  }
  return { drive, transport };
}

const verdict = (isMet) => (isMet ? 'met' : 'MISSED');

async function reads() {
  const { transport } = openDrive();
  console.log('| READ(10) | drive, µs | copy, µs | copy / drive | goal: at least 0.5 |\n|---|--:|--:|--:|---|');
  for (const [count, name] of [
    [1, '2 KiB'],
    [16, '32 KiB'],
    [512, '1 MiB'],
  ]) {
    const request = read10(count);
    const source = new Uint8Array(request.data.length).fill(1);
    const target = new Uint8Array(request.data.length);
    const { discwire, bare } = await compareSync(
      () => transport.executeSync(request),
      () => target.set(source),
    );
    const rate = bare / discwire;
    const isGoal = count > 1;
    console.log(
      `| ${name} | ${discwire.toFixed(2)} | ${bare.toFixed(2)} | ${rate.toFixed(2)} | ${isGoal ? verdict(rate >= goals.copyRate) : ''} |`,
    );
  }
}

async function commands() {
  const { transport } = openDrive();
  const nothing = () => {};
  const nothingAwaited = async () => {};
  console.log('\n| command | µs | a second | goal: 300 000 a second |\n|---|--:|--:|---|');
  const row = (name, microseconds, isGoal) => {
    const perSecond = 1e6 / microseconds;
    const cell = isGoal ? verdict(perSecond >= goals.commandsPerSecond) : '';
    console.log(`| ${name} | ${microseconds.toFixed(2)} | ${Math.round(perSecond / 1000)} 000 | ${cell} |`);
  };
  for (const [name, request, isGoal] of [
    ['TEST UNIT READY', testUnitReady, true],
    ['INQUIRY, 96 bytes', inquiry, false],
  ]) {
    row(
      `${name}, \`executeSync\``,
      (await compareSync(() => transport.executeSync(request), nothing)).discwire,
      isGoal,
    );
    row(
      `${name}, \`execute\``,
      (await compareAwaited(() => transport.execute(request), nothingAwaited)).discwire,
      isGoal,
    );
  }
}

async function observers() {
  const plain = openDrive().transport;
  const judged = openDrive({ judge: true }).transport;
  const faulty = openDrive({
    faults: { faults: [{ kind: 'unreadable', blocks: { first: 9999, last: 9999 } }] },
  }).transport;
  console.log('\n| command | with | µs | without, µs | difference, µs |\n|---|---|--:|--:|--:|');
  for (const [name, request] of [
    ['TEST UNIT READY', testUnitReady],
    ['READ(10), 32 KiB', read10(16)],
    ['WRITE(10), 32 KiB', write10(16)],
  ])
    for (const [what, transport] of [
      ['the judge', judged],
      ['a fault plan that strikes elsewhere', faulty],
    ]) {
      const { discwire, bare } = await compareSync(
        () => transport.executeSync(request),
        () => plain.executeSync(request),
      );
      const cells = [name, what, discwire.toFixed(2), bare.toFixed(2), (discwire - bare).toFixed(2)];
      console.log(`| ${cells.join(' | ')} |`);
    }
}

/** Memory that stays, of drives that nobody has sent a command to. */
function memory() {
  const used = () => {
    for (let i = 0; i < 4; i++) globalThis.gc();
    const { heapUsed, external, arrayBuffers } = process.memoryUsage();
    return heapUsed + external + arrayBuffers;
  };
  const drives = [];
  const before = used();
  for (let i = 0; i < idleDrives; i++) {
    const drive = new VirtualDrive({ medium: dvdRamInMemory(), judge: true });
    drives.push({ drive, transport: drive.connect() });
  }
  const each = (used() - before) / idleDrives / 1024;
  console.log(`\n${drives.length} idle drives with a medium, a connection and a judge: ${each.toFixed(1)} KiB each`);
  console.log(`(goal: at most ${goals.kibibytesEach}: ${verdict(each <= goals.kibibytesEach)})`);
}

console.log(`Node.js ${process.version}\n`);
memory();
await reads();
await commands();
await observers();
