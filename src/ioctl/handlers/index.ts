/** Which operation carries out which control code. Adding one: write its file, add it here. */
import { controlCode } from '../control-codes.js';
import type { Operation } from '../ioctl-request.js';
import { stopAudio } from './audio.js';
import { checkVerify } from './check-verify.js';
import { exclusiveAccessControl } from './exclusive-access.js';
import { rawRead } from './raw-read.js';
import { enableStreaming } from './streaming.js';

/** @internal Operations by control code, the code as `normaliseControlCode` gives it. */
export const handlers: ReadonlyMap<number, Operation> = new Map([
  [controlCode.IOCTL_CDROM_STOP_AUDIO, stopAudio],
  [controlCode.IOCTL_CDROM_RAW_READ, rawRead],
  [controlCode.IOCTL_CDROM_EXCLUSIVE_ACCESS, exclusiveAccessControl],
  [controlCode.IOCTL_CDROM_ENABLE_STREAMING, enableStreaming],
  [controlCode.IOCTL_STORAGE_CHECK_VERIFY, checkVerify],
  [controlCode.IOCTL_STORAGE_CHECK_VERIFY2, checkVerify],
]);
