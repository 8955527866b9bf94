import { describe, expect, it } from 'vitest';
import type { Row } from './rows/bench.js';
import * as checkVerify from './rows/check-verify.js';
import * as enableStreaming from './rows/enable-streaming.js';
import * as readWrite from './rows/read-write.js';
import { runRow as run } from './rows/run-row.js';
import * as stopAudio from './rows/stop-audio.js';

const ran: string[] = [];

async function runRow(row: Row, code: number | undefined): Promise<void> {
  await run(row, code);
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
