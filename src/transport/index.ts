/** Transports: CDB bytes out, status, sense and data back. */
export * from './decorators/trace.js';
export type { FoundDrive } from './found-drive.js';
export { findDrives } from './list.js';
export { createOpener, openNativeTransport, type SchemeOpener } from './open.js';
export * from './transport.js';
export * from './transport-error.js';
