/** Who may do what: the permissions of the nodes, and the kernel's command filter. */
import { chmodSync, closeSync, constants, openSync } from 'node:fs';
import { cdbs, dataIn, dataOut, withoutData } from '../../conformance/drive.js';
import { assertAnswer, assertError, attempt } from './attempts.js';
import type { Lab } from './lab.js';

/** MECHANISM STATUS: not on the list of the kernel's filter, whatever the mode of opening. */
const mechanismStatus = dataIn(Uint8Array.of(0xbd, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0), 8);
/** SET STREAMING: on the list for those who may write. */
const setStreaming = dataOut(Uint8Array.of(0xb6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0), new Uint8Array(28));
const testUnitReady = withoutData(cdbs.testUnitReady);

export async function checkPermissions(lab: Lab): Promise<void> {
  lab.heading('permissions');
  const { places } = lab;
  const asNobody = (device: string, request: typeof testUnitReady) => attempt(places, device, request, 'nobody');

  chmodSync('/dev/sr0', 0o600);
  await lab.check('a node that may not be opened: accessDenied, with its group and mode', () =>
    assertError(asNobody('/dev/sr0', testUnitReady), 'accessDenied', /^\/dev\/sr0: /, /EACCES/, /group \w+, mode 600/),
  );

  chmodSync('/dev/sr0', 0o604);
  await lab.check('a node that may only be read: harmless commands pass', () => {
    assertAnswer(asNobody('/dev/sr0', testUnitReady), 0);
  });
  await lab.check('a node that may only be read: the filter, the opcode and the way out are named', () =>
    assertError(asNobody('/dev/sr0', setStreaming), 'accessDenied', /EPERM/, /B6h/, /read-only/, /\/dev\/sg0/),
  );

  chmodSync('/dev/sr0', 0o606);
  await lab.check(
    'a command that is not on the list of the filter: the generic node and the capability are named',
    () =>
      assertError(asNobody('/dev/sr0', mechanismStatus), 'accessDenied', /EPERM/, /BDh/, /\/dev\/sg0/, /CAP_SYS_RAWIO/),
  );
  await lab.check('the drive has not noticed', () => {
    assertAnswer(asNobody('/dev/sr0', testUnitReady), 0);
  });

  chmodSync('/dev/sg0', 0o606);
  await lab.check('the advice is right: on the generic node the same command passes', () => {
    assertAnswer(asNobody('/dev/sg0', mechanismStatus), 0);
  });
  chmodSync('/dev/sg0', 0o604);
  await lab.check('a generic node that may only be read: the filter is explained', () =>
    assertError(asNobody('/dev/sg0', mechanismStatus), 'accessDenied', /EPERM/, /BDh/, /read-only/),
  );
  for (const node of ['/dev/sr0', '/dev/sg0']) chmodSync(node, 0o600);

  await lab.check('a node that does not exist: notFound, with the drives there are', () =>
    assertError(attempt(places, '/dev/sr9', testUnitReady), 'notFound', /\/dev\/sr9/, /\/dev\/sr0 = \/dev\/sg0/),
  );
  await lab.check('a node that another program keeps for itself: busy', () => {
    const owner = openSync('/dev/sg0', constants.O_RDWR | constants.O_EXCL | constants.O_NONBLOCK);
    try {
      assertError(attempt(places, '/dev/sg0', testUnitReady), 'busy', /\/dev\/sg0/);
    } finally {
      closeSync(owner);
    }
  });
}
