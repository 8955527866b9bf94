import {
  type AnyField,
  bits,
  bytes,
  type Codec,
  flag,
  optional,
  type RecordInput,
  type RecordValue,
  record,
  remainingLength,
  reserved,
  toBytes,
  u8,
  u16be,
  type Value,
} from '../layout/index.js';

/**
 * Response to GET EVENT STATUS NOTIFICATION. `event` has the four bytes of one event, for `findEvent`; it is undefined
 * where the drive sends none. `nea` says that it supports none of the classes asked for.
 */
export const eventStatus = record([
  // Some devices count the event without the header, which would cut it off: QEMU says 4 where it sends 2 + 6.
  remainingLength(u16be('eventDataLength'), { limits: false }),
  bits({ nea: flag, _: 4, notificationClass: 3 }),
  u8('supportedEventClasses'),
  optional(bytes(4, 'event')),
]);

/** A class of events: its number, and the layout of its four bytes. */
export interface EventClass<T = any, I = any> {
  readonly notificationClass: number;
  readonly name: string;
  readonly layout: Codec<T, I>;
}

function defineEventClass<const F extends readonly AnyField[]>(
  notificationClass: number,
  name: string,
  fields: F,
): EventClass<RecordValue<F>, RecordInput<F>> {
  return { notificationClass, name, layout: record(fields) as Codec<any> };
}

const eventCode = bits({ _: 4, eventCode: 4 });

/** Class 1. */
export const operationalChangeEvent = defineEventClass(1, 'operational change', [
  eventCode,
  bits({ persistentPrevented: flag, _: 3, operationalStatus: 4 }),
  u16be('operationalChange'),
]);

/** Class 2. */
export const powerManagementEvent = defineEventClass(2, 'power management', [eventCode, u8('powerStatus'), u16be()]);

/** Class 3: a button on the drive. */
export const externalRequestEvent = defineEventClass(3, 'external request', [
  eventCode,
  bits({ persistentPrevented: flag, _: 3, externalRequestStatus: 4 }),
  u16be('externalRequest'),
]);

/** Class 4: the medium and the tray. */
export const mediaEvent = defineEventClass(4, 'media', [
  eventCode,
  bits({ _: 6, mediaPresent: flag, doorOrTrayOpen: flag }),
  u8('startSlot'),
  u8('endSlot'),
]);

/** Class 5. */
export const multiInitiatorEvent = defineEventClass(5, 'multi-initiator', [
  eventCode,
  bits({ persistentPrevented: flag, _: 3, multipleHostStatus: 4 }),
  u16be('multipleHostPriority'),
]);

/** Class 6. `time` is in units of 100 ms. */
export const deviceBusyEvent = defineEventClass(6, 'device busy', [eventCode, u8('deviceBusyStatus'), u16be('time')]);

/** Values of `eventCode` in the operational change class. */
export const operationalEventCode = { noChange: 0, changeRequested: 1, changeOccurred: 2 } as const;

/** Values of `operationalChange`: what has changed, or is asked to. */
export const operationalChange = {
  noChange: 0,
  featureChange: 1,
  featureAdded: 2,
  unitReset: 3,
  firmwareChanged: 4,
  inquiryDataChanged: 5,
} as const;

/** Values of `eventCode` in the media class. */
export const mediaEventCode = {
  noChange: 0,
  ejectRequest: 1,
  newMedia: 2,
  mediaRemoval: 3,
  mediaChanged: 4,
  backgroundFormatCompleted: 5,
  backgroundFormatRestarted: 6,
} as const;

/** The event, where the response has one of class `eventClass`. */
export function findEvent<T>(response: Value<typeof eventStatus>, eventClass: EventClass<T>): T | undefined {
  const { nea, notificationClass, event } = response;
  const isThere = !nea && notificationClass === eventClass.notificationClass && event !== undefined;
  return isThere ? eventClass.layout.decode(event) : undefined;
}

/** Class and event of a response, for `toBytes(eventStatus, …)`. */
export function eventOf<T, I>(
  eventClass: EventClass<T, I>,
  event: I,
): { notificationClass: number; event: Uint8Array } {
  return { notificationClass: eventClass.notificationClass, event: toBytes(eventClass.layout, event) };
}

/** Data of SEND EVENT: class and event as in {@link eventStatus}. That MMC-2 lays it out so is not confirmed. */
export const sentEvent = record([
  remainingLength(u16be('eventDataLength')),
  bits({ _: 5, notificationClass: 3 }),
  reserved(1),
  optional(bytes(4, 'event')),
]);
