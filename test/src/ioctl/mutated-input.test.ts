/**
 * Requests that somebody has been at, on the embedded drive: lengths, contents, access, locks, closed handles. Each ends as
 * the table allows, tells Information as the table has it, and touches nothing that is not its own.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Device } from '../../../src/device/index.js';
import {
  type CdromOptions,
  type ControlCodeName,
  controlCode,
  decomposeControlCode,
  type NtStatusName,
  ntStatus,
  ntStatusName,
  ntStatusSeverity,
  openCdrom,
  requiredAccess,
  transferMethod,
} from '../../../src/ioctl/index.js';
import { ManualClock } from '../../../src/time/clock.js';
import type { Completion, TransferRequest, Transport } from '../../../src/transport/transport.js';
import { mixedDisc, setUp } from '../virtual/virtual-helpers.js';
import { additionsFor } from './rows/additions.js';
import { nameOf, rowsOf } from './rows/every-code.js';
import { guarded } from './rows/guarded.js';
import { passThrough } from './rows/pass-through-inputs.js';
import { passThroughVerdict } from './rows/pass-through-verdict.js';
import { type ReferenceCode, referenceCodes } from './rows/reference.js';
import { subjects } from './rows/subjects.js';

const everyCode = referenceCodes.filter((code) => nameOf(code) === code.name).map((code) => [code.name, code] as const);

/** The drive below, how many commands came for it, and how many it took. */
class CountingTransport implements Transport {
  sent = 0;
  answered = 0;
  constructor(readonly below: Transport) {}
  get name() {
    return this.below.name;
  }
  get limits() {
    return this.below.limits;
  }
  async execute(request: TransferRequest): Promise<Completion> {
    this.sent++;
    const completion = await this.below.execute(request);
    this.answered++;
    return completion;
  }
  executeSync(request: TransferRequest): Completion {
    return this.below.executeSync!(request);
  }
  close = async () => {};
  [Symbol.asyncDispose] = async () => {};
}

interface Mutated {
  readonly input: Uint8Array;
  readonly output: number;
  readonly callerBits: 32 | 64;
  readonly access: NonNullable<CdromOptions['access']>;
  readonly obstacle: 'none' | 'locked' | 'closed' | 'noFileObject';
  /** How many bytes there are wherever an address leads to. */
  readonly memory: number;
}

const lengthAround = (needed: number) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(0, Math.max(0, needed - 1), needed, needed, needed, needed + 1) },
    { weight: 2, arbitrary: fc.nat(needed + 64) },
    { weight: 1, arbitrary: fc.constantFrom(65_534, 65_535, 65_536, 65_537, 200_000) },
  );

/** Where a length or an offset is read, these are the numbers that break sums. */
const awkward = (lengths: readonly number[]) =>
  fc.constantFrom(
    ...[0, 1, 0x7fff, 0x8000, 0xffff, 0x1_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff],
    ...lengths.flatMap((length) => [Math.max(0, length - 1), length, length + 1]),
  );

function overwrite(input: Uint8Array, edits: readonly (readonly [at: number, value: number, width: 1 | 2 | 4])[]) {
  const bytes = input.slice();
  const view = new DataView(bytes.buffer);
  for (const [place, value, width] of edits) {
    if (bytes.length < width) continue;
    const at = (place % (bytes.length - width + 1)) & ~(width - 1);
    if (width === 1) view.setUint8(at, value & 0xff);
    else if (width === 2) view.setUint16(at, value & 0xffff, true);
    else view.setUint32(at, value, true);
  }
  return bytes;
}

/** With data and sense data, so that there is something to be wrong about: both behind the structure, in that order. */
const behind = { dataLength: 16, dataAt: 72n, senseInfoLength: 18, senseInfoOffset: 88 };
const passThroughs: { readonly [name: string]: Uint8Array } = {
  IOCTL_SCSI_PASS_THROUGH: passThrough.buffered(behind),
  IOCTL_SCSI_PASS_THROUGH_DIRECT: passThrough.direct(behind),
  IOCTL_SCSI_PASS_THROUGH_EX: passThrough.bufferedEx(behind),
  IOCTL_SCSI_PASS_THROUGH_DIRECT_EX: passThrough.directEx(behind),
};

