import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mmcCommands, read10, testUnitReady } from '../../../../mmc/index.js';
import { describeReport, dvdRamInMemory, type Medium, openVirtual } from '../../../../src/virtual/index.js';
import { answerOf, mixedDisc, run, setUp } from '../virtual-helpers.js';
import { sequentialMedium } from './sequential-medium.js';

const strayBit = [0, 0, 0x80, 0, 0, 0];

describe('the report', () => {
  it('is not there unless somebody asked for a judge', async () => {
    expect(setUp().drive.report()).toBeUndefined();
    const transport = await openVirtual('virtual:?judge=on');
    expect(transport.drive.report()).toMatchObject({ commands: 0, findings: [] });
    await transport.close();
  });

  it('says what, at which command, why, what to do and where it is written', () => {
    const { drive, transport, device } = setUp({ judge: true });
    device.sendSync(testUnitReady, {});
    expect(answerOf(run(transport, strayBit).completion)).toBe('5/24/00');
    expect(drive.report()).toEqual({
      commands: 2,
      totals: { error: 1, warning: 0, advice: 0 },
      findings: [
        {
          rule: 'reserved-bit-set',
          severity: 'error',
          command: {
            number: 2,
            name: 'TEST UNIT READY',
            cdb: '00 00 80 00 00 00',
            clauses: [{ document: 'SPC-3', number: '6.33', title: 'TEST UNIT READY' }],
          },
          host: 1,
          what: 'byte 2 bit 7 of the CDB is reserved and was set',
          why: 'A drive may refuse it, and a later standard may give the bit a meaning.',
          remedy: 'Leave what is reserved zero.',
          source: { document: 'SPC-4', topic: 'reserved fields of the CDB', clauses: [] },
        },
      ],
      omitted: {},
    });
    expect(describeReport(drive.report()!)).toBe(
      [
        'judge: 1 error, 0 warnings, 0 advice in 2 commands',
        '',
        'error reserved-bit-set, command 2: TEST UNIT READY  00 00 80 00 00 00',
        '  Byte 2 bit 7 of the CDB is reserved and was set.',
        '  A drive may refuse it, and a later standard may give the bit a meaning. Leave what is reserved zero.',
        '  SPC-4: reserved fields of the CDB',
        '  The command: SPC-3 6.33 TEST UNIT READY',
      ].join('\n'),
    );
  });

  it('gives the clause of a rule in the edition that it is known of', () => {
    const { drive, device } = setUp({ judge: true, medium: mixedDisc() });
    device.exchangeSync(read10, { logicalBlockAddress: 0x00ff_ffff, transferLengthBlocks: 1 });
    expect(drive.report()!.findings).toMatchObject([
      {
        rule: 'read-beyond-capacity',
        source: {
          document: 'MMC-6',
          clauses: [
            { document: 'MMC-5', number: '6.19', title: 'READ CAPACITY(10)' },
            { document: 'SBC-2', number: '5.10', title: 'READ CAPACITY(10)' },
          ],
        },
      },
    ]);
    expect(describeReport(drive.report()!)).toContain(
      '\n  MMC-6: READ CAPACITY; MMC-5 6.19 READ CAPACITY(10); SBC-2 5.10 READ CAPACITY(10)',
    );
  });

  it('keeps 16 findings of a rule and counts the others', () => {
    const { drive, transport } = setUp({ judge: true, reservedBits: 'ignore' });
    for (let i = 0; i < 100; i++) run(transport, strayBit);
    const { totals, findings, omitted } = drive.report()!;
    expect({ error: totals.error, kept: findings.length, omitted }).toEqual({
      error: 100,
      kept: 16,
      omitted: { 'reserved-bit-set': 84 },
    });
    expect(describeReport(drive.report()!)).toMatch(/\nreserved-bit-set: 84 more$/);
  });

  it('tells hosts apart, and begins anew when the judge does', () => {
    const { drive, transport } = setUp({ judge: true });
    run(transport, [0, 0, 0, 0, 0, 0]);
    run(drive.connect(), strayBit);
    expect(drive.report()!.findings.map(({ host }) => host)).toEqual([2]);
    drive.startJudge();
    expect(drive.report()).toMatchObject({ commands: 0, findings: [] });
  });
});

/** CDBs with known operation codes, mostly zeros. */
const step = fc.record({
  cdb: fc
    .tuple(
      fc.constantFrom(...new Set([...mmcCommands].map(({ operationCode }) => operationCode))),
      fc.array(fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(255)), { minLength: 15, maxLength: 15 }),
    )
    .map(([operationCode, rest]) => Uint8Array.of(operationCode, ...rest)),
  direction: fc.constantFrom('none', 'in', 'out'),
  length: fc.constantFrom(0, 1, 4, 12, 28, 36, 2048, 5000),
});

describe.each<[string, () => Medium | undefined]>([
  ['a CD', mixedDisc],
  ['a DVD-RAM', () => dvdRamInMemory(64)],
  ['a sequential medium', () => sequentialMedium()],
  ['no medium', () => undefined],
])('any sequence of CDBs, with %s', (_what, medium) => {
  it('is answered as without a judge', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const plain = setUp({ medium: medium() });
        const judged = setUp({ medium: medium(), judge: true });
        for (const { cdb, direction, length } of steps) {
          const request = () => ({
            cdb,
            direction,
            data: new Uint8Array(direction === 'none' ? 0 : length),
            timeoutMs: 1,
          });
          const [mine, theirs] = [request(), request()];
          expect(judged.transport.executeSync(mine)).toEqual(plain.transport.executeSync(theirs));
          expect(mine.data).toEqual(theirs.data);
        }
        expect(judged.drive.report()!.commands).toBe(steps.length);
      }),
      { numRuns: 200 },
    );
  });
});
