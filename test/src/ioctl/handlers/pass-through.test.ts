import { describe, expect, it } from 'vitest';
import { hex, inquiry, parseHex, standardInquiry, testUnitReady, toBytes } from '../../../../mmc/index.js';
import { Device } from '../../../../src/device/index.js';
import {
  controlCode as codes,
  type IoctlOptions,
  ntStatusName,
  openCdrom,
  scsiIoctlData,
  scsiPassThrough,
  scsiPassThrough32,
  scsiPassThroughDirect,
  scsiPassThroughDirect32,
  scsiPassThroughDirectEx,
  scsiPassThroughDirectEx32,
  scsiPassThroughEx,
  scsiPassThroughEx32,
} from '../../../../src/ioctl/index.js';
import { ManualClock } from '../../../../src/time/clock.js';
import { ScriptedTransport } from '../../../helpers/scripted-transport.js';
import { setUp as setUpVirtual } from '../../virtual/virtual-helpers.js';
import { replies } from '../rows/notation.js';

type Direction = 'in' | 'out' | 'unspecified' | 'bidirectional';

/** What a program asks for, in whatever structure. */
interface Wanted {
  readonly cdb?: Uint8Array;
  readonly cdbLength?: number;
  readonly direction?: Direction;
  readonly dataLength?: number;
  readonly dataAt?: number;
  readonly senseLength?: number;
  readonly senseOffset?: number;
  readonly timeOutValue?: number;
  readonly length?: number;
  readonly version?: number;
}

const address = 0x7ff0_1000;
const testUnit = testUnitReady.encodeCdb({});
const senseOffset = 80;
const dataOffset = 128;

interface Shape {
  readonly name: string;
  readonly code: number;
  readonly bits: 32 | 64;
  readonly bytes: number;
  readonly isDirect: boolean;
  encode(wanted: Wanted): Uint8Array;
}

function plain(bits: 32 | 64, isDirect: boolean): Shape {
  const bytes = bits === 64 ? 56 : 44;
  return {
    name: `IOCTL_SCSI_PASS_THROUGH${isDirect ? '_DIRECT' : ''}, ${bits} bits`,
    code: isDirect ? codes.IOCTL_SCSI_PASS_THROUGH_DIRECT : codes.IOCTL_SCSI_PASS_THROUGH,
    bits,
    bytes,
    isDirect,
    encode(wanted) {
      const { cdb = testUnit, direction = 'unspecified' } = wanted;
      const padded = new Uint8Array(16);
      padded.set(cdb.subarray(0, 16));
      const common = {
        length: wanted.length ?? bytes,
        cdbLength: wanted.cdbLength ?? cdb.length,
        senseInfoLength: wanted.senseLength ?? 0,
        dataIn: scsiIoctlData[direction],
        dataTransferLength: wanted.dataLength ?? 0,
        timeOutValue: wanted.timeOutValue ?? 30,
        senseInfoOffset: wanted.senseOffset ?? senseOffset,
        cdb: padded,
      };
      const at = wanted.dataAt ?? (isDirect ? address : dataOffset);
      if (bits === 32)
        return isDirect
          ? toBytes(scsiPassThroughDirect32, { ...common, dataBuffer: at })
          : toBytes(scsiPassThrough32, { ...common, dataBufferOffset: at });
      return isDirect
        ? toBytes(scsiPassThroughDirect, { ...common, dataBuffer: BigInt(at) })
        : toBytes(scsiPassThrough, { ...common, dataBufferOffset: BigInt(at) });
    },
  };
}

