import {
  bits,
  bytes,
  flag,
  optional,
  record,
  remainingBytes,
  remainingLength,
  reserved,
  u8,
  u32be,
} from '../layout/index.js';
import { describedDescriptor, descriptorList, type SenseDescriptor } from './sense-descriptors.js';
import { decodeSenseKeySpecific, type SenseKeySpecific } from './sense-key-specific.js';

/**
 * Sense data, whichever format it came in: what the descriptor format keeps in descriptors stands in the same
 * members. A member is undefined where the target did not report it or the data ends before it.
 */
export interface Sense {
  /** Bits 6 to 0 of byte 0: 70h and 71h fixed format, 72h and 73h descriptor format. */
  readonly responseCode: number;
  /** `unknown`: another response code, of which only `bytes` can be told. */
  readonly format: 'fixed' | 'descriptor' | 'unknown';
  /** True: it reports an earlier command, and the one that returned it was not executed. */
  readonly deferred: boolean;
  /** 0h to Fh, see `senseKey`; undefined exactly where `format` is `unknown`. */
  readonly senseKey: number | undefined;
  /** Additional sense code and qualifier. */
  readonly asc: number | undefined;
  readonly ascq: number | undefined;
  /** VALID: `information` is what a standard defines for the command. */
  readonly valid: boolean | undefined;
  /**
   * INFORMATION as it arrived, also where VALID is zero; 32 bits in fixed, 64 in descriptor format, unsigned. For
   * errors while reading and writing it is the address of the failing logical block.
   */
  readonly information: bigint | undefined;
  /** COMMAND-SPECIFIC INFORMATION; 32 bits in fixed, 64 in descriptor format. */
  readonly commandSpecificInformation: bigint | undefined;
  /** Incorrect length: the logical block length is not what was asked for. */
  readonly ili: boolean | undefined;
  /** End of medium. */
  readonly eom: boolean | undefined;
  readonly filemark: boolean | undefined;
  /** Sense data overflow: the target had more to say than it sent. */
  readonly sdatOvfl: boolean | undefined;
  /** 0: no specific unit. */
  readonly fieldReplaceableUnitCode: number | undefined;
  readonly senseKeySpecific: SenseKeySpecific | undefined;
  /** Fixed format: what follows byte 17. Otherwise empty. */
  readonly additionalSenseBytes: Uint8Array;
  /** Descriptor format: the descriptors, in their order. Otherwise empty. */
  readonly descriptors: readonly SenseDescriptor[];
  /** What there is of a last descriptor that is cut off, its header included. */
  readonly truncatedDescriptor: Uint8Array | undefined;
  /** ADDITIONAL SENSE LENGTH + 8: how long it says it is. More than `bytes.length`: it was cut off. */
  readonly announcedLengthBytes: number | undefined;
  /** Everything that was given, as a view; what lies behind the announced length is not decoded. */
  readonly bytes: Uint8Array;
}

/** The byte table of fixed format sense data, response codes 70h and 71h; see {@link decodeSense} for what it means. */
export const fixedSense = record([
  bits({ valid: flag, responseCode: 7 }),
  // SEGMENT NUMBER, obsolete since SPC-2.
  reserved(1),
  bits({ filemark: flag, eom: flag, ili: flag, sdatOvfl: flag, senseKey: 4 }),
  optional(u32be('information')),
  optional(remainingLength(u8('additionalSenseLength'))),
  optional(u32be('commandSpecificInformation')),
  optional(u8('asc')),
  optional(u8('ascq')),
  optional(u8('fieldReplaceableUnitCode')),
  optional(bytes(3, 'senseKeySpecific')),
  remainingBytes('additionalSenseBytes'),
]);

/** The byte table of descriptor format sense data, response codes 72h and 73h; see {@link decodeSense}. */
export const descriptorSense = record([
  bits({ _: 1, responseCode: 7 }),
  bits({ _: 4, senseKey: 4 }),
  optional(u8('asc')),
  optional(u8('ascq')),
  optional(bits({ sdatOvfl: flag, _: 7 })),
  optional(reserved(2)),
  optional(remainingLength(u8('additionalSenseLength'))),
  descriptorList,
]);

/** @internal */
export const responseCode = {
  fixedCurrent: 0x70,
  fixedDeferred: 0x71,
  descriptorCurrent: 0x72,
  descriptorDeferred: 0x73,
} as const;

const responseCodeMask = 0x7f;
/** Bytes up to the sense key. */
const fixedMinimum = 3;
const descriptorMinimum = 2;
/** In both formats: what ADDITIONAL SENSE LENGTH does not count. */
const headerLength = 8;

const noBytes = new Uint8Array(0);
const noDescriptors: readonly SenseDescriptor[] = [];

/**
 * Decodes sense data of any length and format; never throws. Undefined: there was not even a sense key (or, for a
 * response code of neither format, not one byte).
 */
