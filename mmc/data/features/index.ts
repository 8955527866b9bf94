/** Features and profiles: what a drive, with the medium that is in it, can do. */
export * from './configuration.js';
export { type Feature, opaqueFeature } from './feature.js';
export * from './features.js';
export * from './profiles.js';
