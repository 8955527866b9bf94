import { bits, flag, optionalTail, record, remainingLength, reserved, u8, u16be, u24be } from '../layout/index.js';

/**
 * Response to READ TOC/PMA/ATIP, format 0100b. The start of the lead-in identifies who made the disc. `a1Valid`,
 * `a2Valid` and `a3Valid` say which of the additional informations count; drives before MMC-3 leave out the last field,
 * some of them the additional informations as well. What the codes of speed and power mean depends on
 * `discType` and `discSubType`. From cdrkit and Aaru.
 */
export const atip = record([
  remainingLength(u16be('atipDataLength')),
  reserved(2),
  bits({ one: flag, indicativeTargetWritingPower: 3, ddcd: flag, referenceSpeed: 3 }),
  bits({ _: 1, uru: flag, _1: 6 }),
  bits({ one2: flag, discType: 1, discSubType: 3, a1Valid: flag, a2Valid: flag, a3Valid: flag }),
  reserved(1),
  u8('startOfLeadInMinute'),
  u8('startOfLeadInSecond'),
  u8('startOfLeadInFrame'),
  reserved(1),
  u8('lastPossibleStartOfLeadOutMinute'),
  u8('lastPossibleStartOfLeadOutSecond'),
  u8('lastPossibleStartOfLeadOutFrame'),
  reserved(1),
  ...optionalTail(
    bits({ _: 1, lowestClvRecordingSpeed: 3, highestClvRecordingSpeed: 4 }),
    bits({ _: 1, powerMultiplicationFactor: 3, targetYValue: 3, _1: 1 }),
    bits({ one3: flag, recommendedEraseWritePowerRatio: 3, _: 4 }),
    reserved(1),
  ),
  ...optionalTail(u24be('a2Values'), reserved(1)),
  ...optionalTail(u24be('a3Values'), reserved(1)),
  ...optionalTail(u24be('s4Values'), reserved(1)),
]);

/** Values of `discType`. */
export const atipDiscType = { cdR: 0, cdRw: 1 } as const;
