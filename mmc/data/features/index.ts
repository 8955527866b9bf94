/** Features and profiles: what a drive, with the medium that is in it, can do. */
export * from './bd-features.js';
export * from './cd-features.js';
export * from './configuration.js';
export * from './drive-features.js';
export * from './dvd-features.js';
export { type Feature, opaqueFeature } from './feature.js';
export * from './features.js';
export * from './profiles.js';
export * from './protection-features.js';
export * from './recording-features.js';
