/** The operational parameters of a session, and how two ends agree on them (RFC 7143). */

/** What a session goes by once it is negotiated. Lengths in bytes. */
export interface SessionParameters {
  headerDigest: boolean;
  dataDigest: boolean;
  /** The longest data segment the other end takes. */
  maxSendDataSegmentLength: number;
  initialR2T: boolean;
  immediateData: boolean;
  maxBurstLength: number;
  firstBurstLength: number;
  maxOutstandingR2T: number;
  defaultTime2Wait: number;
  defaultTime2Retain: number;
}

/** What both ends go by where nothing is negotiated. */
export const defaultParameters: Readonly<SessionParameters> = {
  headerDigest: false,
  dataDigest: false,
  maxSendDataSegmentLength: 8192,
  initialR2T: true,
  immediateData: true,
  maxBurstLength: 262_144,
  firstBurstLength: 65_536,
  maxOutstandingR2T: 1,
  defaultTime2Wait: 2,
  defaultTime2Retain: 20,
};

/** Digests an end takes, the one it prefers first. */
export type DigestChoice = readonly ('CRC32C' | 'None')[];

/** What one end wants. */
export interface Wishes {
  readonly headerDigest: DigestChoice;
  readonly dataDigest: DigestChoice;
  readonly maxRecvDataSegmentLength: number;
  readonly initialR2T: boolean;
  readonly immediateData: boolean;
  readonly maxBurstLength: number;
  readonly firstBurstLength: number;
  readonly maxOutstandingR2T: number;
}

/** The two ends cannot agree, or a value is none. */
export class NegotiationError extends Error {
  override readonly name = 'NegotiationError';
}

interface Key {
  /** Writes the outcome into the parameters; `value` is the other end's offer or answer. */
  readonly settle: (value: string, wishes: Wishes, parameters: SessionParameters, key: string) => string;
  /** Declared, not negotiated: there is no answer. */
  readonly isDeclared?: boolean;
}

const irrelevant = 'Irrelevant';

function numberOf(key: string, value: string, minimum: number, maximum: number): number {
  const number = /^(?:[0-9]{1,10}|0x[0-9a-f]{1,8})$/i.test(value) ? Number(value) : Number.NaN;
  if (!(number >= minimum && number <= maximum))
    throw new NegotiationError(`${key}=${value.slice(0, 32)}: a number from ${minimum} to ${maximum} is possible`);
  return number;
}

function truthOf(key: string, value: string): boolean {
  if (value !== 'Yes' && value !== 'No')
    throw new NegotiationError(`${key}=${value.slice(0, 32)}: Yes or No is possible`);
  return value === 'Yes';
}

const yesNo = (value: boolean): string => (value ? 'Yes' : 'No');

type NumberName = 'maxBurstLength' | 'firstBurstLength' | 'maxOutstandingR2T';
type TruthName = 'initialR2T' | 'immediateData';
type DigestName = 'headerDigest' | 'dataDigest';

/** The smaller one counts. */
const least = (name: NumberName, minimum: number, maximum: number): Key => ({
  settle(value, wishes, parameters, key) {
    parameters[name] = Math.min(numberOf(key, value, minimum, maximum), wishes[name]);
    return String(parameters[name]);
  },
});

const either = (name: TruthName, join: (a: boolean, b: boolean) => boolean): Key => ({
  settle(value, wishes, parameters, key) {
    parameters[name] = join(truthOf(key, value), wishes[name]);
    return yesNo(parameters[name]);
  },
});

/** The first of the offer that this end takes. */
const digest = (name: DigestName): Key => ({
  settle(value, wishes, parameters, key) {
    const offered = value.split(',');
    const chosen = offered.find((each) => (wishes[name] as readonly string[]).includes(each));
    if (chosen === undefined)
      throw new NegotiationError(`${key}=${value.slice(0, 32)}: this end takes ${wishes[name].join(' or ')}`);
    parameters[name] = chosen === 'CRC32C';
    return chosen;
  },
});

/** A number of which this end has just one to give. */
const fixedNumber = (most: number, wanted: number): Key => ({
  settle(value, _wishes, _parameters, key) {
    return String(Math.min(numberOf(key, value, 0, most), wanted));
  },
});

const alwaysYes: Key = {
  settle(value, _wishes, _parameters, key) {
    truthOf(key, value);
    return 'Yes';
  },
};

const alwaysNo: Key = {
  settle(value, _wishes, _parameters, key) {
    truthOf(key, value);
    return 'No';
  },
};

const most24Bits = 2 ** 24 - 1;
const leastSegment = 512;
const most16Bits = 65_535;
const mostSeconds = 3600;

