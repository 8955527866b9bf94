import { FieldError, type Input, toBytes } from '../layout/index.js';
import { descriptorSense, fixedSense, responseCode } from './sense.js';
import { descriptorType } from './sense-descriptors.js';
import { encodeSenseKeySpecific, type SenseKeySpecific, senseKeySpecificKind } from './sense-key-specific.js';

/** What sense data is made from; what is left out is zero, or a descriptor that is not there. */
export interface SenseInput {
  /** Default: `fixed`. */
  readonly format?: 'fixed' | 'descriptor' | undefined;
  readonly deferred?: boolean | undefined;
  /** 0h to Fh, see `senseKey`. */
  readonly senseKey: number;
  readonly asc?: number | undefined;
  readonly ascq?: number | undefined;
  /** Default: whether `information` is given. */
  readonly valid?: boolean | undefined;
  /** At most 32 bits in fixed format. */
  readonly information?: number | bigint | undefined;
  /** At most 32 bits in fixed format. */
  readonly commandSpecificInformation?: number | bigint | undefined;
  readonly ili?: boolean | undefined;
  readonly eom?: boolean | undefined;
  readonly filemark?: boolean | undefined;
  readonly sdatOvfl?: boolean | undefined;
  readonly fieldReplaceableUnitCode?: number | undefined;
  /** Its kind must be the one that the sense key has. */
  readonly senseKeySpecific?: SenseKeySpecific | undefined;
}

/**
 * Encodes sense data: fixed format in 18 bytes, or descriptor format with the descriptors that the members need.
 * Throws FieldError for a value that does not fit.
 */
export function encodeSense(value: SenseInput): Uint8Array {
  const specific = value.senseKeySpecific;
  const kind = senseKeySpecificKind(value.senseKey);
  if (specific && specific.kind !== kind)
    throw new FieldError('senseKeySpecific', `with this sense key it is a ${kind}, not a ${specific.kind}`);
  return value.format === 'descriptor' ? encodeDescriptorFormat(value) : encodeFixed(value);
}

function toNumber(value: number | bigint | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function toBigInt(value: number | bigint, field: string): bigint {
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new FieldError(field, `${value} is not an integer`);
  return BigInt(value);
}

function encodeFixed(value: SenseInput): Uint8Array {
  return toBytes(fixedSense, {
    valid: value.valid ?? value.information !== undefined,
    responseCode: value.deferred ? responseCode.fixedDeferred : responseCode.fixedCurrent,
    filemark: value.filemark,
    eom: value.eom,
    ili: value.ili,
    sdatOvfl: value.sdatOvfl,
    senseKey: value.senseKey,
    information: toNumber(value.information),
    commandSpecificInformation: toNumber(value.commandSpecificInformation),
    asc: value.asc,
    ascq: value.ascq,
    fieldReplaceableUnitCode: value.fieldReplaceableUnitCode,
    senseKeySpecific: value.senseKeySpecific ? encodeSenseKeySpecific(value.senseKeySpecific) : new Uint8Array(3),
  });
}

function encodeDescriptorFormat(value: SenseInput): Uint8Array {
  const { information, commandSpecificInformation, senseKeySpecific, fieldReplaceableUnitCode } = value;
  const { filemark, eom, ili } = value;
  const descriptors: Record<string, unknown>[] = [];
  if (information !== undefined)
    descriptors.push({
      descriptorType: descriptorType.information,
      valid: value.valid ?? true,
      information: toBigInt(information, 'information'),
    });
  if (commandSpecificInformation !== undefined)
    descriptors.push({
      descriptorType: descriptorType.commandSpecificInformation,
      commandSpecificInformation: toBigInt(commandSpecificInformation, 'commandSpecificInformation'),
    });
  if (senseKeySpecific)
    descriptors.push({
      descriptorType: descriptorType.senseKeySpecific,
      senseKeySpecific: encodeSenseKeySpecific(senseKeySpecific),
    });
  if (fieldReplaceableUnitCode !== undefined)
    descriptors.push({ descriptorType: descriptorType.fieldReplaceableUnit, fieldReplaceableUnitCode });
  // Only the stream descriptor has all three bits; a block device reports a wrong length in a descriptor of its own.
  if (filemark || eom) descriptors.push({ descriptorType: descriptorType.streamCommands, filemark, eom, ili });
  else if (ili) descriptors.push({ descriptorType: descriptorType.blockCommands, ili });
  return toBytes(descriptorSense, {
    responseCode: value.deferred ? responseCode.descriptorDeferred : responseCode.descriptorCurrent,
    senseKey: value.senseKey,
    asc: value.asc,
    ascq: value.ascq,
    sdatOvfl: value.sdatOvfl,
    descriptors: descriptors as Input<typeof descriptorSense>['descriptors'],
  });
}
