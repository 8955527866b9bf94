/** Our initiator, on Debian's tgtd. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTgtd } from '../helpers/tgtd.mjs';
import { addCounts, check, run } from './checks.mjs';
import { checkWithTshark } from './on-our-target.mjs';
import { record, toPcap } from './recorder.mjs';

const { openIscsi } = await import('../../dist/src/iscsi/index.js');

const name = 'iqn.2000-01.localhost.tgtd:peers';
const chap = { user: 'joe', secret: 'secret-of-joe' };
const mutualChap = { user: 'drive', secret: 'secret-of-drive' };
const login = `${chap.user}%${chap.secret}@`;
const timeoutMs = 20_000;
const digests = { HeaderDigest: 'CRC32C,None', DataDigest: 'CRC32C,None' };
const blockBytes = 512;

const testUnitReady = { cdb: new Uint8Array(6), direction: 'none', data: new Uint8Array(0), timeoutMs };

/** READ(10) or WRITE(10). */
function transfer(code, block, data) {
  const cdb = new Uint8Array(10);
  const view = new DataView(cdb.buffer);
  cdb[0] = code;
  view.setUint32(2, block);
  view.setUint16(7, data.length / blockBytes);
  return { cdb, direction: code === 0x28 ? 'in' : 'out', data, timeoutMs };
}

async function openReady(url, options) {
  const transport = await openIscsi(url, options);
  while ((await transport.execute(testUnitReady)).status !== 0);
  return transport;
}

const rejectionOf = (promise) =>
  promise.then(
    () => assert.fail('it went through'),
    (error) => error,
  );

/** Data of every length class, written and read back through several commands at once. */
async function writeAndRead(url) {
  const transport = await openReady(url);
  try {
    const lengths = [1, 2, 3, 16, 17, 128, 129, 512, 2048, 8192];
    let block = 0;
    const pieces = lengths.map((blocks, index) => {
      const data = new Uint8Array(blocks * blockBytes);
      for (let i = 0; i < data.length; i++) data[i] = (i * 31 + (i >> 8) + index * 7) & 0xff;
      const piece = { block, data };
      block += blocks;
      return piece;
    });
    const written = await Promise.all(pieces.map(({ block, data }) => transport.execute(transfer(0x2a, block, data))));
    for (const [i, { status, transferredBytes }] of written.entries())
      assert.deepEqual([status, transferredBytes], [0, pieces[i].data.length]);
    const reads = pieces.map(({ block, data }) => transfer(0x28, block, new Uint8Array(data.length)));
    for (const { status } of await Promise.all(reads.map((request) => transport.execute(request))))
      assert.equal(status, 0);
    for (const [i, { data }] of reads.entries()) assert.ok(Buffer.from(data).equals(pieces[i].data), `piece ${i}`);
  } finally {
    await transport.close();
  }
}

