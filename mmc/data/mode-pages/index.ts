/** Mode pages and the lists they come in. */
export * from './caching.js';
export { capabilitiesAndMechanicalStatus, loadingMechanismType } from './capabilities-and-mechanical-status.js';
export { cdAudioControl } from './cd-audio-control.js';
export * from './cd-device-parameters.js';
export * from './error-recovery.js';
export * from './feature-set-support.js';
export * from './informational-exceptions.js';
export { type ModePage, opaqueModePage } from './mode-page.js';
export * from './mode-parameter-list.js';
export * from './mrw.js';
export * from './power-condition.js';
export * from './timeout-and-protect.js';
export * from './write-parameters.js';
