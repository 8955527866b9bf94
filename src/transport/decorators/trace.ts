import type { Completion, TransferRequest, Transport } from '../transport.js';
import { TransportError } from '../transport-error.js';

/** One command as it went over the wire, and how it came back. */
export interface TraceRecord {
  /** Counts the commands of one traced transport, from 1. */
  readonly sequence: number;
  /** Name of the transport. */
  readonly transport: string;
  /** When it was sent, in milliseconds since the tracing began. */
  readonly startedAtMs: number;
  readonly cdb: Uint8Array;
  readonly direction: TransferRequest['direction'];
  /** Expected transfer length in bytes. */
  readonly dataLength: number;
  readonly timeoutMs: number;
  /** The bytes that went out or came in, copied; undefined where there were none. */
  readonly data: Uint8Array | undefined;
  /** What the target answered; undefined where it did not. */
  readonly completion: Completion | undefined;
  /** Why there was no answer. */
  readonly error: TransportError | undefined;
}

/** Takes each record when its command has ended. Must not throw. */
export type TraceSink = (record: TraceRecord) => void;

export interface TraceOptions {
  /** Bytes of data that are copied into each record; 0 for none. 64 where not given. */
  readonly maximumDataBytes?: number;
}

/** Passes everything on to `transport` and tells `sink` about each command. Closing it closes `transport`. */
export function trace(transport: Transport, sink: TraceSink, options: TraceOptions = {}): Transport {
  const { maximumDataBytes = 64 } = options;
  const beganAt = performance.now();
  let sequence = 0;

  function begin(request: TransferRequest) {
    const cdb = request.cdb.slice();
    const startedAtMs = performance.now() - beganAt;
    const number = ++sequence;
    return (completion: Completion | undefined, thrown: unknown) => {
      const moved = request.direction === 'in' ? (completion?.transferredBytes ?? 0) : request.data.length;
      const shown = request.direction === 'none' ? 0 : Math.min(moved, maximumDataBytes);
      sink({
        sequence: number,
        transport: transport.name,
        startedAtMs,
        cdb,
        direction: request.direction,
        dataLength: request.data.length,
        timeoutMs: request.timeoutMs,
        data: shown > 0 ? request.data.slice(0, shown) : undefined,
        completion,
        error: thrown instanceof TransportError ? thrown : undefined,
      });
    };
  }

  const { executeSync } = transport;
  return {
    name: transport.name,
    limits: transport.limits,
    async execute(request) {
      const end = begin(request);
      try {
        const completion = await transport.execute(request);
        end(completion, undefined);
        return completion;
      } catch (error) {
        end(undefined, error);
        throw error;
      }
    },
    ...(executeSync && {
      executeSync(request: TransferRequest): Completion {
        const end = begin(request);
        try {
          const completion = executeSync.call(transport, request);
          end(completion, undefined);
          return completion;
        } catch (error) {
          end(undefined, error);
          throw error;
        }
      },
    }),
    close: () => transport.close(),
    [Symbol.asyncDispose]: () => transport.close(),
  };
}
