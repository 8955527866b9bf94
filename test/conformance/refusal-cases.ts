/** What a drive refuses comes back as status and sense; what cannot be sent is refused before it is. */
import assert from 'node:assert/strict';
import type { TransferRequest } from '../../src/transport/transport.js';
import {
  assertBytes,
  assertGood,
  assertPoisoned,
  assertRejects,
  assertSense,
  cdbs,
  dataIn,
  executeSync,
  type Open,
  poison,
  refusedRequests,
  timeoutMs,
  untilReady,
  withDrive,
  withoutData,
} from './drive.js';

/** Refused on this side, by `execute` and `executeSync` alike, and the drive has not noticed. */
function isRefusedUnsent(
  malformed: (limits: { maximumCdbBytes: number }) => TransferRequest,
): (open: Open) => Promise<void> {
  return (open) =>
    withDrive(open, async (transport) => {
      const request = malformed(transport.limits);
      await assertRejects(transport.execute(request), 'rejected');
      await assertRejects(executeSync(transport, request), 'rejected');
      assert.deepEqual(await untilReady(transport), []);
    });
}

function isRefusedByTheDrive(name: keyof Awaited<ReturnType<typeof refusedRequests>>) {
  return (open: Open) =>
    withDrive(open, async (transport) => {
      const { request, sense } = (await refusedRequests(transport))[name];
      assertSense(await transport.execute(request), sense);
      assertSense(await executeSync(transport, request), sense);
    });
}

export const refusalCases: Record<string, (open: Open) => Promise<void>> = {
  'an unknown operation code comes back as 5/20/00': isRefusedByTheDrive('unknownOperationCode'),
  'an invalid field comes back as 5/24/00': isRefusedByTheDrive('invalidFieldInCdb'),
  'an address behind the last block comes back as 5/21/00': isRefusedByTheDrive('addressOutOfRange'),

  'sense data belongs to its own command only': (open) =>
    withDrive(open, async (transport) => {
      for (const { request, sense } of Object.values(await refusedRequests(transport))) {
        const refused = await transport.execute(request);
        const kept = refused.sense.slice();
        assertGood(await transport.execute(withoutData(cdbs.testUnitReady)));
        assertGood(await executeSync(transport, withoutData(cdbs.testUnitReady)));
        assertSense(refused, sense);
        assertBytes(refused.sense, kept, 'a later command does not reach into an earlier completion');
      }
    }),

  'the same refusal brings the same sense bytes every time': (open) =>
    withDrive(open, async (transport) => {
      const { request } = (await refusedRequests(transport)).invalidFieldInCdb;
      const first = (await transport.execute(request)).sense;
      for (let i = 0; i < 20; i++) assertBytes((await transport.execute(request)).sense, first);
    }),

  'a CDB without bytes is refused unsent': isRefusedUnsent(() => withoutData(new Uint8Array(0))),
  'a CDB of five bytes is refused unsent': isRefusedUnsent(() => withoutData(new Uint8Array(5))),
  'a CDB longer than the transport carries is refused unsent': isRefusedUnsent(({ maximumCdbBytes }) =>
    withoutData(new Uint8Array(maximumCdbBytes + 1)),
  ),
  'a time limit of zero is refused unsent': isRefusedUnsent(() => ({
    ...withoutData(cdbs.testUnitReady),
    timeoutMs: 0,
  })),
  'a time limit that is no number is refused unsent': isRefusedUnsent(() => ({
    ...withoutData(cdbs.testUnitReady),
    timeoutMs: Number.NaN,
  })),
  'data without a direction is refused unsent': isRefusedUnsent(() => ({
    ...dataIn(cdbs.inquiry(36), 36),
    direction: 'none',
  })),

  'data sent the wrong way ends in an answer or an error, and the drive is unharmed': (open) =>
    withDrive(open, async (transport) => {
      const data = new Uint8Array(36).fill(poison);
      await transport.execute({ cdb: cdbs.inquiry(36), direction: 'out', data, timeoutMs }).catch(() => undefined);
      assertPoisoned(data, 'data-out');
      await untilReady(transport);
      assert.deepEqual(await untilReady(transport), []);
    }),

  'more data than the buffer holds does not leave the buffer': (open) =>
    withDrive(open, async (transport) => {
      const arena = new Uint8Array(64).fill(poison);
      const data = arena.subarray(16, 24);
      await transport.execute({ cdb: cdbs.inquiry(36), direction: 'in', data, timeoutMs }).catch(() => undefined);
      assertPoisoned(arena.subarray(0, 16), 'the memory before the buffer');
      assertPoisoned(arena.subarray(24), 'the memory behind the buffer');
      await untilReady(transport);
      assert.deepEqual(await untilReady(transport), []);
    }),
};
