import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openTransport } from '../../../src/index.js';
import { runCli } from './run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'discwire-'));
afterAll(() => rmSync(folder, { recursive: true }));
const run = (...argv: string[]) => runCli(argv, { openTransport });
const file = (name: string) => join(folder, name);

it('saves a disc, and what it saved is a disc again', async () => {
  const first = await run('save', 'virtual:', file('a.ccd'));
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out.split('\n')).toEqual([
    expect.stringMatching(/^\d+ sectors, 3 tracks in 1 session, CD-TEXT$/),
    file('a.img'),
    file('a.sub'),
    file('a.ccd'),
    '',
  ]);
  const second = await run('save', file('a.ccd'), file('b.cue'), '--json');
  expect(JSON.parse(second.out)).toMatchObject({
    sessions: 1,
    tracks: 3,
    cdText: true,
    mediaCatalogNumber: '0123456789012',
  });
  const third = await run('save', file('b.cue'), file('c.ccd'));
  expect(third.code).toBe(0);
  for (const extension of ['ccd', 'img', 'sub'])
    expect(readFileSync(file(`c.${extension}`)).equals(readFileSync(file(`a.${extension}`)))).toBe(true);
});

it('says what is wrong, with the exit code of a wrong command line', async () => {
  await run('save', 'virtual:', file('d.ccd'));
  const again = await run('save', 'virtual:', file('d.ccd'));
  expect(again).toMatchObject({ code: 2, out: '', err: expect.stringContaining('there is such a file already') });
  expect((await run('save', 'virtual:', file('d.ccd'), '--overwrite')).code).toBe(0);
  const asIso = await run('save', 'virtual:', file('d.iso'));
  expect(asIso).toMatchObject({ code: 2, err: expect.stringContaining('track 2 is audio') });
  const nowhere = await run('save', 'virtual:', file('no/d.ccd'));
  expect(nowhere).toMatchObject({ code: 2, err: expect.stringContaining('ENOENT') });
  expect((await run('save', 'virtual:empty', file('e.cue'))).code).toBe(1);
});
