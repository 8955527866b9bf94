import {
  bits,
  flag,
  list,
  record,
  remainingLength,
  reserved,
  taggedList,
  u8,
  u16be,
  u24be,
  type Value,
} from '../../layout/index.js';
import { caching } from './caching.js';
import { capabilitiesAndMechanicalStatus } from './capabilities-and-mechanical-status.js';
import { cdAudioControl } from './cd-audio-control.js';
import { cdDeviceParameters } from './cd-device-parameters.js';
import { readWriteErrorRecovery, verifyErrorRecovery } from './error-recovery.js';
import { featureSetSupport } from './feature-set-support.js';
import { informationalExceptionsControl } from './informational-exceptions.js';
import { type ModePage, opaqueModePage } from './mode-page.js';
import { mrwPage } from './mrw.js';
import { powerConditionPage } from './power-condition.js';
import { timeoutAndProtect } from './timeout-and-protect.js';
import { writeParameters } from './write-parameters.js';

/** The declared mode pages by code; any other stays bytes. */
export const modePages: ReadonlyMap<number, ModePage> = new Map(
  [
    readWriteErrorRecovery,
    mrwPage,
    writeParameters,
    verifyErrorRecovery,
    caching,
    cdDeviceParameters,
    cdAudioControl,
    featureSetSupport,
    powerConditionPage,
    informationalExceptionsControl,
    timeoutAndProtect,
    capabilitiesAndMechanicalStatus,
  ].map((page: ModePage) => [page.code, page]),
);

const blockDescriptor = record([u8('densityCode'), u24be('numberOfBlocks'), reserved(1), u24be('blockLengthBytes')]);

const descriptorsAndPages = [
  list(blockDescriptor, 'blockDescriptors', { byteLengthField: 'blockDescriptorLength' }),
  taggedList('pages', {
    tag: 'pageCode',
    known: new Map([...modePages].map(([code, page]) => [code, page.layout])),
    unknown: opaqueModePage,
  }),
] as const;

const fields = [
  u8('mediumType'),
  u8('deviceSpecificParameter'),
  bits({ _: 7, longlba: flag }),
  reserved(1),
  u16be('blockDescriptorLength'),
  ...descriptorsAndPages,
] as const;

const fields6 = [
  u8('mediumType'),
  u8('deviceSpecificParameter'),
  u8('blockDescriptorLength'),
  ...descriptorsAndPages,
] as const;

/** Response to MODE SENSE(10): header, block descriptors (multimedia devices mostly have none), pages. */
export const modeParameterList = record([remainingLength(u16be('modeDataLength')), ...fields]);

/** Data of MODE SELECT(10): as {@link modeParameterList}, but that the length is reserved. */
export const modeSelectParameterList = record([reserved(2), ...fields]);

/** Response to MODE SENSE(6). */
export const modeParameterList6 = record([remainingLength(u8('modeDataLength')), ...fields6]);

/** Data of MODE SELECT(6). */
export const modeSelectParameterList6 = record([reserved(1), ...fields6]);

type Pages = Pick<Value<typeof modeParameterList>, 'pages'>;

/** The page `page` of a response, or undefined where it is not there. */
export function findModePage<T>(response: Pages, page: ModePage<T>): T | undefined {
  return response.pages.find((item) => item.pageCode === page.code && item.data === undefined) as T | undefined;
}

/** A page, to put into the pages of a mode parameter list. */
export function modePageOf<T, I>(page: ModePage<T, I>, value: Omit<I, 'pageCode'>): I {
  return { ...value, pageCode: page.code } as I;
}
