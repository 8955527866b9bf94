import { type Command, mmcCommands } from '../../mmc/index.js';
import { bitsOf, commandArgument, type NamedField, settableFields } from './command-fields.js';
import type { Context } from './context.js';
import { normalized } from './suggest.js';
import { hexNumber, indented, lineWidth, table, wrap } from './text.js';

/** Shows all commands that can be sent, those with `text` in their name, or the one that has this name. */
export function commandList(context: Context, text = ''): void {
  const commands = [...mmcCommands];
  const wanted = normalized(text);
  const [named] = commands.filter(({ id, name }) => [normalized(id), normalized(name)].includes(wanted));
  if (named) {
    context.result(commandJson(named), () => commandLines(context, named));
    return;
  }
  const found = commands.filter(({ id, name }) => normalized(`${id} ${name}`).includes(wanted));
  // It says what may have been meant by a name that nothing has.
  if (found.length === 0) commandArgument(text);
  context.result(found.map(commandJson), () => found.flatMap((command) => shortLines(context, command)));
}

function shortLines({ style }: Context, command: Command): string[] {
  const fields = settableFields(command).map((field) => fieldText(command, field));
  return [
    `${style.name(command.id)}  ${style.faint(command.name)}`,
    ...indented(wrap(fields.join(' '), lineWidth - 4), 4),
  ];
}

/** `logicalBlockAddress=` where a value has to be given, `[dpo]` where it need not. */
function fieldText(command: Command, { name }: NamedField): string {
  return command.required.includes(name) ? `${name}=` : `[${name}]`;
}

function commandLines({ style }: Context, command: Command): string[] {
  const { name, id, operationCode, standard, cdbLength, transfer, changes, timeoutMs } = command;
  const facts = [`operation code ${hexNumber(operationCode)}`, standard, `${cdbLength} bytes`, dataText(command)];
  const fixed = Object.entries(command.fixed).map(([field, value]) => `${field} is always ${value}`);
  const rows = settableFields(command).map((field) => [
    field.name,
    `${bitsOf(field) ?? ''}`,
    field.kind,
    valueText(command, field.name),
  ]);
  return [
    style.heading(name),
    style.faint(facts.join(', ')),
    `id ${id}; changes ${changes}; time limit ${timeoutMs} ms${fixed.length > 0 ? `; ${fixed.join(', ')}` : ''}`,
    '',
    ...table([['field', 'bits', 'kind', 'if left out'], ...rows], (cell, column, row) =>
      row === 0 ? style.faint(cell) : column === 0 ? style.name(cell) : cell,
    ),
  ];

  function dataText({ transfer: { direction } }: Command): string {
    if (direction === 'none') return 'no data';
    return `data-${direction}${'length' in transfer ? ` of ${transfer.length} bytes` : ''}`;
  }
}

function valueText(command: Command, field: string): string {
  return command.required.includes(field) ? '(has to be given)' : `${command.defaults[field] ?? 0}`;
}

function commandJson(command: Command): unknown {
  const { id, name, operationCode, standard, cdbLength, transfer, changes, timeoutMs, fixed } = command;
  return {
    id,
    name,
    operationCode,
    standard,
    cdbLengthBytes: cdbLength,
    direction: transfer.direction,
    changes,
    timeoutMs,
    fixed,
    fields: settableFields(command).map((field) => ({
      name: field.name,
      kind: field.kind,
      bits: bitsOf(field),
      isRequired: command.required.includes(field.name),
      default: command.defaults[field.name],
    })),
  };
}
