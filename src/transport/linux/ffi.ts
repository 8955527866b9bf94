/** Calls into libc. The only file of this folder that needs native code. */
import { TransportError } from '../transport-error.js';

/** The part of libc that SG_IO needs. */
export interface LinuxFfi {
  /** Bytes of a pointer: 4 or 8. */
  readonly pointerBytes: number;
  /** Address of the first byte. Stays valid as long as the array is reachable and not transferred or resized. */
  address(bytes: Uint8Array): bigint;
  /** Returns 0, or the errno it failed with. */
  ioctl(fd: number, request: number, argument: Uint8Array): number;
  /** The same on a thread of libuv's pool. The caller keeps `argument` reachable. */
  ioctlAsync(fd: number, request: number, argument: Uint8Array, finished: (errno: number) => void): void;
  /** Runs `action` while no signal can interrupt this thread. */
  withoutSignals(action: () => number): number;
}

const sigSetmask = 2;
/** More than the 128 bytes of glibc's and musl's `sigset_t`. */
const signalSetBytes = 256;

let loading: Promise<LinuxFfi> | undefined;

/** Loads koffi and finds the functions in this process. Throws TransportError `unsupported` where that fails. */
export function loadLinuxFfi(): Promise<LinuxFfi> {
  loading ??= load();
  return loading;
}

async function load(): Promise<LinuxFfi> {
  const { default: koffi } = await import('koffi').catch((cause: unknown) => {
    throw new TransportError(
      'unsupported',
      'koffi, the package that calls libc, could not be loaded; reinstall without --omit=optional',
      { cause },
    );
  });
  // The process has a libc already, whichever it is.
  const libc = koffi.load(null);
  // Declared without `...`: koffi makes no asynchronous calls to variadic functions, and the registers are the same.
  const ioctl = libc.func('ioctl', 'int', ['int', 'ulong', 'void *']);
  const pthreadSigmask = libc.func('pthread_sigmask', 'int', ['int', 'void *', 'void *']);
  const allSignals = new Uint8Array(new ArrayBuffer(signalSetBytes)).fill(0xff);
  const savedSignals = new Uint8Array(new ArrayBuffer(signalSetBytes));

  return {
    pointerBytes: koffi.sizeof('void *'),
    address: (bytes) => koffi.address(bytes),
    ioctl: (fd, request, argument) => (ioctl(fd, request, argument) === -1 ? koffi.errno() : 0),
    ioctlAsync(fd, request, argument, finished) {
      // koffi carries the errno of its thread into the callback; the next native call would overwrite it.
      ioctl.async(fd, request, argument, (error: unknown, result: number) => {
        if (error) throw error;
        finished(result === -1 ? koffi.errno() : 0);
      });
    },
    withoutSignals(action) {
      pthreadSigmask(sigSetmask, allSignals, savedSignals);
      try {
        return action();
      } finally {
        pthreadSigmask(sigSetmask, savedSignals, null);
      }
    },
  };
}
