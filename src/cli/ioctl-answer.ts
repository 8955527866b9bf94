/** One control code: what it sent, and what it ended in, in words. */
import { decodeSense, hex, ShortDataError, senseAdvice } from '../../mmc/index.js';
import {
  controlCode,
  controlCodeName,
  decomposeControlCode,
  type IoctlExchange,
  type IoctlResult,
  isNtSuccess,
  normaliseControlCode,
  ntStatus,
  ntStatusName,
  ntStatusSeverity,
  ntStatusText,
  structuresOf,
  type TraceRecord,
  win32ErrorOf,
} from '../index.js';
import { exchangeJson, exchangeLines } from './exchange.js';
import type { Style } from './style.js';
import { cNumber, hexDump, indented, lineWidth, type Members, tree, wrap } from './text.js';

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

/** What a request ended in, here or elsewhere. */
interface Ended {
  readonly ntStatus: number;
  /** Undefined: nobody told. */
  readonly information: number | undefined;
  readonly output: Uint8Array;
  /** Where it is not that of the status. */
  readonly win32Error?: number;
}

/** The status, Information and output of a request, of that at most `maximumOutputBytes`. */
export function statusLines(
  { ntStatus: status, information, output, win32Error = win32ErrorOf(status) }: Ended,
  style: Style,
  maximumOutputBytes = output.length,
): string[] {
  const severity = ntStatusSeverity(status);
  const paint = { success: style.good, informational: style.good, warning: style.warning, error: style.bad }[severity];
  const meaning = isNtSuccess(status) ? '' : ntStatusText(status);
  return [
    `=> ${paint(ntStatusName(status))} (${cNumber(status)}), Win32 error ${win32Error}`,
    ...(meaning ? indented(wrap(meaning, lineWidth - 6), 3) : []),
    `   Information ${information ?? 'unknown'}, ${outputText(output)}`,
    ...indented(output.length > inlineOutputBytes ? hexDump(output, { maximumBytes: maximumOutputBytes }) : [], 3),
  ];
}

function outputText(output: Uint8Array): string {
  if (output.length === 0) return 'no output';
  return output.length > inlineOutputBytes ? `output ${output.length} bytes` : `output ${hex(output)}`;
}

function outputLines(code: number, output: Uint8Array): string[] {
  const decoded = decodedOutput(code, output);
  if (!decoded) return [];
  const isCount = normaliseControlCode(code) === controlCode.IOCTL_STORAGE_CHECK_VERIFY;
  return isCount ? [`media change count ${decoded['mediaChangeCount']}`] : tree(decoded);
}

/** The members of the output. What the drive sent has been shown with its command. */
function decodedOutput(code: number, output: Uint8Array): Members | undefined {
  const [structure, ...others] = structuresOf(code).output;
  if (!structure || others.length > 0 || structure.isFromDrive || output.length === 0) return undefined;
  try {
    return structure.layout.decode(output) as Members;
  } catch (error) {
    if (error instanceof ShortDataError) return undefined;
    throw error;
  }
}

/** The same for `--json`. */
export function ioctlJson({ code, result, exchanges }: IoctlAnswer): Record<string, unknown> {
  const { information, output } = result;
  return {
    controlCode: { name: controlCodeName(code), value: code, ...decomposeControlCode(code) },
    exchanges: exchanges.map((exchange, i) => ({
      ...exchangeJson(exchange),
      sentAgainAfterMs: result.exchanges[i]?.delayMs,
    })),
    ntStatus: ntStatusJson(result.ntStatus),
    information,
    output,
    decoded: decodedOutput(code, output),
  };
}

/** An NTSTATUS value with all that is known about it. */
export function ntStatusJson(value: number): Record<string, unknown> {
  return {
    name: ntStatusName(value),
    value,
    severity: ntStatusSeverity(value),
    isSuccess: isNtSuccess(value),
    win32Error: win32ErrorOf(value),
    text: ntStatusText(value),
  };
}

/** What the command line gets wrong, where the status says so. */
function hint({ ntStatus: status, information }: IoctlResult): string | undefined {
  if (status === ntStatus.STATUS_INFO_LENGTH_MISMATCH) return 'Give the input with --input, or a mode.';
  if (status === ntStatus.STATUS_INVALID_PARAMETER) return 'Correct the input.';
  if (status === ntStatus.STATUS_BUFFER_TOO_SMALL) return `It needs --output-length ${information}.`;
  return undefined;
}

/** One line about a request that did not succeed: the status, and what to do. */
export function ioctlFailureText({ code, result, exchanges }: IoctlAnswer): string {
  const parts = [ntStatusName(result.ntStatus), ntStatusText(result.ntStatus)].filter(Boolean);
  const sense = decodeSense(exchanges.at(-1)?.completion?.sense ?? new Uint8Array(0));
  const next = hint(result) ?? (sense && senseAdvice(sense));
  return `${controlCodeName(code) ?? cNumber(code)}: ${parts.join(', ')}${next ? `. ${next}` : ''}`;
}
