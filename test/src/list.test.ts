import { describe, expect, test } from 'vitest';
import { list } from '../../src/list.js';
import type { FoundDrive } from '../../src/transport/index.js';
import { TransportError } from '../../src/transport/transport-error.js';
import { check, goodWith, ScriptedTransport } from '../helpers/scripted-transport.js';

const drive = (name: string): FoundDrive => ({
  name,
  nodes: [name],
  vendor: 'PIONEER',
  model: 'BD-RW',
  firmware: '1.51',
});

describe('list', () => {
  test('asks each drive for its current profile, and closes it', async () => {
    const transport = new ScriptedTransport(goodWith(0, 0, 0, 4, 0, 0, 0, 0x2b));
    const drives = await list({ find: async () => [drive('/dev/sr0')], open: async () => transport });
    expect(drives).toEqual([{ ...drive('/dev/sr0'), currentProfile: 0x2b, problem: undefined }]);
    expect(transport.sent.map(({ cdb }) => cdb)).toEqual([Uint8Array.of(0x46, 2, 0, 0, 0, 0, 0, 0, 8, 0)]);
    expect(transport.isClosed).toBe(true);
  });

  test('lists a drive that cannot be opened, or does not tell, with the reason', async () => {
    const denied = new TransportError('accessDenied', '/dev/sr0: permission denied');
    const old = new ScriptedTransport(check(5, 0x20));
    const drives = await list({
      find: async () => [drive('/dev/sr0'), drive('/dev/sr1')],
      open: async (name) => {
        if (name === '/dev/sr0') throw denied;
        return old;
      },
    });
    expect(drives).toMatchObject([
      { name: '/dev/sr0', currentProfile: undefined, problem: denied },
      { name: '/dev/sr1', currentProfile: undefined, problem: { name: 'CheckConditionError' } },
    ]);
    expect(old.isClosed).toBe(true);
  });
});
