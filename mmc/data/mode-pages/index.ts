/** Mode pages and the lists they come in. */
export { capabilitiesAndMechanicalStatus, loadingMechanismType } from './capabilities-and-mechanical-status.js';
export { cdAudioControl } from './cd-audio-control.js';
export { type ModePage, opaqueModePage } from './mode-page.js';
export * from './mode-parameter-list.js';
