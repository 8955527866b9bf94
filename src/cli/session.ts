import { testUnitReady } from '../../mmc/index.js';
import {
  Device,
  describeReport,
  formatTraceRecord,
  type JudgeReport,
  type RetryPolicy,
  type TraceRecord,
  type Transport,
  trace,
  VirtualTransport,
} from '../index.js';
import type { Context } from './context.js';
import { exchangeJson } from './exchange.js';
import { UsageError } from './failure.js';
import { toJson } from './json.js';
import { indented, lineWidth, wrap } from './text.js';

/** A device that was opened, and what has gone over the wire since. */
export interface Session {
  readonly device: Device;
  readonly exchanges: readonly TraceRecord[];
}

interface SessionOptions {
  /** When a refused command is sent again; never where not given. */
  readonly retry?: RetryPolicy;
}

/** Bytes of data that are kept with each exchange, and how many of them the trace shows. */
const keptDataBytes = 4096;
const tracedDataBytes = 64;

/** Opens the device `name` for `use`, and closes it whatever happens. */
export async function withDevice<T>(
  context: Context,
  name: string,
  options: SessionOptions,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const transport = await context.io.openTransport(name);
  if (transport instanceof VirtualTransport && !name.includes('power-on=')) await poll(transport);
  if (!context.judge) return withTransport(context, transport, options, use);
  if (!(transport instanceof VirtualTransport)) {
    await transport.close();
    throw new UsageError(`${name}: only virtual drives judge; leave --judge out`);
  }
  const { drive } = transport;
  drive.startJudge();
  try {
    return await withTransport(context, transport, options, use);
  } finally {
    const report = drive.report()!;
    context.io.writeError(`${context.json ? toJson({ judge: report }) : reportLines(report).join('\n')}\n`);
  }
}

/** A report of the judge, no wider than other output. */
export const reportLines = (report: JudgeReport): string[] =>
  describeReport(report)
    .split('\n')
    .flatMap((line) => {
      const margin = line.length - line.trimStart().length;
      return line === '' ? [''] : indented(wrap(line.trimStart(), lineWidth - margin), margin);
    });

/**
 * Every run powers a virtual drive on anew, and its report of that would be the answer to every first command. On a
 * real drive the operating system has long since taken it.
 */
async function poll(transport: VirtualTransport): Promise<void> {
  const { timeoutMs } = testUnitReady;
  const cdb = testUnitReady.encodeCdb({});
  await transport.execute({ cdb, direction: 'none', data: new Uint8Array(0), timeoutMs });
}

/** As {@link withDevice}, for a transport that is open already. */
export async function withTransport<T>(
  context: Context,
  transport: Transport,
  { retry }: SessionOptions,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const exchanges: TraceRecord[] = [];
  const sink = (record: TraceRecord) => {
    exchanges.push(record);
    if (!context.trace) return;
    const shown = { ...record, data: record.data?.subarray(0, tracedDataBytes) };
    context.io.writeError(`${context.json ? toJson({ trace: exchangeJson(shown) }) : formatTraceRecord(shown)}\n`);
  };
  const traced = trace(transport, sink, { maximumDataBytes: keptDataBytes });
  const device = new Device(traced, retry ? { retry } : {});
  try {
    return await use({ device, exchanges });
  } finally {
    await device.close();
  }
}
