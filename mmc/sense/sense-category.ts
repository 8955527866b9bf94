import type { Sense } from './sense.js';
import { senseKey } from './sense-key.js';

/** What each category means for the caller: what happened to the command, and what to do next. */
const advice = {
  noSense: 'There is no error to report; the code, where there is one, tells what the drive is doing.',
  recovered: 'The command was executed and its data is good; the drive had to correct or retry something.',
  becomingReady: 'The drive is getting the medium ready: wait half a second and send the command again.',
  operationInProgress: 'A long operation still runs: poll with TEST UNIT READY or REQUEST SENSE until it has ended.',
  startRequired: 'The unit is stopped: send START STOP UNIT with START set, then send the command again.',
  noMedium: 'There is no medium: insert one or close the tray.',
  incompatibleMedium: 'The drive cannot use this medium in this way: another disc, another format or another drive.',
  notReady: 'The unit cannot be accessed, and waiting alone may not help: the code says why.',
  mediumChanged: 'The medium may be another one: forget what was read from it, then send the command again.',
  reset:
    'The drive was reset: modes, locks and streaming are back at their defaults; set them and send the command again.',
  removalRequested: 'Someone pressed the eject button: stop using the medium, allow removal and eject.',
  unitAttention: 'Something happened before this command, which was not executed: take note and send it again.',
  invalidOperationCode: 'The drive does not have this command: use another one, or do without.',
  invalidFieldInCdb: 'The drive does not accept a field of the CDB: correct it, or the drive lacks this option.',
  invalidFieldInParameterList:
    'The drive does not accept the parameters that were sent: correct the field or their length.',
  addressOutOfRange:
    'The address is not on the medium, or cannot be written now: ask for the capacity or the next writable address.',
  wrongModeForTrack: 'The track has sectors of another kind: read audio and raw sectors with READ CD.',
  commandSequenceError:
    'The command is not allowed in this state: something must be sent before it, or must end first.',
  mediumRemovalPrevented: 'The tray is locked: send PREVENT ALLOW MEDIUM REMOVAL with PREVENT zero first.',
  copyProtection: 'The medium is protected: authenticate, or set the region, before reading it.',
  illegalRequest: 'The drive refuses the command as it stands; sending it again will not help.',
  writeProtected: 'The medium cannot be written: it is closed, read-only or write protected.',
  dataProtect: 'The drive protects this area from the access.',
  mediumError:
    'The data could not be read or written at this place: the medium is bad or dirty; try slower, or another disc.',
  blankCheck: 'There is nothing recorded here, or something already is where it was to be written.',
  hardwareError: 'The drive failed: power it off and on, then suspect it.',
  abortedCommand: 'The drive gave up the command: sending it again may work.',
  volumeOverflow: 'The data does not fit on the medium.',
  miscompare: 'The data differs from what is on the medium.',
  other: 'Look up the sense key and code in the documentation of the drive.',
} as const;

/** What sense data comes down to for a caller. */
export type SenseCategory = keyof typeof advice;

interface Rule {
  readonly category: SenseCategory;
  readonly key?: number;
  readonly asc?: number;
  readonly ascq?: readonly number[];
}

/** The first rule that fits counts; what a rule does not name may be anything. */
const rules: readonly Rule[] = [
  { category: 'recovered', key: senseKey.recoveredError },
  { category: 'recovered', key: senseKey.completed },
  { category: 'noSense', key: senseKey.noSense },

  { category: 'mediumChanged', key: senseKey.unitAttention, asc: 0x28, ascq: [0x00] },
  { category: 'reset', key: senseKey.unitAttention, asc: 0x29 },
  { category: 'removalRequested', key: senseKey.unitAttention, asc: 0x5a, ascq: [0x01] },
  { category: 'unitAttention', key: senseKey.unitAttention },

  { category: 'becomingReady', key: senseKey.notReady, asc: 0x04, ascq: [0x01] },
  { category: 'startRequired', key: senseKey.notReady, asc: 0x04, ascq: [0x02] },
  // Format, rebuild, recalculation, operation, long write, self-test.
  { category: 'operationInProgress', key: senseKey.notReady, asc: 0x04, ascq: [0x04, 0x05, 0x06, 0x07, 0x08, 0x09] },
  { category: 'noMedium', asc: 0x3a },
  { category: 'incompatibleMedium', asc: 0x30 },
  { category: 'notReady', key: senseKey.notReady },

  { category: 'writeProtected', asc: 0x27 },
  { category: 'dataProtect', key: senseKey.dataProtect },

  { category: 'invalidFieldInParameterList', key: senseKey.illegalRequest, asc: 0x1a },
  { category: 'invalidOperationCode', key: senseKey.illegalRequest, asc: 0x20, ascq: [0x00] },
  { category: 'addressOutOfRange', key: senseKey.illegalRequest, asc: 0x21 },
  { category: 'invalidFieldInCdb', key: senseKey.illegalRequest, asc: 0x24 },
  { category: 'invalidFieldInParameterList', key: senseKey.illegalRequest, asc: 0x26 },
  { category: 'commandSequenceError', key: senseKey.illegalRequest, asc: 0x2c },
  { category: 'mediumRemovalPrevented', key: senseKey.illegalRequest, asc: 0x53, ascq: [0x02] },
  { category: 'wrongModeForTrack', key: senseKey.illegalRequest, asc: 0x64, ascq: [0x00] },
  { category: 'copyProtection', key: senseKey.illegalRequest, asc: 0x6f },
  { category: 'illegalRequest', key: senseKey.illegalRequest },

  { category: 'mediumError', key: senseKey.mediumError },
  { category: 'hardwareError', key: senseKey.hardwareError },
  { category: 'blankCheck', key: senseKey.blankCheck },
  { category: 'abortedCommand', key: senseKey.abortedCommand },
  { category: 'volumeOverflow', key: senseKey.volumeOverflow },
  { category: 'miscompare', key: senseKey.miscompare },
];

/** The category of sense data, by sense key and additional sense code. Whether it is deferred does not change it. */
export function senseCategory(sense: Sense): SenseCategory {
  if (sense.senseKey === undefined) return 'other';
  const rule = rules.find(
    ({ key, asc, ascq }) =>
      (key === undefined || key === sense.senseKey) &&
      (asc === undefined || asc === sense.asc) &&
      (ascq === undefined || (sense.ascq !== undefined && ascq.includes(sense.ascq))),
  );
  return rule?.category ?? 'other';
}

/** What to do about it, in a line. */
export function senseAdvice(sense: Sense): string {
  const text = advice[senseCategory(sense)];
  return sense.deferred
    ? `This is about an earlier command; the one that returned it was not executed: send it again. ${text}`
    : text;
}
