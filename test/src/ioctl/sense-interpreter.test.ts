import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHex } from '../../../mmc/index.js';
import { type ControlCodeName, controlCode } from '../../../src/ioctl/control-codes.js';
import { type NtStatusName, ntStatus, ntStatusName } from '../../../src/ioctl/ntstatus.js';
import { interpretSense, type SenseContext } from '../../../src/ioctl/sense-interpreter.js';
import { senseRules } from '../../../src/ioctl/sense-rules.js';
import { type SrbReply, srbAutosenseValid, srbStatus } from '../../../src/ioctl/srb.js';
import { reachableRuns } from './reachable-runs.js';

interface Vector {
  name: string;
  cdb: string;
  controlCode: string | null;
  srbStatus: string;
  autosenseValid: boolean;
  scsiStatus: string;
  sense: string | null;
  context: { mmc: boolean; volumeMounted: boolean; verifyFlag: boolean; overrideVerify: boolean };
  firstAttempt: { status: NtStatusName; retry: boolean; retryIntervalSeconds: number | null; rulesFired: string[] };
  ifFailurePersists: {
    sends?: number | null;
    finalStatus?: NtStatusName | null;
    totalDelaySeconds?: number | null;
    note?: string;
  };
}

const { vectors } = JSON.parse(readFileSync(new URL('./fixtures/sense-vectors.json', import.meta.url), 'utf8')) as {
  vectors: Vector[];
};

/** Codes of the vectors that this package has no name for. */
const otherCodes: Record<string, number> = {
  IOCTL_CDROM_GET_DRIVE_GEOMETRY: 0x0002404c,
  IOCTL_STORAGE_MEDIA_REMOVAL: 0x002d4804,
  IOCTL_DVD_SEND_KEY2: 0x0033d018,
};

function given(vector: Vector): { reply: SrbReply; context: SenseContext } {
  const flags = vector.autosenseValid ? srbAutosenseValid : 0;
  const name = vector.controlCode;
  return {
    reply: {
      srbStatus: Number(vector.srbStatus) | flags,
      scsiStatus: Number(vector.scsiStatus),
      sense: parseHex(vector.sense ?? ''),
    },
    context: {
      cdb: parseHex(vector.cdb),
      controlCode: name === null ? undefined : (controlCode[name as ControlCodeName] ?? otherCodes[name]),
      retriedCount: 0,
      millisecondsSinceFirstSend: 0,
      mmcDevice: vector.context.mmc,
      volumeMounted: vector.context.volumeMounted,
      verifyVolumeFlag: vector.context.verifyFlag,
      overrideVerify: vector.context.overrideVerify,
      cancelled: false,
    },
  };
}

/** Sends again as long as the rules say so; undefined where that is still so after a thousand times. */
function persist(reply: SrbReply, context: SenseContext) {
  let delayMs = 0;
  for (let sends = 1; sends <= 1_000; sends++) {
    const verdict = interpretSense(reply, {
      ...context,
      retriedCount: sends - 1,
      millisecondsSinceFirstSend: delayMs,
    });
    if (!verdict.retry)
      return { sends, finalStatus: ntStatusName(verdict.ntStatus), totalDelaySeconds: delayMs / 1000 };
    delayMs += verdict.retryIntervalMs;
  }
  return undefined;
}

