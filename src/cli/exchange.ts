/** One command on the wire, in words. */
import {
  type Command,
  type DataOf,
  decodeSense,
  describeSense,
  findFeature,
  getConfiguration,
  hex,
  mmcCommands,
  profileName,
  realTimeStreaming,
  type Sense,
  ShortDataError,
  senseCategory,
} from '../../mmc/index.js';
import { scsiStatus, statusName, type TraceRecord } from '../index.js';
import { cdbName, fieldTexts } from './cdb.js';
import type { Style } from './style.js';
import { compact, hexDump, hexNumber, indented, lineWidth, wrap } from './text.js';

const margin = 3;
const textWidth = lineWidth - 8;
const shownDataBytes = 32;

const wrapped = (text: string): string[] => indented(wrap(text, textWidth), margin);

/** What the data-in or data-out of a declared command says, or undefined for blocks and what is not declared. */
function decodedData(record: TraceRecord, command: Command | undefined): unknown {
  if (!command || !record.data || !('layout' in command.transfer)) return undefined;
  try {
    return command.transfer.layout.decode(record.data);
  } catch (error) {
    if (error instanceof ShortDataError) return undefined;
    throw error;
  }
}

const movedBytes = ({ direction, completion, dataLength }: TraceRecord): number =>
  direction === 'in' ? (completion?.transferredBytes ?? 0) : dataLength;

/** Features are too many to show them all; control codes look at one. */
function meaning(command: Command | undefined, value: unknown): string {
  if (command !== getConfiguration) return compact(value);
  const { currentProfile, features } = value as DataOf<typeof getConfiguration>;
  const current = features.filter((feature) => feature.current).length;
  const streaming = findFeature({ features }, realTimeStreaming);
  const { featureCode: _, additionalLength: __, ...flags } = streaming ?? {};
  return [
    `current profile ${hexNumber(currentProfile, 4)} ${profileName(currentProfile)}`,
    `${features.length} features, ${current} of them current`,
    `${hexNumber(realTimeStreaming.code, 4)} ${realTimeStreaming.name}: ${streaming ? compact(flags) : 'not there'}`,
  ].join('; ');
}

/** `data-in, 20 bytes of 804`. */
export function dataHeading(record: TraceRecord): string {
  const { direction, dataLength } = record;
  const moved = movedBytes(record);
  return `data-${direction}, ${moved} ${moved === 1 ? 'byte' : 'bytes'}${moved < dataLength ? ` of ${dataLength}` : ''}`;
}

function dataLines(record: TraceRecord, style: Style): string[] {
  if (!record.data) return [];
  const { data } = record;
  const command = mmcCommands.find(record.cdb);
  const value = decodedData(record, command);
  return [
    `   ${dataHeading(record)}`,
    ...indented(hexDump(data, { maximumBytes: shownDataBytes, totalBytes: movedBytes(record) }), margin).map(
      style.faint,
    ),
    ...(value === undefined ? [] : wrapped(meaning(command, value))),
  ];
}

function answerLines(record: TraceRecord, style: Style): string[] {
  if (record.error) return [`<- ${style.bad(`no answer (${record.error.kind})`)}`, ...wrapped(record.error.message)];
  if (!record.completion) return [`<- ${style.bad('no answer')}`];
  const { status, sense } = record.completion;
  const name = statusName(status);
  const lines = [`<- ${status === scsiStatus.good ? style.good(name) : style.warning(name)}`];
  if (status === scsiStatus.checkCondition && sense.length === 0) lines.push('   no sense data');
  if (sense.length === 0) return lines;
  const decoded = decodeSense(sense);
  const text = decoded ? describeSense(decoded, mmcCommands.find(record.cdb), record.cdb) : 'too short to say anything';
  return [...lines, ...wrapped(`sense ${hex(sense)}`).map(style.faint), ...wrapped(text)];
}

/**
 * What was sent and what came back:
 *
 * ```
 * -> TEST UNIT READY  00 00 00 00 00 00
 * <- CHECK CONDITION (02h)
 *    sense 70 00 02 00 00 00 00 0A 00 00 00 00 3A 02 00 00 00 00
 *    2/3A/02 NOT READY, MEDIUM NOT PRESENT - TRAY OPEN
 * ```
 */
export function exchangeLines(record: TraceRecord, style: Style): string[] {
  const { cdb, direction } = record;
  const command = mmcCommands.find(cdb);
  const name = cdbName(cdb);
  const isShort = name.length + hex(cdb).length <= textWidth;
  const sent = isShort
    ? [`-> ${style.name(name)}  ${hex(cdb)}`]
    : [`-> ${style.name(name)}`, ...indented([hex(cdb)], margin)];
  const fields = command ? fieldTexts(command, cdb).join(', ') : '';
  const data = dataLines(record, style);
  const answer = answerLines(record, style);
  return [
    ...sent,
    ...wrapped(fields).map(style.faint),
    ...(direction === 'out' ? [...data, ...answer] : [...answer, ...data]),
  ];
}

/** The same for `--json`. */
export function exchangeJson(record: TraceRecord): Record<string, unknown> {
  const { cdb, direction, dataLength, data, completion, error } = record;
  const command = mmcCommands.find(cdb);
  return {
    name: cdbName(cdb),
    command: command?.id,
    cdb,
    fields: command?.decodeCdb(cdb),
    direction,
    dataLengthBytes: dataLength,
    data,
    status: completion?.status,
    statusName: completion && statusName(completion.status),
    sense: completion && completion.sense.length > 0 ? senseJson(completion.sense, record) : undefined,
    transferredBytes: completion?.transferredBytes,
    durationMs: completion && Number(completion.durationMs.toFixed(3)),
    native: completion?.native,
    error: error && { kind: error.kind, message: error.message, native: error.native },
  };
}

function senseJson(bytes: Uint8Array, { cdb }: TraceRecord): unknown {
  const sense = decodeSense(bytes);
  return {
    bytes,
    senseKey: sense?.senseKey,
    asc: sense?.asc,
    ascq: sense?.ascq,
    text: sense && describeSense(sense, mmcCommands.find(cdb), cdb),
    category: sense && senseCategory(sense),
  };
}

/** Whether the target did what it was asked to: GOOD, or CHECK CONDITION that only remarks on it. */
export function wasExecuted(status: number, sense: Sense | undefined): boolean {
  if (status === scsiStatus.checkCondition)
    return sense !== undefined && senseCategory(sense) === 'recovered' && !sense.deferred;
  return status === scsiStatus.good || status === scsiStatus.conditionMet;
}
