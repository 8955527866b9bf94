/** What no program should send, to every control code: the documented status, and nothing else happens. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { hex, parseHex } from '../../../mmc/index.js';
import { Device } from '../../../src/device/index.js';
import { handlers } from '../../../src/ioctl/handlers/index.js';
import {
  type CdromHandle,
  type ControlCodeName,
  controlCode,
  exclusiveAccessRequestType,
  type NtStatusName,
  normaliseControlCode,
  ntStatusName,
  openCdrom,
} from '../../../src/ioctl/index.js';
import { ManualClock } from '../../../src/time/clock.js';
import { type Reply, ScriptedTransport } from '../../helpers/scripted-transport.js';
import { nameOf, StubbornTransport } from './rows/every-code.js';
import { guarded } from './rows/guarded.js';
import { replies } from './rows/notation.js';
import { type ReferenceCode, referenceCodes, type StatusRow, statusRows } from './rows/reference.js';
import { subjects } from './rows/subjects.js';

const codes = referenceCodes.filter((code) => nameOf(code) === code.name);
const everyCode = codes.map((code) => [code.name, code] as const);

interface Lengths {
  readonly input: number;
  readonly output: number;
}

/** Sends the request of a code with buffers of these lengths, between canaries. */
async function send(name: ControlCodeName, { input, output }: Lengths, transport: ScriptedTransport) {
  const subject = subjects[name];
  const handle = openCdrom(new Device(transport), { clock: new ManualClock(), ...subject.options });
  Object.assign(handle.state, subject.state);
  const given = new Uint8Array(input);
  given.set((subject.input ?? new Uint8Array(0)).subarray(0, input));
  const [into, out] = [guarded(given), guarded(new Uint8Array(output).fill(0xaa))];
  const result = await handle.ioctl(controlCode[name], into.bytes, out.bytes);
  const isIntact = into.isIntact() && into.isUnchanged() && out.isIntact();
  return { result, isIntact, buffer: out.bytes, sent: transport.sent };
}

/** Whether lengths break a condition of the table; undefined where it is not about lengths. */
function breaks(condition: string, { input, output }: Lengths, wantedOutput: number): boolean | undefined {
  if (condition === '0 < output length < 4') return output > 0 && output < 4;
  if (condition === 'input length < 24 or input length != KeyLength') return input !== 24;
  if (/^output (length < transfer size|shorter than needed)/.test(condition)) return output < wantedOutput;
  const [, which, sign, bytes] = /^(?:query: )?(input|output) length (<|>|!=)? ?(\d+)/.exec(condition) ?? [];
  if (which === undefined) return undefined;
  const length = which === 'input' ? input : output;
  if (sign === '<') return length < Number(bytes);
  if (sign === '>') return length > Number(bytes);
  return sign === '!=' ? length !== Number(bytes) : length === Number(bytes);
}

const checksOf = (code: ReferenceCode): StatusRow[] =>
  [code, ...referenceCodes.filter(({ name }) => name === code.aliasOf)]
    .flatMap(statusRows)
    .filter((row) => row.isCheck);

/** The first check that lengths do not pass. */
function brokenBy(code: ReferenceCode, lengths: Lengths): StatusRow | undefined {
  return checksOf(code).find(({ when }) => breaks(when, lengths, subjects[code.name].output ?? 0));
}

const around = (length: number) => [
  ...Array.from({ length: Math.min(length, 40) + 1 }, (_, i) => i),
  ...[-2, -1, 0, 1, 2].map((more) => Math.max(0, length + more)),
  65_535,
  65_536,
];

/** Lengths about those that are right: one of them wrong, and both. */
function lengthsOf(name: ControlCodeName): Lengths[] {
  const { input = new Uint8Array(0), output = 0 } = subjects[name];
  return [
    ...around(input.length).map((bytes) => ({ input: bytes, output })),
    ...around(output).map((bytes) => ({ input: input.length, output: bytes })),
    { input: 0, output: 0 },
    { input: Math.max(0, input.length - 1), output: Math.max(0, output - 1) },
  ];
}

/** Codes that fill all of their output with zeros, in Windows too. */
const fillsOutput = (name: string) => name.startsWith('IOCTL_MOUNTDEV_');

let wrongLengths = 0;

