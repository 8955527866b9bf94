import { NativeTransport } from '../native-transport.js';
import type { TransportLimits } from '../transport.js';
import type { Handle, WindowsFfi } from './ffi.js';
import { cdbBytes, PassThroughCall, senseBytes } from './pass-through-call.js';

/** What the adapter of a drive takes. */
export type AdapterLimits = Pick<TransportLimits, 'maximumTransferBytes' | 'alignmentBytes'>;

/**
 * Carries commands through IOCTL_SCSI_PASS_THROUGH_DIRECT.
 *
 * Time limits are rounded up to seconds. A running command occupies one thread of libuv's pool; it cannot be taken back,
 * and a process that exits waits for it.
 */
export class WindowsTransport extends NativeTransport {
  /** Owns `handle` from now on. */
  constructor(name: string, handle: Handle, adapter: AdapterLimits, ffi: WindowsFfi) {
    super(
      name,
      { ...adapter, maximumCdbBytes: cdbBytes, maximumSenseBytes: senseBytes },
      {
        makeCall: () => new PassThroughCall(name, handle, adapter.alignmentBytes, ffi),
        release: async () => {
          ffi.closeHandle(handle);
        },
      },
    );
  }
}
