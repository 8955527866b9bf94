/** `discwire send`: any declared command, by its name and fields. */
import type { Command as Cli } from 'commander';
import { type Command, ShortDataError } from '../../mmc/index.js';
import {
  CheckConditionError,
  type Device,
  type Outcome,
  patientRetry,
  StatusError,
  type TraceRecord,
} from '../index.js';
import { commandArgument, fieldArguments } from './command-fields.js';
import { commandList } from './command-list.js';
import { action, type CliIo, type Context } from './context.js';
import { dataArgument, saveData, timeoutOption } from './data-argument.js';
import { dataHeading, exchangeJson, exchangeLines } from './exchange.js';
import { RefusedError, UsageError } from './failure.js';
import { checkSave } from './raw.js';
import { type Session, withDevice } from './session.js';
import { hexDump, tree } from './text.js';

interface Options {
  readonly list?: boolean;
  readonly data?: string;
  readonly save?: string;
  readonly timeout?: number;
  readonly force?: boolean;
}

/** Adds the sub-command. */
export function addSend(program: Cli, io: CliIo): void {
  program
    .command('send')
    .summary('send a command by its name and fields')
    .description('Sends a command that discwire knows, and shows what came back, decoded.')
    .argument('[command]', 'e.g. read12 or read-12; all of them with --list')
    .argument('[device]', 'e.g. /dev/sr0, D: or virtual:')
    .argument('[fields...]', 'field=value: 16, 0x10, 10h, true or false; what is left out is 0 or its default')
    .option('--list', 'show the commands, those whose name has COMMAND in it, or the fields of one; send nothing')
    .option('--data <file|hex>', 'data-out: a file or hexadecimal bytes')
    .option('--save <file>', 'write the data-in to a file; - for standard output, and nothing else there')
    .option('--timeout <ms>', 'time limit in milliseconds, instead of that of the command', timeoutOption)
    .option('--force', 'send a command that changes the medium')
    .action(action(io, send));
}

async function send(
  context: Context,
  commandName: string | undefined,
  deviceName: string | undefined,
  words: string[],
  options: Options,
): Promise<void> {
  if (options.list) return commandList(context, commandName);
  const command = commandName === undefined ? undefined : commandArgument(commandName);
  if (!command) throw new UsageError('which command? `discwire send --list` shows them all');
  if (deviceName === undefined) throw new UsageError(`${command.name}: to which device? e.g. /dev/sr0, D: or virtual:`);
  checkSave(context, options.save);
  const input = fieldArguments(command, words);
  const payload = await payloadOf(command, options.data);
  const prepared = payload ? takingBytes(command, payload, input) : { command, input };
  // What does not fit must not get as far as opening the drive.
  prepared.command.encodeCdb(prepared.input);
  if (command.changes === 'medium' && !options.force)
    throw new UsageError(`${command.name} changes the medium: add --force if that is what you want`);
  // A unit attention is about the time before this program was started, so the command is sent again after one.
  await withDevice(context, deviceName, { retry: patientRetry() }, async (session) => {
    const sendOptions = { timeoutMs: options.timeout };
    const { command: sent, input: fields } = prepared;
    checkTransferLength(sent, fields, session.device);
    const outcome = await session.device.exchange(sent, fields, payload, sendOptions);
    await showOutcome(context, session, outcome, options.save);
  });
}

async function payloadOf(command: Command, data: string | undefined): Promise<Uint8Array | undefined> {
  const isOut = command.transfer.direction === 'out';
  if (isOut && data === undefined)
    throw new UsageError(`${command.name} takes data: give it with --data FILE or --data HEX`);
  if (!isOut && data !== undefined) throw new UsageError(`${command.name} takes no data: leave --data out`);
  return data === undefined ? undefined : dataArgument(data, '--data');
}

interface Prepared {
  readonly command: Command;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The command with its parameter list as bytes, so that they go out exactly as they were given. */
function takingBytes(command: Command, payload: Uint8Array, input: Prepared['input']): Prepared {
  const { transfer } = command;
  if (!('layout' in transfer)) return { command, input };
  return {
    command: { ...command, transfer: { direction: 'out', byteLength: () => payload.length } },
    input: 'length' in transfer ? { [transfer.length]: payload.length, ...input } : input,
  };
}

/** Throws UsageError for more data than fits one transfer, before memory is taken for it. */
function checkTransferLength({ name, transfer, ...command }: Command, fields: Prepared['input'], device: Device): void {
  const { maximumTransferBytes } = device.transport.limits;
  if (!('byteLength' in transfer)) return;
  const bytes = transfer.byteLength(command.decodeCdb(command.encodeCdb(fields)), device.blockLengthBytes);
  if (bytes > maximumTransferBytes)
    throw new UsageError(`${name}: ${bytes} bytes; one transfer carries at most ${maximumTransferBytes} here`);
}

async function showOutcome(
  context: Context,
  { exchanges }: Session,
  outcome: Outcome,
  save: string | undefined,
): Promise<void> {
  if (outcome.kind === 'checkCondition') throw new CheckConditionError(outcome);
  if (outcome.kind === 'status') throw new StatusError(outcome);
  const { data } = outcome;
  if (save !== undefined && save !== '-') await saveData(save, data);
  if (save === '-') {
    context.io.writeOut(data);
    return;
  }
  const { value, problem } = decoded(outcome);
  const last = exchanges.at(-1)!;
  const document = {
    exchanges: exchanges.map((exchange) => ({
      ...exchangeJson(exchange),
      ...(exchange === last && last.direction === 'in' && { data }),
    })),
    value,
  };
  context.result(document, () => [
    ...exchanges.flatMap((exchange) => exchangeLines(withoutDataIn(exchange), context.style)),
    ...(last.direction === 'in' ? ['', context.style.faint(dataHeading(last))] : []),
    ...(value === undefined ? [] : tree(value)),
    ...(save !== undefined ? [`${data.length} bytes saved to ${save}`] : value === undefined ? hexDump(data) : []),
  ]);
  if (problem) throw new RefusedError(`${outcome.command.name}: the answer is too short: ${problem}`, 'shortData');
}

/** Data-in is shown once, at the end. */
const withoutDataIn = (exchange: TraceRecord): TraceRecord =>
  exchange.direction === 'in' ? { ...exchange, data: undefined } : exchange;

/** Data-in as a record, where the command declares what it is. */
function decoded({ command, data }: Outcome): { value?: Record<string, unknown>; problem?: string } {
  const { transfer } = command;
  if (transfer.direction !== 'in' || !('layout' in transfer)) return {};
  try {
    return { value: transfer.layout.decode(data) };
  } catch (error) {
    if (!(error instanceof ShortDataError)) throw error;
    return { problem: error.message };
  }
}