describe('buffers of a wrong length', () => {
  it.each(everyCode)('%s', async (name, code) => {
    for (const lengths of lengthsOf(name)) {
      const what = JSON.stringify(lengths);
      const broken = brokenBy(code, lengths);
      const transport = broken ? new ScriptedTransport() : new StubbornTransport('S(24)');
      const { result, isIntact, buffer, sent } = await send(name, lengths, transport);
      expect(isIntact, what).toBe(true);
      if (broken) {
        wrongLengths++;
        expect([what, ntStatusName(result.ntStatus)]).toEqual([what, broken.status]);
        if (/^\d+$/.test(broken.information ?? '0'))
          expect(result.information, what).toBe(Number(broken.information ?? 0));
        expect(sent, what).toEqual([]);
      }
      const untouched = broken ? buffer : buffer.subarray(Math.min(result.information, buffer.length));
      if (!fillsOutput(name) || broken)
        expect(
          untouched.every((byte) => byte === 0xaa),
          what,
        ).toBe(true);
    }
  });

  test('are tried thousands of times', () => {
    expect(wrongLengths).toBeGreaterThan(1500);
  });
});

/** Members that say how long a structure is, and lie. */
const lying: [name: ControlCodeName, at: number, values: string[], status: NtStatusName][] = [
  ['IOCTL_SCSI_PASS_THROUGH', 0, ['00 00', '37 00', '39 00', 'FF FF'], 'STATUS_REVISION_MISMATCH'],
  ['IOCTL_SCSI_PASS_THROUGH_DIRECT', 0, ['00 00', '2C 00', 'FF FF'], 'STATUS_REVISION_MISMATCH'],
  ['IOCTL_SCSI_PASS_THROUGH_EX', 4, ['00 00 00 00', '3F 00 00 00', 'FF FF FF FF'], 'STATUS_REVISION_MISMATCH'],
  ['IOCTL_SCSI_PASS_THROUGH_DIRECT_EX', 4, ['00 00 00 00', '34 00 00 00', 'FF FF FF FF'], 'STATUS_REVISION_MISMATCH'],
  ['IOCTL_DVD_SEND_KEY', 0, ['00 00 00 00', '17 00 00 00', 'FF FF FF FF'], 'STATUS_INVALID_PARAMETER'],
  ['IOCTL_DVD_SEND_KEY2', 0, ['00 00 00 00', '19 00 00 00', 'FF FF FF FF'], 'STATUS_INVALID_PARAMETER'],
  ['IOCTL_STORAGE_SET_HOTPLUG_INFO', 0, ['00 00 00 00', '07 00 00 00', 'FF FF FF FF'], 'STATUS_INVALID_PARAMETER_1'],
  ['IOCTL_STORAGE_EVENT_NOTIFICATION', 4, ['00 00 00 00', '0F 00 00 00', 'FF FF FF FF'], 'STATUS_INVALID_PARAMETER'],
  ['IOCTL_STORAGE_PERSISTENT_RESERVE_IN', 4, ['00 00 00 00', '0B 00 00 00'], 'STATUS_INFO_LENGTH_MISMATCH'],
  ['IOCTL_STORAGE_PERSISTENT_RESERVE_IN', 10, ['09 00', 'FF FF'], 'STATUS_INVALID_PARAMETER'],
  ['IOCTL_STORAGE_PERSISTENT_RESERVE_OUT', 4, ['00 00 00 00', '0B 00 00 00'], 'STATUS_INFO_LENGTH_MISMATCH'],
  ['IOCTL_STORAGE_PERSISTENT_RESERVE_OUT', 4, ['0C 00 00 00', '23 00 00 00'], 'STATUS_INVALID_PARAMETER'],
];

describe('a length that lies', () => {
  it.each(lying)('%s, at %i', async (name, at, values, status) => {
    for (const value of values) {
      const transport = new ScriptedTransport();
      const handle = openCdrom(new Device(transport));
      Object.assign(handle.state, subjects[name].state);
      const input = subjects[name].input!.slice();
      input.set(parseHex(value), at);
      const [into, out] = [guarded(input), guarded(new Uint8Array(subjects[name].output ?? 0).fill(0xaa))];
      const result = await handle.ioctl(controlCode[name], into.bytes, out.bytes);
      expect([value, ntStatusName(result.ntStatus), result.information]).toEqual([value, status, 0]);
      expect([into.isIntact(), into.isUnchanged(), out.isIntact(), out.isUnchanged()]).toEqual([
        true,
        true,
        true,
        true,
      ]);
      expect(transport.sent).toEqual([]);
    }
  });
});

