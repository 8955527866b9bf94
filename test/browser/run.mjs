/**
 * node test/browser/run.mjs: the package in headless Chromium. Prints `N passed, N failed`; exits with 1 for a failure
 * and with 2 where there is no Chromium. CHROMIUM names the program where it is not called chromium.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from '../helpers/bundle.mjs';

const timeoutMs = 90_000;
const nodeGlobals = ['Buffer', 'process', 'require', 'module', 'global'];
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** What Chromium makes of the page, as text. */
function dumpDom(page, profile) {
  const program = process.env.CHROMIUM ?? 'chromium';
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...flags, `--user-data-dir=${profile}`, '--dump-dom', pathToFileURL(page).href], {
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let html = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      html += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) =>
      code === 0 ? resolve(html) : reject(new Error(`${program} ended with ${signal ?? `exit code ${code}`}`)),
    );
  });
}

const folder = mkdtempSync(join(tmpdir(), 'discwire-browser-'));
try {
  const page = join(folder, 'page.html');
  writeFileSync(join(folder, 'checks.js'), await bundle('test/browser/checks.ts', 'iife', 'checks'));
  const call = `checks.runChecks(${JSON.stringify(nodeGlobals)})`;
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><pre id="result">nothing ran</pre><script src="checks.js"></script>
<script>document.getElementById('result').textContent = encodeURIComponent(JSON.stringify(${call}))</script>`,
  );
  const html = await dumpDom(page, join(folder, 'profile'));
  const result = /<pre id="result">(%7B[^<]*)<\/pre>/.exec(html)?.[1];
  if (result === undefined) throw new Error(`the page did not run: ${html.slice(0, 500)}`);
  const { passed, failures } = JSON.parse(decodeURIComponent(result));
  for (const failure of failures) console.error(failure);
  console.log(`${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;
} catch (error) {
  console.error(error.code === 'ENOENT' ? 'there is no Chromium: install it, or name it in CHROMIUM' : error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = error.code === 'ENOENT' ? 2 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
