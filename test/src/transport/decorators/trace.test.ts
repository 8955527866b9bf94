import { describe, expect, it } from 'vitest';
import { Device } from '../../../../src/device/index.js';
import { formatTraceRecord, type TraceRecord, trace } from '../../../../src/trace/index.js';
import { TransportError } from '../../../../src/transport/transport-error.js';
import { check, good, goodWith, type Reply, ScriptedTransport } from '../../../helpers/scripted-transport.js';

function setUp(...replies: Reply[]) {
  const scripted = new ScriptedTransport(...replies);
  const records: TraceRecord[] = [];
  const transport = trace(scripted, (record) => records.push(record), { maximumDataBytes: 4 });
  return { scripted, records, transport };
}
const request = (cdb: number[], direction: 'none' | 'in' | 'out' = 'none', data = new Uint8Array(0)) => ({
  cdb: Uint8Array.from(cdb),
  direction,
  data,
  timeoutMs: 1000,
});
const testUnitReady = request([0, 0, 0, 0, 0, 0]);

describe('trace', () => {
  it('passes everything on and reports it, in order', async () => {
    const { transport, records } = setUp(good, check(2, 0x3a));
    await transport.execute(testUnitReady);
    transport.executeSync!(testUnitReady);
    expect(records.map(({ sequence, completion }) => [sequence, completion!.status])).toEqual([
      [1, 0],
      [2, 2],
    ]);
  });

  it('copies as many bytes as it was told, so that a buffer used again does not change the record', async () => {
    const { transport, records } = setUp(goodWith(1, 2, 3, 4, 5, 6));
    const data = new Uint8Array(8);
    await transport.execute(request([0x12, 0, 0, 0, 8, 0], 'in', data));
    data.fill(0xff);
    expect([...records[0]!.data!]).toEqual([1, 2, 3, 4]);
    expect(records[0]!.dataLength).toBe(8);
  });

  it('reports why there was no answer, and throws it all the same', async () => {
    const timeout = new TransportError('timeout', 'the time limit passed');
    const { transport, records } = setUp(timeout, timeout);
    await expect(transport.execute(testUnitReady)).rejects.toBe(timeout);
    expect(() => transport.executeSync!(testUnitReady)).toThrow(timeout);
    expect(records.map(({ error }) => error?.kind)).toEqual(['timeout', 'timeout']);
  });

  it('has no synchronous way where the transport has none', () => {
    const { scripted } = setUp();
    const awaited = Object.assign(Object.create(scripted), { executeSync: undefined });
    expect('executeSync' in trace(awaited, () => {})).toBe(false);
  });

  it('closes what it wraps', async () => {
    const { transport, scripted } = setUp();
    await new Device(transport).close();
    expect(scripted.isClosed).toBe(true);
  });
});

describe('the text of a record', () => {
  const text = async (reply: Reply, ...args: Parameters<typeof request>) => {
    const { transport, records } = setUp(reply);
    await transport.execute(request(...args)).catch(() => {});
    return formatTraceRecord(records[0]!).replace(/\d\.\d{3} ms/, '0.000 ms');
  };

  it('names the command, its bytes and its transfer', async () => {
    expect(await text(goodWith(5, 0x80, 5, 2, 31), [0x12, 0, 0, 0, 5, 0], 'in', new Uint8Array(5))).toBe(
      '#1 INQUIRY  12 00 00 00 05 00  in 5\n   GOOD (00h), 5 bytes, 0.000 ms\n   05 80 05 02 …',
    );
  });
  it('shows sense as bytes and in words', async () => {
    expect(await text(check(2, 0x3a, 1), [0, 0, 0, 0, 0, 0])).toMatch(
      /^#1 TEST UNIT READY {2}00 00 00 00 00 00 {2}no data\n {3}CHECK CONDITION \(02h\), 0\.000 ms\n {3}sense 70 00 02 .*\n {3}2\/3A\/01 NOT READY, MEDIUM NOT PRESENT - TRAY CLOSED$/,
    );
  });
  it('keeps a command it does not know as its operation code', async () => {
    expect(await text(good, [0xf7, 0, 0, 0, 0, 0])).toContain('#1 operation code F7h  F7 00 00 00 00 00');
  });
  it('says when there was no answer', async () => {
    const text_ = await text(new TransportError('noDevice', 'it is gone'), [0, 0, 0, 0, 0, 0]);
    expect(text_).toContain('no answer (noDevice): it is gone');
  });
});
