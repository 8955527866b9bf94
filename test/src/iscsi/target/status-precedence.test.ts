import { afterEach, describe, expect, it } from 'vitest';
import { openTransport, serveIscsi, type Transport } from '../../../../src/index.js';
import { demoDisc, VirtualDrive } from '../../../../src/virtual/index.js';
import { answerInWords, type Circumstances, cdbs, precedence } from '../../../helpers/status-precedence.js';

const name = 'iqn.2000-01.localhost:precedence';
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function send(transport: Transport, cdb: readonly number[]): Promise<string> {
  const hasData = cdb !== cdbs.testUnitReady && cdb !== cdbs.reserve6 && cdb !== cdbs.release6;
  const data = new Uint8Array(hasData ? 2048 : 0);
  const direction = hasData ? 'in' : 'none';
  const completion = await transport.execute({ cdb: Uint8Array.from(cdb), direction, data, timeoutMs: 10_000 });
  return answerInWords(cdb, completion, data);
}

/** PERSISTENT RESERVE OUT. */
async function persistentReserve(transport: Transport, serviceAction: number, keys: readonly [number, number]) {
  const data = new Uint8Array(24);
  data[7] = keys[0];
  data[15] = keys[1];
  // Exclusive access.
  const cdb = Uint8Array.of(0x5f, serviceAction, 0x03, 0, 0, 0, 0, 0, data.length, 0);
  expect((await transport.execute({ cdb, direction: 'out', data, timeoutMs: 10_000 })).status).toBe(0);
}

async function connectTwo(served: VirtualDrive | Transport) {
  const target = await serveIscsi({ targets: [{ name, luns: [served] }], port: 0 });
  open.push(target);
  const transports: Transport[] = [];
  for (let i = 0; i < 2; i++) {
    const transport = await openTransport(`iscsi://127.0.0.1:${target.address.port}/${name}/0`);
    open.push(transport);
    transports.push(transport);
  }
  return { target, holder: transports[0]!, other: transports[1]! };
}

const silentDrive = () => new VirtualDrive({ medium: demoDisc(), powerOnUnitAttention: false });

/** An initiator that these things have happened to. */
async function bystander({ wasReset, mediumChanged, isReserved }: Circumstances, isPersistent: boolean) {
  const drive = silentDrive();
  const { target, holder, other } = await connectTwo(drive);
  if (wasReset) target.resetUnit(name, 0);
  if (mediumChanged) drive.changeMedium(demoDisc());
  for (let i = 0; i < 2; i++) await send(holder, cdbs.requestSense);
  if (isReserved && isPersistent) {
    await persistentReserve(holder, 0x00, [0, 1]);
    await persistentReserve(holder, 0x01, [1, 0]);
  } else if (isReserved) expect(await send(holder, cdbs.reserve6)).toBe('GOOD');
  return other;
}

const persistent = precedence.map(({ commands, ...rest }) => ({
  ...rest,
  // TEST UNIT READY is not kept out, and RELEASE is where there are registrations.
  commands: commands.filter(({ name: each }) => each !== 'testUnitReady' && each !== 'release6'),
}));

describe.each([
  ['RESERVE', precedence, false],
  ['a persistent reservation', persistent, true],
] as const)('with %s', (_what, table, isPersistent) => {
  describe.each(table)('reset $wasReset, medium changed $mediumChanged, reserved $isReserved:', (circumstances) => {
    it.each(circumstances.commands)('$name is answered $answers', async ({ name: command, answers }) => {
      const transport = await bystander(circumstances, isPersistent);
      for (const expected of answers) expect(await send(transport, cdbs[command])).toBe(expected);
    });
  });
});

describe('over a transport that all sessions share', () => {
  it('a reset, which the target tells itself, comes before a conflict, and what it lost does not', async () => {
    const shared = silentDrive().connect();
    open.push(shared);
    const { target, holder, other } = await connectTwo(shared);
    await persistentReserve(other, 0x00, [0, 2]);
    await persistentReserve(holder, 0x00, [0, 1]);
    // PREEMPT: the other registration is gone, 6/2A/05.
    await persistentReserve(holder, 0x01, [1, 0]);
    await persistentReserve(holder, 0x04, [1, 2]);
    expect(await send(other, cdbs.read10)).toBe('CONFLICT');
    expect(await send(other, cdbs.testUnitReady)).toBe('6/2A/05');
    target.resetUnit(name, 0);
    expect([await send(other, cdbs.read10), await send(other, cdbs.read10)]).toEqual(['6/29/03', 'CONFLICT']);
  });
});
