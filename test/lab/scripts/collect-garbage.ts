/** Collects garbage while commands run: `collect-garbage.js <name> <rounds>`. Prints how many commands it sent. */
import { openTransport } from '../../../src/index.js';
import { untilReady } from '../../conformance/drive.js';
import { stressBuffers } from '../../src/transport/stress-buffers.js';

const [name = '', rounds = '20'] = process.argv.slice(2);
await using transport = await openTransport(name);
await untilReady(transport);
console.log(await stressBuffers(transport, Number(rounds)));
