/** Seeing the wire: a transport that records what passes, and the text of a record. */
export { type TraceOptions, type TraceRecord, type TraceSink, trace } from '../transport/decorators/trace.js';
export { formatTraceRecord } from './format.js';
