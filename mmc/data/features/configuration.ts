import { record, remainingLength, reserved, taggedList, u16be, u32be, type Value } from '../../layout/index.js';
import * as bd from './bd-features.js';
import * as cd from './cd-features.js';
import * as drive from './drive-features.js';
import * as dvd from './dvd-features.js';
import { type Feature, opaqueFeature } from './feature.js';
import * as common from './features.js';
import * as protection from './protection-features.js';
import * as recording from './recording-features.js';

/** The declared features by number; any other stays bytes. */
export const features: ReadonlyMap<number, Feature> = new Map(
  [common, cd, dvd, bd, recording, drive, protection]
    .flatMap((declared) => Object.values<Feature>(declared))
    .map((feature) => [feature.code, feature]),
);

/** Response to GET CONFIGURATION. Features this package does not declare have `data`, their bytes. */
export const configuration = record([
  remainingLength(u32be('dataLength')),
  reserved(2),
  u16be('currentProfile'),
  taggedList('features', {
    tag: 'featureCode',
    known: new Map([...features].map(([code, feature]) => [code, feature.layout])),
    unknown: opaqueFeature,
  }),
]);

type Features = Pick<Value<typeof configuration>, 'features'>;

/** The descriptor of `feature` in a response, or undefined where the drive does not report it. */
export function findFeature<T>(response: Features, feature: Feature<T>): T | undefined {
  return response.features.find((item) => item.featureCode === feature.code && item.data === undefined) as
    | T
    | undefined;
}

/** A descriptor of `feature`, to put into the features of a response. */
export function featureDescriptor<T, I>(feature: Feature<T, I>, value: Omit<I, 'featureCode'>): I {
  return { ...value, featureCode: feature.code } as I;
}
