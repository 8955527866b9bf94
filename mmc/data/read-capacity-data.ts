import { record, u32be } from '../layout/index.js';

/** Response to READ CAPACITY(10). The address is that of the last block, one less than their number. */
export const readCapacityData = record([u32be('returnedLogicalBlockAddress'), u32be('blockLengthBytes')]);
