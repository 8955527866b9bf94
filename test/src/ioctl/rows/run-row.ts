import { describe, expect, it } from 'vitest';
import { hex } from '../../../../mmc/index.js';
import { type ControlCodeName, controlCode, ntStatusName } from '../../../../src/ioctl/index.js';
import { Bench, flagsNamed, type Row } from './bench.js';
import { cdbs } from './notation.js';

/** Does what a row says, and expects what it expects. */
export async function runRow(row: Row, code: number | undefined): Promise<void> {
  const bench = new Bench(row);
  await bench.prepare();
  const result = await (row.act ? row.act(bench) : bench.ioctl(code!));
  const information = row.information ?? 0;
  expect(bench.sent).toEqual(cdbs(row.sent));
  expect(ntStatusName(result.ntStatus)).toBe(row.status);
  expect(result.information).toBe(information);
  expect(bench.clock.sleeps).toEqual(row.delaysMs ?? []);
  expect(hex(bench.output)).toBe(row.outputAfter ?? hex(new Uint8Array(row.output ?? 0).fill(0xaa)));
  if (row.flagsAfter) expect(bench.handle.streaming).toEqual(flagsNamed(row.flagsAfter));
  if (row.stateAfter) expect(bench.handle.state).toMatchObject(row.stateAfter);
  expect(bench.transport.unused).toBe(0);
  await row.also?.(bench, result);
}

/** What one control code does, besides what all do that send a command; each row is told by its title. */
export type CodeRows = Readonly<Partial<Record<ControlCodeName, readonly Omit<Row, 'id'>[]>>>;

/** A test for each row. */
export function describeRows(codeRows: CodeRows): void {
  for (const [name, rows] of Object.entries(codeRows))
    describe(name, () => {
      it.each(rows.map((row) => [row.title ?? row.status, row] as const))('%s', (title, row) =>
        runRow({ ...row, id: title }, controlCode[name as ControlCodeName]),
      );
    });
}

/** A buffer of AAh whose first bytes are these, as `outputAfter` takes it. */
export function outputOf(length: number, start: string): string {
  const bytes = start === '' ? [] : start.split(' ');
  return [...bytes, ...new Array<string>(length - bytes.length).fill('AA')].join(' ');
}
