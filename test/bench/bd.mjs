/**
 * A BD of 25 GB: what recording it costs beside writing a file, and how much memory a whole one takes, recorded and
 * read. Recording it takes 25 GB of the disk for as long as it runs, or half of what is free.
 *
 *   npm run bench -- bd
 */
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileStore, openIso, recordableMedia, VirtualDrive } from '../../dist/src/index.js';
import { compareSync } from './compare.mjs';

const blockBytes = 2048;
const blocksPerCommand = 32;
const bdBlocks = 12_219_392;
const megabyte = 1e6;

const folder = mkdtempSync(join(tmpdir(), 'discwire-bench-'));

const driveWith = (medium) => new VirtualDrive({ medium, powerOnUnitAttention: false }).connect();

/** Runs READ(10) or WRITE(10) at the addresses that follow each other. */
function transfer(transport, operationCode, direction) {
  const data = new Uint8Array(blocksPerCommand * blockBytes);
  const cdb = Uint8Array.of(operationCode, 0, 0, 0, 0, 0, 0, 0, blocksPerCommand, 0);
  const view = new DataView(cdb.buffer);
  return (lba) => {
    view.setUint32(2, lba);
    const { status } = transport.executeSync({ cdb, direction, data, timeoutMs: 1000 });
    if (status !== 0) throw new Error(`block ${lba} was refused`);
  };
}

/** Burns to a BD-R in a file, and writes a plain file in the same pieces. */
async function speed() {
  const write = transfer(driveWith(recordableMedia['bd-r'](fileStore(join(folder, 'burn.disc')))), 0x2a, 'out');
  const plain = openSync(join(folder, 'plain'), 'w');
  const data = new Uint8Array(blocksPerCommand * blockBytes);
  let lba = 0;
  let position = 0;
  const { discwire, bare, ratio } = await compareSync(
    () => {
      write(lba);
      lba += blocksPerCommand;
    },
    () => {
      writeSync(plain, data, 0, data.length, position);
      position += data.length;
    },
  );
  closeSync(plain);
  const perSecond = (microseconds) => Math.round(data.length / microseconds);
  console.log('| WRITE(10), 32 blocks a command | MB a second | writing a file, MB a second | ratio of times |');
  console.log('|---|--:|--:|--:|');
  console.log(`| to a BD-R in a file | ${perSecond(discwire)} | ${perSecond(bare)} | ${ratio.toFixed(1)} |`);
}

/** Sends `command` for every address up to `blocks`; gives the most that the process grew by, in megabytes. */
function growth(blocks, command) {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  for (let lba = 0; lba < blocks; lba += blocksPerCommand) {
    command(lba);
    if (lba % (blocksPerCommand * 4096) === 0) most = Math.max(most, process.memoryUsage().rss);
  }
  return Math.round((most - before) / megabyte);
}

/** Records a whole BD-R in a file; less of it where the disk would be more than half full by it. */
function recording() {
  const { bavail, bsize } = statfsSync(folder);
  const room = Math.floor((bavail * bsize) / 2 / blockBytes / blocksPerCommand) * blocksPerCommand;
  const blocks = Math.min(bdBlocks, room);
  const path = join(folder, 'whole.disc');
  const drive = new VirtualDrive({ medium: recordableMedia['bd-r'](fileStore(path)), powerOnUnitAttention: false });
  const transport = drive.connect();
  const write = transfer(transport, 0x2a, 'out');
  const megabytes = growth(blocks, write);
  const cdb = Uint8Array.of(0x35, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  const { status } = transport.executeSync({ cdb, direction: 'none', data: new Uint8Array(0), timeoutMs: 600_000 });
  if (status !== 0) throw new Error('the cache was not synchronized');
  drive.close();
  // The bytes lie beside the state.
  rmSync(`${path}.data`);
  const which = blocks === bdBlocks ? `All ${blocks}` : `${blocks} of ${bdBlocks}`;
  console.log(`\n${which} blocks of a BD-R recorded: the process grew by ${megabytes} MB at most.`);
}

/** Reads a whole image, most of which takes no room on the disk. */
function reading() {
  const path = join(folder, 'image.iso');
  const descriptor = openSync(path, 'w');
  ftruncateSync(descriptor, bdBlocks * blockBytes);
  closeSync(descriptor);
  const megabytes = growth(bdBlocks, transfer(driveWith(openIso(path)), 0x28, 'in'));
  console.log(`\nAll ${bdBlocks} blocks of a BD-ROM image read: the process grew by ${megabytes} MB at most.`);
}

try {
  await speed();
  recording();
  reading();
} finally {
  rmSync(folder, { recursive: true });
}
