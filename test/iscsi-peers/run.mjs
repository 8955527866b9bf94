/**
 * npm run peers: iSCSI against programs that are not ours, on this machine's loopback. Needs no root and no kernel
 * module. Debian: tgt, libiscsi-bin, qemu-utils, qemu-block-extra, tshark. Ends with `N passed, N failed`.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { summarize } from './checks.mjs';

const packages = 'tgt libiscsi-bin qemu-utils qemu-block-extra tshark';
for (const tool of ['tgtd', 'tgtadm', 'iscsi-ls', 'iscsi-test-cu', 'qemu-img', 'qemu-io', 'tshark'])
  try {
    execFileSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' });
  } catch {
    console.error(`The peers need ${tool}. On Debian 12: apt-get install ${packages}`);
    process.exit(1);
  }

const project = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'discwire-peers-'));
try {
  execFileSync('npx', ['--no-install', 'tsc', '-p', 'test/iscsi-peers/tsconfig.json', '--outDir', join(work, 'app')], {
    cwd: project,
    stdio: 'inherit',
  });
  cpSync(join(project, 'package.json'), join(work, 'app/package.json'));
  symlinkSync(join(project, 'node_modules'), join(work, 'app/node_modules'));
  // A file system is not needed: every block says where it is.
  const image = join(work, 'image.iso');
  const bytes = Buffer.alloc(8 * 1024 * 1024);
  for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE((at * 2_654_435_761) >>> 0, at);
  writeFileSync(image, bytes);
  const { checkOurTarget } = await import('./on-our-target.mjs');
  const { checkOnTgtd } = await import('./on-tgtd.mjs');
  await checkOurTarget(work, image);
  await checkOnTgtd(work, image, join(work, 'app/test/iscsi-peers/tgtd-conformance.js'));
} finally {
  rmSync(work, { recursive: true, force: true });
}
summarize();
// A check that failed may have left something open.
process.exit();
