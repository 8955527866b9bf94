/**
 * A drive that goes away while it is open: `unplug.js <name> <sysfs file that removes it>`. Prints the kind of error
 * that the next command ends with; closing must still work.
 */
import { writeFileSync } from 'node:fs';
import { openTransport } from '../../../src/index.js';
import { TransportError } from '../../../src/transport/index.js';
import { cdbs, untilReady, withoutData } from '../../conformance/drive.js';

const [name = '', remove = ''] = process.argv.slice(2);
const transport = await openTransport(name);
await untilReady(transport);
writeFileSync(remove, '1');
try {
  await transport.execute(withoutData(cdbs.testUnitReady));
  console.log('no error');
} catch (error) {
  if (!(error instanceof TransportError)) throw error;
  console.log(error.kind);
}
await transport.close();
