import { subjectOf } from './subject.js';
import type { TransferRequest, Transport } from './transport.js';
import { TransportError } from './transport-error.js';

/** Longest time limit that Linux and Windows both accept, in milliseconds: 30 hours, the most that Windows takes. */
export const maximumTimeoutMs = 108_000_000;
const minimumCdbBytes = 6;

/** What every request to a closed transport ends in. */
export function closedError({ name }: Transport): TransportError {
  return new TransportError('closed', `${subjectOf(name)}the transport is closed`);
}

/** What a request ends in whose signal was aborted before it was sent. */
export function abortedError({ name }: Transport, signal: AbortSignal): TransportError {
  const message = `${subjectOf(name)}the command was taken back before it was sent`;
  return new TransportError('aborted', message, { cause: signal.reason });
}

/**
 * What every transport refuses before anything is sent: requests that were taken back, and what cannot be a command or
 * is beyond the limits. For implementers: call it first. Throws TransportError `aborted` or `rejected`.
 */
export function checkRequest(transport: Transport, request: TransferRequest): void {
  const { cdb, data, direction, timeoutMs, signal } = request;
  if (signal?.aborted) throw abortedError(transport, signal);
  const refuse = (problem: string): never => {
    throw new TransportError('rejected', `${subjectOf(transport.name)}${problem}`);
  };
  // An object that only looks like bytes would become an address.
  if (!ArrayBuffer.isView(cdb) || !ArrayBuffer.isView(data)) refuse('cdb and data must be Uint8Arrays');
  const { maximumCdbBytes, maximumTransferBytes } = transport.limits;
  if (!(cdb.length >= minimumCdbBytes && cdb.length <= maximumCdbBytes))
    refuse(`the CDB has ${cdb.length} bytes; ${minimumCdbBytes} to ${maximumCdbBytes} are possible`);
  if (direction === 'none') {
    if (data.length > 0) refuse(`${data.length} bytes of data were given for a command without data`);
  } else if (direction !== 'in' && direction !== 'out') {
    refuse(`the direction is ${direction}; none, in and out are possible`);
  }
  if (!(data.length <= maximumTransferBytes))
    refuse(`${data.length} bytes in one command; the limit here is ${maximumTransferBytes}, split the transfer`);
  if (!(timeoutMs > 0 && timeoutMs <= maximumTimeoutMs))
    refuse(`a time limit of ${timeoutMs} ms; above 0 and up to ${maximumTimeoutMs} are possible`);
}
