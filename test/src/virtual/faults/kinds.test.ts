/** Every kind of fault, by its example in docs/fault-plans.md unless a test says otherwise. */
import { describe, expect, it } from 'vitest';
import {
  decodeSense,
  decodeSubChannelQ,
  inquiry,
  isSubChannelQRight,
  read10,
  readCd,
  readTrackInformation,
  sendOpcInformationPerform,
  synchronizeCache10,
  testUnitReady,
  write10,
} from '../../../../mmc/index.js';
import { TransportError } from '../../../../src/transport/transport-error.js';
import { faultKinds } from '../../../../src/virtual/faults/kinds/index.js';
import { dvdRamInMemory, type Fault, type Medium } from '../../../../src/virtual/index.js';
import { sequentialMedium } from '../judge/sequential-medium.js';
import { answerOf, firstAudioStart, leadOut, run, type Setup, setUp } from '../virtual-helpers.js';

const shown = new Set<string>();

/** A drive with one fault: the example of its kind, with changes. */
function withFault(kind: string, changes: Partial<Fault> = {}, medium?: Medium): Setup {
  shown.add(kind);
  const { example } = faultKinds.find((each) => each.kind === kind)!;
  return setUp({ ...(medium && { medium }), faults: { faults: [{ ...example, ...changes } as Fault] } });
}

const read = ({ transport }: Setup, logicalBlockAddress: number, count = 1) =>
  run(transport, read10.encodeCdb({ logicalBlockAddress, transferLengthBlocks: count }), { in: 2048 * count });
const write = ({ transport }: Setup, logicalBlockAddress: number, data: Uint8Array) =>
  run(transport, write10.encodeCdb({ logicalBlockAddress, transferLengthBlocks: data.length / 2048 }), { out: data });
const readAudio = ({ transport }: Setup, address: number, count: number, more: object = {}, sectorBytes = 2352) =>
  run(
    transport,
    readCd.encodeCdb({ startingLogicalBlockAddress: address, transferLengthBlocks: count, userData: true, ...more }),
    { in: sectorBytes * count },
  );
const blocks = (count: number, value = 0x5a): Uint8Array => new Uint8Array(2048 * count).fill(value);
const ready = ({ transport }: Setup) => run(transport, [0, 0, 0, 0, 0, 0]).completion;
const differences = (a: Uint8Array, b: Uint8Array): number[] => [...a.keys()].filter((i) => a[i] !== b[i]);

function thrown(call: () => unknown): TransportError {
  try {
    call();
  } catch (error) {
    if (error instanceof TransportError) return error;
    throw error;
  }
  throw new Error('it was answered');
}

describe('unreadable', () => {
  it('ends the read at the first bad block, with its address and the blocks before it', () => {
    const setup = withFault('unreadable', { recoveredAfter: 0 });
    const { completion, data } = read(setup, 96, 10);
    expect(answerOf(completion)).toBe('3/11/05');
    expect(decodeSense(completion.sense)).toMatchObject({ valid: true, information: 100n });
    expect(completion.transferredBytes).toBe(4 * 2048);
    expect(data.subarray(0, 4 * 2048)).toEqual(read(setUp(), 96, 4).data);
    expect(data.subarray(4 * 2048).every((byte) => byte === 0)).toBe(true);
    expect(answerOf(read(setup, 116).completion)).toBe('GOOD');
  });

  it('gives way after so many attempts, each block for itself', () => {
    const setup = withFault('unreadable');
    const attempts = [100, 100, 100, 100, 101].map((address) => answerOf(read(setup, address).completion));
    expect(attempts).toEqual(['3/11/05', '3/11/05', '3/11/05', 'GOOD', '3/11/05']);
  });

  it('hits the share of the blocks that it is told, always the same ones', () => {
    const bad = (setup: Setup, order: number[]) =>
      order.filter((at) => answerOf(read(setup, at).completion) !== 'GOOD');
    const addresses = Array.from({ length: 300 }, (_, i) => i);
    const fault = { blocks: { first: 0, last: 299 }, probability: 0.2, recoveredAfter: 0 };
    const forwards = bad(withFault('unreadable', fault), addresses);
    expect(forwards.length).toBeGreaterThan(40);
    expect(forwards.length).toBeLessThan(80);
    expect(bad(withFault('unreadable', fault), addresses.toReversed())).toEqual(forwards.toReversed());
  });
});