function extended(bits: 32 | 64, isDirect: boolean): Shape {
  const bytes = bits === 64 ? 64 : 52;
  return {
    name: `IOCTL_SCSI_PASS_THROUGH${isDirect ? '_DIRECT' : ''}_EX, ${bits} bits`,
    code: isDirect ? codes.IOCTL_SCSI_PASS_THROUGH_DIRECT_EX : codes.IOCTL_SCSI_PASS_THROUGH_EX,
    bits,
    bytes,
    isDirect,
    encode(wanted) {
      const { cdb = testUnit, direction = 'unspecified', dataLength = 0 } = wanted;
      const common = {
        version: wanted.version ?? 0,
        length: wanted.length ?? bytes,
        cdbLength: wanted.cdbLength ?? cdb.length,
        senseInfoLength: wanted.senseLength ?? 0,
        dataDirection: scsiIoctlData[direction],
        timeOutValue: wanted.timeOutValue ?? 30,
        senseInfoOffset: wanted.senseOffset ?? senseOffset,
        dataOutTransferLength: direction === 'in' ? 0 : dataLength,
        dataInTransferLength: direction === 'in' ? dataLength : 0,
      };
      const at = wanted.dataAt ?? (isDirect ? address : dataOffset);
      const [out, into] = direction === 'in' ? [0, at] : [at, 0];
      const [bigOut, bigIn] = [BigInt(out), BigInt(into)];
      const head =
        bits === 32
          ? isDirect
            ? toBytes(scsiPassThroughDirectEx32, { ...common, dataOutBuffer: out, dataInBuffer: into })
            : toBytes(scsiPassThroughEx32, { ...common, dataOutBufferOffset: out, dataInBufferOffset: into })
          : isDirect
            ? toBytes(scsiPassThroughDirectEx, { ...common, dataOutBuffer: bigOut, dataInBuffer: bigIn })
            : toBytes(scsiPassThroughEx, { ...common, dataOutBufferOffset: bigOut, dataInBufferOffset: bigIn });
      const whole = new Uint8Array(Math.max(bytes, head.length + cdb.length));
      whole.set(head);
      whole.set(cdb, head.length);
      return whole;
    },
  };
}

const shapes = [plain, extended].flatMap((make) =>
  ([64, 32] as const).flatMap((bits) => [make(bits, false), make(bits, true)]),
);

/** A buffer of the program: the structure, and room behind it for sense data and data. */
function bufferOf(shape: Shape, wanted: Wanted, size = 256): Uint8Array {
  const buffer = new Uint8Array(size).fill(0xaa);
  buffer.set(shape.encode(wanted));
  return buffer;
}

function setUp(script = '') {
  const transport = new ScriptedTransport(...replies(script));
  const handle = openCdrom(new Device(transport), { clock: new ManualClock() });
  return { transport, handle };
}

/** DeviceIoControl with one buffer for both ways, as programs do it. */
async function send(shape: Shape, wanted: Wanted, script: string, options: IoctlOptions = {}, size = 256) {
  const { transport, handle } = setUp(script);
  const buffer = bufferOf(shape, wanted, size);
  const memory = new Uint8Array(512).fill(0xbb);
  const result = await handle.ioctl(shape.code, buffer, buffer, {
    callerBits: shape.bits,
    memory: (at, length) =>
      at === BigInt(address) && length <= memory.length ? memory.subarray(0, length) : undefined,
    ...options,
  });
  const status = ntStatusName(result.ntStatus).replace('STATUS_', '');
  return { transport, handle, buffer, memory, result, status };
}

/** Status, length of the sense data, and bytes moved, where the structure has them. */
function answerIn(shape: Shape, buffer: Uint8Array, direction: Direction) {
  const view = new DataView(buffer.buffer);
  const isEx = shape.bytes === 64 || shape.bytes === 52;
  const lengthAt = isEx ? (direction === 'in' ? 36 : 32) : 12;
  return {
    scsiStatus: buffer[isEx ? 16 : 2],
    senseLength: buffer[isEx ? 17 : 7],
    moved: view.getUint32(lengthAt, true),
  };
}

let checked = 0;

