/** Other people's programs on the same drive: what they see and what we see is the same. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hex, parseHex } from '../../../mmc/index.js';
import { cdbs } from '../../conformance/drive.js';
import type { Told } from './conformance-step.js';
import type { Lab } from './lab.js';
import { run, runGood } from './programs.js';

/** CDB bytes as arguments of sg_raw. */
const bytesOf = (cdb: Uint8Array): string[] => hex(cdb).split(' ');

/** Data-in of a command as sg_raw receives it. */
function sgRaw(lab: Lab, device: string, cdb: Uint8Array, length: number): Buffer {
  const file = join(lab.places.out, 'sg_raw.bin');
  runGood('sg_raw', ['-b', '-o', file, '-r', String(length), device, ...bytesOf(cdb)]);
  return readFileSync(file);
}

/** Sense bytes of a command, from the hex that sg_raw prints; empty where it ended with GOOD. */
function sgRawSense(device: string, cdb: Uint8Array, length: number): string {
  const dataIn = length > 0 ? ['-r', String(length)] : [];
  const { stderr, stdout } = run('sg_raw', ['-v', ...dataIn, device, ...bytesOf(cdb)]);
  if (/^SCSI Status: Good/m.test(stderr + stdout)) return '';
  const [, dump] = /Raw sense data.*\n((?:\s+[0-9a-f]{2})+)/.exec(stderr + stdout) ?? [];
  assert.ok(dump, `sg_raw printed no sense: ${stderr}${stdout}`);
  return hex(parseHex(dump));
}

/** Format of one line of cd-info's track list: number, MSF, LSN, type. */
const trackLine = /^\s*(\d+): (\d\d:\d\d:\d\d)\s+(\d+)\s+(\w+)/gm;

/** Compares what we were told with sg_inq, sg_raw, cd-info and the kernel's own reading. */
export async function comparePeers(lab: Lab, [device, ours]: Told): Promise<void> {
  lab.heading(`other programs on ${device}`);
  const compare = (what: string, body: () => void) => lab.check(`${device}: ${what}`, body);

  await compare('INQUIRY data is what sg_inq gets', () => {
    assert.equal(ours.inquiry, hex(runGood('sg_inq', ['--raw', '--len=252', device]).bytes));
  });
  await compare('INQUIRY data is what sg_raw gets', () => {
    assert.equal(ours.inquiry, hex(sgRaw(lab, device, cdbs.inquiry(252), 252)));
  });
  await compare('READ CAPACITY data is what sg_raw gets', () => {
    assert.equal(ours.capacity, hex(sgRaw(lab, device, cdbs.readCapacity, 8)));
  });
  await compare('READ TOC data is what sg_raw gets', () => {
    const toc = sgRaw(lab, device, cdbs.readToc(804), 804);
    assert.equal(ours.toc, hex(toc.subarray(0, 2 + toc.readUInt16BE(0))));
  });
  await compare('READ(10) data is what sg_raw gets', () => {
    const { read } = ours;
    const data = sgRaw(lab, device, cdbs.read10(read.startAddress, read.blocks), read.blocks * 2048);
    assert.equal(read.sha256, createHash('sha256').update(data).digest('hex'));
  });
  await compare('sense of an unknown operation code is what sg_raw gets', () => {
    assert.equal(ours.sense['unknownOperationCode'], sgRawSense(device, cdbs.unknownOperationCode, 0));
  });
  await compare('sense of an address behind the end is what sg_raw gets', () => {
    const lastBlock = Buffer.from(parseHex(ours.capacity)).readUInt32BE(0);
    assert.equal(ours.sense['addressOutOfRange'], sgRawSense(device, cdbs.read10(lastBlock + 1, 1), 2048));
  });
  await compare('sense of an invalid field is what sg_raw gets', () => {
    assert.equal(ours.sense['invalidFieldInCdb'], sgRawSense(device, cdbs.inquiryWithStrayPageCode, 36));
  });
}

/** Compares with what the block layer and cd-info make of a block node. */
export async function compareBlockPeers(lab: Lab, [device, ours]: Told): Promise<void> {
  const compare = (what: string, body: () => void) => lab.check(`${device}: ${what}`, body);

  await compare('READ(10) data is what dd reads', () => {
    const { read } = ours;
    const dd = runGood('dd', [`if=${device}`, 'bs=2048', `skip=${read.startAddress}`, `count=${read.blocks}`]);
    assert.equal(read.sha256, createHash('sha256').update(dd.bytes).digest('hex'));
  });
  await compare('READ CAPACITY data is what the kernel made of it', () => {
    const sectors = Number(readFileSync(`/sys/block/${device.slice('/dev/'.length)}/size`, 'utf8'));
    const view = Buffer.from(parseHex(ours.capacity));
    assert.equal((view.readUInt32BE(0) + 1) * view.readUInt32BE(4), sectors * 512);
  });

  const { stdout } = run('cd-info', ['--no-header', '--no-cddb', '-A', '-C', device]);
  await compare('vendor, model and revision are what cd-info prints', () => {
    const identity = Buffer.from(parseHex(ours.inquiry)).toString('latin1');
    assert.equal(cdInfoLine(stdout, 'Vendor'), identity.slice(8, 16).trim());
    assert.equal(cdInfoLine(stdout, 'Model'), identity.slice(16, 32).trim());
    assert.equal(cdInfoLine(stdout, 'Revision'), identity.slice(32, 36).trim());
  });
  await compare('the tracks are those that cd-info prints', () => {
    const toc = Buffer.from(parseHex(ours.toc));
    const tracks: string[] = [];
    for (let at = 4; at < toc.length; at += 8) {
      const type = toc[at + 2] === 0xaa ? 'leadout' : toc[at + 1]! & 4 ? 'data' : 'audio';
      tracks.push(`${toc[at + 2]} ${toc.readUInt32BE(at + 4)} ${type}`);
    }
    const theirs = [...stdout.matchAll(trackLine)].map(([, number, , address, type]) => {
      return `${number} ${Number(address)} ${type}`;
    });
    assert.deepEqual(tracks, theirs);
  });
}

function cdInfoLine(output: string, name: string): string | undefined {
  return new RegExp(`^${name} +: (.*)$`, 'm').exec(output)?.[1]?.trim();
}
