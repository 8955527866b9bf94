/** `discwire raw`: any CDB, byte for byte. */
import { type Command as Cli, Option } from 'commander';
import { decodeSense, describeSense, mmcCommands, senseAdvice } from '../../mmc/index.js';
import { scsiStatus, statusName, type TraceRecord } from '../index.js';
import { cdbName, checkCdbLength } from './cdb.js';
import { action, type CliIo, type Context } from './context.js';
import { countOption, dataArgument, saveData, timeoutOption } from './data-argument.js';
import { dataHeading, exchangeJson, exchangeLines, wasExecuted } from './exchange.js';
import { RefusedError, UsageError } from './failure.js';
import { bytesArgument } from './hex-argument.js';
import { withDevice } from './session.js';
import { hexDump } from './text.js';

interface Options {
  readonly in?: number;
  readonly out?: string;
  readonly save?: string;
  readonly timeout?: number;
}

const defaultTimeoutMs = 30_000;
const noData = new Uint8Array(0);

/** Adds the sub-command. */
export function addRaw(program: Cli, io: CliIo): void {
  program
    .command('raw')
    .summary('send a CDB as it is')
    .description('Sends a CDB as it is and shows what came back.')
    .argument('<device>', 'e.g. /dev/sr0, D: or virtual:')
    .argument('<cdb...>', 'the CDB in hexadecimal, e.g. 12 00 00 00 24 00')
    .addOption(new Option('--in <bytes>', 'length of the data-in').argParser(countOption).conflicts('out'))
    .option('--out <file|hex>', 'data-out: a file or hexadecimal bytes')
    .option('--save <file>', 'write the data-in to a file; - for standard output, and nothing else there')
    .option('--timeout <ms>', 'time limit in milliseconds', timeoutOption, defaultTimeoutMs)
    .action(action(io, raw));
}

async function raw(context: Context, deviceName: string, words: string[], options: Options): Promise<void> {
  const cdb = bytesArgument(words.join(' '), 'the CDB');
  checkCdbLength(cdb);
  checkSave(context, options.save);
  const dataOut = options.out === undefined ? undefined : await dataArgument(options.out, '--out');
  await withDevice(context, deviceName, {}, async ({ device, exchanges }) => {
    const data = dataOut ?? dataInBuffer(options.in ?? 0, device.transport.limits.maximumTransferBytes);
    const direction = data.length === 0 ? 'none' : dataOut ? 'out' : 'in';
    const timeoutMs = options.timeout ?? defaultTimeoutMs;
    const { transferredBytes } = await device.execute({ cdb, direction, data, timeoutMs });
    const received = direction === 'in' ? data.subarray(0, transferredBytes) : noData;
    await showAnswer(context, exchanges[0]!, received, options.save);
  });
}

function dataInBuffer(length: number, maximum: number): Uint8Array {
  if (length > maximum) throw new UsageError(`--in ${length}: one transfer carries at most ${maximum} bytes here`);
  return length === 0 ? noData : new Uint8Array(length);
}

/** Throws UsageError for `--save -` where standard output has something else to carry. */
export function checkSave(context: Context, save: string | undefined): void {
  if (save === '-' && context.json)
    throw new UsageError('--save - and --json both want standard output: save to a file');
}

async function showAnswer(
  context: Context,
  exchange: TraceRecord,
  received: Uint8Array,
  save: string | undefined,
): Promise<void> {
  if (save !== undefined && save !== '-') await saveData(save, received);
  if (save === '-') context.io.writeOut(received);
  else
    context.result({ ...exchangeJson(exchange), data: received }, () => [
      ...exchangeLines({ ...exchange, data: undefined }, context.style),
      ...(exchange.direction === 'in' ? ['', context.style.faint(dataHeading(exchange))] : []),
      ...(save === undefined ? hexDump(received) : [`${received.length} bytes saved to ${save}`]),
    ]);
  throwIfRefused(exchange);
}

/** Throws RefusedError where the target did not do what it was asked to. */
function throwIfRefused({ cdb, completion }: TraceRecord): void {
  const { status, sense: bytes } = completion!;
  const sense = decodeSense(bytes);
  if (wasExecuted(status, sense)) return;
  const reason = sense
    ? `${describeSense(sense, mmcCommands.find(cdb), cdb)}. ${senseAdvice(sense)}`
    : `SCSI status ${statusName(status)}`;
  const kind = status === scsiStatus.checkCondition ? 'checkCondition' : 'status';
  throw new RefusedError(`${cdbName(cdb)}: ${reason}`, kind, { cdb, status, sense: bytes });
}