describe.each(shapes.map((shape) => [shape.name, shape] as const))('%s', (_, shape) => {
  it('sends a CDB without data, in the seconds it is given', async () => {
    const { transport, result, status, buffer } = await send(shape, { timeOutValue: 7, senseLength: 32 }, 'G');
    expect(status).toBe('SUCCESS');
    expect(transport.sent).toMatchObject([{ direction: 'none', timeoutMs: 7000 }]);
    expect(transport.sent[0]!.cdb).toEqual(testUnit);
    expect(answerIn(shape, buffer, 'out')).toEqual({ scsiStatus: 0, senseLength: 0, moved: 0 });
    expect(result.information).toBe(shape.bytes);
  });

  it('reads, and tells how much came', async () => {
    const wanted: Wanted = { cdb: inquiry.encodeCdb({ allocationLength: 64 }), direction: 'in', dataLength: 64 };
    const { result, buffer, memory, status } = await send(shape, wanted, 'S(36)');
    expect(status).toBe('SUCCESS');
    expect(answerIn(shape, buffer, 'in')).toEqual({ scsiStatus: 0, senseLength: 0, moved: 36 });
    const data = shape.isDirect ? memory : buffer.subarray(dataOffset);
    expect(data.slice(0, 36)).toEqual(Uint8Array.from({ length: 36 }, (_value, i) => i * 7));
    expect(result.information).toBe(shape.isDirect ? shape.bytes : dataOffset + 36);
  });

  it('writes', async () => {
    const wanted: Wanted = { cdb: parseHex('3B 02 00 00 00 00 00 00 04 00'), direction: 'out', dataLength: 4 };
    const { transport, result, buffer, status } = await send(shape, wanted, 'G');
    expect(status).toBe('SUCCESS');
    expect(transport.sent[0]).toMatchObject({ direction: 'out' });
    expect(hex(transport.sent[0]!.data)).toBe(shape.isDirect ? 'BB BB BB BB' : 'AA AA AA AA');
    expect(answerIn(shape, buffer, 'out')).toEqual({ scsiStatus: 0, senseLength: 0, moved: 4 });
    expect(result.information).toBe(shape.bytes);
  });

  it('leaves everything else in the structure as it was, so that the program can send it again', async () => {
    const wanted: Wanted = { cdb: inquiry.encodeCdb({ allocationLength: 64 }), direction: 'in', dataLength: 64 };
    const { buffer } = await send(shape, wanted, 'S(64)');
    expect(buffer.subarray(0, shape.bytes)).toEqual(shape.encode(wanted).subarray(0, shape.bytes));
  });

  it.each([
    ['2/3A/00', 2],
    ['6/28/00', 2],
    ['BSY', 8],
    ['RC', 0x18],
  ])('leaves the answer %s to the program, sends it once and learns nothing from it', async (reply, scsiStatus) => {
    const { transport, handle, result, buffer, status } = await send(shape, { senseLength: 14 }, reply);
    expect(status).toBe('SUCCESS');
    expect(transport.sent).toHaveLength(1);
    const senseLength = scsiStatus === 2 ? 14 : 0;
    expect(answerIn(shape, buffer, 'out')).toEqual({ scsiStatus, senseLength, moved: 0 });
    expect(result.information).toBe(senseLength === 0 ? shape.bytes : senseOffset + 14);
    if (senseLength > 0) expect(buffer[senseOffset]).toBe(0x70);
    expect(buffer[senseOffset + 14]).toBe(0xaa);
    expect(handle.state).toMatchObject({ verifyRequired: false, mediaState: 'unknown', mediaChangeCount: 0 });
  });

  it.each([0, 0xffff_ffff])('gives no sense data to who has no room for it, wherever that is: %i', async (offset) => {
    const { buffer, result } = await send(shape, { senseLength: 0, senseOffset: offset }, '2/3A/00');
    expect(answerIn(shape, buffer, 'out')).toMatchObject({ scsiStatus: 2, senseLength: 0 });
    expect(result.information).toBe(shape.bytes);
  });

  it('takes no data for nowhere, though their offset lies in the sense data', async () => {
    const wanted: Wanted = { direction: 'in', dataLength: 0, dataAt: senseOffset + 4, senseLength: 18 };
    const { status, transport } = await send(shape, wanted, 'G');
    expect([status, transport.sent[0]!.direction]).toEqual(['SUCCESS', 'none']);
  });

  it('hands out as much of an overrun as there is room for', async () => {
    const wanted: Wanted = { cdb: inquiry.encodeCdb({ allocationLength: 8 }), direction: 'in', dataLength: 8 };
    const { buffer, status } = await send(shape, wanted, 'OVR');
    expect(status).toBe('BUFFER_OVERFLOW');
    expect(answerIn(shape, buffer, 'in').moved).toBe(8);
  });

  it.each([
    ['TO', 'IO_TIMEOUT'],
    ['RST', 'IO_DEVICE_ERROR'],
    ['NODEV', 'DEVICE_DOES_NOT_EXIST'],
    ['SEL', 'DEVICE_NOT_CONNECTED'],
  ])('ends after %s in STATUS_%s', async (reply, expected) => {
    const { status, result, transport } = await send(shape, { senseLength: 32 }, reply);
    expect([status, result.information, transport.sent.length]).toEqual([expected, 0, 1]);
  });

  const inside = shape.bytes - 1;
  const isEx = shape.bytes === 64 || shape.bytes === 52;
  const read: Wanted = { direction: 'in', dataLength: 16 };
  const refused: [string, Wanted, string, { size?: number; alignmentBytes?: number }?][] = [
    ['a buffer of no bytes', {}, 'INVALID_PARAMETER', { size: 0 }],
    ['a buffer one byte short', {}, 'INVALID_PARAMETER', { size: shape.bytes - 1 }],
    ['a Length that is too long', { length: shape.bytes + 1 }, 'REVISION_MISMATCH'],
    ['a Length of 0', { length: 0 }, 'REVISION_MISMATCH'],
    ['the Length of the other size', { length: shape.bytes ^ 0b10100 }, 'REVISION_MISMATCH'],
    ['more than one transfer', { direction: 'in', dataLength: 65_537 }, 'INVALID_PARAMETER'],
    ['4 GiB', { direction: 'in', dataLength: 0xffff_ffff }, 'INVALID_PARAMETER'],
    ['no time', { timeOutValue: 0 }, 'INVALID_PARAMETER'],
    ['more than 30 hours', { timeOutValue: 108_001 }, 'INVALID_PARAMETER'],
    ['no CDB', { cdbLength: 0 }, 'INVALID_PARAMETER'],
    ['17 bytes of CDB', { cdbLength: 17 }, 'INVALID_PARAMETER'],
    ['data that go both ways', { direction: 'bidirectional' }, isEx ? 'NOT_SUPPORTED' : 'INVALID_PARAMETER'],
    ['sense data inside the structure', { senseLength: 1, senseOffset: inside }, 'INVALID_PARAMETER'],
    ['sense data at 0', { senseLength: 18, senseOffset: 0 }, 'INVALID_PARAMETER'],
    ['sense data behind the buffer', { senseLength: 18, senseOffset: 239 }, 'INVALID_PARAMETER'],
    ['sense data far behind it', { senseLength: 1, senseOffset: 0xffff_ffff }, 'INVALID_PARAMETER'],
    ...(isEx
      ? ([['version 1', { version: 1 }, 'REVISION_MISMATCH']] as [string, Wanted, string][])
      : ([
          ['unspecified data', { dataLength: 4 }, 'INVALID_PARAMETER'],
          ['a CDB of 255 bytes', { cdbLength: 255 }, 'INVALID_PARAMETER'],
        ] as [string, Wanted, string][])),
    ...(shape.isDirect
      ? ([
          ['an address that leads nowhere', { ...read, dataAt: 0 }, 'ACCESS_VIOLATION'],
          ['more than lies there', { direction: 'in', dataLength: 513 }, 'ACCESS_VIOLATION'],
          ['an odd address', { ...read, dataAt: address + 2 }, 'INVALID_PARAMETER', { alignmentBytes: 4 }],
          ['an odd length', { direction: 'out', dataLength: 3 }, 'INVALID_PARAMETER', { alignmentBytes: 4 }],
        ] as [string, Wanted, string, { alignmentBytes: number }?][])
      : ([
          ['data inside the structure', { ...read, dataAt: inside }, 'INVALID_PARAMETER'],
          ['data behind the buffer', { ...read, dataAt: 241 }, 'INVALID_PARAMETER'],
          ['data far behind it', { ...read, dataAt: 0xffff_ffff }, 'INVALID_PARAMETER'],
          ['data that are sense data', { ...read, senseLength: 60 }, 'INVALID_PARAMETER'],
        ] as [string, Wanted, string][])),
  ];
  it.each(refused)('refuses %s', async (_title, wanted, expected, { size = 256, alignmentBytes = 1 } = {}) => {
    const { transport, handle } = setUp();
    Object.assign(transport.limits, { alignmentBytes });
    const buffer = new Uint8Array(Math.max(size, 256)).fill(0xaa);
    buffer.set(shape.encode(wanted));
    const given = buffer.slice(0, size);
    const before = given.slice();
    const result = await handle.ioctl(shape.code, given, given, { callerBits: shape.bits, memory: memoryOf512 });
    expect([ntStatusName(result.ntStatus), result.information]).toEqual([`STATUS_${expected}`, 0]);
    expect(given).toEqual(before);
    expect(transport.sent).toEqual([]);
    checked++;
  });

  it('refuses an output that is shorter than the structure, and data that do not fit their own buffer', async () => {
    const { handle, transport } = setUp();
    const options = { callerBits: shape.bits, memory: memoryOf512 };
    const short = await handle.ioctl(shape.code, bufferOf(shape, {}), shape.bytes - 1, options);
    expect(ntStatusName(short.ntStatus)).toBe('STATUS_BUFFER_TOO_SMALL');
    if (!shape.isDirect) {
      const into = await handle.ioctl(shape.code, bufferOf(shape, read), dataOffset + 15, options);
      expect(ntStatusName(into.ntStatus)).toBe('STATUS_INVALID_PARAMETER');
      const out = bufferOf(shape, { direction: 'out', dataLength: 16 }, dataOffset + 15);
      expect(ntStatusName((await handle.ioctl(shape.code, out, 256, options)).ntStatus)).toBe(
        'STATUS_INVALID_PARAMETER',
      );
    }
    expect(transport.sent).toEqual([]);
  });

  it('runs a command on the virtual drive', async () => {
    const { device } = setUpVirtual();
    const handle = openCdrom(device);
    const wanted: Wanted = {
      cdb: inquiry.encodeCdb({ allocationLength: 36 }),
      direction: 'in',
      dataLength: 36,
      senseLength: 32,
    };
    const buffer = bufferOf(shape, wanted);
    const memory = new Uint8Array(36);
    const result = await handle.ioctl(shape.code, buffer, buffer, { callerBits: shape.bits, memory: () => memory });
    expect(ntStatusName(result.ntStatus)).toBe('STATUS_SUCCESS');
    const data = shape.isDirect ? memory : buffer.subarray(dataOffset, dataOffset + 36);
    expect(standardInquiry.decode(data)).toMatchObject({ t10VendorIdentification: 'DISCWIRE' });
  });
});

