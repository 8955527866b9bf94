import type { TransportErrorKind } from '../transport/transport-error.js';

/** How a command ends that the drive does not answer. The transport makes a TransportError of it. */
export class NoAnswer {
  constructor(
    readonly kind: Extract<TransportErrorKind, 'timeout' | 'busReset'>,
    readonly reason: string,
    /** Milliseconds on the drive's clock until the initiator knows. */
    readonly afterMs = 0,
    /** Nothing is answered any more until the drive is reset. */
    readonly hangs = false,
  ) {}
}
