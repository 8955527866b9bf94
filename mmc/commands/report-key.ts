import { defineCommand } from '../command.js';
import {
  aacsBindingNonce,
  aacsCertificateChallenge,
  aacsDriveCertificate,
  aacsKey,
  agidData,
  authenticationSuccessFlag,
  challengeKey,
  key1,
  rpcState,
  titleKey,
} from '../data/keys.js';
import { bits, reserved, u8, u16be, u32be } from '../layout/index.js';

const common = {
  operationCode: 0xa4,
  standard: 'MMC-6',
  cdbLength: 12,
  fields: [
    reserved(1),
    u32be('logicalBlockAddress'),
    u8('blockCountOrVcpsFunction'),
    u8('keyClass'),
    u16be('allocationLength'),
    bits({ agid: 2, keyFormat: 6 }),
  ],
  timeoutGroup: '1',
} as const;

/** REPORT KEY, any other class and format: bytes. */
export const reportKey = defineCommand({
  ...common,
  name: 'REPORT KEY',
  id: 'reportKey',
  required: ['keyClass', 'keyFormat', 'allocationLength'],
  transfer: { direction: 'in', byteLength: (cdb) => cdb.allocationLength },
  changes: 'drive',
  features: [0x0106, 0x010b, 0x010d, 0x010e, 0x0110, 0x0113],
});

/** REPORT KEY, class 00h, format 000000b: an authentication grant ID for CSS and CPPM, which the drive has few of. */
export const reportKeyAgid = defineCommand({
  ...common,
  name: 'REPORT KEY (AGID)',
  id: 'reportKeyAgid',
  fixed: { keyClass: 0x00, keyFormat: 0x00 },
  defaults: { allocationLength: 8 },
  transfer: { direction: 'in', layout: agidData, length: 'allocationLength' },
  changes: 'drive',
  features: [0x0106, 0x010e],
});

/** REPORT KEY, class 00h, format 000001b: the drive's challenge. */
export const reportKeyChallengeKey = defineCommand({
  ...common,
  name: 'REPORT KEY (challenge key)',
  id: 'reportKeyChallengeKey',
  fixed: { keyClass: 0x00, keyFormat: 0x01 },
  defaults: { allocationLength: 16 },
  transfer: { direction: 'in', layout: challengeKey, length: 'allocationLength' },
  changes: 'drive',
  features: [0x0106, 0x010b, 0x010e],
});

/** REPORT KEY, class 00h, format 000010b: the drive's answer to the host's challenge. */
export const reportKeyKey1 = defineCommand({
  ...common,
  name: 'REPORT KEY (KEY1)',
  id: 'reportKeyKey1',
  fixed: { keyClass: 0x00, keyFormat: 0x02 },
  defaults: { allocationLength: 12 },
  transfer: { direction: 'in', layout: key1, length: 'allocationLength' },
  changes: 'drive',
  features: [0x0106, 0x010b, 0x010e],
});

/** REPORT KEY, class 00h, format 000100b: the title key of the sector at `logicalBlockAddress`. */
export const reportKeyTitleKey = defineCommand({
  ...common,
  name: 'REPORT KEY (title key)',
  id: 'reportKeyTitleKey',
  fixed: { keyClass: 0x00, keyFormat: 0x04 },
  required: ['logicalBlockAddress'],
  defaults: { allocationLength: 12 },
  transfer: { direction: 'in', layout: titleKey, length: 'allocationLength' },
  changes: 'drive',
  features: [0x0106, 0x010e],
});

/** REPORT KEY, class 00h, format 000101b: whether authentication has succeeded. */
export const reportKeyAuthenticationSuccessFlag = defineCommand({
  ...common,
  name: 'REPORT KEY (authentication success flag)',
  id: 'reportKeyAuthenticationSuccessFlag',
  fixed: { keyClass: 0x00, keyFormat: 0x05 },
  defaults: { allocationLength: 8 },
  transfer: { direction: 'in', layout: authenticationSuccessFlag, length: 'allocationLength' },
  changes: 'nothing',
  features: [0x0106, 0x010e],
});

/** REPORT KEY, class 00h, format 001000b: the region of the drive, and how often it can still be changed. */
export const reportKeyRpcState = defineCommand({
  ...common,
  name: 'REPORT KEY (RPC state)',
  id: 'reportKeyRpcState',
  fixed: { keyClass: 0x00, keyFormat: 0x08 },
  defaults: { allocationLength: 8 },
  transfer: { direction: 'in', layout: rpcState, length: 'allocationLength' },
  changes: 'nothing',
  features: [0x0106],
});

/** REPORT KEY, class 00h, format 010001b: an authentication grant ID for CPRM. */
export const reportKeyAgidCprm = defineCommand({
  ...common,
  name: 'REPORT KEY (AGID for CPRM)',
  id: 'reportKeyAgidCprm',
  fixed: { keyClass: 0x00, keyFormat: 0x11 },
  defaults: { allocationLength: 8 },
  transfer: { direction: 'in', layout: agidData, length: 'allocationLength' },
  changes: 'drive',
  features: [0x010b],
});

