import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultKinds } from '../../../../src/virtual/faults/kinds/index.js';
import { checkPlan } from '../../../../src/virtual/faults/plan.js';
import {
  type Fault,
  FaultPlanError,
  faultPlanSchema,
  openVirtual,
  readFaultPlan,
  VirtualDrive,
} from '../../../../src/virtual/index.js';

/** A validator that is not ours, on the schema that is shipped. */
const validate = new Ajv2020({ allErrors: true }).compile(faultPlanSchema());

function problemsOf(plan: unknown): readonly string[] {
  try {
    checkPlan(plan);
    return [];
  } catch (error) {
    if (!(error instanceof FaultPlanError)) throw error;
    return error.problems;
  }
}

const one = (fault: object) => ({ faults: [fault as Fault] });

describe('what is no fault plan is told where, what and what is allowed', () => {
  it.each<[unknown, string]>([
    [3, '$: 3 is not a fault plan: an object with "faults"'],
    [{}, '$.faults: nothing is not a list of faults'],
    [{ seed: -1, faults: [] }, '$.seed: -1 is not an integer from 0 to 4294967295'],
    [{ fualts: [], faults: [] }, '$.fualts: there is no such member; there are $schema, seed, faults'],
    [{ faults: ['slow'] }, '$.faults[0]: "slow" is not a fault: an object with "kind"'],
    [one({ kind: 'sloow' }), '$.faults[0].kind: "sloow" is no kind of fault; there are unreadable, slow, '],
    [one({ kind: 'slow' }), '$.faults[0].delayMs: slow needs it: an integer from 1 to 3600000'],
    [one({ kind: 'slow', delayMs: 0 }), '$.faults[0].delayMs: 0 is not an integer from 1 to 3600000'],
    [one({ kind: 'slow', delayMs: 1, probability: 1.5 }), '$.faults[0].probability: 1.5 is not a number from 0 to 1'],
    [
      one({ kind: 'slow', delayMs: 1, commands: ['read11'] }),
      '$.faults[0].commands: ["read11"] is not a list of command ids',
    ],
    [one({ kind: 'status', status: 'bussy' }), '$.faults[0].status: "bussy" is not one of busy, reservationConflict'],
    [one({ kind: 'checkCondition', sense: '3-11-5' }), '$.faults[0].sense: "3-11-5" is not sense key, ASC and ASCQ'],
    [one({ kind: 'reset', delayMs: 1 }), '$.faults[0].delayMs: reset has no such member; there are commands, blocks'],
  ])('%j', (plan, says) => {
    expect(problemsOf(plan)).toEqual([expect.stringContaining(says)]);
    expect(validate(plan)).toBe(false);
  });

  it('a range that ends before it begins, which a schema cannot tell', () => {
    const [problem] = problemsOf(one({ kind: 'slow', delayMs: 1, blocks: { first: 2, last: 1 } }));
    expect(problem).toMatch(
      /^\$\.faults\[0\]\.blocks: \{"first":2,"last":1\} is not \{.*the last one not before the first$/,
    );
  });

  it('all of it at once', () => {
    const error = new FaultPlanError(problemsOf({ seed: 'x', faults: [{ kind: 'slow' }, 1] }));
    expect(error.problems).toHaveLength(3);
    expect(error.message).toMatch(/^\$\.seed: .* \(and 2 more\)$/);
  });
});

describe('the JSON schema', () => {
  const values = fc.oneof(
    fc.constantFrom(
      0,
      1,
      8,
      600,
      -5,
      1.5,
      1e9,
      true,
      false,
      '3/11/05',
      'crc',
      'agree',
      'busy',
      'none',
      'reset',
      'x',
      null,
    ),
    fc.constantFrom(['read10'], [], ['x'], { first: 0, last: 5 }, { first: 0 }, { first: 0, last: 5, x: 1 }),
  );
  const names = [...new Set(faultKinds.flatMap(({ members }) => Object.keys(members))), 'commands', 'blocks', 'times'];
  const fault = fc
    .tuple(
      fc.constantFrom(...faultKinds.map(({ kind }) => kind)),
      fc.dictionary(fc.constantFrom(...names), values, { maxKeys: 3 }),
    )
    .map(([kind, members]) => ({ ...faultKinds.find((each) => each.kind === kind)!.example, ...members }));

  it('accepts what the drive accepts, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fault, { maxLength: 3 }), (faults) => {
        expect(validate({ faults })).toBe(problemsOf({ faults }).length === 0);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(faultKinds.map(({ kind, example }) => [kind, example] as const))(
    'accepts the example of %s',
    (_kind, example) => {
      expect(problemsOf(one(example))).toEqual([]);
      validate(one(example));
      expect(validate.errors).toBeNull();
    },
  );
});

describe('a plan in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'discwire-faults-'));
  const file = (text: string): string => {
    const path = join(folder, 'plan.json');
    writeFileSync(path, text);
    return path;
  };

  it('is named in the name of the drive', async () => {
    const path = file('{ "faults": [{ "kind": "status", "status": "busy" }] }');
    await using transport = await openVirtual(`virtual:?faults=${path}`);
    const request = { cdb: new Uint8Array(6), direction: 'none', data: new Uint8Array(0), timeoutMs: 1 } as const;
    expect(transport.executeSync(request).status).toBe(0x08);
    rmSync(path);
  });

  it.each([
    ['{', /plan\.json: this is no JSON: /],
    ['{ "faults": 1 }', /plan\.json: \$\.faults: 1 is not a list of faults/],
  ])('that says %s is refused with its name', async (text, message) => {
    const path = file(text);
    expect(() => readFaultPlan(path)).toThrow(message);
    await expect(openVirtual(`virtual:?faults=${path}`)).rejects.toMatchObject({
      kind: 'unsupported',
      message: expect.stringMatching(message),
    });
  });

  it('that is not there is told as such', async () => {
    const path = join(folder, 'none.json');
    await expect(openVirtual(`virtual:?faults=${path}`)).rejects.toMatchObject({
      kind: 'notFound',
      message: expect.stringContaining(`there is no file ${path}`),
    });
    rmSync(folder, { recursive: true });
  });
});

it('a plan that is none changes nothing in a drive that has one', () => {
  const drive = new VirtualDrive({ powerOnUnitAttention: false, faults: one({ kind: 'status', status: 'busy' }) });
  expect(() => drive.setFaults({ faults: [{ kind: 'x' }] })).toThrow(FaultPlanError);
  const request = { cdb: new Uint8Array(6), direction: 'none', data: new Uint8Array(0), timeoutMs: 1 } as const;
  expect(drive.connect().executeSync(request).status).toBe(0x08);
  drive.setFaults(undefined);
  expect(drive.connect().executeSync(request).status).toBe(0x02);
});
