/**
 * Structures of the tray and its locks.
 *
 * Facts: ntddstor.h of mingw-w64 and of the Windows SDK.
 */
import { record, u8 } from '../../../mmc/index.js';

/**
 * PREVENT_MEDIA_REMOVAL, input of IOCTL_STORAGE_MEDIA_REMOVAL, IOCTL_STORAGE_EJECTION_CONTROL and
 * IOCTL_STORAGE_MCN_CONTROL: 0 allows, anything else prevents.
 */
export const preventMediaRemoval = record([u8('preventMediaRemoval')]);
