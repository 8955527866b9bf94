import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeSense } from '../../../mmc/index.js';
import {
  fixedFormatSense,
  interpretSense,
  ntStatus,
  ntStatusName,
  type SenseContext,
  srbAutosenseValid,
  srbReplyOf,
  srbReplyOfError,
  srbStatus,
} from '../../../src/ioctl/index.js';
import type { Completion } from '../../../src/transport/transport.js';
import { TransportError, type TransportErrorKind } from '../../../src/transport/transport-error.js';

const noSense: Uint8Array = new Uint8Array(0);
const completion = (status: number, sense = noSense): Completion => ({
  status,
  sense,
  transferredBytes: 0,
  durationMs: 0,
});
const context: SenseContext = {
  cdb: new Uint8Array(6),
  controlCode: 0x002d4800,
  retriedCount: 0,
  millisecondsSinceFirstSend: 0,
  mmcDevice: true,
  volumeMounted: true,
  verifyVolumeFlag: false,
  overrideVerify: false,
  cancelled: false,
};

describe('srbReplyOf', () => {
  it('takes GOOD for success, and what sense there may be for nothing', () => {
    expect(srbReplyOf(completion(0x00, encodeSense({ senseKey: 2, asc: 0x3a })))).toEqual({
      srbStatus: srbStatus.success,
      scsiStatus: 0,
      sense: noSense,
    });
  });

  it('marks sense data of a CHECK CONDITION as valid, from its first byte on', () => {
    expect(srbReplyOf(completion(0x02, Uint8Array.of(0x70)))).toEqual({
      srbStatus: srbStatus.error | srbAutosenseValid,
      scsiStatus: 0x02,
      sense: Uint8Array.of(0x70),
    });
    expect(srbReplyOf(completion(0x02)).srbStatus).toBe(srbStatus.error);
  });

  it.each([0x04, 0x08, 0x18, 0x22, 0x28, 0x30, 0x40, 0xff])('keeps SCSI status %i, as an error', (status) => {
    expect(srbReplyOf(completion(status))).toEqual({ srbStatus: srbStatus.error, scsiStatus: status, sense: noSense });
  });
});

describe('srbReplyOfError', () => {
  const ends: Record<TransportErrorKind, [srb: number, status: keyof typeof ntStatus, rule: string]> = {
    notFound: [srbStatus.noDevice, 'STATUS_NO_SUCH_DEVICE', 'srb-no-device'],
    noDevice: [srbStatus.noDevice, 'STATUS_NO_SUCH_DEVICE', 'srb-no-device'],
    busy: [srbStatus.busy, 'STATUS_IO_DEVICE_ERROR', 'srb-other'],
    timeout: [srbStatus.timeout, 'STATUS_IO_TIMEOUT', 'srb-timeout'],
    selectionTimeout: [srbStatus.selectionTimeout, 'STATUS_DEVICE_NOT_CONNECTED', 'srb-selection-timeout'],
    aborted: [srbStatus.aborted, 'STATUS_IO_TIMEOUT', 'srb-aborted'],
    busReset: [srbStatus.busReset, 'STATUS_IO_DEVICE_ERROR', 'srb-bus-reset'],
    busError: [srbStatus.parityError, 'STATUS_IO_DEVICE_ERROR', 'srb-parity'],
    overrun: [srbStatus.dataOverrun, 'STATUS_DATA_OVERRUN', 'srb-overrun'],
    hostError: [srbStatus.error, 'STATUS_IO_DEVICE_ERROR', 'srb-error-good'],
    accessDenied: [srbStatus.internalError, 'STATUS_ACCESS_DENIED', 'internal-error'],
    rejected: [srbStatus.internalError, 'STATUS_INVALID_PARAMETER', 'internal-error'],
    unsupported: [srbStatus.internalError, 'STATUS_NOT_SUPPORTED', 'internal-error'],
    closed: [srbStatus.internalError, 'STATUS_INVALID_HANDLE', 'internal-error'],
  };

  it.each(Object.entries(ends))('%s', (kind, [srb, status, rule]) => {
    const reply = srbReplyOfError(new TransportError(kind as TransportErrorKind, 'scripted'));
    expect(reply).toMatchObject({ srbStatus: srb, scsiStatus: 0, sense: noSense });
    const verdict = interpretSense(reply, context);
    expect(ntStatusName(verdict.ntStatus)).toBe(status);
    expect(verdict.rulesFired).toEqual([rule]);
    if (srb === srbStatus.internalError) expect(verdict.retry).toBe(false);
  });
});

describe('a handle that the operating system does not know any more', () => {
  it.each([
    { source: 'errno', code: 9, name: 'EBADF' },
    { source: 'GetLastError', code: 6, name: 'ERROR_INVALID_HANDLE' },
  ] as const)('ends in STATUS_INVALID_HANDLE: $name', (native) => {
    const reply = srbReplyOfError(new TransportError('rejected', 'scripted', { native }));
    expect(reply.internalStatus).toBe(ntStatus.STATUS_INVALID_HANDLE);
  });

  it('is not meant by the same number of somebody else', () => {
    const native = { source: 'host_status', code: 6 } as const;
    const reply = srbReplyOfError(new TransportError('rejected', 'scripted', { native }));
    expect(reply.internalStatus).toBe(ntStatus.STATUS_INVALID_PARAMETER);
  });
});

describe('fixedFormatSense', () => {
  const anySense = fc.record({
    senseKey: fc.nat(15),
    asc: fc.nat(255),
    ascq: fc.nat(255),
    ili: fc.boolean(),
    deferred: fc.boolean(),
  });

  it('lets the rules decide about descriptor format as they do about fixed format', () => {
    fc.assert(
      fc.property(anySense, (sense) => {
        const verdictOf = (format: 'fixed' | 'descriptor') =>
          interpretSense(srbReplyOf(completion(0x02, encodeSense({ ...sense, format }))), context);
        expect(verdictOf('descriptor')).toEqual(verdictOf('fixed'));
      }),
    );
  });

  it('keeps whether the error is deferred, and the information where it fits', () => {
    const sense = { senseKey: 3, asc: 0x11, ascq: 5, deferred: true } as const;
    const converted = (information: bigint) =>
      fixedFormatSense(encodeSense({ ...sense, format: 'descriptor', information }));
    expect(converted(0x1234n)).toEqual(encodeSense({ ...sense, information: 0x1234 }));
    expect(converted(0x1_0000_0000n)).toEqual(encodeSense(sense));
  });

  it('leaves fixed format and anything unknown as it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        fc.pre(((bytes[0] ?? 0) & 0x7e) !== 0x72);
        expect(fixedFormatSense(bytes)).toBe(bytes);
      }),
    );
  });

  it('does not make unusable sense usable: fewer than eight bytes stay fewer than eight', () => {
    const whole = encodeSense({ format: 'descriptor', senseKey: 2, asc: 0x3a });
    for (let length = 0; length < 8; length++) expect(fixedFormatSense(whole.subarray(0, length)).length).toBe(length);
    expect(fixedFormatSense(whole.subarray(0, 8)).length).toBe(18);
  });
});
