/** Blank CDs by name: what their makers put into the groove, which decides how much goes on them. */
import { atipDiscType, type atip as atipLayout, type Input, lbaOfMsf, type Msf } from '../../../../mmc/index.js';

/** A kind of blank disc. */
export interface Stock {
  readonly isRewritable: boolean;
  /** Where the first lead-in starts: a negative address, which also says who made the disc. */
  readonly leadInStart: number;
  /** The last address where a lead-out may start: so many blocks can be recorded. */
  readonly lastLeadOutStart: number;
  /** The fastest that it can be written, in kilobytes a second; undefined: as fast as the drive can. */
  readonly maximumWriteSpeed: number | undefined;
  /** The answer to READ TOC/PMA/ATIP, format 0100b. */
  readonly atip: Input<typeof atipLayout>;
}

type Additional = Omit<Input<typeof atipLayout>, 'atipDataLength' | `startOf${string}` | `lastPossible${string}`>;

/** What `highestClvRecordingSpeed` counts. */
const twoTimesKilobytesPerSecond = 352.8;

function stock(leadIn: Msf, leadOut: Msf, information: Additional): Stock {
  return {
    isRewritable: information.discType === atipDiscType.cdRw,
    leadInStart: lbaOfMsf(leadIn),
    lastLeadOutStart: lbaOfMsf(leadOut),
    maximumWriteSpeed:
      information.highestClvRecordingSpeed && information.highestClvRecordingSpeed * twoTimesKilobytesPerSecond,
    atip: {
      one: true,
      one2: true,
      ...information,
      startOfLeadInMinute: leadIn.minute,
      startOfLeadInSecond: leadIn.second,
      startOfLeadInFrame: leadIn.frame,
      lastPossibleStartOfLeadOutMinute: leadOut.minute,
      lastPossibleStartOfLeadOutSecond: leadOut.second,
      lastPossibleStartOfLeadOutFrame: leadOut.frame,
    },
  };
}

const msf = (minute: number, second: number, frame: number): Msf => ({ minute, second, frame });

/** CD-RW for one to four times speed: additional information 1 as its three bytes 02h, xxh, B0h say it. */
const fourTimesSpeed = {
  referenceSpeed: 2,
  discType: atipDiscType.cdRw,
  a1Valid: true,
  a2Valid: true,
  highestClvRecordingSpeed: 2,
  one3: true,
  recommendedEraseWritePowerRatio: 3,
} as const;

/** The discs there are, as the ATIPs of discs of these makers were published in reports of cdrecord's `-atip`. */
export const stocks = {
  /** 80 minutes: CMC Magnetics. */
  'cd-r': stock(msf(97, 26, 66), msf(79, 59, 71), {
    indicativeTargetWritingPower: 5,
    discType: atipDiscType.cdR,
    discSubType: 3,
  }),
  /** 74 minutes: Taiyo Yuden. */
  'cd-r-74': stock(msf(97, 24, 1), msf(74, 43, 0), {
    indicativeTargetWritingPower: 4,
    discType: atipDiscType.cdR,
    discSubType: 3,
  }),
  /** 80 minutes: CMC Magnetics; additional informations 02 4C B0 and 4A C8 36. */
  'cd-rw': stock(msf(97, 26, 65), msf(79, 59, 74), {
    ...fourTimesSpeed,
    indicativeTargetWritingPower: 5,
    powerMultiplicationFactor: 4,
    targetYValue: 6,
    a2Values: 0x4a_c8_36,
  }),
  /** 74 minutes: Mitsubishi Chemical; additional informations 02 3A B0 and 5C C6 26. */
  'cd-rw-74': stock(msf(97, 34, 22), msf(74, 43, 0), {
    ...fourTimesSpeed,
    indicativeTargetWritingPower: 6,
    powerMultiplicationFactor: 3,
    targetYValue: 5,
    a2Values: 0x5c_c6_26,
  }),
} as const satisfies Readonly<Record<string, Stock>>;

/** Name of a blank disc. */
export type StockName = keyof typeof stocks;
