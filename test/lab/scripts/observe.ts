/** Writes what a drive tells, without the suite: `observe.js <name> <file>`. */
import { writeFileSync } from 'node:fs';
import { openTransport } from '../../../src/index.js';
import { observe } from '../../conformance/observations.js';

const [name, file] = process.argv.slice(2);
if (!name || !file) throw new Error('usage: observe.js <name> <file>');
await using transport = await openTransport(name);
writeFileSync(file, JSON.stringify(await observe(transport)));
