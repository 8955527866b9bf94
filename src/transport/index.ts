/**
 * Transports: CDB bytes out, status, sense and data back.
 *
 * @module discwire/transport
 */
export { checkRequest } from './check-request.js';
export * from './decorators/trace.js';
export type { FoundDrive } from './found-drive.js';
export type { LinuxTransport } from './linux/linux-transport.js';
export { findDrives } from './list.js';
export { createOpener, openNativeTransport, type SchemeOpener } from './open.js';
export * from './transport.js';
export * from './transport-error.js';
export { NativeDriver, type NativeIoctlResult, nativeIoctl, openNativeDriver } from './windows/native-ioctl.js';
export type { WindowsTransport } from './windows/windows-transport.js';
