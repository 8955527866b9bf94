import assert from 'node:assert/strict';
import type { TransferRequest, Transport } from '../../../src/transport/transport.js';
import { churn } from './collect-garbage.js';

const blockBytes = 2048;

/** Reads of every size class: on V8's heap (up to 64 bytes), small, many pages. */
function reads(transport: Transport): { cdb: Uint8Array; length: number }[] {
  const most = Math.min(transport.limits.maximumTransferBytes, 262_144);
  const inquiries = [8, 36, 64, 65, 96].map((length) => ({ cdb: Uint8Array.of(0x12, 0, 0, 0, length, 0), length }));
  const blockCounts = [1, 2, 16, Math.floor(most / blockBytes)];
  return [
    ...inquiries,
    ...blockCounts.map((blocks) => ({
      cdb: Uint8Array.of(0x28, 0, 0, 0, 0, 0, 0, blocks >> 8, blocks & 0xff, 0),
      length: blocks * blockBytes,
    })),
  ];
}

/**
 * Proves on a real drive with a readable medium that buffers stay where they are: sends commands whose data nobody else
 * holds, collects garbage while they run, and compares what arrived with what a quiet run read. Returns how many.
 */
export async function stressBuffers(transport: Transport, rounds: number): Promise<number> {
  const quiet = new Map<Uint8Array, Uint8Array>();
  const all = reads(transport);
  const request = (cdb: Uint8Array, length: number): TransferRequest => ({
    cdb,
    direction: 'in',
    data: new Uint8Array(length),
    timeoutMs: 60_000,
  });
  for (const { cdb, length } of all) {
    const sent = request(cdb, length);
    const { status, transferredBytes } = await transport.execute(sent);
    assert.equal(status, 0, `the quiet run of ${cdb} is GOOD`);
    quiet.set(cdb, sent.data.subarray(0, transferredBytes));
  }
  let commands = 0;
  for (let round = 0; round < rounds; round++) {
    const running = all.map(async ({ cdb, length }) => {
      const sent = request(Uint8Array.from(cdb), length);
      const { status, transferredBytes } = await transport.execute(sent);
      assert.equal(status, 0);
      assert.deepEqual(sent.data.subarray(0, transferredBytes), quiet.get(cdb), `the same bytes for ${cdb}`);
      commands++;
    });
    let isDone = false;
    const done = Promise.all(running).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      churn();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await done;
  }
  return commands;
}
