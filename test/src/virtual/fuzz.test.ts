import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSense, mmcCommands } from '../../../mmc/index.js';
import { dvdRamInMemory, type VirtualDriveOptions } from '../../../src/virtual/index.js';
import { answerOf, culpritOf, poison, setUp } from './virtual-helpers.js';

const operationCodes = [...new Set([...mmcCommands].map(({ operationCode }) => operationCode))];

/** CDBs with known operation codes, mostly zeros, so that many of them get past the first check. */
const cdb = fc
  .tuple(
    fc.constantFrom(...operationCodes, 0x1f, 0xff),
    fc.array(fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(255)), { minLength: 15, maxLength: 15 }),
  )
  .map(([operationCode, rest]) => Uint8Array.of(operationCode, ...rest));

const step = fc.record({
  cdb,
  direction: fc.constantFrom('none', 'in', 'out'),
  length: fc.constantFrom(0, 1, 4, 28, 36, 2048, 2352, 5000),
});

describe.each<[string, () => VirtualDriveOptions]>([
  ['a CD', () => ({})],
  ['a DVD-RAM', () => ({ medium: dvdRamInMemory() })],
  ['no medium', () => ({ medium: undefined })],
])('any sequence of CDBs, with %s', (_what, options) => {
  it('is answered, within the buffer, and every pointer resolves', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const { transport } = setUp({ ...options(), reservedBits: 'ignore' });
        for (const { cdb, direction, length } of steps) {
          const arena = new Uint8Array(length + 16).fill(poison);
          const data = arena.subarray(8, 8 + (direction === 'none' ? 0 : length));
          const completion = transport.executeSync({ cdb, direction, data, timeoutMs: 1 });
          expect([0x00, 0x02]).toContain(completion.status);
          expect(completion.transferredBytes).toBeLessThanOrEqual(data.length);
          const untouched = direction === 'in' ? arena.subarray(8 + completion.transferredBytes) : arena;
          expect(untouched.every((byte) => byte === poison)).toBe(true);
          if (completion.status === 0) continue;
          expect(answerOf(completion)).toMatch(/^[0-9A-F]\/[0-9A-F]{2}\/[0-9A-F]{2}$/);
          const specific = decodeSense(completion.sense)!.senseKeySpecific;
          if (specific?.kind === 'fieldPointer' && specific.commandData && answerOf(completion) === '5/24/00')
            expect(culpritOf(cdb, completion)).not.toMatch(/^reserved/);
        }
      }),
      { numRuns: 300 },
    );
  });
});
