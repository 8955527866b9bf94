/** Transports: CDB bytes out, status, sense and data back. */
export * from './transport.js';
export * from './transport-error.js';
