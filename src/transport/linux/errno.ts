import type { TransportErrorKind } from '../transport-error.js';

/**
 * Error numbers that opening a device node or SG_IO can end in. Source: Linux `asm-generic/errno-base.h` and `errno.h`,
 * the numbers of every architecture Node.js is built for.
 */
export const errno = {
  EPERM: 1,
  ENOENT: 2,
  EINTR: 4,
  EIO: 5,
  ENXIO: 6,
  EBADF: 9,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EFAULT: 14,
  EBUSY: 16,
  ENODEV: 19,
  ENOTDIR: 20,
  EISDIR: 21,
  EINVAL: 22,
  ENFILE: 23,
  EMFILE: 24,
  ENOTTY: 25,
  EROFS: 30,
  EDOM: 33,
  ENAMETOOLONG: 36,
  ENOSYS: 38,
  ELOOP: 40,
  EMSGSIZE: 90,
  EOPNOTSUPP: 95,
  ENOBUFS: 105,
  ESHUTDOWN: 108,
  ETIMEDOUT: 110,
  EREMOTEIO: 121,
  ENOMEDIUM: 123,
  EMEDIUMTYPE: 124,
} as const;

const names = new Map<number, string>(Object.entries(errno).map(([name, number]) => [number, name]));

/** `EPERM` for 1; undefined for a number that is not in {@link errno}. */
export function errnoName(number: number): string | undefined {
  return names.get(number);
}

const kinds = new Map<number, TransportErrorKind>([
  [errno.EPERM, 'accessDenied'],
  [errno.EACCES, 'accessDenied'],
  [errno.EBADF, 'rejected'],
  [errno.EINVAL, 'rejected'],
  [errno.EMSGSIZE, 'rejected'],
  [errno.EFAULT, 'rejected'],
  [errno.ENODEV, 'noDevice'],
  [errno.ENXIO, 'noDevice'],
  [errno.EBUSY, 'busy'],
  [errno.EINTR, 'aborted'],
  [errno.ENOTTY, 'unsupported'],
  [errno.ENOSYS, 'unsupported'],
  [errno.EOPNOTSUPP, 'unsupported'],
]);

/** What it means that SG_IO itself failed with `number`. */
export function kindOfErrno(number: number): TransportErrorKind {
  return kinds.get(number) ?? 'hostError';
}
