/** GET CONFIGURATION: what the drive can do, and with the medium in it. */
import {
  driveSerialNumber,
  featureRequest,
  getConfiguration,
  profileList,
  randomReadable,
  randomWritable,
  realTimeStreaming,
  toBytes,
} from '../../../mmc/index.js';
import { type Handled, handle } from '../handler.js';
import type { Medium } from '../media/medium.js';
import type { PersonalityFeature } from '../personalities/personality.js';
import { invalidField } from '../refusal.js';
import type { Unit } from '../unit.js';

const headerBytes = 8;
const descriptorHeaderBytes = 4;
const persistentBit = 0x02;
const currentBit = 0x01;
const streamWritingBit = 0x01;

/** GET CONFIGURATION. */
export const configurationHandlers: readonly Handled[] = [
  handle(getConfiguration, ({ rt, startingFeatureNumber }, { unit }) => {
    if (rt > featureRequest.one) throw invalidField('rt');
    const wanted = unit.personality.features.filter((feature) =>
      rt === featureRequest.one
        ? feature.code === startingFeatureNumber
        : feature.code >= startingFeatureNumber && (rt === featureRequest.all || isCurrent(feature, unit)),
    );
    return configurationOf(unit, wanted);
  }),
];

/** Whether a feature of the drive is current. */
export function isCurrent({ code, currentFor }: PersonalityFeature, unit: Unit): boolean {
  if (currentFor === 'always') return true;
  const { readyMedium } = unit;
  const ofState = readyMedium?.kind === 'cd' ? undefined : readyMedium?.featureChanges?.[code];
  if (ofState !== undefined) return ofState;
  return code === realTimeStreaming.code ? unit.streams : currentFor.includes(unit.profile);
}

/** What GET CONFIGURATION tells of the medium: the profile and the features that are current. */
export const configurationState = (unit: Unit): string =>
  [
    unit.profile,
    ...unit.personality.features.filter((feature) => isCurrent(feature, unit)).map(({ code }) => code),
  ].join(' ');

function configurationOf(unit: Unit, features: readonly PersonalityFeature[]): Uint8Array {
  const contents = features.map((feature) => contentsOf(feature, unit));
  const length = contents.reduce((sum, data) => sum + descriptorHeaderBytes + data.length, headerBytes);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, length - 4);
  view.setUint16(6, unit.profile);
  let at = headerBytes;
  for (const [i, feature] of features.entries()) {
    const data = contents[i]!;
    view.setUint16(at, feature.code);
    bytes[at + 2] =
      (feature.version << 2) | (feature.persistent ? persistentBit : 0) | (isCurrent(feature, unit) ? currentBit : 0);
    bytes[at + 3] = data.length;
    bytes.set(data, at + descriptorHeaderBytes);
    at += descriptorHeaderBytes + data.length;
  }
  return bytes;
}

/** What a feature says behind its header. */
function contentsOf(feature: PersonalityFeature, unit: Unit): Uint8Array {
  const { code, data } = feature;
  const medium = unit.isAsCaptured || !isCurrent(feature, unit) ? undefined : unit.readyMedium;
  switch (code) {
    case profileList.code:
      return unit.isAsCaptured ? data : profilesOf(unit);
    case randomReadable.code:
      return withBlocking(data, 4, medium);
    case randomWritable.code:
      return withLastAddress(withBlocking(data, 8, medium), unit);
    case realTimeStreaming.code:
      return unit.settings.realTimeStreaming && !unit.settings.realTimeStreaming.streamWriting && data.length > 0
        ? Uint8Array.from(data, (byte, i) => (i === 0 ? byte & ~streamWritingBit : byte))
        : data;
    case driveSerialNumber.code:
      return unit.personality.captured
        ? data
        : toBytes(driveSerialNumber.layout, {
            featureCode: code,
            serialNumber: unit.settings.serialNumber,
          }).subarray(descriptorHeaderBytes);
    default:
      return data;
  }
}

function profilesOf({ personality, profile }: Unit): Uint8Array {
  return toBytes(profileList.layout, {
    featureCode: profileList.code,
    profiles: personality.profiles.map((profileNumber) => ({ profileNumber, currentp: profileNumber === profile })),
  }).subarray(descriptorHeaderBytes);
}

/** Blocks that are read and written together: a sector of a CD, an ECC block of a DVD, a cluster of a BD. */
const blocking: Readonly<Record<Medium['kind'], number>> = { cd: 1, dvd: 16, bd: 32 };

function withBlocking(data: Uint8Array, offset: number, medium: Medium | undefined): Uint8Array {
  if (!medium || data.length < offset + 2) return data;
  const filled = data.slice();
  new DataView(filled.buffer).setUint16(offset, blocking[medium.kind]);
  return filled;
}

function withLastAddress(data: Uint8Array, unit: Unit): Uint8Array {
  const medium = unit.writableMedium;
  if (!medium || data.length < 4) return data;
  const filled = data.slice();
  new DataView(filled.buffer).setUint32(0, Math.max(0, medium.blockCount - 1));
  return filled;
}
