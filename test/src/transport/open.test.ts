import { describe, expect, test } from 'vitest';
import type { FoundDrive } from '../../../src/transport/found-drive.js';
import { createOpener } from '../../../src/transport/open.js';
import { ScriptedTransport } from '../../helpers/scripted-transport.js';

const burner: FoundDrive = {
  name: '/dev/sr0',
  nodes: ['/dev/sr0', '/dev/sg1'],
  vendor: 'PIONEER',
  model: 'BD-RW BDR-209D',
  firmware: '1.51',
};

/** An opener that knows `virtual:`, on a machine of that platform. */
function opener(platform: NodeJS.Platform, drives: FoundDrive[] = []) {
  const opened: string[] = [];
  const openVirtual = async (name: string) => {
    opened.push(name);
    return new ScriptedTransport();
  };
  return { open: createOpener({ virtual: openVirtual }, { platform, drives: async () => drives }), opened };
}

describe('a scheme', () => {
  test.each(['virtual:', 'virtual:disc.cue', 'virtual:/images/disc.cue', 'VIRTUAL:'])(
    '%s gets its whole name',
    async (name) => {
      for (const platform of ['linux', 'win32', 'darwin'] as const) {
        const { open, opened } = opener(platform);
        expect((await open(name)).name).toBe('scripted:');
        expect(opened).toEqual([name]);
      }
    },
  );

  test('that nobody knows is named, and so are those that exist', async () => {
    await expect(opener('linux').open('vitrual:')).rejects.toMatchObject({
      kind: 'notFound',
      message:
        '"vitrual:": there is no scheme vitrual:. A name is one of: virtual:, a device node (/dev/sr0, /dev/sg1). No optical drive was found on this machine.',
    });
  });
});

describe('a name that is nothing here', () => {
  test('on Linux: says what was tried and what exists', async () => {
    for (const name of ['sr0', 'D:', '\\\\.\\CdRom0', ''])
      await expect(opener('linux', [burner]).open(name)).rejects.toMatchObject({
        kind: 'notFound',
        message: `"${name}" names no drive. A name is one of: virtual:, a device node (/dev/sr0, /dev/sg1). Drives here: /dev/sr0 = /dev/sg1 (PIONEER BD-RW BDR-209D).`,
      });
  });

  test('on Windows: the same in its terms', async () => {
    const drive = { ...burner, nodes: ['D:', '\\\\.\\CdRom0'], vendor: undefined, model: undefined };
    for (const name of ['/dev/sr0', 'CdRom0'])
      await expect(opener('win32', [drive]).open(name)).rejects.toMatchObject({
        kind: 'notFound',
        message: `"${name}" names no drive. A name is one of: virtual:, a drive letter (D:) or device name (\\\\.\\CdRom0). Drives here: D: = \\\\.\\CdRom0.`,
      });
  });

  test('on macOS: there is no native transport yet, and what works', async () => {
    await expect(opener('darwin').open('/dev/disk2')).rejects.toMatchObject({
      kind: 'unsupported',
      message: '"/dev/disk2" names no drive, and on darwin no drive can be opened yet. What works here: virtual:.',
    });
  });
});

test.runIf(process.platform === 'linux')('a path on Linux is a device node', async () => {
  await expect(opener('linux').open('/dev/null')).rejects.toMatchObject({ message: expect.stringContaining('ENOTTY') });
});