describe('a closed handle', () => {
  it.each(everyCode)('%s', async (name) => {
    const transport = new ScriptedTransport();
    const handle = openCdrom(new Device(transport));
    await handle.close();
    const { input, output = 0 } = subjects[name];
    const buffer = guarded(new Uint8Array(output).fill(0xaa));
    const result = await handle.ioctl(controlCode[name], input, buffer.bytes);
    expect([ntStatusName(result.ntStatus), result.information, transport.sent.length]).toEqual([
      'STATUS_INVALID_HANDLE',
      0,
      0,
    ]);
    expect(buffer.isIntact() && buffer.isUnchanged()).toBe(true);
  });
});

describe('a code that nobody knows', () => {
  /** The same code with another method, access, function or device type. */
  const near = Object.values(controlCode).flatMap((code) =>
    [1, 2, 3, 0x4000, 0x8000, 0xc000, 0x2000, 0x40_0000, 0x8000_0000].map((bits) => (code ^ bits) >>> 0),
  );
  const unknown = [...new Set([...near, 0, 0xffff_ffff])].filter((code) => !handlers.has(normaliseControlCode(code)));

  it(`ends in STATUS_INVALID_DEVICE_REQUEST: ${unknown.length} of them`, async () => {
    const transport = new ScriptedTransport();
    const handle = openCdrom(new Device(transport));
    for (const code of unknown) {
      const [into, out] = [guarded(new Uint8Array(64).fill(0xff)), guarded(new Uint8Array(64).fill(0xaa))];
      const result = await handle.ioctl(code, into.bytes, out.bytes);
      expect([code.toString(16), ntStatusName(result.ntStatus), result.information]).toEqual([
        code.toString(16),
        'STATUS_INVALID_DEVICE_REQUEST',
        0,
      ]);
      expect(into.isIntact() && into.isUnchanged() && out.isIntact() && out.isUnchanged()).toBe(true);
    }
    expect(transport.sent).toEqual([]);
  });

  it.each([-1, 2 ** 32, 1.5, Number.NaN])('is no code at all: %d', async (code) => {
    await expect(openCdrom(new Device(new ScriptedTransport())).ioctl(code)).rejects.toThrow(RangeError);
  });
});

describe('a handle of another device', () => {
  const { IOCTL_CDROM_EXCLUSIVE_ACCESS: access, IOCTL_STORAGE_EJECTION_CONTROL: ejection } = controlCode;
  const unlock = Uint8Array.of(exclusiveAccessRequestType.unlockDevice, 0, 0, 0, 0, 0, 0, 0);
  const [prevent, allow] = [Uint8Array.of(1), Uint8Array.of(0)];

  function twoDrives(...script: Reply[]) {
    const transports = [new ScriptedTransport(...script), new ScriptedTransport(...replies('G'))] as const;
    const [ours, theirs] = transports.map((transport) => openCdrom(new Device(transport))) as [
      CdromHandle,
      CdromHandle,
    ];
    return { transports, ours, theirs };
  }
  const statusOf = async (result: Promise<{ readonly ntStatus: number }>) => ntStatusName((await result).ntStatus);

  it('does not unlock a drive that is not its own, nor is it kept out by its lock', async () => {
    const { transports, ours, theirs } = twoDrives();
    await ours.exclusiveLock('us', { ignoreVolume: true });
    expect(await statusOf(theirs.ioctl(access, unlock))).toBe('STATUS_INVALID_DEVICE_REQUEST');
    expect(await statusOf(theirs.checkVerify())).toBe('STATUS_SUCCESS');
    expect(await statusOf(ours.exclusiveLock('again', { ignoreVolume: true }))).toBe('STATUS_ACCESS_DENIED');
    expect(transports.map(({ sent }) => sent.length)).toEqual([0, 1]);
  });

  it('neither counts nor takes back the locks of another tray', async () => {
    const { transports, ours, theirs } = twoDrives(...replies('G'));
    await ours.ioctl(ejection, prevent);
    expect(await statusOf(theirs.ioctl(ejection, allow))).toBe('STATUS_INVALID_DEVICE_STATE');
    expect(await statusOf(ours.ioctl(controlCode.IOCTL_STORAGE_EJECT_MEDIA))).toBe('STATUS_DEVICE_BUSY');
    expect(await statusOf(theirs.ioctl(controlCode.IOCTL_STORAGE_EJECT_MEDIA))).toBe('STATUS_SUCCESS');
    await theirs.close();
    expect(transports.map(({ sent }) => sent.map(({ cdb }) => hex(cdb)))).toEqual([
      ['1E 00 00 00 01 00'],
      ['1B 00 00 00 02 00'],
    ]);
  });

  it('does not turn notification on again', async () => {
    const { ours, theirs } = twoDrives();
    await ours.ioctl(controlCode.IOCTL_STORAGE_MCN_CONTROL, prevent);
    expect(await statusOf(theirs.ioctl(controlCode.IOCTL_STORAGE_MCN_CONTROL, allow))).toBe(
      'STATUS_INVALID_DEVICE_STATE',
    );
    expect([ours, theirs].map((handle) => handle.mediaChangeNotificationDisables)).toEqual([1, 0]);
  });

  it('shares nothing of what is known of the drive', async () => {
    const { ours, theirs } = twoDrives(...replies('6/28/00'));
    await ours.checkVerify();
    expect(ours.state.verifyRequired).toBe(true);
    expect(theirs.state).toMatchObject({ verifyRequired: false, mediaChangeCount: 0 });
  });
});

