import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  findLinuxDrives,
  nodeNumber,
  queueLimitBytes,
  type SystemTree,
  scsiDevicePath,
  scsiNodes,
} from '../../../../src/transport/linux/sysfs.js';

let root: string;
let tree: SystemTree;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'discwire-sysfs-'));
  tree = { sys: join(root, 'sys'), dev: join(root, 'dev') };
  await mkdir(tree.dev, { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function link(target: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path);
}

interface FakeDevice {
  readonly address: string;
  readonly type?: string;
  readonly vendor?: string;
  readonly model?: string;
  readonly rev?: string;
  readonly block?: string;
  readonly blockNumber?: string;
  readonly generic?: string;
  readonly genericNumber?: string;
  readonly queue?: Readonly<Record<string, string>>;
}

/** Lays out what the kernel shows of one SCSI device, links and trailing spaces included. */
async function addDevice(device: FakeDevice): Promise<void> {
  const path = join(tree.sys, 'devices', device.address);
  await write(join(path, 'type'), `${device.type ?? '5'}\n`);
  if (device.vendor) await write(join(path, 'vendor'), `${device.vendor.padEnd(8)}\n`);
  if (device.model) await write(join(path, 'model'), `${device.model.padEnd(16)}\n`);
  if (device.rev) await write(join(path, 'rev'), `${device.rev.padEnd(4)}\n`);
  const nodes = [
    ['block', 'block', device.block, device.blockNumber],
    ['scsi_generic', 'char', device.generic, device.genericNumber],
  ] as const;
  for (const [group, folder, name, number] of nodes) {
    if (!name) continue;
    const node = join(path, group, name);
    await link(path, join(node, 'device'));
    await link(node, join(tree.sys, 'class', group, name));
    if (number) await link(node, join(tree.sys, 'dev', folder, number));
    await write(join(tree.dev, name), '');
  }
  for (const [name, value] of Object.entries(device.queue ?? {}))
    await write(join(path, 'block', device.block!, 'queue', name), `${value}\n`);
}

const burner: FakeDevice = {
  address: '1:0:0:0',
  vendor: 'PIONEER',
  model: 'BD-RW   BDR-209D',
  rev: '1.51',
  block: 'sr0',
  blockNumber: '11:0',
  generic: 'sg1',
  genericNumber: '21:1',
};

describe('finding drives', () => {
  test('a drive has both its nodes and its INQUIRY strings without padding', async () => {
    await addDevice(burner);
    const [sr0, sg1] = [join(tree.dev, 'sr0'), join(tree.dev, 'sg1')];
    expect(await findLinuxDrives(tree)).toEqual([
      { name: sr0, nodes: [sr0, sg1], vendor: 'PIONEER', model: 'BD-RW   BDR-209D', firmware: '1.51' },
    ]);
  });

  test('disks are not listed', async () => {
    await addDevice({ address: '0:0:0:0', type: '0', vendor: 'ATA', block: 'sda', generic: 'sg0' });
    expect(await findLinuxDrives(tree)).toEqual([]);
  });

  test('a drive without a block driver is listed by its generic node, and strings it lacks are undefined', async () => {
    await addDevice({ address: '2:0:0:0', generic: 'sg2' });
    const sg2 = join(tree.dev, 'sg2');
    expect(await findLinuxDrives(tree)).toEqual([
      { name: sg2, nodes: [sg2], vendor: undefined, model: undefined, firmware: undefined },
    ]);
  });

  test('they come in the order of their numbers', async () => {
    for (const number of [10, 2, 0]) await addDevice({ address: `${number}:0:0:0`, block: `sr${number}` });
    expect((await findLinuxDrives(tree)).map(({ name }) => name)).toEqual(
      ['sr0', 'sr2', 'sr10'].map((name) => join(tree.dev, name)),
    );
  });

  test('a drive without a node in /dev cannot be opened, and is not listed', async () => {
    await addDevice(burner);
    await rm(join(tree.dev, 'sr0'));
    expect((await findLinuxDrives(tree)).map(({ nodes }) => nodes)).toEqual([[join(tree.dev, 'sg1')]]);
    await rm(join(tree.dev, 'sg1'));
    expect(await findLinuxDrives(tree)).toEqual([]);
  });

  test('a system without sysfs has none', async () => {
    expect(await findLinuxDrives({ sys: join(root, 'nowhere'), dev: tree.dev })).toEqual([]);
  });
});

describe('from a node to its device', () => {
  test('st_rdev splits into major and minor', () => {
    expect(nodeNumber(0x0b00, true)).toEqual({ isBlock: true, major: 11, minor: 0 });
    expect(nodeNumber(0x1501, false)).toEqual({ isBlock: false, major: 21, minor: 1 });
    expect(nodeNumber(0x101512, false)).toEqual({ isBlock: false, major: 21, minor: 0x112 });
  });

  test('either node leads to both', async () => {
    await addDevice(burner);
    for (const node of [nodeNumber(0x0b00, true), nodeNumber(0x1501, false)])
      expect(await scsiNodes(scsiDevicePath(tree, node))).toEqual({ block: 'sr0', generic: 'sg1' });
  });

  test('a node that is no SCSI device leads to neither', async () => {
    expect(await scsiNodes(scsiDevicePath(tree, nodeNumber(0x0103, false)))).toEqual({
      block: undefined,
      generic: undefined,
    });
  });
});

describe('the transfer limit', () => {
  const limitWith = async (queue: Record<string, string>) => {
    await addDevice({ ...burner, queue });
    return queueLimitBytes(join(tree.sys, 'devices', burner.address), 'sr0');
  };

  test('is what the adapter takes', async () => {
    expect(await limitWith({ max_hw_sectors_kb: '120', max_segments: '2048' })).toBe(120 * 1024);
  });
  test('is one page less than the segments hold, where those are the narrower', async () => {
    expect(await limitWith({ max_hw_sectors_kb: '32766', max_segments: '254' })).toBe(253 * 4096);
  });
  test('needs no segments', async () => {
    expect(await limitWith({ max_hw_sectors_kb: '240' })).toBe(240 * 1024);
  });
  test('is unknown where sysfs does not say', async () => {
    expect(await limitWith({})).toBeUndefined();
  });
});
