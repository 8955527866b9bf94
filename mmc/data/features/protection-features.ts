/** Features of copy protection. From sg3_utils, Aaru, mingw-w64; 0120h from sg3_utils and 010Fh from one parser only. */
import { bits, flag, reserved, u8 } from '../../layout/index.js';
import { defineFeature } from './feature.js';

/** Feature 0106h. */
export const dvdCss = defineFeature(0x0106, 'DVD CSS', [
  // This bit is not confirmed by a second source.
  bits({ _: 7, bltc: flag }),
  reserved(2),
  u8('cssVersion'),
]);

/** Feature 010Bh. */
export const dvdCprm = defineFeature(0x010b, 'DVD CPRM', [reserved(3), u8('cprmVersion')]);

/**
 * Feature 010Dh. `rdc` the drive's certificate can be read, `rmc` the CPRM media key block, `wbe` and `bec` the bus is
 * encrypted, `bng` binding nonces can be made.
 */
export const aacs = defineFeature(0x010d, 'AACS', [
  bits({ _: 3, rdc: flag, rmc: flag, wbe: flag, bec: flag, bng: flag }),
  u8('blockCountForBindingNonce'),
  bits({ _: 4, numberOfAgids: 4 }),
  u8('aacsVersion'),
]);

/** Feature 010Eh. */
export const dvdCssManagedRecording = defineFeature(0x010e, 'DVD CSS Managed Recording', [
  u8('maximumNumberOfScrambleExtentInformationEntries'),
  reserved(3),
]);

/** Feature 010Fh. */
export const aacs2 = defineFeature(0x010f, 'AACS2', [
  // None of these places is confirmed by a second source.
  reserved(1),
  u8('blockCountForBindingNonce'),
  bits({ _: 4, numberOfAgids: 4 }),
  u8('aacs2Version'),
]);

/** Feature 0110h. */
export const vcps = defineFeature(0x0110, 'VCPS', [reserved(4)]);

/** Feature 0113h. That it has four more bytes is not confirmed by a second source. */
export const securDisc = defineFeature(0x0113, 'SecurDisc', [reserved(4)]);

/** Feature 0120h. */
export const bdCps = defineFeature(0x0120, 'BD CPS', [
  reserved(1),
  bits({ bdCpsMajorVersion: 4, bdCpsMinorVersion: 4 }),
  bits({ _: 6, maximumOpenSacs: 2 }),
  reserved(1),
]);
