/**
 * What an image costs beside reading its file, and how much memory a large one takes.
 *
 *   npm run bench -- images
 */
import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactDisc, fileSource, ImageFile, openIso, openRaw, saveImage, VirtualDrive } from '../../dist/src/index.js';
import { compareSync } from './compare.mjs';

const sectorsPerCommand = 26;
const discSectors = 333_000;
const wholeSector = 0xf8;
const rawSubChannels = 1;
const megabyte = 1e6;

const folder = mkdtempSync(join(tmpdir(), 'discwire-bench-'));

/** A file of zeros that takes no room on the disk. */
function sparse(name, bytes) {
  const path = join(folder, name);
  const descriptor = openSync(path, 'w');
  ftruncateSync(descriptor, bytes);
  closeSync(descriptor);
  return path;
}

/** Runs READ CD, command after command, through the virtual drive. */
function readCd(medium, main, subChannels) {
  const transport = new VirtualDrive({ medium, powerOnUnitAttention: false }).connect();
  const data = new Uint8Array(sectorsPerCommand * 2448);
  const cdb = Uint8Array.of(0xbe, 0, 0, 0, 0, 0, 0, 0, sectorsPerCommand, main, subChannels, 0);
  const view = new DataView(cdb.buffer);
  let lba = 0;
  return () => {
    lba = (lba + sectorsPerCommand) % (discSectors - sectorsPerCommand);
    view.setUint32(2, lba);
    transport.executeSync({ cdb, direction: 'in', data, timeoutMs: 1000 });
  };
}

/** Reads a file in the same pieces. */
function readFile(path, sectorBytes) {
  const descriptor = openSync(path, 'r');
  const data = new Uint8Array(sectorsPerCommand * sectorBytes);
  let lba = 0;
  return () => {
    lba = (lba + sectorsPerCommand) % (discSectors - sectorsPerCommand);
    readSync(descriptor, data, 0, data.length, lba * sectorBytes);
  };
}

async function speeds() {
  const iso = sparse('disc.iso', discSectors * 2048);
  const bin = sparse('disc.bin', discSectors * 2352);
  const rows = [
    ['user data of an ISO image', readCd(openIso(iso), 0x10, 0), readFile(iso, 2048)],
    [
      'whole sectors of an ISO image: sync, EDC and ECC are made',
      readCd(openIso(iso), wholeSector, 0),
      readFile(iso, 2048),
    ],
    ['whole sectors of a raw image', readCd(openRaw(bin), wholeSector, 0), readFile(bin, 2352)],
    ['the same with P to W, which are made', readCd(openRaw(bin), wholeSector, rawSubChannels), readFile(bin, 2352)],
  ];
  console.log(
    '| READ CD, 26 sectors a command | sectors a second | reading the file, sectors a second | ratio of times |',
  );
  console.log('|---|--:|--:|--:|');
  for (const [name, mine, bare] of rows) {
    const { discwire, bare: file, ratio } = await compareSync(mine, bare);
    const perSecond = (microseconds) => Math.round((sectorsPerCommand * 1e6) / microseconds / 1000) * 1000;
    console.log(`| ${name} | ${perSecond(discwire)} | ${perSecond(file)} | ${ratio.toFixed(1)} |`);
  }
}

/** Memory of the process while a disc of 783 MB is opened and saved: the most above what it was before. */
async function memory() {
  const path = sparse('audio.bin', discSectors * 2352);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = 0;
  const file = new ImageFile(path);
  const medium = new CompactDisc({ tracks: [{ type: 'audio', source: fileSource(file, 0, 2352, discSectors) }] });
  const began = performance.now();
  await saveImage(medium, join(folder, 'copy.ccd'), {
    onProgress: () => {
      most = Math.max(most, process.memoryUsage.rss() - before);
    },
  });
  const seconds = (performance.now() - began) / 1000;
  medium.close();
  console.log(
    `\nA disc of ${Math.round((discSectors * 2352) / megabyte)} MB saved as .ccd: ${Math.round(most / megabyte)} MB of memory more than before, ${Math.round(discSectors / seconds / 1000)}000 sectors a second.`,
  );
}

console.log(`Node.js ${process.version}\n`);
try {
  await speeds();
  await memory();
} finally {
  rmSync(folder, { recursive: true });
}
