/**
 * Adds up what the guest wrote: `summary.js OUT_FOLDER STATUS_OF_BOOT [REPORT_FILE]`. The last line is
 * `N passed, N failed`; a guest that did not finish is one failure more. Ends with 1 where anything failed.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckRecord } from '../guest/lab.js';

const [out, bootStatus, reportFile] = process.argv.slice(2);
if (!out || !bootStatus) throw new Error('usage: summary.js OUT_FOLDER STATUS_OF_BOOT [REPORT_FILE]');
const read = (name: string): string => (existsSync(join(out, name)) ? readFileSync(join(out, name), 'utf8') : '');

const checks = read('checks.jsonl')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as CheckRecord);
const hasFinished = bootStatus === '0' && existsSync(join(out, 'finished'));
if (!hasFinished) checks.push({ name: 'the guest runs to its end', error: `it ended with ${bootStatus}` });

const failures = checks.filter(({ error }) => error !== undefined);
const figures = JSON.parse(read('figures.json') || '{}') as Record<string, unknown>;
if (reportFile) writeFileSync(reportFile, JSON.stringify({ checks, figures }, undefined, 2));

console.log(`\nlab: figures ${JSON.stringify(figures, undefined, 2)}`);
for (const { name, error } of failures) console.log(`FAILED  ${name}: ${error?.split('\n', 1)}`);
console.log(`\n${checks.length - failures.length} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
