/** What a CDB is: its length by group, its command, its fields in words. */
import { type Command, hex, mmcCommands } from '../../mmc/index.js';
import { UsageError } from './failure.js';
import { hexNumber, memberText } from './text.js';

const variableLength = 0x7f;
const extended = 0x7e;
const lengthOfGroup = [6, 10, 10, undefined, 16, 12, undefined, undefined] as const;

/**
 * Bytes that a CDB has by its operation code (SPC-4, 4.2.5.1), or undefined where the code does not tell: reserved and
 * vendor-specific groups. For the variable length CDB, 7Fh, its byte 7 tells.
 */
export function standardCdbLength(cdb: Uint8Array): number | undefined {
  const operationCode = cdb[0]!;
  if (operationCode === variableLength) return cdb.length > 7 ? 8 + cdb[7]! : undefined;
  if (operationCode === extended) return undefined;
  return lengthOfGroup[operationCode >> 5];
}

/** Throws UsageError when the length of `cdb` cannot be right. */
export function checkCdbLength(cdb: Uint8Array): void {
  if (cdb.length === 0) throw new UsageError('the CDB has no bytes: give it as hexadecimal, e.g. "00 00 00 00 00 00"');
  const length = standardCdbLength(cdb);
  if (length === undefined) {
    if (cdb.length < 6) throw new UsageError(`the CDB has ${cdb.length} bytes; the shortest there is has 6`);
    return;
  }
  if (cdb.length === length) return;
  const name = mmcCommands.find(cdb)?.name ?? `a CDB with operation code ${hexNumber(cdb[0]!)}`;
  throw new UsageError(`${name} has ${length} bytes, ${cdb.length} were given: ${hex(cdb)}`);
}

/** The command's name, or its operation code where it is not declared. */
export function cdbName(cdb: Uint8Array): string {
  return mmcCommands.find(cdb)?.name ?? `operation code ${hexNumber(cdb[0] ?? 0)}`;
}

/** Fields that say something: those that are not zero, and those that have to be given. */
export function fieldTexts(command: Command, cdb: Uint8Array): string[] {
  const { operationCode: _, ...fields } = command.decodeCdb(cdb) as Record<string, unknown>;
  return Object.entries(fields)
    .filter(([name, value]) => command.required.includes(name) || (value !== false && value !== 0))
    .map(([name, value]) => memberText(name, value));
}

/** `data-in, up to 804 bytes (allocationLength)`. */
export function transferText(command: Command, cdb: Uint8Array): string {
  const { transfer } = command;
  if (transfer.direction === 'none') return 'no data';
  const fields = command.decodeCdb(cdb);
  if ('length' in transfer) {
    const upTo = transfer.direction === 'in' ? 'up to ' : '';
    return `data-${transfer.direction}, ${upTo}${fields[transfer.length]} bytes (${transfer.length})`;
  }
  if ('layout' in transfer) return `data-${transfer.direction}, up to ${transfer.byteLength(fields, 0)} bytes`;
  // A length that does not depend on the block length is the same for two of them.
  const [bytes, other] = [transfer.byteLength(fields, 2048), transfer.byteLength(fields, 4096)];
  return `data-${transfer.direction}, ${bytes} bytes${bytes === other ? '' : ' (blocks of 2048)'}`;
}
