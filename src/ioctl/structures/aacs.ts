/**
 * Structures of AACS. They have room for a handle of 64 bits whatever the program, so they are the same for 32 and 64
 * bits. Every one of them must come in exactly its length, in and out. IOCTL_AACS_START_SESSION and
 * IOCTL_AACS_END_SESSION use `dvdSessionId`, as do the codes that only read.
 *
 * Facts: ntddcdvd.h of the Windows SDK.
 */
import { bytes, record, u32le, u64le } from '../../../mmc/index.js';

/** AACS_LAYER_NUMBER, input of IOCTL_AACS_READ_MEDIA_KEY_BLOCK. */
export const aacsLayerNumber = record([u32le('layerNumber')]);

/** What IOCTL_AACS_READ_MEDIA_KEY_BLOCK_SIZE would give, which the published driver does not reach: bytes. */
export const aacsMediaKeyBlockSize = record([u32le('sizeInBytes')]);

const certificate = [bytes(20, 'nonce'), bytes(92, 'certificate')] as const;
/** AACS_CERTIFICATE, output of IOCTL_AACS_GET_CERTIFICATE. */
export const aacsCertificate = record([...certificate]);
/** AACS_SEND_CERTIFICATE, input of IOCTL_AACS_SEND_CERTIFICATE. */
export const aacsSendCertificate = record([u32le('sessionId'), ...certificate]);

const challengeKey = [bytes(40, 'ellipticCurvePoint'), bytes(40, 'signature')] as const;
/** AACS_CHALLENGE_KEY, output of IOCTL_AACS_GET_CHALLENGE_KEY. */
export const aacsChallengeKey = record([...challengeKey]);
/** AACS_SEND_CHALLENGE_KEY, input of IOCTL_AACS_SEND_CHALLENGE_KEY. */
export const aacsSendChallengeKey = record([u32le('sessionId'), ...challengeKey]);

/** AACS_VOLUME_ID, AACS_SERIAL_NUMBER, AACS_MEDIA_ID and AACS_BINDING_NONCE: 16 bytes, and a code that proves them. */
export const aacsIdentifier = record([bytes(16, 'identifier'), bytes(16, 'mac')]);

/** AACS_READ_BINDING_NONCE, input of the two codes for the binding nonce. */
export const aacsReadBindingNonce = record([
  u32le('sessionId'),
  u32le('numberOfSectors'),
  u64le('startLba'),
  u64le('handle'),
]);
