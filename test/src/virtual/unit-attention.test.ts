import { describe, expect, it } from 'vitest';
import {
  decodeSense,
  getConfiguration,
  getEventStatusNotification,
  hex,
  inquiry,
  requestSense,
  testUnitReady,
} from '../../../mmc/index.js';
import { Device } from '../../../src/device/index.js';
import { answerOf, plainDisc, run, setUp } from './virtual-helpers.js';

const turCdb = [0, 0, 0, 0, 0, 0];

describe('a new initiator', () => {
  it('is told once that the drive was powered on', () => {
    const { transport } = setUp({ powerOnUnitAttention: true });
    expect(answerOf(run(transport, turCdb).completion)).toBe('6/29/00');
    expect(answerOf(run(transport, turCdb).completion)).toBe('GOOD');
  });

  it('gets 18 bytes of fixed format sense', () => {
    const { transport } = setUp({ powerOnUnitAttention: true });
    expect(hex(run(transport, turCdb).completion.sense)).toBe('70 00 06 00 00 00 00 0A 00 00 00 00 29 00 00 00 00 00');
  });

  it('is not told where the drive is made not to', () => {
    const { transport } = setUp({ powerOnUnitAttention: false });
    expect(answerOf(run(transport, turCdb).completion)).toBe('GOOD');
  });

  it('has a queue of its own', () => {
    const { drive, transport } = setUp({ powerOnUnitAttention: true });
    expect(answerOf(run(transport, turCdb).completion)).toBe('6/29/00');
    const second = drive.connect();
    expect(answerOf(run(transport, turCdb).completion)).toBe('GOOD');
    expect(answerOf(run(second, turCdb).completion)).toBe('6/29/00');
  });
});

describe('a unit attention', () => {
  it('leaves INQUIRY, GET CONFIGURATION and GET EVENT STATUS NOTIFICATION alone, and they leave it', () => {
    const { device, transport } = setUp({ powerOnUnitAttention: true });
    expect(answerOf(device.exchangeSync(inquiry, {}))).toBe('GOOD');
    expect(answerOf(device.exchangeSync(getConfiguration, {}))).toBe('GOOD');
    expect(answerOf(device.exchangeSync(getEventStatusNotification, { notificationClassRequest: 0x10 }))).toBe('GOOD');
    expect(answerOf(run(transport, turCdb).completion)).toBe('6/29/00');
  });

  it('is taken by REQUEST SENSE as data', () => {
    const { device, transport } = setUp({ powerOnUnitAttention: true });
    const { sense } = device.sendSync(requestSense, {});
    expect(decodeSense(sense)).toMatchObject({ senseKey: 6, asc: 0x29, ascq: 0 });
    expect(answerOf(run(transport, turCdb).completion)).toBe('GOOD');
    expect(decodeSense(device.sendSync(requestSense, {}).sense)).toMatchObject({ senseKey: 0, asc: 0, ascq: 0 });
  });

  it('comes before every other answer, an unknown operation code included', () => {
    const { transport } = setUp({ powerOnUnitAttention: true });
    expect(answerOf(run(transport, [0x1f, 0, 0, 0, 0, 0]).completion)).toBe('6/29/00');
    expect(answerOf(run(transport, [0x1f, 0, 0, 0, 0, 0]).completion)).toBe('5/20/00');
  });

  it('of a new medium reaches every initiator, after what each of them still has to be told', () => {
    const { drive, transport } = setUp({ powerOnUnitAttention: true });
    run(transport, turCdb);
    const second = drive.connect();
    drive.changeMedium(plainDisc());
    expect(answerOf(run(transport, turCdb).completion)).toBe('6/28/00');
    expect(answerOf(run(transport, turCdb).completion)).toBe('GOOD');
    expect(answerOf(run(second, turCdb).completion)).toBe('6/29/00');
    expect(answerOf(run(second, turCdb).completion)).toBe('6/28/00');
    expect(answerOf(run(second, turCdb).completion)).toBe('GOOD');
  });

  it('is raised once for several changes that nobody was told of', () => {
    const { drive, transport } = setUp();
    drive.changeMedium(plainDisc());
    drive.changeMedium(plainDisc());
    expect(answerOf(run(transport, turCdb).completion)).toBe('6/28/00');
    expect(answerOf(run(transport, turCdb).completion)).toBe('GOOD');
  });

  it('of a reset is all there is to tell after it', () => {
    const { drive, transport } = setUp();
    drive.changeMedium(plainDisc());
    drive.reset();
    expect(answerOf(run(transport, turCdb).completion)).toBe('6/29/00');
    expect(answerOf(run(transport, turCdb).completion)).toBe('GOOD');
  });

  it('is not for an initiator that is gone', async () => {
    const { drive, transport } = setUp();
    await transport.close();
    drive.changeMedium(plainDisc());
    const next = new Device(drive.connect());
    expect(answerOf(next.exchangeSync(testUnitReady, {}))).toBe('GOOD');
  });
});
