/** What `discwire capture` got from QEMU 7.2's drives through Linux 6.1, /dev/sr0 and /dev/sr1 of the lab. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { captureDrive, Device } from '../../../src/index.js';
import { capturedPersonality, type DriveCapture, VirtualDrive } from '../../../src/virtual/index.js';
import { plainDisc } from '../virtual/virtual-helpers.js';

const textOf = (name: string) => readFileSync(new URL(`recordings/${name}.json`, import.meta.url), 'utf8');

describe.each(['qemu-scsi-cd', 'qemu-ide-cd'])('an embedded drive made from %s', (name) => {
  const original = JSON.parse(textOf(name)) as DriveCapture;
  const drive = new VirtualDrive({ personality: capturedPersonality(textOf(name)), medium: plainDisc() });
  const copy = captureDrive(new Device(drive.connect()));

  it.each(['inquiry', 'vitalProductData', 'configuration', 'modePages', 'performance'] as const)(
    'answers as that drive, byte for byte: %s',
    async (what) => {
      expect((await copy)[what]).toEqual(original[what]);
    },
  );

  it('has the commands that the drive has, as far as any drive here has them', async () => {
    const known = ({ commands }: DriveCapture) =>
      commands
        .filter(({ refused }) => refused === undefined || !/^5\/20\/00$|^no answer/.test(refused))
        .map(({ name: command }) => command.split(' (')[0]);
    const ours = known(await copy);
    expect(known(original)).toEqual(expect.arrayContaining(ours));
    const missing = known(original).filter((command) => !ours.includes(command));
    for (const command of missing) expect(command).toMatch(/^(VERIFY\(12\)|READ DISC STRUCTURE)$/);
  });
});