describe('the vectors', () => {
  it('are 68', () => {
    expect(vectors).toHaveLength(68);
  });

  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s: the first attempt', (_, vector) => {
    const { reply, context } = given(vector);
    const verdict = interpretSense(reply, context);
    const { firstAttempt } = vector;
    expect({ ...verdict, ntStatus: ntStatusName(verdict.ntStatus) }).toMatchObject({
      ntStatus: firstAttempt.status,
      retry: firstAttempt.retry,
      rulesFired: firstAttempt.rulesFired,
    });
    // Without a retry there is nothing to wait for, and the vectors name no time.
    if (firstAttempt.retryIntervalSeconds !== null)
      expect(verdict.retryIntervalMs).toBeCloseTo(firstAttempt.retryIntervalSeconds * 1000, 6);
    else expect(firstAttempt.retry).toBe(false);
  });

  const streaming = vectors.filter(({ ifFailurePersists }) => ifFailurePersists.sends === undefined);
  const endless = vectors.filter(({ ifFailurePersists }) => ifFailurePersists.sends === null);
  const ending = vectors.filter((vector) => !streaming.includes(vector) && !endless.includes(vector));

  it.each(ending.map((vector) => [vector.name, vector] as const))('%s: the end, if it goes on', (_, vector) => {
    const { reply, context } = given(vector);
    expect(persist(reply, context)).toEqual(vector.ifFailurePersists);
  });

  it('leave out the end of streaming commands, which are not sent a second time', () => {
    expect(streaming.map(({ name }) => name)).toEqual([
      'streaming READ(12) 5/24/00 (falls back to READ(10) on retry)',
      'streaming READ(12) SRB TIMEOUT',
    ]);
  });

  it('have one failure that the rules alone never give up', () => {
    expect(endless).toHaveLength(1);
    const { reply, context } = given(endless[0]!);
    expect(persist(reply, context)).toBeUndefined();
  });
});

describe('the rules', () => {
  it('are 108, with ids of their own', () => {
    expect(senseRules).toHaveLength(108);
    expect(new Set(senseRules.map(({ id }) => id)).size).toBe(108);
  });

  it('end in statuses that have names', () => {
    const named = new Set<number>(Object.values(ntStatus));
    for (const { id, status } of senseRules) if (typeof status === 'number') expect(named.has(status), id).toBe(true);
  });

  it('refer to rules and groups that stand before them', () => {
    const before = new Set<string>();
    for (const { id, group, match } of senseRules) {
      for (const reference of [match.fired, match.notFired])
        if (reference !== undefined) expect(before, `${id} refers to ${reference}`).toContain(reference);
      before.add(id);
      if (group) before.add(group);
    }
  });

  it('have the catch-all of each kind of reply behind the particular ones', () => {
    const ids = senseRules.map(({ id }) => id);
    const inOrder = ['04-01', '04-xx', '3a-cc', '3a-xx', '6f-05', '6f-xx', 'key-2', 'key-other', 'srb-timeout'];
    const positions = [...inOrder, 'srb-error-other', 'srb-other', 'cmd-rw-delay', 'cmd-rw-time', 'cancel'].map((id) =>
      ids.indexOf(id),
    );
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(positions).not.toContain(-1);
  });

  it('can all fire', () => {
    const fired = new Set<string>();
    for (const { reply, context } of reachableRuns())
      for (const id of interpretSense(reply, context).rulesFired) fired.add(id);
    expect(senseRules.map(({ id }) => id).filter((id) => !fired.has(id))).toEqual([]);
  });
});

const anyReply: fc.Arbitrary<SrbReply> = fc.record({
  srbStatus: fc.integer({ min: 0, max: 0xff }),
  scsiStatus: fc.constantFrom(0x00, 0x02, 0x04, 0x08, 0x18, 0x22, 0x28, 0x30, 0x40, 0xff),
  sense: fc.uint8Array({ maxLength: 252 }),
});
const anyContext: fc.Arbitrary<SenseContext> = fc.record({
  cdb: fc.uint8Array({ maxLength: 16 }),
  controlCode: fc.option(fc.constantFrom(...Object.values(controlCode)), { nil: undefined }),
  retriedCount: fc.nat(10),
  millisecondsSinceFirstSend: fc.option(fc.nat(200_000), { nil: undefined }),
  mmcDevice: fc.boolean(),
  hitachiDevice: fc.boolean(),
  volumeMounted: fc.boolean(),
  verifyVolumeFlag: fc.boolean(),
  overrideVerify: fc.boolean(),
  cancelled: fc.boolean(),
});

