/** docs/commands/README.md: every command in one table. */
import { errorTable } from './command-page.js';
import { featureLink } from './facts.js';
import { allCommands, type Family, standardFamilies, vendorFamilies } from './families.js';
import { blocks, generated, hexNumber, table } from './markdown.js';
import { errorsOfAnyCommand } from './typical-errors.js';

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

function featureCodes({ commands }: Family): string {
  const numbers = distinct(commands.flatMap(({ features }) => features)).sort((a, b) => a - b);
  return numbers.map((number) => featureLink(number).replace(/\[(\w+) [^\]]*\]/, '[$1]')).join(' ');
}

const familyRow = (family: Family): string[] => {
  const { commands } = family;
  return [
    hexNumber(family.operationCode),
    `[${family.name}](${family.page})`,
    distinct(commands.map(({ transfer }) => transfer.direction)).join(', '),
    distinct(commands.map(({ changes }) => changes)).join(', '),
    featureCodes(family),
    distinct(commands.map(({ standard }) => standard)).join(', '),
  ];
};

const familyTable = (families: readonly Family[]): string =>
  table(['Code', 'Command', 'Data', 'Changes', 'Mandatory with feature', 'Defined by'], families.map(familyRow));

const reading = `A page has the bytes of the CDB, what the command transfers, an example, and how the command typically fails. Siblings
of one operation code share a page where T10 has one command: they differ in fixed fields, such as a service action or a
response format, so that each has a result type of its own.

In the tables bit 7 is the most significant, and fields of several bytes have their most significant byte first. Names are
T10's in camel case; they are the members of what a declaration takes and returns. Reserved fields are written as zero and
not read. A CDB field that is left out is 0 unless its table says otherwise. \`blockLengthBytes\` in a length is the logical
block length, which \`Device\` has.

Time-out groups are those of MMC: [mode page 1Dh](mode-pages.md) has the times of groups 1 and 2, feature 0105h that of
group 3. The time limit is the one that \`Device\` uses where a caller gives none. \`Changes\` says what a command does to
the world: nothing, the state of the drive, or the medium.

Commands of today's standards are in the set \`mmcCommands\`, commands whose operation code a later standard gave to
another one in \`formerCommands\`, and those of vendors in \`vendorCommands\`.

Examples run on the embedded drive where it has the command, and else only build the bytes.`;

/** The index. */
export function indexPage(): string {
  return `${blocks(
    generated,
    '# Commands',
    `${allCommands.length} declarations of ${standardFamilies.length} commands of the standards and ${vendorFamilies.length} of vendors. What they carry: [features and profiles](features.md), [mode pages](mode-pages.md), [disc structures](disc-structures.md).`,
    reading,
    '## Commands of the standards',
    familyTable(standardFamilies),
    '## Commands of vendors',
    'Undocumented commands that ripping and firmware tools depend on. They mean nothing, or worse, on other drives.',
    familyTable(vendorFamilies),
    '## Errors of any command',
    'Which errors are typical is known from emulated drives and from programs that handle them; the lists are neither complete nor true of every drive.',
    errorTable(errorsOfAnyCommand),
  )}\n`;
}
