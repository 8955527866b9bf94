/** Every command, once. Adding one: write its file, add it here, add its vectors. */
import { CommandSet } from '../registry.js';
import { read12 } from './read-12.js';
import { readTocFormatted } from './read-toc.js';
import { testUnitReady } from './test-unit-ready.js';

export { read12, readTocFormatted, testUnitReady };

/** All commands of this package. */
export const mmcCommands = new CommandSet([read12, readTocFormatted, testUnitReady]);
