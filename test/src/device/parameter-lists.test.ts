import { expect, test } from 'vitest';
import { formatUnit, hex, modeSelect10, persistentReserveOut, reserve10LongId } from '../../../mmc/index.js';
import { Device } from '../../../src/device/index.js';
import { good, ScriptedTransport } from '../../helpers/scripted-transport.js';

test('a parameter list whose length no field of the CDB has is sent whole', async () => {
  const transport = new ScriptedTransport(good);
  await new Device(transport).send(
    formatUnit,
    {},
    { immed: true, numberOfBlocks: 65536, formatType: 0x15, typeDependentParameter: 16 },
  );
  expect(hex(transport.sent[0]!.cdb)).toBe('04 11 00 00 00 00');
  expect(transport.sent[0]!.direction).toBe('out');
  expect(hex(transport.sent[0]!.data)).toBe('00 02 00 08 00 01 00 00 54 00 00 10');
});

test('its length is filled in where a field has it, of three and of four bytes too', async () => {
  const transport = new ScriptedTransport(good, good);
  const device = new Device(transport);
  await device.send(modeSelect10, {}, { pages: [] });
  await device.send(persistentReserveOut, { serviceAction: 0 }, { serviceActionReservationKey: 0x123abcn });
  expect(hex(transport.sent[0]!.cdb)).toBe('55 10 00 00 00 00 00 00 08 00');
  expect(hex(transport.sent[1]!.cdb)).toBe('5F 00 00 00 00 00 00 00 18 00');
});

test('no bytes at all go in no direction', async () => {
  const transport = new ScriptedTransport(good);
  await new Device(transport).send(reserve10LongId, { parameterListLength: 0 }, new Uint8Array(0));
  expect(transport.sent[0]!.direction).toBe('none');
});
