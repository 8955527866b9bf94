import { describe, expect, test } from 'vitest';
import { maximumTimeoutMs } from '../../../src/transport/check-request.js';
import { type NativeCall, NativeTransport } from '../../../src/transport/native-transport.js';
import type { TransferRequest } from '../../../src/transport/transport.js';
import { TransportError } from '../../../src/transport/transport-error.js';
import { request } from './requests.js';

const limits = { maximumTransferBytes: 4096, alignmentBytes: 1, maximumCdbBytes: 16, maximumSenseBytes: 252 };

/** Stands in for a drive that answers when the test says so. */
class HeldCalls {
  /** First bytes of the CDBs that were sent, in order. */
  readonly sent: number[] = [];
  released = 0;
  failure: Error | undefined;
  #finish: ((code: number) => void) | undefined;

  readonly transport = new NativeTransport('held', limits, {
    makeCall: () => this.#call(),
    release: async () => {
      this.released++;
    },
  });

  /** Ends the asynchronous call that is running. */
  finish(code = 0): void {
    const finish = this.#finish!;
    this.#finish = undefined;
    finish(code);
  }

  get isRunning(): boolean {
    return this.#finish !== undefined;
  }

  #call(): NativeCall {
    let packed: TransferRequest;
    return {
      pack: (request) => {
        packed = request;
      },
      call: () => {
        this.sent.push(packed.cdb[0]!);
        return 0;
      },
      callAsync: (finished) => {
        if (this.failure) throw this.failure;
        this.sent.push(packed.cdb[0]!);
        this.#finish = finished;
      },
      complete: ({ data }, code, durationMs) => {
        if (code !== 0) throw new TransportError('hostError', `code ${code}`);
        return { status: 0, sense: new Uint8Array(0), transferredBytes: data.length, durationMs };
      },
    };
  }
}

const numbered = (operationCode: number, signal?: AbortSignal) =>
  request({ cdb: Uint8Array.of(operationCode, 0, 0, 0, 0, 0), signal });
const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error) => (error instanceof TransportError ? error.kind : error),
  );

describe('one command in flight', () => {
  test('the others wait, and go out in the order they came', async () => {
    const drive = new HeldCalls();
    const all = [1, 2, 3].map((code) => drive.transport.execute(numbered(code)));
    expect(drive.sent).toEqual([1]);
    drive.finish();
    expect(drive.sent).toEqual([1, 2]);
    drive.finish();
    drive.finish();
    expect(drive.sent).toEqual([1, 2, 3]);
    await Promise.all(all);
  });

  test('a failed one does not hold up the next', async () => {
    const drive = new HeldCalls();
    const first = kindOf(drive.transport.execute(numbered(1)));
    const second = kindOf(drive.transport.execute(numbered(2)));
    drive.finish(5);
    drive.finish();
    expect(await Promise.all([first, second])).toEqual(['hostError', 'resolved']);
  });

  test('one that cannot be started is rejected, and the next one starts', async () => {
    const drive = new HeldCalls();
    drive.failure = new Error('too many calls');
    expect(await kindOf(drive.transport.execute(numbered(1)))).toBe(drive.failure);
    drive.failure = undefined;
    const next = drive.transport.execute(numbered(2));
    drive.finish();
    await next;
    expect(drive.sent).toEqual([2]);
  });

  test('a synchronous one goes out before those that wait', async () => {
    const drive = new HeldCalls();
    const all = [1, 2].map((code) => drive.transport.execute(numbered(code)));
    drive.transport.executeSync(numbered(9));
    drive.finish();
    drive.finish();
    await Promise.all(all);
    expect(drive.sent).toEqual([1, 9, 2]);
  });
});

