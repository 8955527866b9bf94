import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// The hooks end the process, so each case is a process of its own, running the module as the compiler leaves it.
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'discwire-exit-'));
  const source = readFileSync(new URL('../../../src/device/exit-hooks.ts', import.meta.url), 'utf8');
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  writeFileSync(join(folder, 'exit-hooks.mjs'), ts.transpileModule(source, { compilerOptions: options }).outputText);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function child(body: string) {
  const script = `
    import { addExitHook, removeExitHook } from './exit-hooks.mjs';
    const hook = () => process.stdout.write('released\\n');
    addExitHook(hook);
    ${body}`;
  writeFileSync(join(folder, 'child.mjs'), script);
  const { stdout, status, signal } = spawnSync(process.execPath, [join(folder, 'child.mjs')], { encoding: 'utf8' });
  return { stdout, status, signal };
}
const stayAlive = 'setTimeout(() => {}, 10_000);';

describe('an exit hook', () => {
  it('runs when the process ends by itself', () => {
    expect(child('')).toEqual({ stdout: 'released\n', status: 0, signal: null });
  });
  it('runs when process.exit is called, and keeps its code', () => {
    expect(child('process.exit(7);')).toEqual({ stdout: 'released\n', status: 7, signal: null });
  });
  it('runs when an error is not caught', () => {
    expect(child('console.error = () => {}; throw new Error();')).toMatchObject({ stdout: 'released\n', status: 1 });
  });
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('runs on %s, which still ends the process', (signal) => {
    expect(child(`process.kill(process.pid, '${signal}'); ${stayAlive}`)).toEqual({
      stdout: 'released\n',
      status: null,
      signal,
    });
  });
  it('leaves a signal to the program that handles it itself', () => {
    const handler = `process.on('SIGTERM', () => { process.stdout.write('handled\\n'); process.exit(3); });`;
    expect(child(`${handler} process.kill(process.pid, 'SIGTERM'); ${stayAlive}`)).toEqual({
      stdout: 'released\nhandled\n',
      status: 3,
      signal: null,
    });
  });
  it('does not run once it was removed', () => {
    expect(child('removeExitHook(hook);')).toEqual({ stdout: '', status: 0, signal: null });
  });
});
