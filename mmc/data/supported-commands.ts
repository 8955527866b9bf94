/** What REPORT SUPPORTED OPERATION CODES returns (SPC-4). Layouts checked against sg3_utils and libiscsi. */
import {
  bits,
  flag,
  list,
  record,
  remainingBytes,
  remainingLength,
  reserved,
  u8,
  u16be,
  u32be,
} from '../layout/index.js';

const command = [
  u8('operationCode'),
  reserved(1),
  u16be('serviceAction'),
  reserved(1),
  bits({ _: 6, ctdp: flag, servactv: flag }),
  u16be('cdbLength'),
] as const;

/** Response with all commands, without time-outs. */
export const commandDescriptors = record([
  remainingLength(u32be('commandDataLength')),
  list(record([...command]), 'commands'),
]);

/**
 * Response with all commands and time-outs in seconds, 0 where there is none. A command without `ctdp` has no
 * time-outs and a shorter descriptor; the list is right for devices that give them for all, as SPC-4 wants it of those
 * that give any.
 */
export const commandDescriptorsWithTimeouts = record([
  remainingLength(u32be('commandDataLength')),
  list(
    record([
      ...command,
      u16be('timeoutsDescriptorLength'),
      reserved(1),
      u8('commandSpecific'),
      u32be('nominalCommandProcessingTimeoutSeconds'),
      u32be('recommendedCommandTimeoutSeconds'),
    ]),
    'commands',
  ),
]);

/**
 * Response for one command. `cdbUsageData` has a bit set for each bit of the CDB that the device looks at, with the
 * operation code in the first byte. With `ctdp` time-outs follow, as in {@link commandDescriptorsWithTimeouts}.
 */
export const commandSupport = record([
  reserved(1),
  bits({ ctdp: flag, _: 4, support: 3 }),
  u16be('cdbLength'),
  remainingBytes('cdbUsageData', { byteLengthField: 'cdbLength' }),
  remainingBytes('timeouts'),
]);

/** Values of `support`. */
export const commandSupportLevel = { unknown: 0, notSupported: 1, standard: 3, vendorSpecific: 5 } as const;
