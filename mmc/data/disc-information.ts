import {
  bits,
  bytes,
  flag,
  list,
  optional,
  record,
  remainingLength,
  reserved,
  u8,
  u16be,
  u32be,
} from '../layout/index.js';

const opcTableEntry = record([u16be('speedKilobytesPerSecond'), bytes(6, 'opcValues')]);

/**
 * Response to READ DISC INFORMATION, data type 000b. Numbers of sessions and tracks come as a low and a high byte,
 * the latter 0 on a CD. The two addresses are for `msfOfAddress` on a CD, all ones where there is no more.
 */
export const discInformation = record([
  remainingLength(u16be('discInformationLength')),
  bits({ discInformationDataType: 3, erasable: flag, stateOfLastSession: 2, discStatus: 2 }),
  u8('numberOfFirstTrackOnDisc'),
  u8('numberOfSessionsLsb'),
  u8('firstTrackNumberInLastSessionLsb'),
  u8('lastTrackNumberInLastSessionLsb'),
  bits({ didV: flag, dbcV: flag, uru: flag, dacV: flag, _: 1, dbit: flag, bgFormatStatus: 2 }),
  u8('discType'),
  u8('numberOfSessionsMsb'),
  u8('firstTrackNumberInLastSessionMsb'),
  u8('lastTrackNumberInLastSessionMsb'),
  u32be('discIdentification'),
  u32be('lastSessionLeadInStartAddress'),
  u32be('lastPossibleLeadOutStartAddress'),
  optional(bytes(8, 'discBarCode')),
  optional(u8('discApplicationCode')),
  optional(u8('numberOfOpcTables')),
  optional(list(opcTableEntry, 'opcTables', { countField: 'numberOfOpcTables' })),
]);

const resourcesHeader = [
  remainingLength(u16be('discInformationLength')),
  bits({ discInformationDataType: 3, _: 5 }),
  reserved(1),
] as const;

/** Response to READ DISC INFORMATION, data type 001b. */
export const trackResourcesInformation = record([
  ...resourcesHeader,
  u16be('maximumPossibleNumberOfTracks'),
  u16be('numberOfAssignedTracks'),
  u16be('maximumPossibleNumberOfAppendableTracks'),
  u16be('currentNumberOfAppendableTracks'),
]);

/** Response to READ DISC INFORMATION, data type 010b. */
export const powResourcesInformation = record([
  ...resourcesHeader,
  u32be('remainingPowReplacements'),
  u32be('remainingPowReallocationMapEntries'),
  u32be('numberOfRemainingPowUpdates'),
]);

/** Values of `discStatus`. */
export const discStatus = { empty: 0, incomplete: 1, finalized: 2, other: 3 } as const;
/** Values of `stateOfLastSession`. */
export const sessionState = { empty: 0, incomplete: 1, damaged: 2, complete: 3 } as const;