const keys: Readonly<Record<string, Key>> = {
  HeaderDigest: digest('headerDigest'),
  DataDigest: digest('dataDigest'),
  MaxRecvDataSegmentLength: {
    isDeclared: true,
    settle(value, _wishes, parameters, key) {
      parameters.maxSendDataSegmentLength = numberOf(key, value, leastSegment, most24Bits);
      return '';
    },
  },
  InitialR2T: either('initialR2T', (a, b) => a || b),
  ImmediateData: either('immediateData', (a, b) => a && b),
  MaxBurstLength: least('maxBurstLength', leastSegment, most24Bits),
  FirstBurstLength: least('firstBurstLength', leastSegment, most24Bits),
  MaxOutstandingR2T: least('maxOutstandingR2T', 1, most16Bits),
  MaxConnections: {
    settle(value, _wishes, _parameters, key) {
      numberOf(key, value, 1, most16Bits);
      return '1';
    },
  },
  ErrorRecoveryLevel: fixedNumber(2, 0),
  DataPDUInOrder: alwaysYes,
  DataSequenceInOrder: alwaysYes,
  DefaultTime2Wait: {
    settle(value, _wishes, parameters, key) {
      parameters.defaultTime2Wait = Math.max(numberOf(key, value, 0, mostSeconds), 0);
      return String(parameters.defaultTime2Wait);
    },
  },
  DefaultTime2Retain: {
    settle(value, _wishes, parameters, key) {
      // Without recovery of connections nothing is kept.
      parameters.defaultTime2Retain = Math.min(numberOf(key, value, 0, mostSeconds), 0);
      return String(parameters.defaultTime2Retain);
    },
  },
  // Markers were taken out of the standard; old initiators still ask.
  IFMarker: alwaysNo,
  OFMarker: alwaysNo,
  IFMarkInt: { settle: () => irrelevant },
  OFMarkInt: { settle: () => irrelevant },
  TaskReporting: {
    settle(value, _wishes, _parameters, key) {
      if (!value.split(',').includes('RFC3720')) throw new NegotiationError(`${key}: this end takes RFC3720`);
      return 'RFC3720';
    },
  },
  iSCSIProtocolLevel: fixedNumber(31, 1),
};

/** Answers that mean that there is no value. */
export const isRefusal = (value: string): boolean => /^(?:Reject|Irrelevant|NotUnderstood)$/.test(value);

/**
 * Takes the other end's offer of a parameter: writes the outcome into `parameters` and returns the answer; undefined
 * where none is due. Throws NegotiationError where they cannot agree.
 */
export function answerOffer(
  key: string,
  value: string,
  wishes: Wishes,
  parameters: SessionParameters,
): string | undefined {
  const known = Object.hasOwn(keys, key) ? keys[key]! : undefined;
  if (!known) return 'NotUnderstood';
  const answer = known.settle(value, wishes, parameters, key);
  return known.isDeclared ? undefined : answer;
}

/** Takes the answer to an offer of this end. Throws NegotiationError for one that does not fit the offer. */
export function takeAnswer(key: string, value: string, wishes: Wishes, parameters: SessionParameters): void {
  if (isRefusal(value)) return;
  const known = Object.hasOwn(keys, key) ? keys[key]! : undefined;
  if (!known) return;
  const settled = known.settle(value, wishes, parameters, key);
  if (!known.isDeclared && settled !== value && /Digest$/.test(key))
    throw new NegotiationError(`${key}=${value.slice(0, 32)} was not offered`);
}

/** What an initiator offers for a normal session. */
export function offerOf(wishes: Wishes): [key: string, value: string][] {
  return [
    ['HeaderDigest', wishes.headerDigest.join(',')],
    ['DataDigest', wishes.dataDigest.join(',')],
    ['InitialR2T', yesNo(wishes.initialR2T)],
    ['ImmediateData', yesNo(wishes.immediateData)],
    ['MaxBurstLength', String(wishes.maxBurstLength)],
    ['FirstBurstLength', String(wishes.firstBurstLength)],
    ['MaxOutstandingR2T', String(wishes.maxOutstandingR2T)],
    ['MaxConnections', '1'],
    ['ErrorRecoveryLevel', '0'],
    ['DataPDUInOrder', 'Yes'],
    ['DataSequenceInOrder', 'Yes'],
    ['DefaultTime2Wait', '2'],
    ['DefaultTime2Retain', '0'],
    ['MaxRecvDataSegmentLength', String(wishes.maxRecvDataSegmentLength)],
  ];
}
