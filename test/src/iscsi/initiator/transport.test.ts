import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { discoverTargets, openIscsi, openTransport, serveIscsi, TransportError } from '../../../../src/index.js';
import type { TargetOptions } from '../../../../src/iscsi/index.js';
import type { TransferRequest, Transport } from '../../../../src/transport/transport.js';
import { demoDisc, VirtualDrive } from '../../../../src/virtual/index.js';
import { SteppingClock } from '../loopback.js';

const name = 'iqn.2000-01.localhost:drives';
const testUnitReady: TransferRequest = {
  cdb: new Uint8Array(6),
  direction: 'none',
  data: new Uint8Array(0),
  timeoutMs: 5000,
};

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function serve(options: Partial<TargetOptions> = {}) {
  const drive = new VirtualDrive({ medium: demoDisc(), powerOnUnitAttention: false });
  const target = await serveIscsi({ targets: [{ name, luns: [drive] }], port: 0, ...options });
  open.push(target);
  return { target, drive, url: `iscsi://127.0.0.1:${target.address.port}/${name}/0` };
}

/** A drive whose commands end when the test says so. */
function slowDrive() {
  const commands: (() => void)[] = [];
  const transport: Transport = {
    name: 'slow',
    limits: { maximumTransferBytes: 1 << 20, alignmentBytes: 1, maximumCdbBytes: 16, maximumSenseBytes: 18 },
    execute: ({ signal }) =>
      new Promise((resolve, reject) => {
        commands.push(() => resolve({ status: 0, sense: new Uint8Array(0), transferredBytes: 0, durationMs: 0 }));
        signal?.addEventListener('abort', () => reject(new TransportError('aborted', 'slow: taken back')));
      }),
    close: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
  return { transport, commands };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn();
}

const failureOf = async (promise: Promise<unknown>): Promise<TransportError> => {
  const error = await promise.then(
    () => undefined,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(TransportError);
  return error as TransportError;
};

describe('an initiator', () => {
  it('sends commands without waiting for one another, and settles them in their order', async () => {
    const { transport: slow, commands } = slowDrive();
    const { url } = await serve({ targets: [{ name, luns: [slow] }] });
    const transport = await openIscsi(url);
    open.push(transport);
    const order: number[] = [];
    const all = Array.from({ length: 10 }, (_, i) => transport.execute(testUnitReady).then(() => order.push(i)));
    await until(() => commands.length === 10);
    for (const end of commands) end();
    await Promise.all(all);
    expect(order).toEqual([...order.keys()]);
  });

  it('keeps to the window of the target', async () => {
    const { transport: slow, commands } = slowDrive();
    const { url } = await serve({ targets: [{ name, luns: [slow] }], limits: { commands: 3 } });
    const transport = await openIscsi(url);
    open.push(transport);
    const all = Promise.all(Array.from({ length: 8 }, () => transport.execute(testUnitReady)));
    await until(() => commands.length === 3);
    for (let i = 0; i < 20; i++) await turn();
    expect(commands).toHaveLength(3);
    for (let done = 0; done < 8; done++) {
      await until(() => commands.length > done);
      commands[done]!();
    }
    for (const { status } of await all) expect(status).toBe(0);
  });

  it('takes a command back at the target', async () => {
    const { transport: slow, commands } = slowDrive();
    const { url } = await serve({ targets: [{ name, luns: [slow] }] });
    const transport = await openIscsi(url);
    open.push(transport);
    const controller = new AbortController();
    const taken = failureOf(transport.execute({ ...testUnitReady, signal: controller.signal }));
    const other = transport.execute(testUnitReady);
    await until(() => commands.length === 2);
    controller.abort('enough');
    const { kind, fate, cause } = await taken;
    expect([kind, fate, cause]).toEqual(['aborted', 'unknown', 'enough']);
    commands[1]!();
    expect((await other).status).toBe(0);
  });

  it('reads and writes with one drive as with another', async () => {
    const { url } = await serve();
    await using transport = await openTransport(`${url}?data_digest=crc32c`);
    const data = new Uint8Array(36);
    const completion = await transport.execute({
      cdb: Uint8Array.of(0x12, 0, 0, 0, 36, 0),
      direction: 'in',
      data,
      timeoutMs: 5000,
    });
    expect(completion).toMatchObject({ status: 0, transferredBytes: 36 });
    expect(new TextDecoder().decode(data.subarray(8, 16))).toBe('DISCWIRE');
  });

  it('makes a new session after the target has asked it to leave', async () => {
    const { target, drive, url } = await serve();
    const transport = await openIscsi(url, { reconnectMs: 5000 });
    open.push(transport);
    await transport.execute(testUnitReady);
    const { port } = target.address;
    await target.close();
    const waiting = transport.execute(testUnitReady);
    open.push(await serveIscsi({ targets: [{ name, luns: [drive] }], port }));
    expect((await waiting).status).toBe(0);
  });

  it('tells what was in flight from what was not sent', async () => {
    const { transport: slow, commands } = slowDrive();
    const { url, target } = await serve({
      targets: [{ name, luns: [slow] }],
      limits: { commands: 1, logoutTimeoutMs: 1 },
    });
    const transport = await openIscsi(url, { reconnectMs: 0 });
    open.push(transport);
    const sent = failureOf(transport.execute(testUnitReady));
    const waiting = failureOf(transport.execute(testUnitReady));
    await until(() => commands.length === 1);
    await target.close();
    expect((await sent).fate).toBe('unknown');
    expect((await waiting).fate).toBe('notSent');
  });

  it('gives a silent target up', async () => {
    const clock = new SteppingClock();
    const { transport: slow, commands } = slowDrive();
    const { url } = await serve({ targets: [{ name, luns: [slow] }] });
    const relay = await relayTo(Number(/:([0-9]+)\//.exec(url)![1]));
    const transport = await openIscsi(url.replace(/:[0-9]+\//, `:${relay.port}/`), { clock, reconnectMs: 0 });
    open.push(transport);
    const lost = failureOf(transport.execute({ ...testUnitReady, timeoutMs: 3_600_000 }));
    await until(() => commands.length === 1);
    relay.silence();
    await clock.advance(90_000);
    const { kind, fate } = await lost;
    expect([kind, fate]).toEqual(['timeout', 'unknown']);
  });

  it.each([
    [{ limits: { commands: 8 } }, '/iqn.2000-01.localhost:other/0', 'notFound', /there is no target/],
    [{ chap: { user: 'joe', secret: 'x' } }, `/${name}/0`, 'accessDenied', /user%secret@/],
  ] as const)('says why it is not let in', async (options, path, kind, message) => {
    const { target } = await serve(options);
    const error = await failureOf(openIscsi(`iscsi://127.0.0.1:${target.address.port}${path}`));
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(message);
  });

  it('proves itself, and has the target prove itself', async () => {
    const chap = { user: 'joe', secret: 'of joe' };
    const { target } = await serve({ chap, mutualChap: { user: 'drive', secret: 'of the drive' } });
    const url = `iscsi://joe%of joe@127.0.0.1:${target.address.port}/${name}/0`;
    const transport = await openIscsi(`${url}?target_user=drive&target_password=of the drive`);
    await transport.close();
    const error = await failureOf(openIscsi(`${url}?target_user=drive&target_password=of nobody`));
    expect(error).toMatchObject({ kind: 'accessDenied', message: expect.stringContaining('did not prove') });
  });

  it('lists targets', async () => {
    const { target } = await serve();
    const { port } = target.address;
    expect(await discoverTargets(`iscsi://127.0.0.1:${port}`)).toEqual([
      { targetName: name, addresses: [`127.0.0.1:${port},1`] },
    ]);
    const error = await failureOf(openIscsi(`iscsi://127.0.0.1:${port}`));
    expect(error.message).toContain(name);
  });

  it('says that nobody listens', async () => {
    const error = await failureOf(openIscsi(`iscsi://127.0.0.1:1/${name}/0`));
    expect(error).toMatchObject({ kind: 'selectionTimeout', fate: 'notSent' });
  });
});

/** A relay that can stop to pass anything on. */
async function relayTo(port: number) {
  const { connect } = await import('node:net');
  let isSilent = false;
  const sockets: Socket[] = [];
  const server: Server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    sockets.push(near, far);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (bytes) => {
        if (!isSilent) to.write(bytes);
      });
      from.on('error', () => {});
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    silence: () => {
      isSilent = true;
    },
  };
}
