import { defineCommand } from '../command.js';
import { readCdMaximumSectorBytes } from '../disc/read-cd-length.js';
import { bits, flag, i32be, u24be } from '../layout/index.js';

/**
 * READ CD: chosen parts of CD sectors. The data buffer holds the largest sector that the selection can give, see
 * `readCdSectorBytes` for what one sector type really gives.
 */
export const readCd = defineCommand({
  name: 'READ CD',
  id: 'readCd',
  operationCode: 0xbe,
  standard: 'MMC-6',
  cdbLength: 12,
  fields: [
    bits({ _: 3, expectedSectorType: 3, dap: flag, relativeAddress: flag }),
    i32be('startingLogicalBlockAddress'),
    u24be('transferLengthBlocks'),
    bits({ sync: flag, headerCodes: 2, userData: flag, edcAndEcc: flag, c2ErrorInformation: 2, _: 1 }),
    bits({ _: 5, subChannelSelection: 3 }),
  ],
  required: ['startingLogicalBlockAddress', 'transferLengthBlocks'],
  transfer: { direction: 'in', byteLength: (cdb) => cdb.transferLengthBlocks * readCdMaximumSectorBytes(cdb) },
  timeoutGroup: '1',
  features: [0x001d, 0x001e, 0x0030],
});
