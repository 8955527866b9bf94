/** `discwire explain`: what a CDB or sense data says, from its bytes alone. */
import { type Command as Cli, Option } from 'commander';
import {
  type Command,
  clausesOf,
  clausesText,
  decodeSense,
  describeSense,
  descriptorSense,
  familyName,
  fieldPointerName,
  fixedSense,
  hex,
  mmcCommands,
  type Sense,
  senseAdvice,
  senseCategory,
} from '../../mmc/index.js';
import { type ByteRow, byteRows, byteRowsJson, byteTable } from './byte-table.js';
import { standardCdbLength, transferText } from './cdb.js';
import { action, type CliIo, type Context } from './context.js';
import { UsageError } from './failure.js';
import { bytesArgument } from './hex-argument.js';
import { hexNumber, indented, lineWidth, tree, wrap } from './text.js';

interface Options {
  readonly cdb?: boolean;
  readonly sense?: boolean;
  readonly withSense?: string;
}

/** What is printed about one item. */
interface Explanation {
  readonly document: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
}

/** Adds the sub-command. */
export function addExplain(program: Cli, io: CliIo): void {
  program
    .command('explain')
    .summary('say what a CDB or sense data means')
    .description(
      'Says what a CDB or sense data means, byte by byte. Needs no drive. Without bytes it reads standard input, one CDB or sense a line.',
    )
    .argument('[hex...]', 'bytes, e.g. A8 00 00 00 00 10 00 00 00 01 80 00')
    .option('--cdb', 'the bytes are a CDB, whatever they look like')
    .addOption(new Option('--sense', 'the bytes are sense data').conflicts('cdb'))
    .option('--with-sense <hex>', 'sense data that this CDB was answered with: names the field it points at')
    .action(action(io, explain));
}

async function explain(context: Context, words: string[], options: Options): Promise<void> {
  const items = words.length > 0 ? [words.join(' ')] : await inputLines(context.io);
  const withSense = options.withSense === undefined ? undefined : bytesArgument(options.withSense, '--with-sense');
  const explanations = items.map((item, i) => {
    const bytes = bytesArgument(item, words.length > 0 ? 'the bytes' : `line ${i + 1}`);
    const isSense = options.sense || (!options.cdb && !withSense && looksLikeSense(bytes));
    return isSense ? explainSense(context, bytes) : explainCdb(context, bytes, withSense);
  });
  context.result(
    explanations.map(({ document }) => document),
    () => explanations.flatMap(({ lines }, i) => (i === 0 ? lines : ['', ...lines])),
  );
}

async function inputLines(io: CliIo): Promise<string[]> {
  const lines = (await io.readInput()).split(/\r?\n/).filter((line) => line.trim());
  if (lines.length === 0) throw new UsageError('there are no bytes: give them as arguments or on standard input');
  return lines;
}

/** No command of the standards has 70h to 73h as its operation code; bit 7 is the VALID bit of fixed format. */
function looksLikeSense(bytes: Uint8Array): boolean {
  const code = bytes[0]! & 0x7f;
  return code >= 0x70 && code <= 0x73;
}

/** The declared command, or the one whose table comes nearest, with the reason why it is not quite that. */
function identify(cdb: Uint8Array): { command: Command | undefined; remark: string | undefined } {
  const command = mmcCommands.find(cdb);
  if (command) return { command, remark: undefined };
  const siblings = mmcCommands.siblings(cdb[0]!);
  const nearest = siblings.at(-1);
  if (!nearest) return { command: undefined, remark: undefined };
  const fields = [...new Set(siblings.flatMap(({ fixed }) => Object.keys(fixed)))];
  return { command: nearest, remark: `no known form of this command; forms differ in ${fields.join(' and ')}` };
}

