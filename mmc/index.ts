/**
 * The standard as data: commands, parameter data, sense. Pure: no I/O, no Node API; runs in a browser.
 *
 * @module discwire/mmc
 */
export * from './clauses.js';
export * from './command.js';
export * from './commands/index.js';
export * from './data/index.js';
export * from './disc/index.js';
export * from './hex.js';
export * from './layout/index.js';
export * from './registry.js';
export * from './sense/index.js';
export * from './status-precedence.js';
export * from './vendor/index.js';
