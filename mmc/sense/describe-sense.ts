import type { Command } from '../command.js';
import { hex } from '../hex.js';
import { type FieldInfo, fieldAt } from '../layout/index.js';
import { ascText } from './asc-text.js';
import type { Sense } from './sense.js';
import { senseKey, senseKeyName } from './sense-key.js';
import type { SenseKeySpecific } from './sense-key-specific.js';

type FieldPointer = Extract<SenseKeySpecific, { kind: 'fieldPointer' }>;

const digits = (value: number | bigint, length: number): string =>
  value.toString(16).toUpperCase().padStart(length, '0');
const hexadecimal = (value: number | bigint, length: number): string => `${digits(value, length)}h`;

/** Sense keys with which INFORMATION, where it is valid, is the address of a logical block. */
const keysWithAddress: ReadonlySet<number | undefined> = new Set([
  senseKey.recoveredError,
  senseKey.mediumError,
  senseKey.hardwareError,
  senseKey.illegalRequest,
  senseKey.blankCheck,
  senseKey.miscompare,
]);

/**
 * One line for a log or an error message: `2/3A/02 NOT READY, MEDIUM NOT PRESENT - TRAY OPEN`, then what else the
 * sense data tells. `command` names the field that a field pointer points at, `cdb` shows what stood there.
 */
export function describeSense(sense: Sense, command?: Command, cdb?: Uint8Array): string {
  if (sense.senseKey === undefined)
    return `sense data with response code ${hexadecimal(sense.responseCode, 2)}, which is no standard format: ${hex(sense.bytes)}`;
  const numbers = [digits(sense.senseKey, 1)];
  if (sense.asc !== undefined) numbers.push(digits(sense.asc, 2));
  if (sense.ascq !== undefined) numbers.push(digits(sense.ascq, 2));
  const parts = [`${numbers.join('/')} ${senseKeyName(sense.senseKey)}`, ...codeText(sense)];
  if (sense.deferred) parts.push('deferred (about an earlier command)');
  parts.push(...details(sense));
  if (sense.senseKeySpecific) parts.push(describeSpecific(sense.senseKeySpecific, command, cdb));
  return parts.join(', ');
}

function codeText({ asc, ascq }: Sense): string[] {
  if (asc === undefined) return ['no additional sense code'];
  if (ascq === undefined) return ['no qualifier'];
  const text = ascText(asc, ascq);
  return text === undefined ? [] : [text];
}

function details(sense: Sense): string[] {
  const { information, commandSpecificInformation, fieldReplaceableUnitCode } = sense;
  const parts: string[] = [];
  if (sense.filemark) parts.push('filemark');
  if (sense.eom) parts.push('end of medium');
  if (sense.ili) parts.push('incorrect length');
  if (sense.valid && information !== undefined) {
    // With ILI it is the difference between the two lengths.
    const isAddress = keysWithAddress.has(sense.senseKey) && !sense.ili;
    parts.push(`${isAddress ? 'LBA' : 'information'} ${hexadecimal(information, 8)}`);
  }
  if (commandSpecificInformation)
    parts.push(`command-specific information ${hexadecimal(commandSpecificInformation, 8)}`);
  if (fieldReplaceableUnitCode) parts.push(`field replaceable unit ${hexadecimal(fieldReplaceableUnitCode, 2)}`);
  if (sense.sdatOvfl) parts.push('sense data overflow');
  return parts;
}

function describeSpecific(specific: SenseKeySpecific, command?: Command, cdb?: Uint8Array): string {
  switch (specific.kind) {
    case 'fieldPointer':
      return describeFieldPointer(specific, command, cdb);
    case 'segmentPointer': {
      const where = specific.segmentDescriptor ? 'segment descriptor' : 'parameter list';
      return `${where} ${place(specific)}`;
    }
    case 'actualRetryCount':
      return `retry count ${hexadecimal(specific.actualRetryCount, 2)}`;
    case 'progressIndication':
      return `progress ${((specific.progressIndication * 100) / 65536).toFixed(1)} %`;
    case 'unitAttentionQueueOverflow':
      return specific.overflow ? 'unit attentions were lost' : 'no unit attention was lost';
    case 'unknown':
      return `sense-key specific ${hex(specific.bytes)}`;
  }
}

function place({ fieldPointer, bitPointer }: { fieldPointer: number; bitPointer: number | undefined }): string {
  return `byte ${hexadecimal(fieldPointer, 2)}${bitPointer === undefined ? '' : ` bit ${bitPointer}`}`;
}

function describeFieldPointer(pointer: FieldPointer, command?: Command, cdb?: Uint8Array): string {
  if (!pointer.commandData) return `parameter data ${place(pointer)}`;
  const rows = command ? pointedRows(pointer, command) : [];
  const name = namesOf(rows) || 'reserved';
  const value =
    cdb && command && cdb.length >= command.cdbLength ? fieldValue(command.decodeCdb(cdb)[name]) : undefined;
  const byte = cdb?.[pointer.fieldPointer];
  const parts = [`CDB ${place(pointer)}`];
  if (rows.length > 0) parts.push(`: ${name}`);
  if (value !== undefined) parts.push(` = ${value}`);
  else if (byte !== undefined) parts.push(` (the byte is ${hexadecimal(byte, 2)})`);
  return parts.join('');
}

function fieldValue(value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'number' || typeof value === 'bigint' ? hexadecimal(value, 2) : undefined;
}

/** Rows of the command's table that the pointer may mean: without a bit, all that have a part in its byte. */
function pointedRows({ fieldPointer, bitPointer }: FieldPointer, command: Command): readonly FieldInfo[] {
  const bits = bitPointer === undefined ? [7, 6, 5, 4, 3, 2, 1, 0] : [bitPointer];
  return bits.map((bit) => fieldAt(command.layout, fieldPointer, bit)).filter((row) => row !== undefined);
}

function namesOf(rows: readonly FieldInfo[]): string {
  return [...new Set(rows.map(({ name }) => name).filter((name) => name !== undefined))].join('/');
}

/**
 * Name of the CDB field that the target rejected, e.g. `transferLengthBlocks`. A pointer to a byte without a bit gives
 * all fields of that byte, e.g. `dpo/fua`. Undefined: no field pointer, one into parameter data, or reserved bits.
 */
export function fieldPointerName(sense: Sense, command: Command): string | undefined {
  const pointer = sense.senseKeySpecific;
  if (pointer?.kind !== 'fieldPointer' || !pointer.commandData) return undefined;
  return namesOf(pointedRows(pointer, command)) || undefined;
}
