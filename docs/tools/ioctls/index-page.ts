/** docs/ioctls/README.md: every control code in one table, and the statuses that they share. */
import {
  decomposeControlCode,
  type NtStatusName,
  ntStatusName,
  type RuleMatch,
  senseRules,
} from '../../../src/ioctl/index.js';
import { counts, exceptionFor } from '../../../test/src/ioctl/rows/every-code.js';
import { exceptions } from '../../../test/src/ioctl/rows/exceptions.js';
import { headersVersion, withoutHeader } from '../../../test/src/ioctl/rows/headers.js';
import {
  groups,
  type ReferenceCode,
  referenceCodes,
  source,
  statusRows,
} from '../../../test/src/ioctl/rows/reference.js';
import { blocks, code, inWords, table } from '../markdown.js';
import { codeLink, generated } from './ioctl-page.js';
import { groupHeadings, originalOf, win32Cell } from './statuses-section.js';

const accessNames = ['any', 'read', 'write', 'read and write'] as const;

const distinct = (items: readonly string[]): string[] => [...new Set(items)];

function codeRow(reference: ReferenceCode): string[] {
  const commands = reference.commands ?? originalOf(reference)?.commands ?? [];
  return [
    code(reference.code),
    codeLink(reference.name),
    accessNames[decomposeControlCode(Number(reference.code)).access]!,
    distinct(commands.map(({ command }) => command)).join(', '),
    `${statusRows(reference).length}`,
  ];
}

const statusTable = (rows: readonly (readonly [status: string, when: string])[]): string =>
  table(
    ['Status', 'Win32', 'When'],
    rows.map(([status, when]) => [code(status), win32Cell(status as NtStatusName), when]),
  );

function groupSection(heading: string): string {
  const rows = Object.entries(groups).flatMap(([name, list]) => (groupHeadings[name] === heading ? list : []));
  return blocks(`## ${heading}`, statusTable(rows));
}

/** Where sense data or the transport say more than the table has of every command. */
function otherStatuses(): string {
  const listed = [...groups['drive']!, ...groups['protection']!].map(([status]) => status);
  const others = senseRules.flatMap(({ status, match }) => {
    const name = typeof status === 'number' ? ntStatusName(status) : undefined;
    return name && name !== 'STATUS_SUCCESS' && !listed.includes(name) ? [{ name: name as NtStatusName, match }] : [];
  });
  const names = distinct(others.map(({ name }) => name));
  const causes = (name: string) =>
    distinct(others.filter((other) => other.name === name).map(({ match }) => causeOf(match)));
  return blocks(
    'A drive can end any command in these as well; the table has them only with the codes for which they are usual.',
    statusTable(names.map((name) => [name, causes(name).join('; ')])),
  );
}

const twoDigits = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0');

function causeOf({ senseKey, asc, ascq, ili }: RuleMatch): string {
  const length = ili ? ' with ILI' : '';
  if (asc !== undefined) return `sense ${twoDigits(asc)}/${ascq === undefined ? 'xx' : twoDigits(ascq)}${length}`;
  if (senseKey !== undefined) return `sense key ${senseKey}, ASC without a rule of its own${length}`;
  return 'more data than there was room for';
}

function exceptionsTable(): string {
  const codesWith = (exception: (typeof exceptions)[number]) =>
    referenceCodes.filter((item) => statusRows(item).some((row) => exceptionFor(item.name, row) === exception));
  return table(
    ['Cause', 'Codes', 'Why'],
    exceptions.map((exception) => [
      exception.when,
      inWords(codesWith(exception).map(({ name }) => codeLink(name))),
      exception.why,
    ]),
  );
}

const reading = `\`openCdrom\` carries control codes out on any drive. A page has what goes in and out, what is checked and in which order,
the commands that are sent, and every status with its causes.

Structures are little-endian, but for what the drive sent. In the tables bit 7 is the most significant. Names are those of
the headers in camel case; they are the members of the layouts that \`discwire/ioctl\` exports. A structure is the same for
32-bit and 64-bit programs unless its page has two.

Functions 200h to 300h mean the same whatever the device type, so a code of an older one is carried out as that of the
storage type. The profile \`mmc\`, the usual one, sends the commands of the standard where Windows sends others; the profile
\`driver\` sends the very same as Windows. A status of 8… is a warning: DeviceIoControl fails, but delivers the bytes that
Information counts. With C… it delivers nothing.

Checks, commands, effects and remarks are those of Windows' driver. What is otherwise here is said in the first lines of
a page, after "here", or after "Not here". A time limit that is called the device's default is the option
\`defaultTimeoutMs\`: 10 s.

With the option \`documentedOnly\` a code ends only in statuses that its documentation lists: another one becomes the nearest
that is listed and can stand for it. Where none can, it stays.`;

/** On what the places in the tables rest. */
const witness = (): string =>
  `Size and members of a structure are those that compilers for 64 and for 32 bits find in the headers of ${headersVersion}. These are not in them, and are as Microsoft documents them: ${inWords(withoutHeader().map(code))}.`;

/** The index. */
export function indexPage(): string {
  const { names, codes, rows, cases, exceptionRows } = counts;
  return `${blocks(
    generated,
    '# Control codes',
    `${names} names of ${codes} control codes. The reference table has ${rows} statuses for them, each with its cause; ${cases} test cases bring them about, but for ${exceptionRows} that cannot be. ${senseRules.length} rules say what a failed command means.`,
    reading,
    table(['Number', 'Name', 'Access', 'Commands of Windows', 'Statuses'], referenceCodes.map(codeRow)),
    ...distinct(Object.values(groupHeadings)).map((heading) =>
      heading === groupHeadings['drive'] ? blocks(groupSection(heading), otherStatuses()) : groupSection(heading),
    ),
    '## What cannot be brought about',
    exceptionsTable(),
    '## What was compared with headers',
    witness(),
    '## Sources',
    source,
  )}\n`;
}
