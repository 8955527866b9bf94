/** Records to a file, and is gone after a command: `killed-recording.ts PATH PROGRAM NUMBER`. */
import { fileStore } from '../../../../src/virtual/index.js';
import { burnerOver } from './burner.js';
import { observed, programs } from './recordings.js';

const [path, name, last] = process.argv.slice(2);
const { medium, run } = programs.find((program) => program.name === name)!;
let done = 0;
const drive = observed(burnerOver(medium, fileStore(path!)), () => {
  if (++done === Number(last)) process.kill(process.pid, 'SIGKILL');
});
run(drive, new Map());
