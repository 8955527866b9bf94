/** The package needs nothing but JavaScript: no `Buffer`, no `process`, no modules of Node.js. */
import vm from 'node:vm';
import { beforeAll, expect, test } from 'vitest';
import { bundle } from '../helpers/bundle.mjs';
import { cdbVectors, dataVectors } from './commands/vectors/index.js';

const nodeGlobals = ['Buffer', 'process', 'require', 'module', 'global', 'TextDecoder', 'setTimeout'];
let code: string;

beforeAll(async () => {
  code = await bundle('test/browser/checks.ts', 'iife', 'checks');
}, 60_000);

/** Runs the bundle in a context that has only what the language itself has. */
function runBare(globals: object = {}): { passed: number; failures: string[] } {
  const context = vm.createContext(globals, { codeGeneration: { strings: false, wasm: false } });
  const call = `JSON.stringify(checks.runChecks(${JSON.stringify(nodeGlobals)}))`;
  return JSON.parse(vm.runInContext(`${code}\n${call}`, context));
}

test('every vector is encoded and decoded in a bare context, and sectors, sense and CD-TEXT work', () => {
  const { passed, failures } = runBare();
  expect(failures).toEqual([]);
  expect(passed).toBeGreaterThan(cdbVectors.length + dataVectors.length);
});

test('the check sees a context that is not bare', () => {
  expect(runBare({ Buffer, process }).failures).toEqual(['there is a Buffer', 'there is a process']);
});

test('the bundle imports nothing', () => {
  expect(code).not.toMatch(/\brequire\(|\bimport\(|^import /m);
});
