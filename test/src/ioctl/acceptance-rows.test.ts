import { describe, expect, it } from 'vitest';
import { hex } from '../../../mmc/index.js';
import { ntStatusName } from '../../../src/ioctl/index.js';
import { Bench, flagsNamed, type Row } from './rows/bench.js';
import * as checkVerify from './rows/check-verify.js';
import * as enableStreaming from './rows/enable-streaming.js';
import { cdbs } from './rows/notation.js';
import * as readWrite from './rows/read-write.js';
import * as stopAudio from './rows/stop-audio.js';

const ran: string[] = [];

async function runRow(row: Row, code: number | undefined): Promise<void> {
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
  ran.push(row.id);
}

const sections: [title: string, letter: string, count: number, rows: readonly Row[], code: number | undefined][] = [
  ['IOCTL_CDROM_STOP_AUDIO', 'S', 37, stopAudio.rows, stopAudio.code],
  ['IOCTL_CDROM_ENABLE_STREAMING', 'E', 36, enableStreaming.rows, enableStreaming.code],
  ['raw reads and writes', 'R', 14, readWrite.rows, undefined],
  ['IOCTL_CDROM_CHECK_VERIFY', 'C', 44, checkVerify.rows, checkVerify.code],
];

describe.each(sections)('%s', (_, __, ___, rows, code) => {
  it.each(rows.map((row) => [[row.id, row.title, row.replies].filter(Boolean).join(': '), row] as const))(
    '%s',
    (___, row) => runRow(row, code),
  );
});

it('ran all 131 rows, each once', () => {
  const all = sections.flatMap(([, letter, count]) => Array.from({ length: count }, (_, i) => `${letter}${i + 1}`));
  expect(all).toHaveLength(37 + 36 + 14 + 44);
  expect(ran).toEqual(all);
});