/** A drive that answers every command with the same bytes. */
class ChatteringTransport extends ScriptedTransport {
  constructor(readonly data: Uint8Array) {
    super();
  }
  override async execute(request: Parameters<ScriptedTransport['execute']>[0]) {
    const { cdb, direction, data, timeoutMs } = request;
    this.sent.push({
      cdb: cdb.slice(),
      direction,
      data: direction === 'out' ? data.slice() : data.slice(0, 0),
      timeoutMs,
    });
    const transferredBytes = direction === 'none' ? 0 : Math.min(data.length, this.data.length);
    if (direction === 'in') data.set(this.data.subarray(0, transferredBytes));
    return { status: 0, sense: new Uint8Array(0), transferredBytes, durationMs: 0 };
  }
}

describe('whatever the contents', () => {
  it.each(everyCode)('%s reads and writes nothing beyond its buffers', async (name) => {
    const { input = new Uint8Array(0), output = 0, state } = subjects[name];
    const run = async (contents: Uint8Array, room: number, answer: Uint8Array, callerBits: 32 | 64, canary: number) => {
      const transport = new ChatteringTransport(answer);
      const handle = openCdrom(new Device(transport), { clock: new ManualClock(), callerBits });
      Object.assign(handle.state, state);
      const [into, out] = [guarded(contents, canary), guarded(new Uint8Array(room).fill(0xaa), canary)];
      const memory = guarded(new Uint8Array(64), canary);
      const result = await handle.ioctl(controlCode[name], into.bytes, out.bytes, {
        memory: (_, length) => (length <= 64 ? memory.bytes.subarray(0, length) : undefined),
      });
      expect([into.isIntact(), into.isUnchanged(), out.isIntact(), memory.isIntact()]).toEqual([
        true,
        true,
        true,
        true,
      ]);
      const { ntStatus, information } = result;
      expect(ntStatusName(ntStatus)).toMatch(/^STATUS_/);
      const sent = transport.sent.map(({ cdb, data }) => `${hex(cdb)} ${hex(data.subarray(0, 64))}`);
      return { ntStatus, information, output: hex(out.bytes.subarray(0, 256)), sent };
    };
    const contents = fc.oneof(
      fc.uint8Array({ minLength: input.length, maxLength: input.length }),
      fc.uint8Array({ maxLength: input.length + 8 }),
      fc
        .array(fc.tuple(fc.nat(Math.max(0, input.length - 1)), fc.integer({ min: 0, max: 255 })), { maxLength: 3 })
        .map((edits) => {
          const edited = input.slice();
          for (const [at, value] of edits) if (at < edited.length) edited[at] = value;
          return edited;
        }),
    );
    await fc.assert(
      fc.asyncProperty(
        contents,
        fc.oneof(fc.constant(output), fc.nat(Math.min(output, 1024) + 8)),
        fc.uint8Array({ maxLength: 128 }),
        fc.constantFrom(32 as const, 64 as const),
        async (bytes, room, answer, bits) => {
          const [one, other] = [await run(bytes, room, answer, bits, 0xc5), await run(bytes, room, answer, bits, 0x3a)];
          expect(other).toEqual(one);
        },
      ),
      { numRuns: 60 },
    );
  });
});