/** REPORT KEY, class 00h, format 111111b: gives an authentication grant ID back. */
export const reportKeyInvalidateAgid = defineCommand({
  ...common,
  name: 'REPORT KEY (invalidate AGID)',
  id: 'reportKeyInvalidateAgid',
  fixed: { keyClass: 0x00, keyFormat: 0x3f },
  required: ['agid'],
  transfer: { direction: 'none' },
  changes: 'drive',
  features: [0x0106, 0x010b, 0x010e],
});

/** REPORT KEY, class 02h, format 000000b: an authentication grant ID for AACS. */
export const reportKeyAacsAgid = defineCommand({
  ...common,
  name: 'REPORT KEY (AGID for AACS)',
  id: 'reportKeyAacsAgid',
  fixed: { keyClass: 0x02, keyFormat: 0x00 },
  defaults: { allocationLength: 8 },
  transfer: { direction: 'in', layout: agidData, length: 'allocationLength' },
  changes: 'drive',
  features: [0x010d],
});

/** REPORT KEY, class 02h, format 000001b: the drive's nonce and certificate. */
export const reportKeyAacsCertificateChallenge = defineCommand({
  ...common,
  name: 'REPORT KEY (AACS drive certificate challenge)',
  id: 'reportKeyAacsCertificateChallenge',
  fixed: { keyClass: 0x02, keyFormat: 0x01 },
  defaults: { allocationLength: 116 },
  transfer: { direction: 'in', layout: aacsCertificateChallenge, length: 'allocationLength' },
  changes: 'drive',
  features: [0x010d],
});

/** REPORT KEY, class 02h, format 000010b: the drive's point and its signature. */
export const reportKeyAacsKey = defineCommand({
  ...common,
  name: 'REPORT KEY (AACS drive key)',
  id: 'reportKeyAacsKey',
  fixed: { keyClass: 0x02, keyFormat: 0x02 },
  defaults: { allocationLength: 84 },
  transfer: { direction: 'in', layout: aacsKey, length: 'allocationLength' },
  changes: 'drive',
  features: [0x010d],
});

/** REPORT KEY, class 02h, format 100000b: makes a binding nonce for `blockCountOrVcpsFunction` blocks; the next write there records it. */
export const reportKeyAacsGenerateBindingNonce = defineCommand({
  ...common,
  name: 'REPORT KEY (generate AACS binding nonce)',
  id: 'reportKeyAacsGenerateBindingNonce',
  fixed: { keyClass: 0x02, keyFormat: 0x20 },
  required: ['logicalBlockAddress', 'blockCountOrVcpsFunction'],
  defaults: { allocationLength: 36 },
  transfer: { direction: 'in', layout: aacsBindingNonce, length: 'allocationLength' },
  changes: 'drive',
  features: [0x010d],
});

/** REPORT KEY, class 02h, format 100001b: the binding nonce recorded at `logicalBlockAddress`. */
export const reportKeyAacsReadBindingNonce = defineCommand({
  ...common,
  name: 'REPORT KEY (read AACS binding nonce)',
  id: 'reportKeyAacsReadBindingNonce',
  fixed: { keyClass: 0x02, keyFormat: 0x21 },
  required: ['logicalBlockAddress', 'blockCountOrVcpsFunction'],
  defaults: { allocationLength: 36 },
  transfer: { direction: 'in', layout: aacsBindingNonce, length: 'allocationLength' },
  changes: 'drive',
  features: [0x010d],
});

/** REPORT KEY, class 02h, format 111000b: the drive's certificate, without authentication. */
export const reportKeyAacsDriveCertificate = defineCommand({
  ...common,
  name: 'REPORT KEY (AACS drive certificate)',
  id: 'reportKeyAacsDriveCertificate',
  fixed: { keyClass: 0x02, keyFormat: 0x38 },
  defaults: { allocationLength: 116 },
  transfer: { direction: 'in', layout: aacsDriveCertificate, length: 'allocationLength' },
  changes: 'nothing',
  features: [0x010d],
});

/** REPORT KEY, class 02h, format 111111b: gives an authentication grant ID back. */
export const reportKeyAacsInvalidateAgid = defineCommand({
  ...common,
  name: 'REPORT KEY (invalidate AACS AGID)',
  id: 'reportKeyAacsInvalidateAgid',
  fixed: { keyClass: 0x02, keyFormat: 0x3f },
  required: ['agid'],
  transfer: { direction: 'none' },
  changes: 'drive',
  features: [0x010d],
});

/** Values of `keyClass`. That 21h is SecurDisc is not confirmed by a second source. */
export const keyClass = {
  cssCppmCprm: 0x00,
  rewritableSecurityServices: 0x01,
  aacs: 0x02,
  vcps: 0x20,
  securDisc: 0x21,
} as const;