describe('interpretSense', () => {
  it('ends with a status that has a name, and at most one decision, whatever it is given', () => {
    const decisions = new Set(senseRules.filter(({ group }) => group === 'decide').map(({ id }) => id));
    fc.assert(
      fc.property(anyReply, anyContext, (reply, context) => {
        const verdict = interpretSense(reply, context);
        expect(ntStatusName(verdict.ntStatus)).toMatch(/^STATUS_/);
        expect(verdict.retryIntervalMs).toBeGreaterThanOrEqual(0);
        expect(verdict.rulesFired.filter((id) => decisions.has(id))).toHaveLength(1);
      }),
    );
  });

  it('never sends a command again of whose success it is sure', () => {
    fc.assert(
      fc.property(anyReply, anyContext, (reply, context) => {
        const verdict = interpretSense({ ...reply, srbStatus: srbStatus.success | (reply.srbStatus & 0xc0) }, context);
        expect(verdict).toEqual({
          ntStatus: ntStatus.STATUS_SUCCESS,
          retry: false,
          retryIntervalMs: 0,
          rulesFired: ['srb-success'],
          effects: [],
        });
      }),
    );
  });

  it('gives up on every command but READ, WRITE, RESERVE(6), RELEASE(6) and ALLOW after five retries at the latest', () => {
    const openEnded = [0x28, 0x08, 0xa8, 0x88, 0x2a, 0x0a, 0xaa, 0x8a, 0x16, 0x17, 0x1e];
    fc.assert(
      fc.property(anyReply, anyContext, (reply, context) => {
        fc.pre(!openEnded.includes(context.cdb[0] ?? 0));
        const { retry } = interpretSense(reply, { ...context, overrideVerify: false, retriedCount: 5 });
        expect(retry).toBe(false);
      }),
    );
  });

  it('ends with the status in the SRB where the port driver has put one there', () => {
    const reply = {
      srbStatus: srbStatus.internalError,
      scsiStatus: 0,
      sense: new Uint8Array(0),
      internalStatus: ntStatus.STATUS_ACCESS_DENIED,
    };
    const context = given(vectors[0]!).context;
    expect(interpretSense(reply, context)).toMatchObject({
      ntStatus: ntStatus.STATUS_ACCESS_DENIED,
      retry: false,
      rulesFired: ['internal-error'],
    });
  });

  it('sees the ASCQ only where the sense data is longer than it has to be', () => {
    const { reply, context } = given(vectors.find(({ name }) => name === 'TUR 2/04/03')!);
    const withLength = (additionalLength: number) => {
      const sense = reply.sense.slice();
      sense[7] = additionalLength;
      return interpretSense({ ...reply, sense }, context).rulesFired;
    };
    expect([5, 6, 7].map(withLength)).toEqual([['key-2'], ['04-xx'], ['04-03']]);
  });

  it('forgets the speed to go back to when SET_SPEED fails, not when it succeeds after all', () => {
    const codeInFlight = { controlCode: controlCode.IOCTL_CDROM_SET_SPEED };
    const effectsOf = (name: string) => {
      const { reply, context } = given(vectors.find((vector) => vector.name === name)!);
      return interpretSense(reply, { ...context, ...codeInFlight }).effects;
    };
    expect(effectsOf('TUR 5/20/00')).toEqual(['forgetDefaultSpeed']);
    expect(effectsOf('TUR 1/18/00')).toEqual([]);
  });

  it('turns a due retry of a request that was taken back into STATUS_CANCELLED', () => {
    const vector = vectors.find(({ name }) => name === 'TUR 2/04/01')!;
    const { reply, context } = given(vector);
    expect(interpretSense(reply, { ...context, cancelled: true })).toMatchObject({
      ntStatus: ntStatus.STATUS_CANCELLED,
      retry: false,
      rulesFired: ['04-01', 'cancel'],
    });
  });

  it('leaves a failure that is final as it is, also where the request was taken back', () => {
    const { reply, context } = given(vectors.find(({ name }) => name === 'TUR 5/20/00')!);
    expect(interpretSense(reply, { ...context, cancelled: true }).ntStatus).toBe(
      ntStatus.STATUS_INVALID_DEVICE_REQUEST,
    );
  });
});