export function decodeSense(bytes: Uint8Array): Sense | undefined {
  const code = (bytes[0] ?? 0) & responseCodeMask;
  switch (code) {
    case responseCode.fixedCurrent:
    case responseCode.fixedDeferred:
      return bytes.length < fixedMinimum ? undefined : decodeFixed(bytes);
    case responseCode.descriptorCurrent:
    case responseCode.descriptorDeferred:
      return bytes.length < descriptorMinimum ? undefined : decodeDescriptorFormat(bytes);
    default:
      return bytes.length === 0 ? undefined : unknownFormat(code, bytes);
  }
}

const announced = (additionalSenseLength: number | undefined): number | undefined =>
  additionalSenseLength === undefined ? undefined : additionalSenseLength + headerLength;
const toBigInt = (value: number | undefined): bigint | undefined => (value === undefined ? undefined : BigInt(value));

// The three literals below list every member: an object spread together from parts takes several times as long.

function decodeFixed(bytes: Uint8Array): Sense {
  const fixed = fixedSense.decode(bytes);
  return {
    responseCode: fixed.responseCode,
    format: 'fixed',
    deferred: fixed.responseCode === responseCode.fixedDeferred,
    senseKey: fixed.senseKey,
    asc: fixed.asc,
    ascq: fixed.ascq,
    valid: fixed.valid,
    information: toBigInt(fixed.information),
    commandSpecificInformation: toBigInt(fixed.commandSpecificInformation),
    ili: fixed.ili,
    eom: fixed.eom,
    filemark: fixed.filemark,
    sdatOvfl: fixed.sdatOvfl,
    fieldReplaceableUnitCode: fixed.fieldReplaceableUnitCode,
    senseKeySpecific: fixed.senseKeySpecific && decodeSenseKeySpecific(fixed.senseKey, fixed.senseKeySpecific),
    additionalSenseBytes: fixed.additionalSenseBytes,
    descriptors: noDescriptors,
    truncatedDescriptor: undefined,
    announcedLengthBytes: announced(fixed.additionalSenseLength),
    bytes,
  };
}

function decodeDescriptorFormat(bytes: Uint8Array): Sense {
  const header = descriptorSense.decode(bytes);
  const announcedLengthBytes = announced(header.additionalSenseLength);
  const decoded = header.descriptors.reduce((end, item) => end + 2 + item.additionalLength, headerLength);
  const leftOver = bytes.subarray(decoded, announcedLengthBytes ?? decoded);
  const descriptors = header.descriptors.map(describedDescriptor);
  const collected = fromDescriptors(descriptors, header.senseKey);
  return {
    responseCode: header.responseCode,
    format: 'descriptor',
    deferred: header.responseCode === responseCode.descriptorDeferred,
    senseKey: header.senseKey,
    asc: header.asc,
    ascq: header.ascq,
    valid: collected.valid,
    information: collected.information,
    commandSpecificInformation: collected.commandSpecificInformation,
    ili: collected.ili,
    eom: collected.eom,
    filemark: collected.filemark,
    sdatOvfl: header.sdatOvfl,
    fieldReplaceableUnitCode: collected.fieldReplaceableUnitCode,
    senseKeySpecific: collected.senseKeySpecific,
    additionalSenseBytes: noBytes,
    descriptors,
    truncatedDescriptor: leftOver.length > 0 ? leftOver : undefined,
    announcedLengthBytes,
    bytes,
  };
}

function unknownFormat(code: number, bytes: Uint8Array): Sense {
  return {
    responseCode: code,
    format: 'unknown',
    deferred: false,
    senseKey: undefined,
    asc: undefined,
    ascq: undefined,
    valid: undefined,
    information: undefined,
    commandSpecificInformation: undefined,
    ili: undefined,
    eom: undefined,
    filemark: undefined,
    sdatOvfl: undefined,
    fieldReplaceableUnitCode: undefined,
    senseKeySpecific: undefined,
    additionalSenseBytes: noBytes,
    descriptors: noDescriptors,
    truncatedDescriptor: undefined,
    announcedLengthBytes: undefined,
    bytes,
  };
}

type Kind<K extends SenseDescriptor['kind']> = Extract<SenseDescriptor, { kind: K }>;

/** The members that fixed format has in its fixed part; where two descriptors give one, the first counts. */
function fromDescriptors(descriptors: readonly SenseDescriptor[], senseKey: number) {
  const first = <K extends SenseDescriptor['kind']>(...kinds: K[]): Kind<K> | undefined =>
    descriptors.find((descriptor): descriptor is Kind<K> => (kinds as string[]).includes(descriptor.kind));
  const information = first('information', 'directAccessBlockDevice');
  const specific = first('senseKeySpecific', 'directAccessBlockDevice');
  const stream = first('streamCommands');
  return {
    valid: information?.valid,
    information: information?.information,
    commandSpecificInformation: first('commandSpecificInformation', 'directAccessBlockDevice')
      ?.commandSpecificInformation,
    fieldReplaceableUnitCode: first('fieldReplaceableUnit', 'directAccessBlockDevice')?.fieldReplaceableUnitCode,
    senseKeySpecific: specific && decodeSenseKeySpecific(senseKey, specific.senseKeySpecific),
    ili: first('blockCommands', 'streamCommands', 'directAccessBlockDevice')?.ili,
    eom: stream?.eom,
    filemark: stream?.filemark,
  };
}