/** A request that nothing is wrong with. */
function soundRequest(name: ControlCodeName): { readonly input?: Uint8Array; readonly output?: number } {
  return name in passThroughs ? { input: passThroughs[name]!, output: 106 } : subjects[name];
}

function mutationsOf(name: ControlCodeName) {
  const { input = new Uint8Array(0), output = 0 } = soundRequest(name);
  const edit = fc.tuple(fc.nat(255), awkward([input.length, output, 56, 64]), fc.constantFrom(1 as const, 2, 4));
  const contents = fc.oneof(
    { weight: 4, arbitrary: fc.array(edit, { maxLength: 4 }).map((edits) => overwrite(input, edits)) },
    { weight: 1, arbitrary: fc.uint8Array({ minLength: input.length, maxLength: input.length }) },
  );
  return fc.record({
    input: fc.tuple(contents, lengthAround(input.length)).map(([bytes, length]) => {
      const resized = new Uint8Array(length);
      resized.set(bytes.subarray(0, length));
      return resized;
    }),
    output: lengthAround(output),
    callerBits: fc.constantFrom(64 as const, 64 as const, 32 as const),
    access: fc.constantFrom(...(['readWrite', 'readWrite', 'readWrite', 'read', 'write', 'none'] as const)),
    obstacle: fc.constantFrom(...(['none', 'none', 'none', 'none', 'locked', 'closed', 'noFileObject'] as const)),
    memory: fc.constantFrom(0, 4, 512, 200_000),
  });
}

const { FILE_READ_ACCESS, FILE_WRITE_ACCESS } = requiredAccess;
const granted = {
  none: 0,
  read: FILE_READ_ACCESS,
  write: FILE_WRITE_ACCESS,
  readWrite: FILE_READ_ACCESS | FILE_WRITE_ACCESS,
};

/** Where the system itself refuses, or the exclusive lock does: undefined where they do not. */
function refusal({ name, statuses }: ReferenceCode, { access, obstacle }: Mutated): NtStatusName | undefined {
  if (obstacle === 'closed') return 'STATUS_INVALID_HANDLE';
  const needed = decomposeControlCode(controlCode[name]).access;
  if (obstacle !== 'noFileObject' && (needed & ~granted[access]) !== 0) return 'STATUS_ACCESS_DENIED';
  const looksItself = name === 'IOCTL_STORAGE_QUERY_PROPERTY';
  return obstacle === 'locked' && statuses.includes('@exclusiveLock') && !looksItself
    ? 'STATUS_ACCESS_DENIED'
    : undefined;
}

/** Of sense data that the table has with some codes only: any drive can answer any command so. */
const ofAnyDrive: readonly NtStatusName[] = ['STATUS_NONEXISTENT_SECTOR', 'STATUS_MEDIA_WRITE_PROTECTED'];

const allowed = (code: ReferenceCode): readonly string[] => [
  ...[...rowsOf(code), ...additionsFor(code.name)].map(({ status }) => status),
  ...(code.statuses.includes('@drive') ? ofAnyDrive : []),
];

/** Statuses with which something is wrong with the request, and never with the drive. */
const ofRequests: readonly NtStatusName[] = [
  'STATUS_ACCESS_DENIED',
  'STATUS_ACCESS_VIOLATION',
  'STATUS_BUFFER_TOO_SMALL',
  'STATUS_INFO_LENGTH_MISMATCH',
  'STATUS_INVALID_BUFFER_SIZE',
  'STATUS_INVALID_DEVICE_STATE',
  'STATUS_INVALID_HANDLE',
  'STATUS_INVALID_PARAMETER',
  'STATUS_NOT_SUPPORTED',
  'STATUS_REVISION_MISMATCH',
];

const informationsOf = (code: ReferenceCode, status: string): number[] => [
  0,
  ...rowsOf(code)
    .filter((row) => row.status === status)
    .flatMap(({ information = '' }) => [...information.matchAll(/\d+/g)].map(([digits]) => Number(digits))),
];

/** How much is needed is said in words there, and the rows of the family have it in digits. */
const tellsNeed = /^IOCTL_(DVD_READ_KEY|AACS_READ_MEDIA_KEY_BLOCK|STORAGE_QUERY_PROPERTY|SCSI_GET_)/;

