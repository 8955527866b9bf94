/**
 * Structures by which the mount manager learns what a device is called. The names follow the length, in UTF-16.
 *
 * Facts: mountdev.h and mountmgr.h of mingw-w64.
 */
import { record, reserved, u8, u16le } from '../../../mmc/index.js';

/** MOUNTDEV_UNIQUE_ID up to its bytes, output of IOCTL_MOUNTDEV_QUERY_UNIQUE_ID. */
export const mountdevUniqueId = record([u16le('uniqueIdLength')]);

/** MOUNTDEV_NAME up to its name, output of IOCTL_MOUNTDEV_QUERY_DEVICE_NAME. */
export const mountdevName = record([u16le('nameLength')]);

/** MOUNTDEV_SUGGESTED_LINK_NAME up to its name, output of IOCTL_MOUNTDEV_QUERY_SUGGESTED_LINK_NAME. */
export const mountdevSuggestedLinkName = record([
  u8('useOnlyIfThereAreNoOtherLinks'),
  reserved(1),
  u16le('nameLength'),
]);
