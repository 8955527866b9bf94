/** How a run ends when it does not end well: one exit code a kind, one line a failure. */
import { CommanderError } from 'commander';
import { FieldError, ShortDataError, senseAdvice } from '../../mmc/index.js';
import { CheckConditionError, ImageError, StatusError, TransportError, type TransportErrorKind } from '../index.js';

/** Exit codes of the program. */
export const exitCode = {
  /** Done. */
  success: 0,
  /** The drive answered, and refused: CHECK CONDITION, another SCSI status, an NTSTATUS that is no success, short data. */
  refused: 1,
  /** The command line is wrong: a name, a value, bytes that are not hexadecimal, a file that cannot be used. */
  usage: 2,
  /** There is no such drive. */
  noDrive: 3,
  /** The operating system denies access. */
  accessDenied: 4,
  /** The drive did not answer: time limit, reset, lost connection. */
  noAnswer: 5,
  /** Another program has the drive. */
  busy: 6,
  /** This operating system, transport or adapter cannot do that. */
  unsupported: 7,
  /** The program itself is wrong. */
  internal: 70,
} as const;

/** The command line is wrong. The message says how to put it right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A result that was printed and is still no success; says so on standard error. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  constructor(
    message: string,
    readonly kind: string,
    readonly detail: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** What is told about a failure: the line, and more of it with `--json`. */
export interface Failure {
  readonly kind: string;
  readonly exitCode: number;
  readonly message: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const codeOfKind: Readonly<Record<TransportErrorKind, number>> = {
  notFound: exitCode.noDrive,
  noDevice: exitCode.noDrive,
  accessDenied: exitCode.accessDenied,
  busy: exitCode.busy,
  rejected: exitCode.unsupported,
  unsupported: exitCode.unsupported,
  closed: exitCode.noAnswer,
  timeout: exitCode.noAnswer,
  selectionTimeout: exitCode.noAnswer,
  aborted: exitCode.noAnswer,
  busReset: exitCode.noAnswer,
  busError: exitCode.noAnswer,
  overrun: exitCode.noAnswer,
  hostError: exitCode.noAnswer,
};

/** Sorts whatever was thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof UsageError) return failure('usage', exitCode.usage, error.message);
  if (error instanceof CommanderError) return failure('usage', exitCode.usage, commanderMessage(error));
  if (error instanceof FieldError) return failure('field', exitCode.usage, error.message, { field: error.field });
  if (error instanceof RefusedError) return failure(error.kind, exitCode.refused, error.message, error.detail);
  if (error instanceof CheckConditionError) return checkCondition(error);
  if (error instanceof StatusError)
    return failure('status', exitCode.refused, `${error.message}; send it again later`, {
      command: error.outcome.command.id,
      cdb: error.outcome.cdb,
      status: error.status,
    });
  if (error instanceof ShortDataError)
    return failure(
      'shortData',
      exitCode.refused,
      `the answer is too short: ${error.message}; look at the bytes with --trace`,
      {
        neededBytes: error.needed,
        availableBytes: error.available,
      },
    );
  if (error instanceof TransportError)
    return failure(error.kind, codeOfKind[error.kind], error.message, { native: error.native });
  if (error instanceof ImageError) return failure('image', exitCode.usage, error.message, { path: error.path });
  if (isSystemError(error)) return failure('file', exitCode.usage, error.message, { code: error.code });
  const message = error instanceof Error ? error.message : String(error);
  return failure('internal', exitCode.internal, `${message}; this is a fault of discwire, --trace shows where`);
}

/** What the operating system says of a file. */
const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'code' in error && 'path' in error;

function failure(kind: string, code: number, message: string, detail: Failure['detail'] = {}): Failure {
  return { kind, exitCode: code, message: message.replace(/\s*\n\s*/g, ' '), detail };
}

function checkCondition(error: CheckConditionError): Failure {
  const { sense, outcome } = error;
  const message = sense ? `${error.message}. ${senseAdvice(sense)}` : error.message;
  return failure('checkCondition', exitCode.refused, message, {
    command: outcome.command.id,
    cdb: outcome.cdb,
    status: outcome.completion.status,
    senseKey: sense?.senseKey,
    asc: sense?.asc,
    ascq: sense?.ascq,
    sense: outcome.completion.sense,
  });
}

/** Commander says `error: unknown option '--x'\n(Did you mean --y?)`. */
function commanderMessage(error: CommanderError): string {
  return error.message.replace(/^error: /, '').replace(/\n\(Did you mean (.*)\?\)$/, '; did you mean $1?');
}