const isUntouched = (bytes: Uint8Array) => bytes.every((byte) => byte === 0xaa);

const medium = mixedDisc();
const writable = { isAllowed: true, isDefectManaged: true };

async function send(name: ControlCodeName, mutated: Mutated) {
  const { drive } = setUp({ medium });
  const transport = new CountingTransport(drive.connect());
  const device = new Device(transport);
  const { input, output, callerBits, access, obstacle, memory } = mutated;
  const handle = openCdrom(device, { clock: new ManualClock(), callerBits, access });
  Object.assign(handle.state, { featureCodes: [0x1f, 0x10d], writeCapabilities: writable }, subjects[name].state);
  if (obstacle === 'locked') await openCdrom(device).exclusiveLock('another program', { ignoreVolume: true });
  if (obstacle === 'closed') await handle.close();
  Object.assign(transport, { sent: 0, answered: 0 });
  const [into, out] = [guarded(input), guarded(new Uint8Array(output).fill(0xaa))];
  const program = guarded(new Uint8Array(memory).fill(0xbb));
  const result = await handle.ioctl(controlCode[name], into.bytes, out.bytes, {
    fileObject: obstacle !== 'noFileObject',
    memory: (_address, length) => (length <= memory ? program.bytes.subarray(0, length) : undefined),
  });
  return {
    result,
    status: ntStatusName(result.ntStatus),
    buffer: out.bytes,
    sent: transport.sent,
    answered: transport.answered,
    limits: transport.limits,
    isGuarded: into.isIntact() && into.isUnchanged() && out.isIntact() && program.isIntact(),
  };
}
const seen = new Map<string, number>();

describe('a mutated request', () => {
  it.each(everyCode)('%s', async (name, code) => {
    const expected = allowed(code);
    const isBuffered = decomposeControlCode(controlCode[name]).method === transferMethod.METHOD_BUFFERED;
    await fc.assert(
      fc.asyncProperty(mutationsOf(name), async (mutated) => {
        const { result, status, buffer, answered, isGuarded } = await send(name, mutated);
        seen.set(status, (seen.get(status) ?? 0) + 1);
        expect(isGuarded).toBe(true);
        const refused = refusal(code, mutated);
        if (refused) expect([status, result.information]).toEqual([refused, 0]);
        else expect(expected).toContain(status);
        const isError = ntStatusSeverity(result.ntStatus) === 'error';
        if (ofRequests.includes(status as NtStatusName)) expect(answered).toBe(0);
        if (isError && !(status === 'STATUS_BUFFER_TOO_SMALL' && tellsNeed.test(name)))
          expect(informationsOf(code, status)).toContain(result.information);
        const delivered = isError ? 0 : Math.min(result.information, buffer.length);
        expect(result.output.length).toBe(delivered);
        if (isBuffered) expect(isUntouched(buffer.subarray(delivered))).toBe(true);
        if (answered === 0 && isError) expect(isUntouched(buffer)).toBe(true);
      }),
      { numRuns: 45, seed: 20_260_101 },
    );
  });

  it.each(Object.keys(passThroughs) as ControlCodeName[])(
    '%s is refused for what is wrong, and for nothing else',
    async (name) => {
      let sentCount = 0;
      await fc.assert(
        fc.asyncProperty(mutationsOf(name), async (mutated) => {
          const call = { ...mutated, access: 'readWrite', obstacle: 'none' } as const;
          const { status, sent, limits } = await send(name, call);
          const verdict = passThroughVerdict(name, call, limits);
          if (verdict) expect(verdict).toContain(status);
          expect([verdict, sent]).toEqual([verdict, verdict ? 0 : 1]);
          sentCount += sent;
        }),
        { numRuns: 400, seed: 20_260_102 },
      );
      expect(sentCount).toBeGreaterThan(15);
    },
  );

  it('was refused for many reasons, and carried out often enough', () => {
    expect(seen.get('STATUS_SUCCESS')).toBeGreaterThan(300);
    for (const status of ofRequests) expect([status, seen.has(status)]).toEqual([status, true]);
    expect(seen.has(ntStatusName(ntStatus.STATUS_IO_DEVICE_ERROR))).toBe(false);
  });
});
