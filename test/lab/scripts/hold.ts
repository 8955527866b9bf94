/**
 * Locks the tray through a Device, says `locked`, and then ends without closing it: `hold.js <name> <ending>`.
 *
 * Endings: `wait` until a signal comes; `work` until then, with a command always running; `exit`, `throw`, `reject`
 * after the first line on standard input or, where that is not open, at once.
 */
import { Device, openTransport } from '../../../src/index.js';
import { cdbs, untilReady, withoutData } from '../../conformance/drive.js';

const [name = '', ending = ''] = process.argv.slice(2);
const device = new Device(await openTransport(name));
await untilReady(device.transport);
const completion = await device.execute(withoutData(cdbs.preventRemoval));
if (completion.status !== 0) throw new Error(`PREVENT ended with status ${completion.status}`);
console.log('locked');

if (ending === 'wait') setInterval(() => undefined, 1_000);
else if (ending === 'work') for (;;) await device.execute(withoutData(cdbs.testUnitReady));
else {
  await new Promise((resolve) => process.stdin.once('data', resolve).once('end', resolve));
  if (ending === 'exit') process.exit(3);
  if (ending === 'throw') throw new Error('on purpose');
  void Promise.reject(new Error('on purpose'));
}
