/**
 * iSCSI, both ends: an initiator, which is a transport, and a target that serves drives.
 *
 * @module discwire/iscsi
 */
export type { Credentials } from './chap.js';
export { iscsiPort, isIscsiName } from './names.js';
export type {
  ConnectableDrive,
  DriveSource,
  TargetInput,
  TargetLimits,
  TargetLogRecord,
  TargetOptions,
} from './target/options.js';
export { IscsiTarget, serveIscsi, type TargetSessionInfo } from './target/server.js';
