/** Programs that are not ours, on our target. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServe, targetName } from '../helpers/serve.mjs';
import { check, run, succeed } from './checks.mjs';
import { record, toPcap } from './recorder.mjs';

const chap = { user: 'joe', secret: 'secret-of-joe' };
const mutualChap = { user: 'drive', secret: 'secret-of-drive' };
const login = `${chap.user}%${chap.secret}@`;
const chapOptions = [
  '--chap',
  `${chap.user}:${chap.secret}`,
  '--mutual-chap',
  `${mutualChap.user}:${mutualChap.secret}`,
];
const qemuChap = { user: chap.user, password: chap.secret };
const libiscsiMutual = (secret) => ({
  env: {
    ...process.env,
    LIBISCSI_CHAP_TARGET_USERNAME: mutualChap.user,
    LIBISCSI_CHAP_TARGET_PASSWORD: secret,
  },
});

/** What iscsi-test-cu finds wrong, test by test, and why that is as it should be on an MMC drive. */
const knownTestFailures = {
  // It writes 512 bytes to a block of 2048.
  'ProutReserve.AccessEA': 'ASCQ:(null)(0x4b00)',
  'ProutReserve.AccessWE': 'ASCQ:(null)(0x4b00)',
  'ProutReserve.AccessEARO': 'ASCQ:(null)(0x4b00)',
  'ProutReserve.AccessWERO': 'ASCQ:(null)(0x4b00)',
  'ProutReserve.AccessEAAR': 'ASCQ:(null)(0x4b00)',
  'ProutReserve.AccessWEAR': 'ASCQ:(null)(0x4b00)',
  // A medium that was ejected and loaded is reported, 6/28/00: MMC wants it.
  'StartStopUnit.Simple': 'UNIT_ATTENTION(0x06) / ASCQ (null)(0x2800)',
  // It asks for power conditions of SBC, which MMC does not have: 5/24/00.
  'StartStopUnit.PwrCnd': 'INVALID_FIELD_IN_CDB(0x2400)',
  'StartStopUnit.NoLoej': 'INVALID_FIELD_IN_CDB(0x2400)',
  // It asks for the Control page, which multimedia devices do not have.
  'ModeSense6.Control': 'INVALID_FIELD_IN_CDB(0x2400)',
  // Operation code A3h is SEND KEY, without a service action, and MAINTENANCE IN, with one. It wants it to be one of them.
  'ReportSupportedOpcodes.OneCommand': 'REPORT_SUPPORTED_OPCODES successful but should have failed',
  // They set BYTCHK, which multimedia drives refuse.
  'Verify10.Simple': '0x2400',
  'Verify10.BeyondEol': '0x2400',
  'Verify10.ZeroBlocks': '0x2400',
  'Verify10.Flags': '0x2400',
  'Verify10.Mismatch': '0x2400',
  'Verify12.Simple': '0x2400',
  'Verify12.BeyondEol': '0x2400',
  'Verify12.ZeroBlocks': '0x2400',
  'Verify12.Flags': '0x2400',
  'Verify12.Mismatch': '0x2400',
  'WriteVerify10.Simple': '0x2400',
  'WriteVerify10.BeyondEol': '0x2400',
  'WriteVerify10.Flags': '0x2400',
};

/** The tests by name, each with what it printed. */
function testsOf(out) {
  const tests = new Map();
  let suite = '';
  let current;
  for (const line of out.split('\n')) {
    const begin = /^ {2}Test: (\S+) \.\.\.(.*)$/.exec(line);
    if (/^Suite: /.test(line)) suite = line.slice(7).trim();
    else if (begin) {
      current = { text: `${begin[2]}\n`, isFailed: false };
      tests.set(`${suite}.${begin[1]}`, current);
    } else if (/^Run Summary/.test(line)) current = undefined;
    else if (current) {
      if (/^FAILED/.test(line)) current.isFailed = true;
      current.text += `${line}\n`;
    }
  }
  return tests;
}

/** Of what a test says, the beginning tells: the rest is the same a hundred times over. */
const longestText = 1000;

