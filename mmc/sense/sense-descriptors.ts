/** The descriptors of descriptor-format sense data. */
import {
  bits,
  bytes,
  flag,
  list,
  optional,
  record,
  remainingBytes,
  remainingLength,
  reserved,
  type Simplify,
  taggedList,
  u8,
  u16be,
  u32be,
  u64be,
  type Value,
} from '../layout/index.js';

const header = () => [u8('descriptorType'), remainingLength(u8('additionalLength'))] as const;

const information = record([...header(), bits({ valid: flag, _: 7 }), reserved(1), u64be('information')]);
const commandSpecificInformation = record([...header(), reserved(2), u64be('commandSpecificInformation')]);
const senseKeySpecific = record([...header(), reserved(2), bytes(3, 'senseKeySpecific'), reserved(1)]);
const fieldReplaceableUnit = record([...header(), reserved(1), u8('fieldReplaceableUnitCode')]);
const streamCommands = record([...header(), reserved(1), bits({ filemark: flag, eom: flag, ili: flag, _: 5 })]);
const blockCommands = record([...header(), reserved(1), bits({ _: 2, ili: flag, _1: 5 })]);
// OSD gives the identifiers 64 bits; some decoders mask them to 56.
const osdObjectIdentification = record([
  ...header(),
  reserved(6),
  u32be('notInitiatedCommandFunctions'),
  u32be('completedCommandFunctions'),
  u64be('partitionId'),
  u64be('userObjectId'),
]);
// 20 bytes in OSD-1, more in later revisions.
const osdResponseIntegrityCheckValue = record([...header(), remainingBytes('responseIntegrityCheckValue')]);
const osdAttributeIdentification = record([
  ...header(),
  reserved(2),
  list(record([u32be('attributePage'), u32be('attributeNumber')]), 'attributes'),
]);
const ataStatusReturn = record([
  ...header(),
  bits({ _: 7, extend: flag }),
  u8('error'),
  u16be('count'),
  bytes(6, 'logicalBlockAddress'),
  u8('device'),
  u8('status'),
]);
const anotherProgressIndication = record([
  ...header(),
  u8('anotherSenseKey'),
  u8('anotherAdditionalSenseCode'),
  u8('anotherAdditionalSenseCodeQualifier'),
  reserved(1),
  u16be('anotherProgressIndication'),
]);
const userDataSegmentReferral = record([
  ...header(),
  bits({ _: 7, notAllReferrals: flag }),
  reserved(1),
  remainingBytes('segments'),
]);
const forwardedSenseData = record([
  ...header(),
  bits({ forwardedSenseDataTruncated: flag, _: 3, senseDataSource: 4 }),
  u8('forwardedStatus'),
  remainingBytes('forwardedSenseData'),
]);
// SBC-3 says 1Eh for the additional length, drives are known to send 1Ch; nothing after byte 23 is defined.
const directAccessBlockDevice = record([
  ...header(),
  bits({ valid: flag, _: 1, ili: flag, _1: 5 }),
  reserved(1),
  bytes(3, 'senseKeySpecific'),
  u8('fieldReplaceableUnitCode'),
  u64be('information'),
  u64be('commandSpecificInformation'),
  // The length is 1Eh, but targets with less than these last bytes are known.
  optional(reserved(8)),
]);
const deviceDesignation = record([
  ...header(),
  reserved(1),
  u8('usageReason'),
  remainingBytes('designationDescriptor'),
]);
const microcodeActivation = record([...header(), reserved(4), u16be('microcodeActivationTimeSeconds')]);
const unknown = record([...header(), remainingBytes('contents')]);

/** Index: descriptor type. */
const layouts = {
  information,
  commandSpecificInformation,
  senseKeySpecific,
  fieldReplaceableUnit,
  streamCommands,
  blockCommands,
  osdObjectIdentification,
  osdResponseIntegrityCheckValue,
  osdAttributeIdentification,
  ataStatusReturn,
  anotherProgressIndication,
  userDataSegmentReferral,
  forwardedSenseData,
  directAccessBlockDevice,
  deviceDesignation,
  microcodeActivation,
} as const;
type Layouts = typeof layouts;
const kinds = Object.keys(layouts) as (keyof Layouts)[];

