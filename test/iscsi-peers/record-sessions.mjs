/**
 * Makes test/src/iscsi/recordings again: sessions between libiscsi's programs or QEMU and tgtd or our target, piece by
 * piece, with what tshark says of every PDU. `node test/iscsi-peers/record-sessions.mjs` after `npm run build`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServe, targetName } from '../helpers/serve.mjs';
import { startTgtd } from '../helpers/tgtd.mjs';
import { run } from './checks.mjs';
import { record, toPcap } from './recorder.mjs';

const folder = fileURLToPath(new URL('../src/iscsi/recordings', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'discwire-record-'));
const name = 'iqn.2000-01.localhost.tgtd:recorded';

/** Fields of tshark, by the name that the field has here. */
const fields = {
  opcode: 'iscsi.opcode',
  initiatorTaskTag: 'iscsi.initiatortasktag',
  targetTransferTag: 'iscsi.targettransfertag',
  cmdSn: 'iscsi.cmdsn',
  statSn: 'iscsi.statsn',
  expStatSn: 'iscsi.expstatsn',
  expCmdSn: 'iscsi.expcmdsn',
  maxCmdSn: 'iscsi.maxcmdsn',
  dataSn: 'iscsi.datasn',
  bufferOffset: 'iscsi.bufferoffset',
  dataSegmentLength: 'iscsi.datasegmentlength',
  expectedDataTransferLength: 'iscsi.scsicommand.expecteddatatransferlength',
  desiredDataTransferLength: 'iscsi.desireddatalength',
};

/** What tshark says of the PDUs of a connection, in the order they went by. */
async function dissect(pieces) {
  const file = join(work, 'session.pcap');
  writeFileSync(file, toPcap([pieces]));
  const words = ['-r', file, '-Y', 'iscsi', '-T', 'json', '-J', 'iscsi', '--no-duplicate-keys'];
  const { stdout } = await run('tshark', words);
  return JSON.parse(stdout).flatMap(({ _source }) => {
    const layers = _source.layers.iscsi;
    return (Array.isArray(layers) ? layers : [layers]).map((layer) => {
      const flat = {};
      const visit = (value) => {
        for (const [key, inner] of Object.entries(value))
          if (typeof inner === 'object' && inner !== null) visit(inner);
          else flat[key] ??= inner;
      };
      visit(layer);
      return Object.fromEntries(
        Object.entries(fields)
          .filter(([, key]) => flat[key] !== undefined)
          .map(([key, field]) => [key, Number(flat[field])]),
      );
    });
  });
}

async function save(file, source, port, act) {
  const recorder = await record(port);
  await act(`iscsi://127.0.0.1:${recorder.port}`);
  await new Promise((resolve) => setTimeout(resolve, 200));
  recorder.close();
  const connections = [];
  for (const pieces of recorder.connections)
    connections.push({
      pieces: pieces.map(({ fromInitiator, bytes }) => [fromInitiator ? 'initiator' : 'target', bytes.toString('hex')]),
      tshark: await dissect(pieces),
    });
  writeFileSync(join(folder, `${file}.json`), `${JSON.stringify({ source, connections })}\n`);
}

const disk = join(work, 'disk.img');
writeFileSync(disk, new Uint8Array(1024 * 1024));
const tgtd = await startTgtd({
  name,
  luns: [{ path: disk, type: 'disk' }],
  parameters: { InitialR2T: 'Yes', ImmediateData: 'No' },
});
const credentials = { user: 'joe', secret: 'secret-of-joe' };
const closed = await startTgtd({ name, luns: [{ path: disk, type: 'disk' }], chap: credentials });
const ours = await startServe(['virtual:', 'virtual:dvd-ram']);
try {
  const qemu = ['-f', 'raw', '-t', 'writeback', '-c', 'write -P 0xa5 0 5k', '-c', 'read -P 0xa5 0 5k'];
  const versions = 'libiscsi 1.19.0 and tgtd 1.0.85 of Debian 12';
  await save('ls-tgtd', `iscsi-ls -s; ${versions}`, tgtd.port, (url) => run('iscsi-ls', ['-s', url]));
  await save('inq-tgtd-chap', `iscsi-inq with CHAP; ${versions}`, closed.port, (url) =>
    run('iscsi-inq', [`${url.replace('//', `//${credentials.user}%${credentials.secret}@`)}/${name}/1`]),
  );
  await save('qemu-io-tgtd', `qemu-io 7.2, write and read 5 KiB; ${versions}`, tgtd.port, (url) =>
    run('qemu-io', [...qemu, `${url}/${name}/1`]),
  );
  const mine = 'libiscsi 1.19.0 of Debian 12 on discwire serve';
  await save('qemu-io-discwire', `qemu-io 7.2, write and read 6 KiB; ${mine}`, ours.port, (url) =>
    run('qemu-io', [...qemu.map((word) => word.replace('5k', '6k')), `${url}/${targetName}/1`]),
  );
  await save('ls-discwire', `iscsi-ls -s; ${mine}`, ours.port, (url) => run('iscsi-ls', ['-s', url]));
  await save('reserve-discwire', `iscsi-test-cu, Reserve6.2Initiators; ${mine}`, ours.port, (url) =>
    run('iscsi-test-cu', ['-d', '-t', 'ALL.Reserve6.2Initiators', `${url}/${targetName}/0`]),
  );
} finally {
  await ours.stop();
  for (const each of [tgtd, closed]) await each.kill();
  rmSync(work, { recursive: true, force: true });
}
process.exit();