describe('taking a command back', () => {
  test('removes it from the queue', async () => {
    const drive = new HeldCalls();
    const controller = new AbortController();
    const first = drive.transport.execute(numbered(1));
    const second = drive.transport.execute(numbered(2, controller.signal));
    const third = drive.transport.execute(numbered(3));
    controller.abort(new Error('enough'));
    await expect(second).rejects.toMatchObject({ kind: 'aborted', cause: new Error('enough') });
    drive.finish();
    drive.finish();
    await Promise.all([first, third]);
    expect(drive.sent).toEqual([1, 3]);
  });

  test('does nothing once it runs', async () => {
    const drive = new HeldCalls();
    const controller = new AbortController();
    const waiting = drive.transport.execute(numbered(1));
    const started = drive.transport.execute(numbered(2, controller.signal));
    drive.finish();
    controller.abort();
    drive.finish();
    expect(await Promise.all([waiting, started])).toHaveLength(2);
  });

  test('before it was given keeps it from being sent', async () => {
    const drive = new HeldCalls();
    const signal = AbortSignal.abort();
    expect(await kindOf(drive.transport.execute(numbered(1, signal)))).toBe('aborted');
    expect(() => drive.transport.executeSync(numbered(1, signal))).toThrow('taken back');
    expect(drive.sent).toEqual([]);
  });
});

describe('closing', () => {
  test('waits for the running command, and ends those that wait', async () => {
    const drive = new HeldCalls();
    const running = kindOf(drive.transport.execute(numbered(1)));
    const signal = new AbortController().signal;
    const waiting = kindOf(drive.transport.execute(numbered(2, signal)));
    const closed = drive.transport.close();
    expect(await waiting).toBe('closed');
    expect(drive.released).toBe(0);
    drive.finish();
    await closed;
    expect(await running).toBe('resolved');
    expect(drive.released).toBe(1);
    expect(drive.sent).toEqual([1]);
  });

  test('twice is no error, and frees the handle once', async () => {
    const drive = new HeldCalls();
    await Promise.all([drive.transport.close(), drive.transport.close()]);
    await drive.transport.close();
    expect(drive.released).toBe(1);
  });

  test('ends it for good', async () => {
    const drive = new HeldCalls();
    await drive.transport[Symbol.asyncDispose]();
    await expect(drive.transport.execute(numbered(1))).rejects.toMatchObject({
      kind: 'closed',
      message: 'held: the transport is closed',
    });
    expect(() => drive.transport.executeSync(numbered(1))).toThrow('closed');
  });
});

describe('requests that are refused before anything is sent', () => {
  const bytes = (length: number) => new Uint8Array(length);
  test.each<[string, Partial<TransferRequest>, string]>([
    ['a CDB of 5 bytes', { cdb: bytes(5) }, 'the CDB has 5 bytes; 6 to 16 are possible'],
    ['a CDB of 17 bytes', { cdb: bytes(17) }, 'the CDB has 17 bytes; 6 to 16 are possible'],
    ['data that no direction has', { data: bytes(1) }, '1 bytes of data were given for a command without data'],
    [
      'more than the limit',
      { direction: 'in', data: bytes(4097) },
      '4097 bytes in one command; the limit here is 4096',
    ],
    ['no time', { timeoutMs: 0 }, 'a time limit of 0 ms'],
    ['time that is no number', { timeoutMs: Number.NaN }, 'a time limit of NaN ms'],
    ['more time than the system counts', { timeoutMs: maximumTimeoutMs + 1 }, 'a time limit of 108000001 ms'],
    ['an unknown direction', { direction: 'both' as 'in', data: bytes(1) }, 'the direction is both'],
    ['a number for data', { direction: 'in', data: 4096 as never }, 'must be Uint8Arrays'],
    ['an array for a CDB', { cdb: [0, 0, 0, 0, 0, 0] as never }, 'must be Uint8Arrays'],
  ])('%s', async (_, changes, problem) => {
    const drive = new HeldCalls();
    const refusal = { kind: 'rejected', message: expect.stringContaining(problem) };
    await expect(drive.transport.execute(request(changes))).rejects.toMatchObject(refusal);
    expect(() => drive.transport.executeSync(request(changes))).toThrow(problem);
    expect(drive.sent).toEqual([]);
  });

  test.each<[string, Partial<TransferRequest>]>([
    ['exactly the limit', { direction: 'in', data: bytes(4096) }],
    ['no data for a direction', { direction: 'in' }],
    ['16 bytes of CDB', { cdb: bytes(16) }],
    ['30 hours', { timeoutMs: maximumTimeoutMs }],
    ['half a millisecond', { timeoutMs: 0.5 }],
  ])('not: %s', (_, changes) => {
    const drive = new HeldCalls();
    expect(drive.transport.executeSync(request(changes)).transferredBytes).toBe(changes.data?.length ?? 0);
  });
});
