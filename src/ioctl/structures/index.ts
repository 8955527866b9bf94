/**
 * Input and output structures of the control codes, one family a file. Little-endian, as on every Windows machine,
 * except where they hold what the drive sent.
 */
export * from './aacs.js';
export * from './audio.js';
export { type CodeStructure, type CodeStructures, structuresOf } from './by-code.js';
export * from './cdrom.js';
export * from './configuration.js';
export * from './device.js';
export * from './disk.js';
export * from './dvd.js';
export * from './mount.js';
export * from './pass-through.js';
export * from './property.js';
export * from './reservation.js';
export * from './tray.js';
