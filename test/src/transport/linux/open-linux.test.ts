import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errno } from '../../../../src/transport/linux/errno.js';
import { openError } from '../../../../src/transport/linux/explain.js';
import { openLinuxTransport } from '../../../../src/transport/linux/open-linux.js';

describe.runIf(process.platform === 'linux')('what cannot be opened', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'discwire-open-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('a node that is not there', async () => {
    await expect(openLinuxTransport('/dev/sr97')).rejects.toMatchObject({
      kind: 'notFound',
      message: expect.stringMatching(
        /^\/dev\/sr97: there is no such device node \(ENOENT\)\. (Drives here: |No optical drive was found)/,
      ),
      native: { source: 'errno', code: 2, name: 'ENOENT' },
    });
  });

  test('a node below something that is no folder', async () => {
    await expect(openLinuxTransport('/dev/null/sr0')).rejects.toMatchObject({
      kind: 'notFound',
      native: { name: 'ENOTDIR' },
    });
  });

  test('a folder', async () => {
    await expect(openLinuxTransport(folder)).rejects.toMatchObject({
      kind: 'unsupported',
      message: `${folder}: this is a folder, not a device node`,
    });
  });

  test('a file, which may be an image', async () => {
    const path = join(folder, 'disc.iso');
    await writeFile(path, 'CD001');
    await expect(openLinuxTransport(path)).rejects.toMatchObject({
      kind: 'unsupported',
      message: `${path}: this is a file, not a device node; to use it as a disc, open virtual:${path}`,
    });
  });

  test('a pipe', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    await expect(openLinuxTransport(path)).rejects.toMatchObject({ kind: 'unsupported' });
  });

  test('a device that is not SCSI', async () => {
    await expect(openLinuxTransport('/dev/null')).rejects.toMatchObject({
      kind: 'unsupported',
      message: '/dev/null: this is not a SCSI device (ENOTTY)',
      native: { source: 'errno', code: errno.ENOTTY, name: 'ENOTTY' },
    });
  });
});

describe('why a node could not be opened', () => {
  const facts = {
    drives: async () => 'Drives here: /dev/sr0 = /dev/sg1 (PIONEER BD-RW)',
    owner: async () => 'the node belongs to the group cdrom, mode 660',
  };
  const explain = (number: number) =>
    openError('/dev/sr1', Object.assign(new Error('open'), { errno: -number, code: 'EXAMPLE' }), facts);

  test.each([
    [errno.EACCES, 'accessDenied', 'permission denied (EACCES); the node belongs to the group cdrom, mode 660'],
    [errno.EPERM, 'accessDenied', 'a container must be given the device (--device)'],
    [errno.EBUSY, 'busy', 'another program has it for itself (O_EXCL)'],
    [errno.ENXIO, 'notFound', 'no device behind it (ENXIO). Drives here: /dev/sr0 = /dev/sg1 (PIONEER BD-RW).'],
    [errno.ENODEV, 'notFound', 'no device behind it (ENODEV)'],
    [errno.ENOMEDIUM, 'rejected', 'only with a medium; insert one, or open the /dev/sgN node (ENOMEDIUM)'],
    [4000, 'hostError', 'it cannot be opened (EXAMPLE)'],
  ] as const)('errno %i is %s', async (number, kind, text) => {
    const error = await explain(number);
    expect(error).toMatchObject({ kind, native: { source: 'errno', code: number } });
    expect(error.message).toContain(text);
    expect(error.message.startsWith('/dev/sr1: ')).toBe(true);
    expect(error.cause).toBeInstanceOf(Error);
  });
});
