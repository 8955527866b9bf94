/** The geometry of discs. */
export * from './msf.js';
export * from './read-cd-length.js';