function explainCdb(context: Context, cdb: Uint8Array, senseBytes: Uint8Array | undefined): Explanation {
  const { command, remark } = identify(cdb);
  if (!command) return explainUnknownCdb(cdb);
  if (cdb.length < command.cdbLength)
    throw new UsageError(
      `${command.name} has ${command.cdbLength} bytes, ${cdb.length} were given: ${command.cdbLength - cdb.length} are missing`,
    );
  const rows = byteRows(command.layout, cdb);
  const extra = cdb.subarray(command.cdbLength);
  const sense = senseBytes && explainSense(context, senseBytes, command, cdb);
  const pointed = senseBytes && decodeSense(senseBytes);
  const { style } = context;
  const clauses = clausesOf(command);
  const standard = clauses.length > 0 ? `${command.standard} (${clausesText(clauses)})` : command.standard;
  const facts = [`operation code ${hexNumber(cdb[0]!)}`, standard, `${command.cdbLength} bytes`];
  const lines = [
    style.heading(remark ? familyName(command) : command.name),
    ...wrap([...facts, ...(remark ? [] : [transferText(command, cdb)])].join(', '), lineWidth).map(style.faint),
    ...(remark ? wrap(remark, lineWidth).map(style.warning) : []),
    '',
    ...byteTable(rows, style, (row) => (pointed && pointsAt(pointed, row) ? '<- the drive points here' : undefined)),
    ...(extra.length > 0 ? ['', style.warning(extraText(command, extra))] : []),
    ...(sense ? ['', ...sense.lines] : []),
  ];
  const document = {
    kind: 'cdb',
    bytes: cdb,
    command: { id: command.id, name: command.name, standard: command.standard, clauses, matches: !remark },
    lengthBytes: command.cdbLength,
    extraBytes: extra,
    transfer: { direction: command.transfer.direction, text: transferText(command, cdb) },
    fields: byteRowsJson(rows),
    sense: sense?.document,
  };
  return { document, lines };
}

function extraText(command: Command, extra: Uint8Array): string {
  const isPadding = extra.every((byte) => byte === 0);
  const what = isPadding ? 'zero, as the padding of an ATAPI packet is' : hex(extra);
  return `${extra.length} bytes follow the ${command.cdbLength} of the CDB: ${what}`;
}

function explainUnknownCdb(cdb: Uint8Array): Explanation {
  const length = standardCdbLength(cdb);
  const group = cdb[0]! >> 5;
  const lengthText =
    length === undefined ? 'its group does not tell the length' : `CDBs of group ${group} have ${length} bytes`;
  const lines = [
    `operation code ${hexNumber(cdb[0]!)}: not a command that discwire knows; ${lengthText}, ${cdb.length} were given`,
  ];
  return {
    document: { kind: 'cdb', bytes: cdb, command: undefined, lengthBytes: length, extraBytes: undefined, fields: [] },
    lines,
  };
}

/** Whether the field pointer of `sense` means this row. */
function pointsAt(sense: Sense, row: ByteRow): boolean {
  const pointer = sense.senseKeySpecific;
  if (pointer?.kind !== 'fieldPointer' || !pointer.commandData) return false;
  const { fieldPointer, bitPointer } = pointer;
  const end = row.byte + (row.byteLength ?? Number.POSITIVE_INFINITY);
  if (fieldPointer < row.byte || fieldPointer >= end) return false;
  if (bitPointer === undefined || row.bit === undefined) return true;
  const bit = 8 * (end - 1 - fieldPointer) + bitPointer;
  return bit >= row.bit && bit < row.bit + row.bitLength!;
}

function explainSense(context: Context, bytes: Uint8Array, command?: Command, cdb?: Uint8Array): Explanation {
  const sense = decodeSense(bytes);
  if (!sense) throw new UsageError(`${bytes.length} bytes are too few for sense data: not even the sense key is there`);
  const advice = senseAdvice(sense);
  const text = describeSense(sense, command, cdb);
  const layout = sense.format === 'descriptor' ? descriptorSense : fixedSense;
  const rows = byteRows(layout, bytes.subarray(0, sense.announcedLengthBytes)).filter(isShown);
  const { style } = context;
  const lines = [
    style.heading('sense data'),
    style.faint(formatText(sense)),
    ...wrap(text, lineWidth - 2).map((line, i) => (i === 0 ? style.warning(line) : `  ${style.warning(line)}`)),
    ...(sense.format === 'unknown' ? [] : ['', ...byteTable(rows, style)]),
    ...sense.descriptors.flatMap((descriptor) => ['', 'descriptor', ...indented(tree({ ...descriptor }))]),
    '',
    ...wrap(advice, lineWidth),
  ];
  const { bytes: _, ...members } = sense;
  const fieldName = command && fieldPointerName(sense, command);
  return {
    document: { kind: 'sense', bytes, text, category: senseCategory(sense), advice, fieldName, ...members },
    lines,
  };
}

/** Descriptors stand below the table, and additional sense bytes only where there are any. */
const isShown = ({ name, value }: ByteRow): boolean =>
  name !== 'descriptors' && !(name === 'additionalSenseBytes' && (value as Uint8Array).length === 0);

function formatText(sense: Sense): string {
  const when = sense.deferred ? 'deferred' : 'current';
  const announced = sense.announcedLengthBytes;
  const length = `${sense.bytes.length} bytes${announced !== undefined && announced > sense.bytes.length ? ` of ${announced}` : ''}`;
  return `response code ${hexNumber(sense.responseCode)}, ${sense.format} format, ${when}, ${length}`;
}
