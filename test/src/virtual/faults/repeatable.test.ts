import fc from 'fast-check';
import { expect, it } from 'vitest';
import { read10, readCd } from '../../../../mmc/index.js';
import { TransportError } from '../../../../src/transport/transport-error.js';
import { dvdRamInMemory, type FaultPlan } from '../../../../src/virtual/index.js';
import { poison, setUp } from '../virtual-helpers.js';

const everything = (seed: number): FaultPlan => ({
  seed,
  faults: [
    { kind: 'unreadable', probability: 0.05, recoveredAfter: 2 },
    { kind: 'slow', delayMs: 5, probability: 0.1 },
    { kind: 'c2', probability: 0.3, persistent: false },
    { kind: 'corruptRead', probability: 0.1 },
    { kind: 'jitter', samples: 100 },
    { kind: 'subChannelQ', damage: 'crc', probability: 0.3 },
    { kind: 'status', status: 'busy', probability: 0.1 },
    { kind: 'timeout', probability: 0.05 },
    { kind: 'unitAttention', probability: 0.1 },
    { kind: 'residual', bytes: -1, probability: 0.1 },
  ],
});

const step = fc.oneof(
  fc.record({ logicalBlockAddress: fc.nat(250), transferLengthBlocks: fc.integer({ min: 0, max: 20 }) }).map((cdb) => ({
    cdb: read10.encodeCdb(cdb),
    room: 2048 * cdb.transferLengthBlocks,
  })),
  fc
    .record({
      startingLogicalBlockAddress: fc.integer({ min: 460, max: 900 }),
      transferLengthBlocks: fc.integer({ min: 1, max: 20 }),
    })
    .map((cdb) => ({
      cdb: readCd.encodeCdb({ ...cdb, userData: true, c2ErrorInformation: 1, subChannelSelection: 1 }),
      room: (2352 + 294 + 96) * cdb.transferLengthBlocks,
    })),
  fc.constant({ cdb: new Uint8Array(6), room: 0 }),
);

type Step = { readonly cdb: Uint8Array; readonly room: number };

/** What a host gets of its commands, with time passing in between or not. */
function log(plan: FaultPlan, steps: readonly Step[], pauseMs: number): unknown[] {
  const { transport, clock } = setUp({ faults: plan });
  return steps.map(({ cdb, room }) => {
    const data = new Uint8Array(room).fill(poison);
    clock.advance(pauseMs);
    try {
      const completion = transport.executeSync({ cdb, direction: room > 0 ? 'in' : 'none', data, timeoutMs: 1000 });
      return [completion, Buffer.from(data).toString('base64')];
    } catch (error) {
      return error instanceof TransportError ? error.message : error;
    }
  });
}

it('the same seed and the same commands give the same run, whenever they come', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 15 }), fc.nat(1000), (steps, seed) => {
      expect(log(everything(seed), steps, 1000)).toEqual(log(everything(seed), steps, 0));
    }),
    { numRuns: 60 },
  );
});

it('another seed gives another run', () => {
  const steps = Array.from({ length: 30 }, (_, i) => ({
    cdb: read10.encodeCdb({ logicalBlockAddress: i, transferLengthBlocks: 4 }),
    room: 8192,
  }));
  expect(log(everything(1), steps, 0)).not.toEqual(log(everything(2), steps, 0));
});

it('a plan that is set again begins anew', () => {
  const plan: FaultPlan = { faults: [{ kind: 'status', status: 'busy', times: 1 }] };
  const { drive, transport } = setUp({ medium: dvdRamInMemory(64), faults: plan });
  const status = () =>
    transport.executeSync({ cdb: new Uint8Array(6), direction: 'none', data: new Uint8Array(0), timeoutMs: 1 }).status;
  expect([status(), status()]).toEqual([8, 0]);
  drive.setFaults(plan);
  expect([status(), status()]).toEqual([8, 0]);
});