/** @internal Numbers of the descriptors that the sense encoder writes. */
export const descriptorType = {
  information: 0x00,
  commandSpecificInformation: 0x01,
  senseKeySpecific: 0x02,
  fieldReplaceableUnit: 0x03,
  streamCommands: 0x04,
  blockCommands: 0x05,
} as const;

/** @internal The descriptors of one sense data, as a field of its record. */
export const descriptorList = taggedList('descriptors', {
  tag: 'descriptorType',
  known: new Map(Object.values(layouts).map((layout, type) => [type, layout])),
  unknown,
});

const targetPortGroup = record([bits({ _: 4, asymmetricAccessState: 4 }), reserved(1), u16be('targetPortGroup')]);
const segmentHeader = record([
  reserved(3),
  u8('numberOfTargetPortGroupDescriptors'),
  u64be('firstUserDataSegmentLogicalBlockAddress'),
  u64be('lastUserDataSegmentLogicalBlockAddress'),
]);

/** Which target port groups reach a range of blocks, from a user data segment referral. */
export interface UserDataSegment extends Value<typeof segmentHeader> {
  readonly targetPortGroups: readonly Value<typeof targetPortGroup>[];
}

function userDataSegments(data: Uint8Array): readonly UserDataSegment[] {
  const segments: UserDataSegment[] = [];
  for (let at = 0; at + segmentHeader.span <= data.length; ) {
    const segment = segmentHeader.decode(data, at);
    const end = at + segmentHeader.span + segment.numberOfTargetPortGroupDescriptors * targetPortGroup.span;
    const groups = data.subarray(at + segmentHeader.span, end);
    const targetPortGroups = Array.from({ length: Math.floor(groups.length / targetPortGroup.span) }, (_, i) =>
      targetPortGroup.decode(groups, i * targetPortGroup.span),
    );
    segments.push({ ...segment, targetPortGroups });
    at = end;
  }
  return segments;
}

/** SAT scatters the address so that the low half keeps the order of the 28-bit registers. */
function ataLogicalBlockAddress(scattered: Uint8Array): number {
  const [b31, b7, b39, b15, b47, b23] = scattered;
  return [b47!, b39!, b31!, b23!, b15!, b7!].reduce((address, byte) => address * 256 + byte, 0);
}

type Described = {
  [K in keyof Layouts]: { readonly kind: K } & Readonly<
    K extends 'userDataSegmentReferral'
      ? Omit<Value<Layouts[K]>, 'segments'> & { segments: readonly UserDataSegment[] }
      : K extends 'ataStatusReturn'
        ? Omit<Value<Layouts[K]>, 'logicalBlockAddress'> & { logicalBlockAddress: number }
        : Value<Layouts[K]>
  >;
};

/**
 * One descriptor, `kind` telling them apart. `unknown` is any other type, and one that is shorter than its type
 * requires: the bytes after the header are in `contents`.
 */
export type SenseDescriptor =
  | {
      [K in keyof Described]: Simplify<Described[K]>;
    }[keyof Described]
  | Simplify<{ readonly kind: 'unknown' } & Readonly<Value<typeof unknown>>>;

/** @internal Names a decoded descriptor, and puts in order what its table scatters. */
export function describedDescriptor(item: Value<typeof descriptorList>[number] & { segments?: any }): SenseDescriptor {
  const kind = Object.hasOwn(item, 'contents') ? 'unknown' : kinds[item.descriptorType];
  const value: any = { kind, ...item };
  if (kind === 'userDataSegmentReferral') value.segments = userDataSegments(value.segments);
  if (kind === 'ataStatusReturn') value.logicalBlockAddress = ataLogicalBlockAddress(value.logicalBlockAddress);
  return value;
}
