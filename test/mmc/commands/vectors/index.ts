/** All vectors; a family of commands may have a file of its own. */
export { cdbVectors } from './cdbs.js';
export { dataVectors } from './data.js';
