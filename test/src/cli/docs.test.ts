import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openTransport } from '../../../src/index.js';
import { runCli } from './run-cli.js';

const path = fileURLToPath(new URL('../../../docs/cli.md', import.meta.url));
const example = /^```console\n\$ discwire ?(.*)\n((?:.*\n)*?)```$/gm;
/** Stands for lines that are left out. */
const ellipsis = '[…]';

/** Words as a shell takes them apart; only double quotes. */
const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word!);

/** What the program prints for a command line, on both streams, without what depends on the time. */
async function printed(line: string): Promise<string> {
  const { out, err } = await runCli(words(line), { openTransport });
  return (out + err).replace(/("durationMs": ?)[0-9.]+/g, '$10');
}

/** The lines of `output`, without those that `shown` leaves out. */
function abridged(output: string, shown: string): string {
  const lines = shown.split('\n');
  const at = lines.indexOf(ellipsis);
  if (at < 0) return output;
  const all = output.split('\n');
  return [...all.slice(0, at), ellipsis, ...all.slice(all.length - (lines.length - at - 1))].join('\n');
}

// `vitest run test/src/cli/docs.test.ts -u` writes the examples anew.
test('the examples in docs/cli.md are what the program prints', async () => {
  const text = readFileSync(path, 'utf8');
  let current = '';
  let end = 0;
  for (const match of text.matchAll(example)) {
    const [block, line, shown] = match;
    const output = abridged(await printed(line!), shown!);
    current += `${text.slice(end, match.index)}\`\`\`console\n$ discwire ${line}\n${output}\`\`\``;
    end = match.index + block.length;
  }
  expect(end).toBeGreaterThan(0);
  await expect(current + text.slice(end)).toMatchFileSnapshot(path);
});

test('every sub-command has its place in docs/cli.md, and every exit code', async () => {
  const text = readFileSync(path, 'utf8');
  const { out } = await runCli(['--help']);
  const commands = [...out.slice(out.indexOf('Commands:')).matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name);
  expect(commands.length).toBeGreaterThan(6);
  for (const name of commands) expect(text).toContain(`\n## ${name}\n`);
  const { exitCode } = await import('../../../src/cli/failure.js');
  for (const code of Object.values(exitCode)) expect(text).toContain(`\n| ${code} | `);
});
