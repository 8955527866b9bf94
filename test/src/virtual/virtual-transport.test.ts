import { describe, expect, it } from 'vitest';
import { startStopUnit, testUnitReady } from '../../../mmc/index.js';
import { Device } from '../../../src/device/index.js';
import type { TransferRequest } from '../../../src/transport/transport.js';
import { TransportError } from '../../../src/transport/transport-error.js';
import { type BlockSource, CompactDisc } from '../../../src/virtual/index.js';
import { conformanceCases } from '../../conformance/conformance.js';
import { answerOf, setUp } from './virtual-helpers.js';

const tur: TransferRequest = {
  cdb: new Uint8Array(6),
  direction: 'none',
  data: new Uint8Array(0),
  timeoutMs: 1000,
};

async function rejection(promise: Promise<unknown>): Promise<TransportError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TransportError);
  return error as TransportError;
}

describe('the conformance suite on one virtual drive', () => {
  const { drive } = setUp({ powerOnUnitAttention: true });
  it.each(conformanceCases(async () => drive.connect()))('$name', ({ run }) => run());
});

describe('a connection to a virtual drive', () => {
  it('has the drive on the other end, for whoever plays the operator', async () => {
    const { drive, transport } = setUp();
    expect(transport.drive).toBe(drive);
    transport.drive.pressEjectButton();
    expect(answerOf(await transport.execute(tur))).toBe('2/3A/02');
  });

  it('does not run before the caller goes on, and then in order', async () => {
    const { transport, drive } = setUp();
    const first = transport.execute({ ...tur, cdb: startStopUnit.encodeCdb({ loej: true }) });
    const second = transport.execute(tur);
    expect(drive.isTrayOpen).toBe(false);
    expect([answerOf(await first), answerOf(await second)]).toEqual(['GOOD', '2/3A/02']);
  });

  it('is busy for executeSync until what was sent before has run', async () => {
    const { transport } = setUp();
    const pending = transport.execute(tur);
    expect(() => transport.executeSync(tur)).toThrow(expect.objectContaining({ kind: 'busy' }));
    await pending;
    expect(answerOf(transport.executeSync(tur))).toBe('GOOD');
  });

  it('takes a command back whose signal aborts before it ran, with the reason', async () => {
    const { transport, drive } = setUp();
    const controller = new AbortController();
    const eject = { ...tur, cdb: startStopUnit.encodeCdb({ loej: true }), signal: controller.signal };
    const pending = transport.execute(eject);
    controller.abort('enough');
    const error = await rejection(pending);
    expect([error.kind, error.cause]).toEqual(['aborted', 'enough']);
    expect(drive.isTrayOpen).toBe(false);
    expect((await rejection(transport.execute(eject))).kind).toBe('aborted');
  });

  it('refuses a CDB that is shorter than its operation code takes', async () => {
    const { transport } = setUp();
    const error = await rejection(transport.execute({ ...tur, cdb: Uint8Array.of(0x28, 0, 0, 0, 0, 0) }));
    expect([error.kind, error.message]).toEqual([
      'rejected',
      'virtual:: the CDB has 6 bytes; operation code 28h takes 10',
    ]);
  });

  it('takes a CDB that is padded to twelve bytes, as ATAPI does it', () => {
    const { transport } = setUp();
    expect(answerOf(transport.executeSync({ ...tur, cdb: new Uint8Array(12) }))).toBe('GOOD');
  });

  it('gives no figures of layers between, and the time that the drive took on its clock', () => {
    const { transport } = setUp();
    expect(transport.executeSync(tur)).toEqual({
      status: 0,
      sense: new Uint8Array(0),
      transferredBytes: 0,
      durationMs: 0,
      native: {},
    });
  });

  it('has no answer where the image cannot be read, and says why', async () => {
    const broken: BlockSource = {
      blockLengthBytes: 2048,
      blockCount: 10,
      read() {
        throw new Error('the share is gone');
      },
    };
    const { transport } = setUp({ medium: new CompactDisc({ tracks: [{ type: 'mode1', source: broken }] }) });
    const read = { ...tur, cdb: Uint8Array.of(0x28, 0, 0, 0, 0, 0, 0, 0, 1, 0), direction: 'in' as const };
    const error = await rejection(transport.execute({ ...read, data: new Uint8Array(2048) }));
    expect([error.kind, error.message]).toEqual(['hostError', 'virtual:: the share is gone']);
    expect(answerOf(await transport.execute(tur))).toBe('GOOD');
  });

  it('closes without the drive, which other initiators go on using', async () => {
    const { drive, transport } = setUp();
    const other = new Device(drive.connect());
    await transport.close();
    await transport.close();
    expect((await rejection(transport.execute(tur))).kind).toBe('closed');
    expect(answerOf(other.exchangeSync(testUnitReady, {}))).toBe('GOOD');
  });
});
