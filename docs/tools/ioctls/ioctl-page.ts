/** The page of one control code. */
import { hex } from '../../../mmc/index.js';
import {
  controlCode,
  decomposeControlCode,
  deviceType,
  normaliseControlCode,
  requiredAccess,
  transferMethod,
} from '../../../src/ioctl/index.js';
import { firstAsked, nameOf, profilesOf } from '../../../test/src/ioctl/rows/every-code.js';
import { type ReferenceCode, type ReferenceCommand, referenceCodes } from '../../../test/src/ioctl/rows/reference.js';
import { subjects } from '../../../test/src/ioctl/rows/subjects.js';
import { standardFamilies } from '../families.js';
import { blocks, code, fence, madeBy, table } from '../markdown.js';
import { handlerOf } from './handlers.js';
import { checksSection, documentedSection, originalOf, statusesSection } from './statuses-section.js';
import { structuresSection } from './structures-section.js';

/** What every page begins with. */
export const generated = madeBy('docs:ioctls', 'the declarations in src/ioctl and the reference table');

/** The file of the page of a code. */
export const pageOf = (name: string): string =>
  `${name
    .replace(/^IOCTL_/, '')
    .toLowerCase()
    .replaceAll('_', '-')}.md`;

/** A link to the page of a code. */
export const codeLink = (name: string): string => `[${name}](${pageOf(name)})`;

const cNumber = (value: number): string => `0x${value.toString(16).toUpperCase().padStart(8, '0')}`;

function accessText(access: number): string {
  if (access === requiredAccess.FILE_ANY_ACCESS) return 'any (FILE_ANY_ACCESS)';
  if (access === requiredAccess.FILE_READ_ACCESS) return 'reading (FILE_READ_ACCESS)';
  if (access === requiredAccess.FILE_WRITE_ACCESS) return 'writing (FILE_WRITE_ACCESS)';
  return 'reading and writing (FILE_READ_ACCESS, FILE_WRITE_ACCESS)';
}

const keyOf = (values: Readonly<Record<string, number>>, value: number): string =>
  Object.entries(values).find(([, candidate]) => candidate === value)![0];

function facts(reference: ReferenceCode): string {
  const number = Number(reference.code);
  const parts = decomposeControlCode(number);
  const normalised = normaliseControlCode(number);
  const carriedOut = referenceCodes.find((other) => Number(other.code) === normalised && normalised !== number);
  const { file } = handlerOf(normalised);
  return [
    `- Number: ${code(cNumber(number))}, that is device type ${parts.deviceType.toString(16).toUpperCase()}h (${keyOf(deviceType, parts.deviceType)}), function ${parts.function.toString(16).toUpperCase()}h`,
    `- Method: ${keyOf(transferMethod, parts.method)}`,
    `- Access that the handle needs: ${accessText(parts.access)}`,
    `- In Windows: ${reference.handledBy}`,
    ...(carriedOut ? [`- Carried out as ${codeLink(carriedOut.name)}`] : []),
    ...(nameOf(reference) === reference.name ? [] : [`- Another name of ${codeLink(nameOf(reference))}`]),
    ...(reference.obsolete ? [`- Obsolete: ${reference.obsolete}`] : []),
    ...(reference.uncertain ? [`- Not confirmed: ${reference.uncertain}`] : []),
    `- Carried out by [${file}](../../${file})`,
  ].join('\n');
}

function commandLink({ command, cdb }: ReferenceCommand): string {
  const operationCode = Number.parseInt(cdb.slice(0, 2), 16);
  const family = standardFamilies.find((candidate) => candidate.operationCode === operationCode);
  return family && !command.startsWith('(') ? `[${command}](../commands/${family.page})` : command;
}

function dataText({ command, direction, dataBytes }: ReferenceCommand): string {
  if (command === '(caller CDB)') return 'as the request says';
  if (direction === 'none') return 'none';
  return dataBytes === undefined ? direction : `${direction}, ${dataBytes} bytes`;
}

async function commandsSection(reference: ReferenceCode): Promise<string> {
  const commands = reference.commands ?? originalOf(reference)?.commands ?? [];
  const rows = commands.map((item) => [
    commandLink(item),
    code(item.cdb),
    dataText(item),
    item.timeLimit,
    item.when ?? '',
  ]);
  const { mmc, driver } = await profilesOf(reference);
  const differs = mmc.join() !== driver.join();
  const asked = await firstAsked(reference);
  const list = (cdbs: readonly string[]) => (cdbs.length === 0 ? 'nothing' : cdbs.map(code).join(', '));
  return blocks(
    '## Commands',
    rows.length === 0
      ? 'Windows sends none.'
      : blocks(
          'As Windows sends them; letters stand for what the request or the drive says.',
          table(['Command', 'CDB', 'Data', 'Time limit', 'When'], rows),
        ),
    differs
      ? `Profile \`driver\` sends ${list(driver)}, profile \`mmc\` ${list(mmc)}, for the request below.`
      : undefined,
    asked
      ? `Windows has asked the drive before, and knows. Here ${code(asked)} is sent when the answer is first needed, even for a request that is then refused.`
      : undefined,
  );
}

const outputOption = (output: number): string => (output === 0 ? ' --output-length 0' : ` --output-length ${output}`);

function trySection(reference: ReferenceCode): string {
  const { input, output = 0 } = subjects[nameOf(reference)];
  const name = nameOf(reference)
    .replace(/^IOCTL_/, '')
    .toLowerCase();
  const long = (input?.length ?? 0) > 64;
  if (long) return '';
  const given = input && input.length > 0 ? ` --input "${hex(input)}"` : '';
  return blocks('## Try it', fence('sh', `discwire ioctl ${name} virtual:${given}${outputOption(output)}`));
}

const sentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}.`;

const list = (title: string, items: readonly string[] | undefined): string | undefined =>
  items && items.length > 0 ? blocks(`## ${title}`, items.map((item) => `- ${item}`).join('\n')) : undefined;

/** The page of a control code. */
export async function ioctlPage(reference: ReferenceCode): Promise<string> {
  const number = Number(reference.code);
  const original = originalOf(reference) ?? reference;
  const isAlias = !(reference.name in controlCode);
  return `${blocks(
    generated,
    `# ${reference.name} (${cNumber(number)})`,
    '[All control codes](README.md)',
    isAlias ? undefined : handlerOf(normaliseControlCode(number)).doc,
    facts(reference),
    structuresSection(reference),
    checksSection(reference),
    await commandsSection(reference),
    statusesSection(reference),
    documentedSection(reference),
    blocks('## Information', sentence(original.information)),
    list('What it changes', [
      ...(reference.effects ?? []),
      ...(original === reference ? [] : (original.effects ?? []).filter((effect) => !effect.endsWith(reference.name))),
    ]),
    list("Remarks on Windows' driver", [
      ...(reference.notes ?? []),
      ...(original === reference ? [] : (original.notes ?? [])),
    ]),
    trySection(reference),
  )}\n`;
}