describe('slow', () => {
  it('lets time pass on the clock of the drive, for each block', async () => {
    const setup = withFault('slow');
    const outcome = await setup.device.exchange(read10, { logicalBlockAddress: 98, transferLengthBlocks: 4 });
    expect(outcome.completion.durationMs).toBe(500);
    expect(setup.clock.sleeps).toEqual([500]);
  });

  it('is a timeout where the time limit is shorter', async () => {
    const setup = withFault('slow', { delayMs: 10_000 });
    const slow = setup.device.exchange(read10, { logicalBlockAddress: 100, transferLengthBlocks: 1 }, undefined, {
      timeoutMs: 3000,
    });
    await expect(slow).rejects.toMatchObject({ kind: 'timeout' });
    expect(setup.clock.now()).toBe(3000);
  });

  it('can be broken off, and does not outlive its transport', async () => {
    const untilAborted = (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((_resolve, reject) => signal!.addEventListener('abort', () => reject(signal!.reason)));
    const { transport } = setUp({
      clock: { now: () => 0, sleep: untilAborted },
      faults: { faults: [{ kind: 'slow', delayMs: 250 }] },
    });
    const request = (signal?: AbortSignal) => ({
      cdb: read10.encodeCdb({ logicalBlockAddress: 0, transferLengthBlocks: 1 }),
      direction: 'in' as const,
      data: new Uint8Array(2048),
      timeoutMs: 1000,
      signal,
    });
    const abort = new AbortController();
    const first = transport.execute(request(abort.signal));
    await new Promise(setImmediate);
    expect(() => transport.executeSync(request())).toThrow(/await it first/);
    abort.abort();
    await expect(first).rejects.toMatchObject({ kind: 'aborted', message: expect.stringContaining('broken off') });
    const second = transport.execute(request());
    await new Promise(setImmediate);
    await transport.close();
    await expect(second).rejects.toMatchObject({ kind: 'closed' });
  });
});

describe('corruptRead', () => {
  it('changes bytes of what is read, and nothing tells of it', () => {
    const setup = withFault('corruptRead', { probability: 1, bytesPerBlock: 3 });
    const { completion, data } = read(setup, 0, 4);
    expect(answerOf(completion)).toBe('GOOD');
    const wrong = differences(data, read(setUp(), 0, 4).data);
    expect(new Set(wrong.map((at) => at >> 11)).size).toBe(4);
    expect(read(setup, 0, 4).data).toEqual(data);
    expect(read(withFault('corruptRead', { probability: 1, persistent: false }), 0, 4).data).not.toEqual(data);
  });
});

describe('c2', () => {
  const fault = { blocks: { first: firstAudioStart, last: firstAudioStart + 9 }, probability: 1, bytesPerSector: 24 };

  it.each([
    [1, 294, 0],
    [2, 296, 2],
  ])(
    'with selection %i the pointers are at the bytes that are wrong, and nowhere else',
    (selection, c2Bytes, pointersAt) => {
      const more = { c2ErrorInformation: selection };
      const setup = withFault('c2', fault);
      const { data, completion } = readAudio(setup, firstAudioStart, 4, more, 2352 + c2Bytes);
      const right = readAudio(setUp(), firstAudioStart, 4, more, 2352 + c2Bytes).data;
      expect(answerOf(completion)).toBe('GOOD');
      for (let sector = 0; sector < 4; sector++) {
        const at = sector * (2352 + c2Bytes);
        const pointers = data.subarray(at + 2352 + pointersAt, at + 2352 + c2Bytes);
        const pointed = Array.from({ length: 2352 }, (_, i) => i).filter(
          (i) => (pointers[i >> 3]! & (0x80 >> (i & 7))) !== 0,
        );
        expect(pointed).toHaveLength(24);
        expect(pointed).toEqual(differences(data.subarray(at, at + 2352), right.subarray(at, at + 2352)));
        const everyPointer = pointers.reduce((or, byte) => or | byte, 0);
        if (pointersAt > 0) expect(data[at + 2352]).toBe(everyPointer);
      }
    },
  );

  it.each([
    ['missing', 24, 0],
    ['alone', 0, 24],
  ])('%s', (pointers, wrong, pointed) => {
    const setup = withFault('c2', { ...fault, pointers });
    const { data } = readAudio(setup, firstAudioStart, 1, { c2ErrorInformation: 1 }, 2352 + 294);
    const right = readAudio(setUp(), firstAudioStart, 1).data;
    expect(differences(data.subarray(0, 2352), right)).toHaveLength(wrong);
    const bits = data.subarray(2352).reduce((count, byte) => count + byte.toString(2).replaceAll('0', '').length, 0);
    expect(bits).toBe(pointed);
  });

  it('points at bytes of a data sector that are not selected, too', () => {
    const setup = withFault('c2', { bytesPerSector: 2352, probability: 1, blocks: { first: 0, last: 0 } });
    const { data } = readAudio(setup, 0, 1, { c2ErrorInformation: 1 }, 2048 + 294);
    const right = readAudio(setUp(), 0, 1, {}, 2048).data;
    expect(differences(data.subarray(0, 2048), right)).toHaveLength(2048);
    expect(data.subarray(2048).every((byte) => byte === 0xff)).toBe(true);
  });
});

describe('audio from elsewhere', () => {
  const whole = readAudio(setUp(), firstAudioStart, 40).data;

  it.each([30, -30, 700, -700])('a read offset of %i samples moves all of it', (samples) => {
    const setup = withFault('readOffset', { samples });
    const { data } = readAudio(setup, firstAudioStart + 10, 5);
    const from = 10 * 2352 + 4 * samples;
    expect(data).toEqual(whole.subarray(from, from + 5 * 2352));
  });

  it('is silence behind the end of the disc', () => {
    const { data } = readAudio(withFault('readOffset', { samples: 588 }), leadOut - 1, 1);
    expect(data.every((byte) => byte === 0)).toBe(true);
  });

  it('jitter moves each read by itself, within its bounds', () => {
    const setup = withFault('jitter', { probability: 1 });
    const shifts = Array.from({ length: 20 }, () => {
      const { data } = readAudio(setup, firstAudioStart + 10, 5);
      const shift = Array.from({ length: 201 }, (_, i) => i - 100).filter((samples) => {
        const from = 10 * 2352 + 4 * samples;
        return Buffer.compare(data, whole.subarray(from, from + 5 * 2352)) === 0;
      });
      // The tone repeats every 100 samples, so that there may be several.
      expect(shift.length).toBeGreaterThan(0);
      return shift[0];
    });
    expect(new Set(shifts).size).toBeGreaterThan(5);
  });

  it('leaves data alone', () => {
    const setup = withFault('readOffset');
    expect(readAudio(setup, 0, 2, {}, 2048).data).toEqual(readAudio(setUp(), 0, 2, {}, 2048).data);
  });
});

describe('subChannelQ', () => {
  const qOf = (setup: Setup, selection: number, address: number): Uint8Array => {
    const bytes = selection === 2 ? 16 : 96;
    const { data } = readAudio(setup, address, 1, { subChannelSelection: selection }, 2352 + bytes);
    const sub = data.subarray(2352);
    if (selection === 2) return sub.slice(0, 12);
    return Uint8Array.from({ length: 12 }, (_, i) =>
      Array.from({ length: 8 }, (_b, bit) => (sub[8 * i + bit]! >> 6) & 1).reduce((byte, bit) => (byte << 1) | bit, 0),
    );
  };

  it.each([1, 2])('crc: selection %i has a Q whose CRC is wrong', (selection) => {
    expect(isSubChannelQRight(qOf(withFault('subChannelQ', { probability: 1 }), selection, firstAudioStart))).toBe(
      false,
    );
    expect(isSubChannelQRight(qOf(setUp(), selection, firstAudioStart))).toBe(true);
  });

  it.each([1, 2])('address: selection %i has a Q of another place, whose CRC is right', (selection) => {
    const q = qOf(withFault('subChannelQ', { damage: 'address', probability: 1 }), selection, firstAudioStart);
    expect(isSubChannelQRight(q)).toBe(true);
    expect(decodeSubChannelQ(q)).toMatchObject({ kind: 'position', trackNumber: 2 });
    expect(decodeSubChannelQ(q)).not.toMatchObject({ logicalBlockAddress: firstAudioStart });
  });
});

describe('corruptWrite', () => {
  it('puts other bytes on the medium than the host gave, whose buffer stays as it is', () => {
    const setup = withFault('corruptWrite', { probability: 1 }, dvdRamInMemory(64));
    const data = blocks(4);
    expect(answerOf(write(setup, 0, data).completion)).toBe('GOOD');
    expect(data).toEqual(blocks(4));
    setup.drive.setFaults(undefined);
    expect(new Set(differences(read(setup, 0, 4).data, data).map((at) => at >> 11))).toEqual(new Set([0, 1, 2, 3]));
  });
});

describe('deferredError', () => {
  it('tells a later command of a write that was answered with GOOD and is lost', () => {
    const setup = withFault('deferredError', {}, dvdRamInMemory(64));
    const answers = Array.from({ length: 14 }, (_, i) => write(setup, i, blocks(1)).completion);
    // The eleventh is struck; of the commands behind it the second is told.
    expect(answers.map(answerOf)).toEqual([...Array(12).fill('GOOD'), '3/0C/00', 'GOOD']);
    expect(decodeSense(answers[12]!.sense)).toMatchObject({ responseCode: 0x71, deferred: true, information: 10n });
    expect(read(setup, 9).data).toEqual(blocks(1));
    expect(read(setup, 10).data).toEqual(blocks(1, 0));
    // The command that was told was not carried out.
    expect(read(setup, 12).data).toEqual(blocks(1, 0));
  });

  it('does not count INQUIRY, and is told by SYNCHRONIZE CACHE', () => {
    const setup = withFault('deferredError', { after: 0, commandsLater: 1 }, dvdRamInMemory(64));
    write(setup, 0, blocks(1));
    expect(answerOf(setup.device.exchangeSync(inquiry, {}))).toBe('GOOD');
    expect(answerOf(setup.device.exchangeSync(synchronizeCache10, {}))).toBe('3/0C/00');
  });

  it('can leave the data where it is', () => {
    const setup = withFault('deferredError', { after: 0, lost: false }, dvdRamInMemory(64));
    write(setup, 0, blocks(1));
    setup.drive.setFaults(undefined);
    expect(read(setup, 0).data).toEqual(blocks(1));
  });
});

it('nextWritableAddress: READ TRACK INFORMATION lies, once', () => {
  const setup = withFault('nextWritableAddress', {}, sequentialMedium({ recordedBlocks: 32 }));
  const nwa = () =>
    setup.device.sendSync(readTrackInformation, { addressNumberType: 1, addressOrNumber: 1 }).nextWritableAddress;
  expect([nwa(), nwa()]).toEqual([48, 32]);
});

describe('checkCondition', () => {
  it('is told in place of carrying the command out', () => {
    const setup = withFault('checkCondition', {}, sequentialMedium());
    expect(answerOf(setup.device.exchangeSync(sendOpcInformationPerform, {}))).toBe('3/73/03');
    expect(answerOf(ready(setup))).toBe('GOOD');
  });

  it('or after it', () => {
    const fault = { commands: ['write10'], sense: '1/0C/01', executed: true };
    const setup = withFault('checkCondition', fault, dvdRamInMemory(64));
    expect(answerOf(write(setup, 0, blocks(1)).completion)).toBe('1/0C/01');
    expect(read(setup, 0).data).toEqual(blocks(1));
  });
});

it.each([
  ['busy', 0x08],
  ['reservationConflict', 0x18],
  ['taskSetFull', 0x28],
  ['taskAborted', 0x40],
])('status: %s', (status, code) => {
  const setup = withFault('status', { status });
  expect(Array.from({ length: 4 }, () => ready(setup).status)).toEqual([code, code, code, 0]);
});

describe('unitAttention', () => {
  it('is a storm that spares INQUIRY', () => {
    const setup = withFault('unitAttention');
    const answers = Array.from({ length: 21 }, () => answerOf(ready(setup)));
    expect(answers).toEqual([...Array(20).fill('6/29/00'), 'GOOD']);
    expect(answerOf(withFault('unitAttention').device.exchangeSync(inquiry, {}))).toBe('GOOD');
  });
});

describe('sense', () => {
  const refused = (setup: Setup) => read(setup, 1_000_000).completion.sense;
  it.each([
    ['none', {}, ''],
    ['noSense', {}, '70 00 00 00 00 00 00 0A 00 00 00 00 00 00 00 00 00 00'],
    ['truncated', {}, '70 00 05 00 00 00 00 0A'],
    ['other', { sense: '4/08/03' }, '70 00 04 00 00 00 00 0A 00 00 00 00 08 03 00 00 00 00'],
    ['descriptor', {}, '72 05 21 00 00 00 00 00'],
  ])('%s', (form, more, bytes) => {
    const sense = refused(withFault('sense', { form, ...more }));
    expect(Buffer.from(sense).toString('hex').toUpperCase()).toBe(bytes.replaceAll(' ', ''));
  });

  it('leaves what is GOOD alone', () => {
    expect(answerOf(ready(withFault('sense')))).toBe('GOOD');
  });
});

it('residual: the bytes are there, their number is wrong', () => {
  const { transport } = withFault('residual');
  const { completion, data } = run(transport, inquiry.encodeCdb({ allocationLength: 36 }), { in: 36 });
  expect(completion.transferredBytes).toBe(32);
  expect(data).toEqual(run(setUp().transport, inquiry.encodeCdb({ allocationLength: 36 }), { in: 36 }).data);
});

describe('timeout', () => {
  it('ends in a TransportError, when the time limit has passed on the clock of the drive', async () => {
    const setup = withFault('timeout', { after: 0 });
    const hung = setup.device.exchange(read10, { logicalBlockAddress: 0, transferLengthBlocks: 1 }, undefined, {
      timeoutMs: 7000,
    });
    await expect(hung).rejects.toMatchObject({
      kind: 'timeout',
      message: 'virtual:: no answer within 7000 ms (the fault plan says so)',
    });
    expect(setup.clock.sleeps).toEqual([7000]);
    expect(answerOf(ready(setup))).toBe('GOOD');
  });

  it('strikes the command that it is told to', () => {
    const setup = withFault('timeout');
    for (let i = 0; i < 5; i++) expect(answerOf(read(setup, i).completion)).toBe('GOOD');
    expect(thrown(() => read(setup, 5)).kind).toBe('timeout');
    expect(answerOf(read(setup, 6).completion)).toBe('GOOD');
  });

  it('until a reset nothing else is answered', () => {
    const setup = withFault('timeout', { after: 0, until: 'reset' });
    thrown(() => read(setup, 0));
    expect(thrown(() => ready(setup)).message).toContain('the drive hangs until it is reset');
    setup.drive.reset();
    expect(answerOf(ready(setup))).toBe('6/29/00');
    expect(answerOf(ready(setup))).toBe('GOOD');
  });

  it('may come after the command was carried out', () => {
    const fault = { commands: ['write10'], after: 0, executed: true };
    const setup = withFault('timeout', fault, dvdRamInMemory(64));
    thrown(() => write(setup, 0, blocks(1)));
    expect(read(setup, 0).data).toEqual(blocks(1));
  });
});

describe('reset', () => {
  it('breaks a write off, and is told to the next command', () => {
    const setup = withFault('reset', {}, dvdRamInMemory(512));
    for (let i = 0; i < 20; i++) write(setup, 16 * i, blocks(16));
    expect(thrown(() => write(setup, 320, blocks(16))).kind).toBe('busReset');
    expect(answerOf(ready(setup))).toBe('6/29/00');
    expect(read(setup, 320, 16).data).toEqual(Uint8Array.of(...blocks(8), ...blocks(8, 0)));
  });
});

describe('trayOpens', () => {
  it('takes the medium away in the middle of a write, and it keeps what it has', () => {
    const setup = withFault('trayOpens', {}, dvdRamInMemory(1024));
    for (let i = 0; i < 50; i++) write(setup, 16 * i, blocks(16));
    const { completion } = write(setup, 800, blocks(16));
    expect(answerOf(completion)).toBe('2/3A/02');
    expect(completion.transferredBytes).toBe(4 * 2048);
    expect(setup.drive.isTrayOpen).toBe(true);
    setup.drive.closeTray();
    expect(answerOf(setup.device.exchangeSync(testUnitReady, {}))).toBe('6/28/00');
    expect(read(setup, 800, 16).data).toEqual(Uint8Array.of(...blocks(4), ...blocks(12, 0)));
  });
});

it('every kind is shown here', () => {
  expect([...shown].sort()).toEqual(faultKinds.map(({ kind }) => kind).sort());
});
