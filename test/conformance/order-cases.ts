/** One command at a time, in the order they were given, however they were given. */
import assert from 'node:assert/strict';
import { hex } from '../../mmc/index.js';
import { type Completion, scsiStatus, type TransferRequest } from '../../src/transport/transport.js';
import { TransportError } from '../../src/transport/transport-error.js';
import {
  assertBytes,
  assertGood,
  assertRejects,
  assertSense,
  blockLengthBytes,
  cdbs,
  dataBlocks,
  dataIn,
  executeSync,
  good,
  type Open,
  readBlocks,
  refusedRequests,
  untilReady,
  withDrive,
  withoutData,
} from './drive.js';

/**
 * What two runs of one request must have in common. The data of a command that was refused is no answer: Linux leaves the
 * buffer alone in one run, and hands out what lay in its memory in another.
 */
function comparable(request: TransferRequest, { status, sense, transferredBytes }: Completion) {
  const data = status === scsiStatus.good ? hex(request.data) : undefined;
  return { status, sense: hex(sense), transferredBytes, data };
}

export const orderCases: Record<string, (open: Open) => Promise<void>> = {
  'after what the drive had to report it stays ready': (open) =>
    withDrive(open, async (transport) => {
      for (let i = 0; i < 10; i++) assert.deepEqual(await untilReady(transport), []);
    }),

  'execute and executeSync give the same': (open) =>
    withDrive(open, async (transport) => {
      const { startAddress } = await dataBlocks(transport, 3);
      const refused = Object.values(await refusedRequests(transport)).map(({ request }) => request);
      const requests = [
        withoutData(cdbs.testUnitReady),
        dataIn(cdbs.inquiry(36), 36),
        dataIn(cdbs.inquiry(252), 252),
        dataIn(cdbs.readToc(804), 804),
        dataIn(cdbs.read10(startAddress, 3), 3 * blockLengthBytes),
        ...refused,
      ];
      for (const request of requests) {
        const again = { ...request, data: request.data.slice() };
        const awaited = comparable(request, await transport.execute(request));
        assert.deepEqual(comparable(again, await executeSync(transport, again)), awaited);
      }
    }),

  'many commands in a row all end GOOD': (open) =>
    withDrive(open, async (transport) => {
      const inquiry = dataIn(cdbs.inquiry(36), 36);
      const expected = await good(transport, dataIn(cdbs.inquiry(36), 36));
      for (let i = 0; i < 300; i++) {
        assertGood(await executeSync(transport, withoutData(cdbs.testUnitReady)));
        inquiry.data.fill(0);
        assertGood(i % 3 ? await executeSync(transport, inquiry) : await transport.execute(inquiry));
        assertBytes(inquiry.data, expected);
      }
    }),

  'commands given at once run one after the other, each with its own result': (open) =>
    withDrive(open, async (transport) => {
      const { startAddress, blocks } = await dataBlocks(transport, 16);
      const expected = await readBlocks(transport, startAddress, blocks, blocks);
      const { request: refused, sense } = (await refusedRequests(transport)).unknownOperationCode;
      const finished: number[] = [];
      await Promise.all(
        Array.from({ length: 2 * blocks }, async (_, i) => {
          const block = i >> 1;
          const request = i % 2 ? refused : dataIn(cdbs.read10(startAddress + block, 1), blockLengthBytes);
          const completion = await transport.execute(request);
          finished.push(i);
          if (i % 2) return assertSense(completion, sense);
          assertGood(completion);
          assertBytes(request.data, expected.subarray(block * blockLengthBytes, (block + 1) * blockLengthBytes));
        }),
      );
      assert.deepEqual(
        finished,
        finished.map((_, i) => i),
      );
    }),

  'executeSync beside a running execute waits for it or says busy, and disturbs nothing': (open) =>
    withDrive(open, async (transport) => {
      const { startAddress } = await dataBlocks(transport, 8);
      const expected = await readBlocks(transport, startAddress, 8, 8);
      const { request: refused, sense } = (await refusedRequests(transport)).unknownOperationCode;
      const running = good(transport, dataIn(cdbs.read10(startAddress, 8), 8 * blockLengthBytes));
      const waiting = transport.execute(withoutData(cdbs.testUnitReady));
      try {
        assertSense(await executeSync(transport, refused), sense);
      } catch (error) {
        if (!(error instanceof TransportError && error.kind === 'busy')) throw error;
      }
      assertBytes(await running, expected);
      assertGood(await waiting);
      assertSense(await executeSync(transport, refused), sense);
    }),

  'a command whose signal is aborted already is not sent': (open) =>
    withDrive(open, async (transport) => {
      const signal = AbortSignal.abort();
      await assertRejects(transport.execute({ ...withoutData(cdbs.testUnitReady), signal }), 'aborted');
      assert.deepEqual(await untilReady(transport), []);
    }),

  'a signal takes its command out of the queue and leaves the others in': (open) =>
    withDrive(open, async (transport) => {
      const controller = new AbortController();
      const before = transport.execute(withoutData(cdbs.testUnitReady));
      const taken = transport.execute({ ...withoutData(cdbs.testUnitReady), signal: controller.signal });
      const after = transport.execute(withoutData(cdbs.testUnitReady));
      controller.abort();
      await assertRejects(taken, 'aborted');
      assertGood(await before);
      assertGood(await after);
    }),

  'a signal that is aborted afterwards changes nothing': (open) =>
    withDrive(open, async (transport) => {
      const controller = new AbortController();
      assertGood(await transport.execute({ ...withoutData(cdbs.testUnitReady), signal: controller.signal }));
      controller.abort();
      assert.deepEqual(await untilReady(transport), []);
    }),

  'time limits of any size are taken': (open) =>
    withDrive(open, async (transport) => {
      for (const timeoutMs of [2_500, 7_001, 30_000, 3_600_000])
        assertGood(await transport.execute({ ...withoutData(cdbs.testUnitReady), timeoutMs }));
    }),
};