const memoryOf512 = (at: bigint, length: number) =>
  at === BigInt(address) && length <= 512 ? new Uint8Array(length) : undefined;

describe('the EX forms', () => {
  it('take a CDB that is longer than the structure, where it lies in the buffer', async () => {
    const shape = extended(64, false);
    const cdb = Uint8Array.of(0x7f, ...new Uint8Array(15).fill(1));
    const { transport, status } = await send(shape, { cdb }, 'G');
    expect([status, hex(transport.sent[0]!.cdb)]).toEqual(['SUCCESS', hex(cdb)]);
    const short = await send(shape, { cdbLength: 16, length: 64 }, '', {}, 71);
    expect(short.status).toBe('INVALID_PARAMETER');
    const overlaid = await send(shape, { cdb, senseLength: 8, senseOffset: 71 }, '');
    expect(overlaid.status).toBe('INVALID_PARAMETER');
  });

  it('refuse an address that lies outside of the buffer', async () => {
    const { handle } = setUp();
    const shape = extended(32, false);
    const buffer = bufferOf(shape, {});
    new DataView(buffer.buffer).setUint32(12, 12, true);
    new DataView(buffer.buffer).setUint32(24, 245, true);
    const result = await handle.ioctl(shape.code, buffer, buffer, { callerBits: 32 });
    expect(ntStatusName(result.ntStatus)).toBe('STATUS_INVALID_PARAMETER');
  });
});

describe('a pass-through request', () => {
  it('that is taken back, or whose transport is not allowed or not able to, says so', async () => {
    const shape = plain(64, false);
    const controller = new AbortController();
    controller.abort();
    expect((await send(shape, {}, 'G', { signal: controller.signal })).status).toBe('CANCELLED');
    const readOnly = await send(shape, {}, '', { access: 'read' });
    expect(readOnly.status).toBe('ACCESS_DENIED');
  });

  it('has its exchange in the result, without rules', async () => {
    const { result } = await send(plain(64, true), {}, '5/24/00');
    expect(result.exchanges).toHaveLength(1);
    expect(result.exchanges[0]).toMatchObject({ completion: { status: 2 }, verdict: { rulesFired: [], retry: false } });
  });
});

it('was refused for all the reasons there are', () => {
  expect(checked).toBeGreaterThanOrEqual(8 * 20);
});
