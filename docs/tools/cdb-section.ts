/** The CDB of a command: its byte table and its fields. */
import { type Codec, type Command, type FieldInfo, fieldsOf } from '../../mmc/index.js';
import { byteTable } from './byte-table.js';
import { valueText } from './facts.js';
import { blocks, code, hexNumber, table } from './markdown.js';

/** Commands whose CDBs have the same fields. */
export function byLayout(commands: readonly Command[]): Command[][] {
  const groups = new Map<string, Command[]>();
  for (const command of commands) {
    const key = JSON.stringify(fieldsOf(command.layout));
    groups.set(key, [...(groups.get(key) ?? []), command]);
  }
  return [...groups.values()];
}

function bitsText({ byteLength, bit, bitLength }: FieldInfo): string {
  if (bit === undefined || bitLength === undefined) return `${8 * byteLength!} bits`;
  return bitLength === 1 ? '1 bit' : `${bitLength} bits`;
}

function placeText({ byte, byteLength, bit, bitLength }: FieldInfo): string {
  const bytes = byteLength === 1 ? `byte ${byte}` : `bytes ${byte} to ${byte + byteLength! - 1}`;
  if (bit === undefined || bitLength === undefined) return bytes;
  return bitLength === 1 ? `${bytes}, bit ${bit}` : `${bytes}, bits ${bit + bitLength - 1} to ${bit}`;
}

/** What a field has in one command. */
function valueIn(command: Command, { name = '', kind }: FieldInfo): string {
  const { fixed, required, defaults } = command;
  if (name === 'operationCode') return `fixed, ${hexNumber(command.operationCode)}`;
  if (name in fixed) return `fixed, ${valueText(fixed[name]!)}`;
  if (required.includes(name)) return 'must be given';
  const { transfer } = command;
  if (name in defaults) return valueText(defaults[name]!);
  if (transfer.direction === 'out' && 'length' in transfer && transfer.length === name) return 'length of the list';
  return kind === 'flag' ? 'false' : '0';
}

function sharedValue(commands: readonly Command[], row: FieldInfo): string {
  const values = new Set(commands.map((command) => valueIn(command, row)));
  return values.size === 1 ? [...values][0]! : 'depends, see below';
}

function fieldRow(commands: readonly Command[], row: FieldInfo): string[] {
  const sign = row.kind === 'signed' ? ', signed' : '';
  return [code(row.name!), placeText(row), `${bitsText(row)}${sign}`, sharedValue(commands, row)];
}

function cdbTable(codec: Codec<any, any>, operationCode: number): string {
  return byteTable(codec, {
    everyByte: true,
    remark: ({ name }) => (name === 'operationCode' ? hexNumber(operationCode) : undefined),
  });
}

/** The CDB that `commands` have in common. */
export function cdbTables(commands: readonly Command[]): string {
  const { layout, operationCode } = commands[0]!;
  const rows = fieldsOf(layout).filter(({ name }) => name !== undefined);
  return blocks(
    cdbTable(layout, operationCode),
    table(
      ['Field', 'Place', 'Width', 'Value when left out'],
      rows.map((row) => fieldRow(commands, row)),
    ),
  );
}
