import { defineCommand } from '../command.js';
import { aacsCertificateChallenge, aacsKey, challengeKey, key2, rpcRegion } from '../data/keys.js';
import { bits, reserved, u8, u16be } from '../layout/index.js';

const common = {
  operationCode: 0xa3,
  standard: 'MMC-6',
  cdbLength: 12,
  fields: [
    reserved(5),
    u8('vcpsFunction'),
    u8('keyClass'),
    u16be('parameterListLength'),
    bits({ agid: 2, keyFormat: 6 }),
  ],
  changes: 'drive',
  timeoutGroup: '1',
} as const;

/** SEND KEY, any other class and format: bytes. */
export const sendKey = defineCommand({
  ...common,
  name: 'SEND KEY',
  id: 'sendKey',
  required: ['keyClass', 'keyFormat', 'parameterListLength'],
  transfer: { direction: 'out', byteLength: (cdb) => cdb.parameterListLength },
  features: [0x0106, 0x010b, 0x010d, 0x010e, 0x0110, 0x0113],
});

/** SEND KEY, class 00h, format 000001b: the host's challenge. */
export const sendKeyChallengeKey = defineCommand({
  ...common,
  name: 'SEND KEY (challenge key)',
  id: 'sendKeyChallengeKey',
  fixed: { keyClass: 0x00, keyFormat: 0x01 },
  required: ['agid'],
  transfer: { direction: 'out', layout: challengeKey, length: 'parameterListLength' },
  features: [0x0106, 0x010b, 0x010e],
});

/** SEND KEY, class 00h, format 000011b: the host's answer to the drive's challenge. */
export const sendKeyKey2 = defineCommand({
  ...common,
  name: 'SEND KEY (KEY2)',
  id: 'sendKeyKey2',
  fixed: { keyClass: 0x00, keyFormat: 0x03 },
  required: ['agid'],
  transfer: { direction: 'out', layout: key2, length: 'parameterListLength' },
  features: [0x0106, 0x010b, 0x010e],
});

/** SEND KEY, class 00h, format 000110b: sets the drive's region. A drive allows it five times, for good. */
export const sendKeyRpcRegion = defineCommand({
  ...common,
  name: 'SEND KEY (RPC region)',
  id: 'sendKeyRpcRegion',
  fixed: { keyClass: 0x00, keyFormat: 0x06 },
  transfer: { direction: 'out', layout: rpcRegion, length: 'parameterListLength' },
  features: [0x0106],
});

/** SEND KEY, class 00h, format 111111b: gives an authentication grant ID back. */
export const sendKeyInvalidateAgid = defineCommand({
  ...common,
  name: 'SEND KEY (invalidate AGID)',
  id: 'sendKeyInvalidateAgid',
  fixed: { keyClass: 0x00, keyFormat: 0x3f },
  required: ['agid'],
  transfer: { direction: 'none' },
  features: [0x0106, 0x010b, 0x010e],
});

/** SEND KEY, class 02h, format 000001b: the host's nonce and certificate. */
export const sendKeyAacsCertificateChallenge = defineCommand({
  ...common,
  name: 'SEND KEY (AACS host certificate challenge)',
  id: 'sendKeyAacsCertificateChallenge',
  fixed: { keyClass: 0x02, keyFormat: 0x01 },
  required: ['agid'],
  transfer: { direction: 'out', layout: aacsCertificateChallenge, length: 'parameterListLength' },
  features: [0x010d],
});

/** SEND KEY, class 02h, format 000010b: the host's point and its signature. */
export const sendKeyAacsKey = defineCommand({
  ...common,
  name: 'SEND KEY (AACS host key)',
  id: 'sendKeyAacsKey',
  fixed: { keyClass: 0x02, keyFormat: 0x02 },
  required: ['agid'],
  transfer: { direction: 'out', layout: aacsKey, length: 'parameterListLength' },
  features: [0x010d],
});

/** SEND KEY, class 02h, format 111111b: gives an authentication grant ID back. */
export const sendKeyAacsInvalidateAgid = defineCommand({
  ...common,
  name: 'SEND KEY (invalidate AACS AGID)',
  id: 'sendKeyAacsInvalidateAgid',
  fixed: { keyClass: 0x02, keyFormat: 0x3f },
  required: ['agid'],
  transfer: { direction: 'none' },
  features: [0x010d],
});