async function testSuite(url) {
  const { out } = await run('iscsi-test-cu', ['-d', '-v', '-t', 'ALL', url], { timeout: 120_000 });
  const tests = testsOf(out);
  assert.ok(tests.size >= 230, `${tests.size} tests ran:\n${out.slice(-2000)}`);
  const problems = [];
  for (const [name, { isFailed, text }] of tests) {
    const known = knownTestFailures[name];
    const said = text.slice(0, longestText);
    if (isFailed !== (known !== undefined)) problems.push(`${name} ${isFailed ? 'failed' : 'did not fail'}:\n${said}`);
    else if (known && !text.includes(known)) problems.push(`${name} failed in another way:\n${said}`);
  }
  assert.equal(problems.length, 0, problems.join('\n'));
}

/** All checks with our target at one end. `work` is a folder; `image` a file that is served as a disc. */
export async function checkOurTarget(work, image) {
  const open = await startServe([`virtual:${image}`, 'virtual:dvd-ram']);
  const closed = await startServe([`virtual:${image}`, 'virtual:dvd-ram'], chapOptions);
  const readOnly = await startServe(['virtual:dvd-ram'], ['--read-only']);
  const sha1 = (bytes) => createHash('sha1').update(bytes).digest('hex');
  const imageSha1 = sha1(readFileSync(image));

  await check('iscsi-ls finds the target and its LUNs', async () => {
    const out = await succeed('iscsi-ls', ['-s', `iscsi://${open.portal}`]);
    assert.match(out, new RegExp(`^Target:${targetName} Portal:${open.portal},1$`, 'm'));
    assert.match(out, /^Lun:0 +Type:MMC/m);
    assert.match(out, /^Lun:1 +Type:MMC/m);
  });
  await check('iscsi-ls finds them with CHAP', async () => {
    const out = await succeed('iscsi-ls', ['-s', `iscsi://${login}${closed.portal}`]);
    assert.match(out, /^Lun:1 +Type:MMC/m);
  });
  await check('iscsi-ls without CHAP is refused', async () => {
    const { code, out } = await run('iscsi-ls', [`iscsi://${closed.portal}`]);
    assert.notEqual(code, 0);
    assert.match(out, /Authentication failure\(513\)/);
  });

  for (const [how, url, served, options] of [
    ['', open.url(0), open, {}],
    [' with a header digest', `${open.url(0)}?header_digest=crc32c`, open, { 'header-digest': 'crc32c' }],
    [' with CHAP', closed.url(0, login), closed, qemuChap],
    [
      ' with CHAP and a header digest',
      `${closed.url(0, login)}?header_digest=crc32c`,
      closed,
      { ...qemuChap, 'header-digest': 'crc32c' },
    ],
  ]) {
    await check(`iscsi-inq tells who the drive is${how}`, async () => {
      const out = await succeed('iscsi-inq', [url]);
      assert.match(out, /^Peripheral Qualifier:CONNECTED\nPeripheral Device Type:MMC\nRemovable:1$/m);
      assert.match(out, /^Vendor:DISCWIRE\nProduct:VIRTUAL DRIVE/m);
    });
    await check(`qemu-img reads the whole image${how}`, async () => {
      const copy = join(work, 'copy.raw');
      const { portal } = served;
      const file = { driver: 'iscsi', transport: 'tcp', portal, target: targetName, lun: 0, ...options };
      const source = `json:${JSON.stringify({ driver: 'raw', file })}`;
      await succeed('qemu-img', ['convert', '-O', 'raw', source, copy]);
      assert.equal(sha1(readFileSync(copy)), imageSha1);
    });
  }
  await check('qemu-img dd reads a piece', async () => {
    const piece = join(work, 'piece.raw');
    await succeed('qemu-img', ['dd', '-f', 'raw', `if=${open.url(0)}`, `of=${piece}`, 'bs=2048', 'count=5']);
    assert.ok(readFileSync(piece).equals(readFileSync(image).subarray(0, 5 * 2048)));
  });
  await check('iscsi-inq reads a VPD page', async () => {
    assert.match(await succeed('iscsi-inq', ['-e', 1, '-c', 0x80, open.url(0)]), /Unit Serial Number:\[DW00000001\]/);
  });
  await check('iscsi-inq and the target prove themselves to each other', () =>
    succeed('iscsi-inq', [closed.url(0, login)], libiscsiMutual(mutualChap.secret)),
  );
  for (const [what, words, options, message] of [
    ['a wrong secret', [closed.url(0, `${chap.user}%wrong@`)], {}, /Authentication failure\(513\)/],
    ['no secret', [closed.url(0)], {}, /Authentication failure\(513\)/],
    ['a target that proves nothing', [closed.url(0, login)], libiscsiMutual('another'), /Authentication failed/i],
    ['an unknown target', [`iscsi://${open.portal}/iqn.2000-01.localhost:nobody/0`], {}, /Target not found\(515\)/],
    ['an unknown LUN', [open.url(9)], {}, /LOGICAL_UNIT_NOT_SUPPORTED\(0x2500\)/],
  ])
    await check(`iscsi-inq hears of ${what}`, async () => {
      const { code, out } = await run('iscsi-inq', words, options);
      assert.notEqual(code, 0);
      assert.match(out, message);
    });
  await check('iscsi-readcapacity16 is refused by a drive without READ CAPACITY(16)', async () => {
    const { code, out } = await run('iscsi-readcapacity16', [open.url(0)]);
    assert.notEqual(code, 0);
    assert.match(out, /readcapacity/);
  });
  await check('qemu-img tells the size', async () => {
    const info = JSON.parse((await run('qemu-img', ['info', '--output=json', '-f', 'raw', open.url(0)])).stdout);
    assert.equal(info['virtual-size'], readFileSync(image).length);
  });
  await check('qemu-io writes to the DVD-RAM and reads it back', async () => {
    const commands = ['write -P 0xa5 0 1M', 'write -P 0x5a 1M 2048', 'read -P 0xa5 0 1M', 'read -P 0x5a 1M 2048'];
    const words = ['-f', 'raw', '-t', 'writeback', ...commands.flatMap((command) => ['-c', command]), open.url(1)];
    assert.doesNotMatch(await succeed('qemu-io', words), /Pattern verification failed|(?:write|read) failed/);
  });
  await check('qemu-io cannot write to what is served read-only', async () => {
    const { out } = await run('qemu-io', [
      '-f',
      'raw',
      '-c',
      'write -P 0xa5 0 2048',
      '-c',
      'read -P 0 0 2048',
      readOnly.url(0),
    ]);
    assert.match(out, /write failed|DATA_PROTECTION|Operation not permitted|Input\/output error/i);
    assert.doesNotMatch(out, /Pattern verification failed/);
  });
  await check('iscsi-test-cu finds nothing that it should not', () => testSuite(open.url(1)));
  await check('iscsi-test-cu finds nothing more with CHAP and a header digest', () =>
    testSuite(`${closed.url(1, login)}?header_digest=crc32c`),
  );

  await check('tshark decodes what went by and finds nothing malformed', async () => {
    const recorder = await record(open.port);
    const through = (lun) => `iscsi://127.0.0.1:${recorder.port}/${targetName}/${lun}`;
    await run('iscsi-ls', ['-s', `iscsi://127.0.0.1:${recorder.port}`]);
    await run('iscsi-test-cu', ['-d', '-t', 'ALL.iSCSI*', through(1)]);
    await run('iscsi-test-cu', ['-d', '-t', 'ALL.ProutReserve', through(1)]);
    await succeed('qemu-io', [
      '-f',
      'raw',
      '-t',
      'writeback',
      '-c',
      'write -P 1 0 3M',
      '-c',
      'read -P 1 0 3M',
      through(1),
    ]);
    recorder.close();
    const file = join(work, 'target.pcap');
    writeFileSync(file, toPcap(recorder.connections));
    await checkWithTshark(file);
  });

  await check('the target asks initiators to leave, and ends', async () => {
    for (const served of [open, closed, readOnly]) assert.equal(await served.stop(), 0);
  });
}

/** Has tshark take a recording apart. */
export async function checkWithTshark(file) {
  const fields = ['-T', 'fields', '-e', 'iscsi.opcode', '-e', '_ws.malformed', '-e', '_ws.expert.message'];
  const preferences = ['-o', 'tcp.desegment_tcp_streams:TRUE', '-o', 'iscsi.desegment_iscsi_messages:TRUE'];
  const out = await succeed('tshark', ['-r', file, ...preferences, '-Y', 'iscsi', ...fields]);
  const lines = out.split('\n').filter((line) => /^0x/.test(line));
  const pdus = lines.flatMap((line) => line.split('\t')[0].split(','));
  assert.ok(pdus.length > 50, `${pdus.length} PDUs`);
  assert.deepEqual(
    lines.filter((line) => /malformed/i.test(line)),
    [],
  );
}
