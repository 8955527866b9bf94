/** Parameter data: what commands return and take. */
export * from './disc-information.js';
export * from './event-status.js';
export * from './features/index.js';
export * from './inquiry.js';
export * from './mechanism-status-data.js';
export * from './mode-pages/index.js';
export * from './performance.js';
export * from './raw-sense.js';
export * from './read-capacity-data.js';
export * from './sub-channel.js';
export * from './toc.js';
export * from './vpd.js';
