import { describe, expect, it } from 'vitest';
import { TransportError } from '../../src/index.js';
import type { Completion, TransferRequest, Transport } from '../../src/transport/transport.js';
import { demoDisc, VirtualDrive } from '../../src/virtual/index.js';
import { conformanceCases } from './conformance.js';

/** A transport to a healthy drive, with some of its behaviour spoilt. */
function spoilt(spoil: (transport: Transport) => Partial<Transport>): () => Promise<Transport> {
  const drive = new VirtualDrive({ medium: demoDisc() });
  return async () => {
    const healthy = drive.connect();
    const whole: Transport = {
      name: healthy.name,
      limits: healthy.limits,
      execute: (request) => healthy.execute(request),
      executeSync: (request) => healthy.executeSync(request),
      close: () => healthy.close(),
      [Symbol.asyncDispose]: () => healthy.close(),
    };
    return { ...whole, ...spoil(whole) };
  };
}

/** Passes requests and completions through functions, for `execute` and `executeSync` alike. */
function altered(
  completion: (completion: Completion, request: TransferRequest) => Completion,
  request: (request: TransferRequest) => TransferRequest = (same) => same,
): () => Promise<Transport> {
  return spoilt((whole) => ({
    execute: async (sent) => completion(await whole.execute(request(sent)), sent),
    executeSync: (sent) => completion(whole.executeSync!(request(sent)), sent),
  }));
}

function runCase(name: string, open: () => Promise<Transport>): Promise<void> {
  return conformanceCases(open)
    .find((each) => each.name === name)!
    .run();
}

const sharedSense = new Uint8Array(18);

/** What a transport may get wrong, and one case that must notice. */
const mistakes: [mistake: string, notices: string, open: () => Promise<Transport>][] = [
  [
    'takes the length of the buffer for what was transferred',
    'a long allocation length brings what there is, and the count says how much',
    altered((completion, { data }) => ({ ...completion, transferredBytes: data.length })),
  ],
  [
    'cuts sense data to 14 bytes',
    'an unknown operation code comes back as 5/20/00',
    altered((completion) => ({ ...completion, sense: completion.sense.slice(0, 14) })),
  ],
  [
    'gives every completion the same sense buffer',
    'sense data belongs to its own command only',
    altered((completion) => {
      sharedSense.fill(0);
      sharedSense.set(completion.sense);
      return { ...completion, sense: completion.sense.length > 0 ? sharedSense : completion.sense };
    }),
  ],
  [
    'keeps sense data for the next command',
    'sense data belongs to its own command only',
    (() => {
      let last = new Uint8Array(0) as Completion['sense'];
      return altered((completion) => {
        if (completion.sense.length > 0) last = completion.sense;
        return { ...completion, sense: last };
      });
    })(),
  ],
  [
    'makes an exception of CHECK CONDITION',
    'an invalid field comes back as 5/24/00',
    altered((completion) => {
      if (completion.status === 2) throw new TransportError('hostError', 'the command failed');
      return completion;
    }),
  ],
  [
    'takes every answer for GOOD',
    'an address behind the last block comes back as 5/21/00',
    altered((completion) => ({ ...completion, status: 0 })),
  ],
  [
    'aligns data buffers without copying back',
    'data buffers may start at any address',
    altered(
      (completion) => completion,
      (request) => (request.data.byteOffset % 4 === 0 ? request : { ...request, data: request.data.slice() }),
    ),
  ],
  [
    'sends the memory around the CDB',
    'a CDB may be a part of a larger buffer, and is only read',
    altered(
      (completion) => completion,
      (request) => ({ ...request, cdb: new Uint8Array(request.cdb.buffer).slice(0, request.cdb.length) }),
    ),
  ],
  [
    'writes behind the end of a buffer',
    'data buffers may start at any address',
    altered((completion, { data }) => {
      if (data.byteOffset + data.length < data.buffer.byteLength)
        new Uint8Array(data.buffer)[data.byteOffset + data.length] = 0;
      return completion;
    }),
  ],
  [
    'passes a signal over',
    'a signal takes its command out of the queue and leaves the others in',
    altered(
      (completion) => completion,
      ({ signal: _, ...request }) => request,
    ),
  ],
  [
    'lets time limits of zero through',
    'a time limit of zero is refused unsent',
    altered(
      (completion) => completion,
      (request) => ({ ...request, timeoutMs: request.timeoutMs || 1 }),
    ),
  ],
  [
    'names no limit when it refuses a transfer',
    'a transfer beyond the maximum is refused before the drive sees it, and the limit is named',
    spoilt((whole) => {
      const check = ({ data }: TransferRequest) => {
        if (data.length > whole.limits.maximumTransferBytes) throw new TransportError('rejected', 'too long');
      };
      return {
        execute: async (request) => {
          check(request);
          return whole.execute(request);
        },
        executeSync: (request) => {
          check(request);
          return whole.executeSync!(request);
        },
      };
    }),
  ],
  [
    'runs the last command first',
    'commands given at once run one after the other, each with its own result',
    spoilt((whole) => {
      const stack: (() => void)[] = [];
      return {
        execute: (request) =>
          new Promise((resolve, reject) => {
            stack.push(() => whole.execute(request).then(resolve, reject));
            queueMicrotask(() => stack.pop()!());
          }),
      };
    }),
  ],
  [
    'fails when it is closed again',
    'closing twice is no error',
    spoilt((whole) => {
      let isClosed = false;
      return {
        close: async () => {
          if (isClosed) throw new Error('closed already');
          isClosed = true;
          await whole.close();
        },
      };
    }),
  ],
  [
    'does not close',
    'a closed transport says so',
    spoilt(() => ({ close: async () => undefined, [Symbol.asyncDispose]: async () => undefined })),
  ],
];

describe('the conformance suite', () => {
  it.each(mistakes)('notices a transport that %s', async (_, notices, open) => {
    await expect(
      runCase(
        notices,
        spoilt(() => ({})),
      ),
    ).resolves.toBeUndefined();
    await expect(runCase(notices, open)).rejects.toThrow();
  });

  it('has a name of its own for every case', () => {
    const names = conformanceCases(spoilt(() => ({}))).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
