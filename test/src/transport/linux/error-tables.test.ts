import { constants } from 'node:os';
import { describe, expect, test } from 'vitest';
import { errno, errnoName, kindOfErrno } from '../../../../src/transport/linux/errno.js';
import { answeredStatus, hostStatusOf } from '../../../../src/transport/linux/host-status.js';

describe('errno', () => {
  test.each([
    ['EPERM', 'accessDenied'],
    ['EACCES', 'accessDenied'],
    ['EBADF', 'rejected'],
    ['EINVAL', 'rejected'],
    ['EMSGSIZE', 'rejected'],
    ['EFAULT', 'rejected'],
    ['ENODEV', 'noDevice'],
    ['ENXIO', 'noDevice'],
    ['EBUSY', 'busy'],
    ['EINTR', 'aborted'],
    ['EIO', 'hostError'],
    ['ENOMEM', 'hostError'],
    ['ENOTTY', 'unsupported'],
  ] as const)('%s from SG_IO means %s', (name, kind) => {
    expect(kindOfErrno(errno[name])).toBe(kind);
  });

  test('a number that is not in the table is a host error without a name', () => {
    expect(errnoName(4000)).toBeUndefined();
    expect(kindOfErrno(4000)).toBe('hostError');
  });

  test.runIf(process.platform === 'linux')('the numbers are those that Node.js has for this system', () => {
    const known = Object.entries(errno).filter(([name]) => name in constants.errno);
    expect(known.length).toBeGreaterThan(25);
    for (const [name, number] of known) expect([name, number]).toEqual([name, constants.errno[name as 'EPERM']]);
  });
});

describe('host_status', () => {
  test.each([
    [0x00, 'DID_OK', 'completed'],
    [0x01, 'DID_NO_CONNECT', 'selectionTimeout'],
    [0x02, 'DID_BUS_BUSY', 'busy'],
    [0x03, 'DID_TIME_OUT', 'timeout'],
    [0x04, 'DID_BAD_TARGET', 'noDevice'],
    [0x05, 'DID_ABORT', 'aborted'],
    [0x06, 'DID_PARITY', 'busError'],
    [0x07, 'DID_ERROR', 'hostError'],
    [0x08, 'DID_RESET', 'busReset'],
    [0x09, 'DID_BAD_INTR', 'hostError'],
    [0x0a, 'DID_PASSTHROUGH', 'completed'],
    [0x0b, 'DID_SOFT_ERROR', 'hostError'],
    [0x0c, 'DID_IMM_RETRY', 'hostError'],
    [0x0d, 'DID_REQUEUE', 'hostError'],
    [0x0e, 'DID_TRANSPORT_DISRUPTED', 'hostError'],
    [0x0f, 'DID_TRANSPORT_FAILFAST', 'noDevice'],
    [0x10, 'DID_TARGET_FAILURE', 'hostError'],
    [0x11, 'DID_NEXUS_FAILURE', 'completed'],
    [0x12, 'DID_ALLOC_FAILURE', 'hostError'],
    [0x13, 'DID_MEDIUM_ERROR', 'hostError'],
    [0x14, 'DID_TRANSPORT_MARGINAL', 'hostError'],
    [0x15, undefined, 'hostError'],
  ])('%i is %s: %s', (number, name, kind) => {
    expect(hostStatusOf(number)).toEqual({ name, kind });
  });

  test('DID_NEXUS_FAILURE is RESERVATION CONFLICT, whether the status beside it says so or not', () => {
    expect(answeredStatus(0x11, 0x00)).toBe(0x18);
    expect(answeredStatus(0x11, 0x18)).toBe(0x18);
  });

  test('what an older kernel made of an answer does not hide the answer', () => {
    for (const hostStatus of [0x10, 0x12, 0x13]) expect(answeredStatus(hostStatus, 0x02)).toBe(0x02);
  });

  test('anything else leaves no answer, not even where a status is beside it', () => {
    expect(answeredStatus(0x03, 0x00)).toBeUndefined();
    expect(answeredStatus(0x08, 0x02)).toBeUndefined();
    expect(answeredStatus(0x10, 0x00)).toBeUndefined();
  });
});
