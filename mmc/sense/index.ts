/** Sense data: what a drive says when it says no. */
export * from './sense.js';
