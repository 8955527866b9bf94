/** The geometry of discs: addresses, sectors and their codes, sub-channels. */
export * from './edc-ecc.js';
export * from './msf.js';
export * from './read-cd-length.js';
export * from './sector.js';
export * from './sub-channel.js';
