/**
 * Adds up what the guests wrote: `summary.js WORK STATUS_OF_BOOT [REPORT_FILE]`. The last line is `N passed, N failed`; a
 * guest that did not finish is one failure more. Ends with 1 where anything failed.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckRecord } from '../guest/lab.js';

const [work, bootStatus, reportFile] = process.argv.slice(2);
if (!work || !bootStatus) throw new Error('usage: summary.js WORK STATUS_OF_BOOT [REPORT_FILE]');
const read = (name: string): string => (existsSync(join(work, name)) ? readFileSync(join(work, name), 'utf8') : '');
const checksOf = (name: string): CheckRecord[] =>
  read(name)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CheckRecord);

const checks = checksOf('out/checks.jsonl');
const hasFinished = bootStatus === '0' && existsSync(join(work, 'out/finished'));
if (!hasFinished) checks.push({ name: 'the guest runs to its end', error: `it ended with ${bootStatus}` });
const behindQemu = checksOf('behind-qemu.jsonl');
if (behindQemu.length === 0) checks.push({ name: 'the guest behind the initiator of QEMU is looked at', error: 'no' });
checks.push(...behindQemu);

const failures = checks.filter(({ error }) => error !== undefined);
const figures = JSON.parse(read('out/figures.json') || '{}') as Record<string, unknown>;
if (reportFile) writeFileSync(reportFile, JSON.stringify({ checks, figures }, undefined, 2));

console.log(`\nlab: figures ${JSON.stringify(figures, undefined, 2)}`);
for (const { name, error } of failures) console.log(`FAILED  ${name}: ${error?.split('\n', 1)}`);
console.log(`\n${checks.length - failures.length} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
