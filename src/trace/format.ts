import { type CommandSet, decodeSense, describeSense, hex, mmcCommands } from '../../mmc/index.js';
import type { TraceRecord } from '../transport/decorators/trace.js';
import { scsiStatus, statusName } from '../transport/transport.js';

/**
 * A trace record as two or three lines of text: what was sent, and what came back.
 *
 * ```
 * #3 GET CONFIGURATION  46 02 01 07 00 00 00 00 10 00  in 16
 *    GOOD (00h), 16 bytes, 0.412 ms
 *    00 00 00 0C 00 00 00 08 01 07 01 04 1F 00 00 00
 * ```
 */
export function formatTraceRecord(record: TraceRecord, commands: CommandSet = mmcCommands): string {
  const command = commands.find(record.cdb);
  const name = command?.name ?? `operation code ${hex(record.cdb.subarray(0, 1))}h`;
  const expected = record.direction === 'none' ? 'no data' : `${record.direction} ${record.dataLength}`;
  const lines = [`#${record.sequence} ${name}  ${hex(record.cdb)}  ${expected}`];
  if (record.error) lines.push(`no answer (${record.error.kind}): ${record.error.message}`);
  if (record.completion) lines.push(...completionLines(record, command));
  if (record.data) lines.push(hex(record.data) + (wasCut(record) ? ' …' : ''));
  return lines.join('\n   ');
}

function completionLines(record: TraceRecord, command: ReturnType<CommandSet['find']>): string[] {
  const { status, sense, transferredBytes, durationMs } = record.completion!;
  const moved = record.direction === 'none' ? '' : `, ${transferredBytes} bytes`;
  const lines = [`${statusName(status)}${moved}, ${durationMs.toFixed(3)} ms`];
  if (status === scsiStatus.checkCondition && sense.length === 0) lines.push('no sense data');
  if (sense.length > 0) {
    const decoded = decodeSense(sense);
    lines.push(`sense ${hex(sense)}`);
    if (decoded) lines.push(describeSense(decoded, command, record.cdb));
  }
  return lines;
}

function wasCut(record: TraceRecord): boolean {
  const moved = record.direction === 'in' ? (record.completion?.transferredBytes ?? 0) : record.dataLength;
  return record.data!.length < moved;
}
