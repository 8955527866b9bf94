/** What REPORT KEY returns and SEND KEY takes. CSS from Linux and redumper, AACS from libaacs. */
import { bits, bytes, flag, record, remainingLength, reserved, u8, u16be } from '../layout/index.js';

const header = [remainingLength(u16be('dataLength')), reserved(2)] as const;

/** Response to REPORT KEY, AGID, of whatever kind. */
export const agidData = record([...header, reserved(3), bits({ agid: 2, _: 6 })]);

/** Challenge of CSS, either way; its first byte is the most significant. */
export const challengeKey = record([...header, bytes(10, 'challengeKey'), reserved(2)]);

/** Response to REPORT KEY, KEY1. */
export const key1 = record([...header, bytes(5, 'key1'), reserved(3)]);

/** Data of SEND KEY, KEY2. */
export const key2 = record([...header, bytes(5, 'key2'), reserved(3)]);

/** Response to REPORT KEY, title key, which the bus key encrypts. `cpm` protected material, `cpSec` scrambled data. */
export const titleKey = record([
  ...header,
  bits({ cpm: flag, cpSec: flag, cgms: 2, cpMod: 4 }),
  bytes(5, 'titleKey'),
  reserved(2),
]);

/** Response to REPORT KEY, authentication success flag. */
export const authenticationSuccessFlag = record([...header, reserved(3), bits({ _: 7, asf: flag })]);

/** Response to REPORT KEY, RPC state. A bit of `regionMask` that is 0 is a region that plays, the least first. */
export const rpcState = record([
  ...header,
  bits({ typeCode: 2, numberOfVendorResetsAvailable: 3, numberOfUserControlledChangesAvailable: 3 }),
  u8('regionMask'),
  u8('rpcScheme'),
  reserved(1),
]);

/** Values of `typeCode` of the RPC state. */
export const rpcTypeCode = { none: 0, set: 1, lastChance: 2, permanent: 3 } as const;

/** Data of SEND KEY, RPC region: the bit that is 0 is the region, the least significant is region 1. */
export const rpcRegion = record([...header, u8('preferredDriveRegionCode'), reserved(3)]);

/** Nonce and certificate of AACS, of the drive or of the host. */
export const aacsCertificateChallenge = record([...header, bytes(20, 'nonce'), bytes(92, 'certificate')]);

/** Point on the curve of AACS and its signature, of the drive or of the host. */
export const aacsKey = record([...header, bytes(40, 'keyPoint'), bytes(40, 'keySignature')]);

/** Response to REPORT KEY, AACS binding nonce. */
export const aacsBindingNonce = record([
  ...header,
  // Nonce and message authentication code in this order are not confirmed by a second source.
  bytes(16, 'bindingNonce'),
  bytes(16, 'mac'),
]);

/** Response to REPORT KEY, AACS drive certificate. Some drives pad it to 116 bytes. */
export const aacsDriveCertificate = record([...header, bytes(92, 'driveCertificate')]);