/** All checks with tgtd at one end. `program` is the compiled conformance run. */
export async function checkOnTgtd(work, image, program) {
  const disk = join(work, 'disk.img');
  writeFileSync(disk, new Uint8Array(16 * 1024 * 1024));
  const luns = [
    { path: image, type: 'cd' },
    { path: disk, type: 'disk' },
  ];
  const plain = await startTgtd({ name, luns, parameters: digests });
  const closed = await startTgtd({ name, luns, chap, mutualChap, parameters: digests });
  const mutual = `target_user=${mutualChap.user}&target_password=${mutualChap.secret}`;
  const crc = 'header_digest=crc32c&data_digest=crc32c';

  for (const [how, credentials, user, query] of [
    ['', {}, '', 'header_digest=none&data_digest=none'],
    [' with digests', {}, '', crc],
    [' with CHAP both ways and digests', { chap, mutualChap }, login, `${mutual}&${crc}`],
  ]) {
    // After an eject and a load its READ CAPACITY tells more blocks than the image has: every run gets a new one.
    const tgtd = await startTgtd({ name, luns, ...credentials, parameters: digests });
    const url = `${tgtd.url(1, user)}?${query}`;
    addCounts(`the conformance suite on tgtd's CD${how}`, await run('node', [program, url], { timeout: 120_000 }));
    await tgtd.kill();
  }

  for (const [what, parameters] of [
    ['as tgtd comes', {}],
    ['with everything solicited', { InitialR2T: 'Yes', ImmediateData: 'No' }],
    ['with unsolicited data', { InitialR2T: 'No', ImmediateData: 'No' }],
    ['in short bursts', { InitialR2T: 'No', FirstBurstLength: 4096, MaxBurstLength: 8192 }],
    ['in short segments', { MaxRecvDataSegmentLength: 1024, MaxXmitDataSegmentLength: 1024 }],
  ])
    await check(`a disk of tgtd is written and read back, ${what}`, async () => {
      const tgtd = await startTgtd({ name, luns, parameters: { ...digests, ...parameters } });
      try {
        await writeAndRead(`${tgtd.url(2)}?header_digest=none&data_digest=none`);
        await writeAndRead(`${tgtd.url(2)}?${crc}&queue=simple`);
      } finally {
        await tgtd.kill();
      }
    });

  for (const [what, url, kind, message] of [
    ['a wrong secret', closed.url(1, 'joe%wrong@'), 'accessDenied', /secret is wrong/],
    ['no secret', closed.url(1), 'accessDenied', /CHAP/],
    [
      'a target that proves nothing',
      `${closed.url(1, login)}?target_user=drive&target_password=no`,
      'accessDenied',
      /prove/,
    ],
    ['an unknown target', `iscsi://127.0.0.1:${plain.port}/iqn.2000-01.localhost:nobody/1`, 'notFound', /nobody/],
    ['no target', `iscsi://127.0.0.1:${plain.port}`, 'notFound', new RegExp(name)],
  ])
    await check(`${what} is told`, async () => {
      const error = await rejectionOf(openIscsi(url));
      assert.equal(error.kind, kind, error.message);
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /secret-of/);
    });

  await check('a LUN that is not there answers 5/25/00', async () => {
    const transport = await openIscsi(plain.url(77));
    const { status, sense } = await transport.execute(testUnitReady);
    assert.deepEqual([status, sense[2] & 0x0f, sense[12]], [2, 5, 0x25]);
    await transport.close();
  });

  await check('tshark decodes what went by and finds nothing malformed', async () => {
    const recorder = await record(plain.port);
    await writeAndRead(`iscsi://127.0.0.1:${recorder.port}/${name}/2?header_digest=none&data_digest=none`);
    recorder.close();
    const file = join(work, 'initiator.pcap');
    writeFileSync(file, toPcap(recorder.connections));
    await checkWithTshark(file);
  });

  await check('a command that is taken back is settled, and the session goes on', async () => {
    const transport = await openReady(plain.url(2));
    process.kill(plain.pid, 'SIGSTOP');
    const taken = new AbortController();
    const running = transport.execute({ ...transfer(0x28, 0, new Uint8Array(65_536)), signal: taken.signal });
    const settled = Promise.allSettled([running]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    taken.abort();
    process.kill(plain.pid, 'SIGCONT');
    const [result] = await settled;
    if (result.status === 'rejected')
      assert.deepEqual([result.reason.kind, result.reason.fate], ['aborted', 'unknown']);
    assert.equal((await transport.execute(testUnitReady)).status, 0);
    await transport.close();
  });

  await check('a silent target is given up, and what was in flight is unknown', async () => {
    const transport = await openReady(plain.url(2), { keepAliveMs: 100, reconnectMs: 0, loginTimeoutMs: 300 });
    process.kill(plain.pid, 'SIGSTOP');
    try {
      const error = await rejectionOf(transport.execute(transfer(0x2a, 0, new Uint8Array(blockBytes))));
      assert.deepEqual([error.kind, error.fate], ['timeout', 'unknown'], error.message);
      const unsent = await rejectionOf(transport.execute(testUnitReady));
      assert.equal(unsent.fate, 'notSent', unsent.message);
    } finally {
      process.kill(plain.pid, 'SIGCONT');
    }
    await transport.close();
  });

  await check('a time limit ends a command, and the session goes on', async () => {
    const transport = await openReady(plain.url(2));
    process.kill(plain.pid, 'SIGSTOP');
    const running = rejectionOf(transport.execute({ ...transfer(0x28, 0, new Uint8Array(65_536)), timeoutMs: 100 }));
    setTimeout(() => process.kill(plain.pid, 'SIGCONT'), 400);
    // The answer to the command may come before that to ABORT TASK.
    const error = await running.catch((reason) => reason);
    if (error.kind) assert.deepEqual([error.kind, error.fate], ['timeout', 'unknown']);
    assert.equal((await transport.execute(testUnitReady)).status, 0);
    await transport.close();
  });

  await check('a target that is killed in mid-command: one unknown, the others unsent', async () => {
    const tgtd = await startTgtd({ name, luns });
    const transport = await openReady(tgtd.url(2), { reconnectMs: 100 });
    process.kill(tgtd.pid, 'SIGSTOP');
    const running = rejectionOf(transport.execute(transfer(0x2a, 0, new Uint8Array(65_536))));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await tgtd.kill();
    const error = await running;
    assert.deepEqual([error.kind, error.fate], ['busReset', 'unknown'], error.message);
    const unsent = await rejectionOf(transport.execute(testUnitReady));
    assert.deepEqual([unsent.kind, unsent.fate], ['selectionTimeout', 'notSent'], unsent.message);
    await transport.close();
  });

  await check('after tgtd was started again the transport goes on', async () => {
    const first = await startTgtd({ name, luns });
    const transport = await openReady(first.url(2), { reconnectMs: 15_000 });
    await first.kill();
    // Whether this one is still sent depends on who hears of the end first.
    const early = transport.execute(testUnitReady).catch((error) => error);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const waiting = transport.execute(testUnitReady);
    const second = await startTgtd({ name, luns, port: first.port });
    const fate = await early;
    if (fate instanceof Error) assert.deepEqual([fate.kind, fate.fate], ['busReset', 'unknown'], fate.message);
    await waiting;
    let completion = await transport.execute(testUnitReady);
    if (completion.status !== 0) completion = await transport.execute(testUnitReady);
    assert.equal(completion.status, 0);
    await transport.close();
    await second.kill();
  });

  for (const tgtd of [plain, closed]) await tgtd.kill();
}
