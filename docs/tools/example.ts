/** The example of a command: what it says, and what it prints. */
import { format } from 'node:util';
import ts from 'typescript';
import type { Command } from '../../mmc/index.js';
import * as mmc from '../../mmc/index.js';
import * as discwire from '../../src/index.js';
import { handlers } from '../../src/virtual/handlers/index.js';
import { devices, fieldValues, inputs, onlyBuilt, payloads, preparations } from './example-values.js';

type LayoutTransfer = Extract<Command['transfer'], { layout: unknown }>;

/** The names under which `mmc/` exports its values. */
const exportNames = new Map(Object.entries(mmc).map(([name, value]) => [value as unknown, name]));

/** The name under which a layout is exported, if it is. */
export const exportNameOf = (value: unknown): string | undefined => exportNames.get(value);

function inputOf(command: Command): string {
  const own = inputs[command.id];
  if (own !== undefined) return own;
  const fields = command.required.map((name) => {
    const value = fieldValues[name];
    if (value === undefined) throw new Error(`example-values.ts: ${command.id} needs a value for ${name}`);
    return `${name}: ${value}`;
  });
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

const isIn = (command: Command): boolean => command.transfer.direction === 'in';
const hasLayout = (command: Command): boolean => 'layout' in command.transfer;

function driveLines(command: Command, input: string): string[] {
  const { id } = command;
  const device = `await using device = new Device(await openTransport('${devices[id] ?? 'virtual:'}'), { retry: patientRetry() });`;
  return [device, ...(id in preparations ? [preparations[id]!] : []), ...sendLines(command, input)];
}

function sendLines(command: Command, input: string): string[] {
  const { id, transfer } = command;
  if (transfer.direction === 'none') return [`await device.send(${id}, ${input});`];
  if (isIn(command) && hasLayout(command)) return [`console.log(await device.send(${id}, ${input}));`];
  if (isIn(command))
    return [`const data = await device.send(${id}, ${input});`, 'console.log(data.length, hex(data.subarray(0, 16)));'];
  if (!hasLayout(command)) return [`await device.send(${id}, ${input}, new Uint8Array(2048));`];
  return [
    `const { cdb, kind } = await device.exchange(${id}, ${input}, ${payloads[id] ?? '{}'});`,
    'console.log(hex(cdb));',
    'console.log(kind);',
  ];
}

/** For a parameter list that the embedded drive does not take: its bytes, and the CDB with its length. */
function parameterListLines(command: Command, input: string): string[] {
  const { layout, ...rest } = command.transfer as LayoutTransfer;
  const list = `const parameterList = toBytes(${exportNameOf(layout)}, ${payloads[command.id] ?? '{}'});`;
  const length = 'length' in rest ? `${String(rest.length)}: parameterList.length` : '';
  const members = [input.replace(/^\{ ?| ?\}$/g, ''), length].filter((part) => part !== '').join(', ');
  const cdb = members === '' ? '{}' : `{ ${members} }`;
  return [list, `console.log(hex(${command.id}.encodeCdb(${cdb})));`, 'console.log(hex(parameterList));'];
}

function importLines(body: string): string[] {
  const words = new Set(body.replace(/'[^']*'/g, '').match(/(?<![.\w])\w+(?!:)\b/g));
  const used = (names: readonly string[]) => names.filter((name) => words.has(name)).sort();
  const fromDiscwire = used(['Device', 'openTransport', 'patientRetry']);
  const line = (names: readonly string[], from: string) => `import { ${names.join(', ')} } from '${from}';`;
  return [
    ...(fromDiscwire.length > 0 ? [line(fromDiscwire, 'discwire')] : []),
    line(used(Object.keys(mmc)), 'discwire/mmc'),
  ];
}

/** A program that sends `command` to the embedded drive, or only builds its bytes where that does not have it. */
export function exampleCode(command: Command): string {
  const body = bodyOf(command).join('\n');
  return `${importLines(body).join('\n')}\n\n${body}\n`;
}

function bodyOf(command: Command): string[] {
  const given = inputOf(command);
  const takesList = command.transfer.direction === 'out' && hasLayout(command);
  const isSent = handlers.has(command) && !onlyBuilt.has(command.id);
  if (takesList) return isSent ? driveLines(command, given) : parameterListLines(command, given);
  const isNamed = (isSent && given !== '{}') || given.includes('\n');
  const input = isNamed ? 'input' : given;
  return [
    ...(isNamed ? [`const input = ${given};`] : []),
    `console.log(hex(${command.id}.encodeCdb(${input})));`,
    ...(isSent ? ['', ...driveLines(command, input)] : []),
  ];
}

const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => (...args: unknown[]) => Promise<void>;

/** Runs an example and gives what it prints. */
export async function runExample(code: string): Promise<string> {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  const lines: string[] = [];
  const log = (...values: unknown[]) => void lines.push(format(...values));
  const modules: Readonly<Record<string, unknown>> = { discwire, 'discwire/mmc': mmc };
  await new AsyncFunction('require', 'exports', 'console', outputText)((name: string) => modules[name], {}, { log });
  return `${lines.join('\n')}\n`;
}

const longestOutput = 40;

/** As many lines as a page shows. */
export function shorten(output: string): string {
  const lines = output.split('\n');
  return lines.length <= longestOutput ? output : [...lines.slice(0, longestOutput), '…'].join('\n');
}
