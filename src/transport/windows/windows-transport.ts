import { NativeTransport } from '../native-transport.js';
import type { TransportLimits } from '../transport.js';
import type { Handle, WindowsFfi } from './ffi.js';
import { cdbBytes, PassThroughCall, senseBytes } from './pass-through-call.js';

/** What the adapter of a drive takes. */
export type AdapterLimits = Pick<TransportLimits, 'maximumTransferBytes' | 'alignmentBytes'>;

/**
 * Where the adapter does not tell: 64 KiB always passes. Its alignment is not known then, so none is claimed that who
 * looks at it (the control codes check lengths against it) would take for the adapter's own.
 */
const unknownAdapter: AdapterLimits = { maximumTransferBytes: 65_536, alignmentBytes: 1 };
/** To be on the safe side, data are copied to where every adapter can take them: none asks for more than a sector. */
const safeAlignmentBytes = 512;

/**
 * Carries commands through IOCTL_SCSI_PASS_THROUGH_DIRECT.
 *
 * Time limits are rounded up to seconds. A running command occupies one thread of libuv's pool; it cannot be taken back,
 * and a process that exits waits for it.
 */
export class WindowsTransport extends NativeTransport {
  /** Owns `handle` from now on. `adapter` is undefined where it does not tell. */
  constructor(name: string, handle: Handle, adapter: AdapterLimits | undefined, ffi: WindowsFfi) {
    super(
      name,
      { ...(adapter ?? unknownAdapter), maximumCdbBytes: cdbBytes, maximumSenseBytes: senseBytes },
      {
        makeCall: () => new PassThroughCall(name, handle, adapter?.alignmentBytes ?? safeAlignmentBytes, ffi),
        release: async () => {
          ffi.closeHandle(handle);
        },
      },
    );
  }
}
