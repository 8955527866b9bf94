import { list, record, remainingBytes, remainingLength, reserved, u8, u16be } from '../layout/index.js';

/** Response to SECURITY PROTOCOL IN, protocol 00h, specific 0000h: numbers of protocols, ascending. */
export const supportedSecurityProtocols = record([
  reserved(6),
  remainingLength(u16be('supportedSecurityProtocolListLength')),
  list(u8(), 'supportedSecurityProtocols'),
]);

/** Response to SECURITY PROTOCOL IN, protocol 00h, specific 0001h: an X.509 certificate, empty where there is none. */
export const securityCertificate = record([
  reserved(2),
  remainingLength(u16be('certificateLength')),
  remainingBytes('certificate'),
]);
