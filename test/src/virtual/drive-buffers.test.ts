import { describe, expect, it } from 'vitest';
import { testUnitReady } from '../../../mmc/index.js';
import { Device } from '../../../src/device/index.js';
import { answerOf, culpritOf, run, setUp } from './virtual-helpers.js';

const data = Uint8Array.from({ length: 16 }, (_, i) => i + 1);
const write = (mode: number, offset: number, length: number, id = 0) => [0x3b, mode, id, 0, 0, offset, 0, 0, length, 0];
const read = (mode: number, offset: number, length: number, id = 0) => [0x3c, mode, id, 0, 0, offset, 0, 0, length, 0];

describe('READ BUFFER and WRITE BUFFER', () => {
  it('tell how large the buffers are', () => {
    const { transport } = setUp();
    expect([...run(transport, read(0x03, 0, 4), { in: 4 }).data]).toEqual([0, 1, 0, 0]);
    expect([...run(transport, read(0x03, 0, 4, 7), { in: 4 }).data]).toEqual([0, 0, 0, 0]);
    expect([...run(transport, read(0x0b, 0, 4), { in: 4 }).data]).toEqual([0, 0, 2, 0]);
    expect([...run(transport, read(0x00, 0, 8), { in: 8 }).data]).toEqual([0, 1, 0, 0, 0, 0, 0, 0]);
  });

  it('give back what was written, at its offset', () => {
    const { transport } = setUp();
    expect(answerOf(run(transport, write(0x02, 4, 16), { out: data }).completion)).toBe('GOOD');
    expect([...run(transport, read(0x02, 4, 16), { in: 16 }).data]).toEqual([...data]);
    expect([...run(transport, read(0x02, 0, 6), { in: 6 }).data]).toEqual([0, 0, 0, 0, 1, 2]);
    expect([...run(transport, read(0x00, 0, 10), { in: 10 }).data].slice(4)).toEqual([0, 0, 0, 0, 1, 2]);
  });

  it('echo, but not what nobody sent: 5/2C/00', () => {
    const { transport } = setUp();
    expect(answerOf(run(transport, read(0x0a, 0, 16), { in: 16 }).completion)).toBe('5/2C/00');
    run(transport, write(0x0a, 0, 16), { out: data });
    const { completion, data: echoed } = run(transport, read(0x0a, 0, 16), { in: 16 });
    expect([completion.transferredBytes, [...echoed]]).toEqual([16, [...data]]);
  });

  it('are empty again after a reset', () => {
    const { transport, drive } = setUp();
    run(transport, write(0x0a, 0, 16), { out: data });
    run(transport, write(0x02, 0, 16), { out: data });
    drive.reset();
    run(transport, [0, 0, 0, 0, 0, 0]);
    expect(answerOf(run(transport, read(0x0a, 0, 16), { in: 16 }).completion)).toBe('5/2C/00');
    expect([...run(transport, read(0x02, 0, 4), { in: 4 }).data]).toEqual([0, 0, 0, 0]);
  });

  it.each<[string, number[], string]>([
    ['a buffer that is not there', read(0x02, 0, 4, 1), 'bufferId'],
    ['a mode of vendors', read(0x01, 0, 4), 'mode'],
    ['an offset behind the end', [0x3c, 2, 0, 1, 0, 1, 0, 0, 4, 0], 'bufferOffset'],
    ['mode specific bits', read(0x22, 0, 4), 'modeSpecific'],
  ])('refuse %s: 5/24/00', (_what, cdb, field) => {
    const { completion } = run(setUp().transport, cdb, { in: 16 });
    expect([answerOf(completion), culpritOf(cdb, completion)]).toEqual(['5/24/00', field]);
  });

  it('refuse more data than there is room: 5/24/00', () => {
    const { transport } = setUp();
    const cdb = [0x3b, 2, 0, 0, 0xff, 0xf8, 0, 0, 16, 0];
    const { completion } = run(transport, cdb, { out: data });
    expect([answerOf(completion), culpritOf(cdb, completion)]).toEqual(['5/24/00', 'parameterListLength']);
  });

  it('take microcode, of which every initiator is told: 6/3F/01', () => {
    const setup = setUp();
    const other = new Device(setup.drive.connect());
    expect(answerOf(run(setup.transport, write(0x05, 0, 16), { out: data }).completion)).toBe('GOOD');
    expect(answerOf(setup.device.exchangeSync(testUnitReady, {}))).toBe('6/3F/01');
    expect(answerOf(other.exchangeSync(testUnitReady, {}))).toBe('6/3F/01');
  });
});
