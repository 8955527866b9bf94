import { expect, test } from 'vitest';
import {
  deviceBusyEvent,
  eventOf,
  eventStatus,
  findEvent,
  hex,
  mediaEvent,
  mediaEventCode,
  parseHex,
  toBytes,
} from '../../../mmc/index.js';

const decode = (bytes: string) => eventStatus.decode(parseHex(bytes));

test('an event is found in its class', () => {
  const event = findEvent(decode('00 06 04 5E 02 03 00 00'), mediaEvent);
  const present: boolean | undefined = event?.mediaPresent;
  expect(present).toBe(true);
  expect(event).toEqual({
    eventCode: mediaEventCode.newMedia,
    mediaPresent: true,
    doorOrTrayOpen: true,
    startSlot: 0,
    endSlot: 0,
  });
});

test('the event is there although the length leaves out the header', () => {
  expect(findEvent(decode('00 04 04 10 00 02 00 00'), mediaEvent)).toMatchObject({ mediaPresent: true });
});

test('an event of another class is not found', () => {
  expect(findEvent(decode('00 06 06 5E 01 01 00 0A'), mediaEvent)).toBeUndefined();
  expect(findEvent(decode('00 06 06 5E 01 01 00 0A'), deviceBusyEvent)).toMatchObject({ time: 10 });
});

test('there is no event where the drive supports none of the classes, whatever bytes follow', () => {
  expect(findEvent(decode('00 02 84 10'), mediaEvent)).toBeUndefined();
  expect(findEvent(decode('00 06 84 10 02 02 00 00'), mediaEvent)).toBeUndefined();
});

test('there is no event in a header alone, nor in a cut one', () => {
  expect(findEvent(decode('00 06 04 10'), mediaEvent)).toBeUndefined();
  expect(findEvent(decode('00 06 04 10 02 02'), mediaEvent)).toBeUndefined();
});

test('a response is made from class and event', () => {
  const event = eventOf(mediaEvent, { eventCode: mediaEventCode.ejectRequest, mediaPresent: true });
  expect(hex(toBytes(eventStatus, { ...event, supportedEventClasses: 0x10 }))).toBe('00 06 04 10 01 02 00 00');
  expect(hex(toBytes(eventStatus, { nea: true, supportedEventClasses: 0x10 }))).toBe('00 02 80 10');
});
