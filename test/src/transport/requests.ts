import type { TransferRequest } from '../../../src/transport/transport.js';

/** A TEST UNIT READY, with `changes`. */
export function request(changes: Partial<TransferRequest> = {}): TransferRequest {
  return { cdb: new Uint8Array(6), direction: 'none', data: new Uint8Array(0), timeoutMs: 10_000, ...changes };
}
