/** What READ and SEND DISC STRUCTURE carry. */
export * from './any-medium-structures.js';
export * from './bd-structures.js';
export { discStructure, discStructureName } from './disc-structure.js';
export * from './dvd-structures.js';
export * from './physical-format-information.js';
