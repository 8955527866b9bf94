import { describe, expect, it } from 'vitest';
import {
  decodeIscsiTransportId,
  encodeIscsiTransportId,
  hex,
  iscsiTransportId,
  parseHex,
  persistentReserveMoveParameters,
  persistentReserveParameters,
  specifiedInitiatorPorts,
  toBytes,
  transportIdLength,
} from '../../../mmc/index.js';

const name = 'iqn.2000-01.localhost:a';
const isid = '00023d000001';
const port = { name, isid };

/** `sg_persist -vvv -n` of sg3_utils 1.46 prints the parameter list that it is about to send. */
const ofPort =
  '45 00 00 2C 69 71 6E 2E 32 30 30 30 2D 30 31 2E 6C 6F 63 61 6C 68 6F 73 74 3A 61 2C 69 2C 30 78 30 30 30 32 33 64 30 30 30 30 30 31 00 00 00 00'.toUpperCase();
const ofDevice = '05 00 00 18 69 71 6E 2E 32 30 30 30 2D 30 31 2E 6C 6F 63 61 6C 68 6F 73 74 3A 61 00';

describe('a TransportID of iSCSI', () => {
  it.each([
    ['an initiator', { name }, ofDevice],
    ['a port of one', port, ofPort],
  ])('of %s is what sg_persist sends', (_, initiator, bytes) => {
    expect(hex(encodeIscsiTransportId(initiator))).toBe(bytes);
    expect(decodeIscsiTransportId(parseHex(bytes))).toEqual(initiator);
    expect(transportIdLength(parseHex(`${bytes} 00 00 00 00`))).toBe(parseHex(bytes).length);
  });

  it('has twenty bytes for the name at least, and a zero byte behind it', () => {
    expect(encodeIscsiTransportId({ name: 'iqn.2000-01.x' })).toHaveLength(24);
    expect(encodeIscsiTransportId({ name: `iqn.2000-01.${'x'.repeat(12)}` })).toHaveLength(32);
  });

  it('has no case, and digits that may be left out', () => {
    const bytes = encodeIscsiTransportId({ name: name.toUpperCase(), isid: '23D000001' });
    expect(decodeIscsiTransportId(bytes)).toEqual({ name, isid: '00023d000001' });
  });

  it('holds any name', () => {
    const bytes = encodeIscsiTransportId({ name: 'iqn.2000-01.localhost:ä€' });
    expect(decodeIscsiTransportId(bytes)).toEqual({ name: 'iqn.2000-01.localhost:ä€' });
  });

  it.each([
    ['of another protocol', [0, 0x00]],
    ['of a format that there is not', [0, 0x85]],
    ['of a port, whose format says a device', [0, 0x05]],
    ['that is longer than the data', [3, 0x30]],
    ['without a name', [4, 0x00]],
    ['whose name is no text', [4, 0xff]],
  ] as const)('%s is none', (_, [at, value]) => {
    const bytes = parseHex(ofPort);
    bytes[at] = value;
    expect(decodeIscsiTransportId(bytes)).toBeUndefined();
  });

  it('of a device, whose format says a port, is none', () => {
    const bytes = parseHex(ofDevice);
    bytes[0] = 0x45;
    expect(decodeIscsiTransportId(bytes)).toBeUndefined();
    expect(decodeIscsiTransportId(bytes.subarray(0, 2))).toBeUndefined();
  });

  it('of another protocol has 24 bytes', () => {
    expect(transportIdLength(new Uint8Array(48))).toBe(24);
  });
});

describe('a parameter list with TransportIDs', () => {
  it('registers others, as sg_persist --register does it', () => {
    const transportIds = [iscsiTransportId.decode(parseHex(ofPort))];
    const list = toBytes(persistentReserveParameters, {
      serviceActionReservationKey: 2n,
      specIPt: true,
      additionalData: toBytes(specifiedInitiatorPorts, { transportIds }),
    });
    expect(hex(list)).toBe(
      `00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 02 00 00 00 00 08 00 00 00 00 00 00 30 ${ofPort}`,
    );
  });

  it('moves a reservation, as sg_persist --register-move does it', () => {
    const list = toBytes(persistentReserveMoveParameters, {
      reservationKey: 1n,
      serviceActionReservationKey: 2n,
      unreg: true,
      relativeTargetPortIdentifier: 1,
      transportId: encodeIscsiTransportId(port),
    });
    expect(hex(list)).toBe(`00 00 00 00 00 00 00 01 00 00 00 00 00 00 00 02 00 02 00 01 00 00 00 30 ${ofPort}`);
  });
});
