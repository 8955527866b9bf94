import { type Command, mmcCommands } from '../../mmc/index.js';
import { bitsOf, type NamedField, settableFields } from './command-fields.js';
import type { Context } from './context.js';
import { hexNumber, indented, lineWidth, table, wrap } from './text.js';

/** Shows the commands that can be sent, or one of them with its fields. */
export function commandList(context: Context, command: Command | undefined): void {
  const { style } = context;
  if (command) {
    context.result(commandJson(command), () => commandLines(context, command));
    return;
  }
  const commands = [...mmcCommands];
  context.result(commands.map(commandJson), () =>
    commands.flatMap((one) => [
      `${style.name(one.id)}  ${style.faint(one.name)}`,
      ...indented(
        wrap(
          settableFields(one)
            .map((field) => fieldText(one, field))
            .join(' '),
          lineWidth - 4,
        ),
        4,
      ),
    ]),
  );
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
