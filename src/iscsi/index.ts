/**
 * iSCSI, both ends: an initiator, which is a transport, and a target that serves drives.
 *
 * @module discwire/iscsi
 */
export type { Credentials } from './chap.js';
export { type DiscoveredTarget, discoverTargets } from './initiator/discover.js';
export { openIscsi } from './initiator/open.js';
export { type InitiatorOptions, IscsiTransport } from './initiator/transport.js';
export { iscsiPort, isIscsiName } from './names.js';
export type {
  ConnectableDrive,
  DriveConnection,
  DriveSource,
  TargetInput,
  TargetLimits,
  TargetLogRecord,
  TargetOptions,
} from './target/options.js';
export { IscsiTarget, serveIscsi, type TargetSessionInfo } from './target/server.js';
