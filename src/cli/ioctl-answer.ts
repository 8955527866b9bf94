/** One control code: what it sent, and what it ended in, in words. */
import { hex } from '../../mmc/index.js';
import {
  controlCode,
  controlCodeName,
  decomposeControlCode,
  type IoctlExchange,
  type IoctlResult,
  isNtSuccess,
  mediaChangeCount,
  normaliseControlCode,
  ntStatusName,
  ntStatusSeverity,
  ntStatusText,
  type TraceRecord,
  win32ErrorOf,
} from '../index.js';
import { exchangeJson, exchangeLines } from './exchange.js';
import type { Style } from './style.js';
import { cNumber, hexDump, indented, lineWidth, wrap } from './text.js';

const inlineOutputBytes = 16;

/** What is said about one request. */
export interface IoctlAnswer {
  readonly code: number;
  readonly result: IoctlResult;
  /** The commands that it sent, with their data. */
  readonly exchanges: readonly TraceRecord[];
}

/** `IOCTL_CDROM_CHECK_VERIFY (0x00024800)`. */
export function controlCodeText(code: number): string {
  const name = controlCodeName(code);
  return name === undefined ? `control code ${cNumber(code)}` : `${name} (${cNumber(code)})`;
}

/** What each command was answered with, then the status. */
export function ioctlLines({ code, result, exchanges }: IoctlAnswer, style: Style): string[] {
  const sent = exchanges.flatMap((exchange, i) => [
    ...exchangeLines(exchange, style),
    ...resentLines(result.exchanges[i], style),
  ]);
  return [
    ...(sent.length > 0 ? sent : [style.faint('   nothing was sent to the drive')]),
    ...statusLines(result, style),
    ...indented(outputLines(code, result.output), 3),
  ];
}

function resentLines(exchange: IoctlExchange | undefined, style: Style): string[] {
  if (exchange?.delayMs === undefined) return [];
  const when = exchange.delayMs === 0 ? 'at once' : `after ${exchange.delayMs / 1000} s`;
  return [style.faint(`   sent again ${when}`)];
}

/** The status, Information and output of a request, of that at most `maximumOutputBytes`. */
export function statusLines(
  { ntStatus, information, output }: IoctlResult,
  style: Style,
  maximumOutputBytes = output.length,
): string[] {
  const severity = ntStatusSeverity(ntStatus);
  const paint = { success: style.good, informational: style.good, warning: style.warning, error: style.bad }[severity];
  const meaning = isNtSuccess(ntStatus) ? '' : ntStatusText(ntStatus);
  return [
    `=> ${paint(ntStatusName(ntStatus))} (${cNumber(ntStatus)}), Win32 error ${win32ErrorOf(ntStatus)}`,
    ...(meaning ? indented(wrap(meaning, lineWidth - 6), 3) : []),
    `   Information ${information}, ${outputText(output)}`,
    ...indented(output.length > inlineOutputBytes ? hexDump(output, { maximumBytes: maximumOutputBytes }) : [], 3),
  ];
}

function outputText(output: Uint8Array): string {
  if (output.length === 0) return 'no output';
  return output.length > inlineOutputBytes ? `output ${output.length} bytes` : `output ${hex(output)}`;
}

function outputLines(code: number, output: Uint8Array): string[] {
  const isCount = normaliseControlCode(code) === controlCode.IOCTL_STORAGE_CHECK_VERIFY;
  if (!isCount || output.length < mediaChangeCount.span) return [];
  return [`media change count ${mediaChangeCount.decode(output).mediaChangeCount}`];
}

/** The same for `--json`. */
export function ioctlJson({ code, result, exchanges }: IoctlAnswer): Record<string, unknown> {
  const { ntStatus, information, output } = result;
  return {
    controlCode: { name: controlCodeName(code), value: code, ...decomposeControlCode(code) },
    exchanges: exchanges.map((exchange, i) => ({
      ...exchangeJson(exchange),
      sentAgainAfterMs: result.exchanges[i]?.delayMs,
    })),
    ntStatus: ntStatusJson(ntStatus),
    information,
    output,
  };
}

/** An NTSTATUS value with all that is known about it. */
export function ntStatusJson(ntStatus: number): Record<string, unknown> {
  return {
    name: ntStatusName(ntStatus),
    value: ntStatus,
    severity: ntStatusSeverity(ntStatus),
    isSuccess: isNtSuccess(ntStatus),
    win32Error: win32ErrorOf(ntStatus),
    text: ntStatusText(ntStatus),
  };
}

/** One line about a request that did not succeed. */
export function ioctlFailureText({ code, result }: IoctlAnswer): string {
  const { ntStatus, output } = result;
  const text = ntStatusText(ntStatus);
  const bytes = output.length > 0 ? ` (output ${hex(output)})` : '';
  return `${controlCodeName(code) ?? cNumber(code)}: ${ntStatusName(ntStatus)}${text ? `, ${text}` : ''}${bytes}`;
}
