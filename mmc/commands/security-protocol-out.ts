import { defineCommand } from '../command.js';
import { bits, flag, reserved, u8, u16be, u32be } from '../layout/index.js';

/** SECURITY PROTOCOL OUT: data for a security protocol. With `inc512` the length is in units of 512 bytes. */
export const securityProtocolOut = defineCommand({
  name: 'SECURITY PROTOCOL OUT',
  id: 'securityProtocolOut',
  operationCode: 0xb5,
  standard: 'SPC-4',
  cdbLength: 12,
  fields: [
    u8('securityProtocol'),
    u16be('securityProtocolSpecific'),
    bits({ inc512: flag, _: 7 }),
    reserved(1),
    u32be('transferLength'),
    reserved(1),
  ],
  required: ['securityProtocol', 'transferLength'],
  transfer: { direction: 'out', byteLength: (cdb) => cdb.transferLength * (cdb.inc512 ? 512 : 1) },
  changes: 'drive',
  timeoutGroup: '1',
  // That feature 0142h mandates it is not confirmed by a second source.
  features: [0x0142],
});
