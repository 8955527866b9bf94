import { record, remainingBytes } from '../layout/index.js';

/** Response to REQUEST SENSE: sense data of whichever format, for `decodeSense`. */
export const rawSense = record([remainingBytes('sense')]);
