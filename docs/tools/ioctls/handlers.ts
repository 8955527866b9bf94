/** Which declaration carries a control code out, and what its docstring says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ControlCodeName, controlCode } from '../../../src/ioctl/index.js';
import { type Declared, declared, root } from '../source.js';

const folder = 'src/ioctl/handlers';
const pattern = /\[controlCode\.(\w+), (\w+)/g;
const names = new Map<number, string>(
  [...readFileSync(join(root, folder, 'index.ts'), 'utf8').matchAll(pattern)].map(([, name, handler]) => [
    controlCode[name as ControlCodeName],
    handler!,
  ]),
);

/** The declaration that carries out a code; the code as `normaliseControlCode` gives it. */
export function handlerOf(code: number): Declared {
  const found = declared(folder).get(names.get(code) ?? '');
  if (!found) throw new Error(`${folder}/index.ts has nothing for 0x${code.toString(16)}`);
  return found;
}
