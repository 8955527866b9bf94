import { defineCommand } from '../command.js';
import { securityCertificate, supportedSecurityProtocols } from '../data/security-protocol.js';
import { bits, flag, reserved, u8, u16be, u32be } from '../layout/index.js';

const common = {
  operationCode: 0xa2,
  standard: 'SPC-4',
  cdbLength: 12,
  fields: [
    u8('securityProtocol'),
    u16be('securityProtocolSpecific'),
    bits({ inc512: flag, _: 7 }),
    reserved(1),
    u32be('allocationLength'),
    reserved(1),
  ],
  timeoutGroup: '1',
  // That feature 0142h mandates it is not confirmed by a second source.
  features: [0x0142],
} as const;

const byteLength = (cdb: { inc512: boolean; allocationLength: number }) =>
  cdb.allocationLength * (cdb.inc512 ? 512 : 1);

/** SECURITY PROTOCOL IN: data of a security protocol. With `inc512` the length is in units of 512 bytes. */
export const securityProtocolIn = defineCommand({
  ...common,
  name: 'SECURITY PROTOCOL IN',
  id: 'securityProtocolIn',
  required: ['securityProtocol', 'allocationLength'],
  transfer: { direction: 'in', byteLength },
});

/** SECURITY PROTOCOL IN, protocol 00h: the protocols there are. */
export const securityProtocolInSupported = defineCommand({
  ...common,
  name: 'SECURITY PROTOCOL IN (supported protocols)',
  id: 'securityProtocolInSupported',
  fixed: { securityProtocol: 0x00, securityProtocolSpecific: 0x0000 },
  defaults: { allocationLength: 264 },
  transfer: { direction: 'in', layout: supportedSecurityProtocols, byteLength },
});

/** SECURITY PROTOCOL IN, protocol 00h: the device's certificate. */
export const securityProtocolInCertificate = defineCommand({
  ...common,
  name: 'SECURITY PROTOCOL IN (certificate)',
  id: 'securityProtocolInCertificate',
  fixed: { securityProtocol: 0x00, securityProtocolSpecific: 0x0001 },
  defaults: { allocationLength: 4096 },
  transfer: { direction: 'in', layout: securityCertificate, byteLength },
});
