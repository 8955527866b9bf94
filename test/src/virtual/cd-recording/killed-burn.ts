/** Burns to a file, and is gone after a command: `killed-burn.ts PATH NUMBER`. */
import { fileStore } from '../../../../src/virtual/index.js';
import { steps } from './burn-steps.js';
import { Burner } from './burner.js';

const [path, last] = process.argv.slice(2);
const burner = new Burner('cd-r', {}, fileStore(path!));
for (const { run } of steps.slice(0, Number(last) + 1)) run(burner);
process.kill(process.pid, 'SIGKILL');
