/** docs/compatibility.md: what unmodified programs do with the embedded drive behind a kernel. */
import type { ProgramCheck, ProgramRecording } from '../../test/lab/differential/program-checks.js';
import { anchor, blocks, code, table } from './markdown.js';

/** What was found of a rule, at whichever commands. */
interface RuleFound {
  readonly severity: string;
  readonly rule: string;
  readonly commands: readonly string[];
}

const severities = ['error', 'warning', 'advice'] as const;
/** As `test/recorders/verdicts.ts` writes it. */
const verdictForm = /^(\w+) ([\w-]+), (.+)$/;

/** Errors come first. */
export function rulesFound({ judge }: ProgramCheck): RuleFound[] {
  const found = new Map<string, RuleFound>();
  for (const verdict of judge) {
    const [, severity, rule, command] = verdictForm.exec(verdict)!;
    found.set(rule!, { severity: severity!, rule: rule!, commands: [...(found.get(rule!)?.commands ?? []), command!] });
  }
  const rank = ({ severity }: RuleFound) => (severities as readonly string[]).indexOf(severity);
  return [...found.values()].sort((one, other) => rank(one) - rank(other));
}

const plural = (count: number, word: string) => `${count} ${word}${count === 1 || word === 'advice' ? '' : 's'}`;

/** `1 error, 2 advice`: of how many rules there were findings. */
function summary(check: ProgramCheck): string {
  const found = rulesFound(check);
  const counts = severities.flatMap((severity) => {
    const count = found.filter((each) => each.severity === severity).length;
    return count > 0 ? [plural(count, severity)] : [];
  });
  return counts.length > 0 ? `[${counts.join(', ')}](#${anchor(check.programs[0]!)})` : 'nothing';
}

const row = (check: ProgramCheck): string[] => [
  check.programs[0]!,
  check.medium,
  check.what,
  check.programs.slice(1).join(', '),
  summary(check),
];

/** By program, then by medium. */
const byProgram = (checks: readonly ProgramCheck[]): ProgramCheck[] =>
  [...checks].sort(
    (a, b) => a.programs[0]!.localeCompare(b.programs[0]!, 'en') || a.medium.localeCompare(b.medium, 'en'),
  );

const findingLine = ({ severity, rule, commands }: RuleFound): string =>
  `  - ${severity} [${code(rule)}](judge.md#${rule}): ${commands.join(', ')}`;

function findingsOf(program: string, checks: readonly ProgramCheck[]): string | undefined {
  const found = checks
    .map((check) => ({ check, rules: rulesFound(check) }))
    .filter(({ check, rules }) => check.programs[0] === program && rules.length > 0);
  const items = found.map(({ check, rules }) =>
    [`- ${check.medium}: ${check.what}`, ...rules.map(findingLine)].join('\n'),
  );
  return items.length > 0 ? `### ${program}\n\n${items.join('\n')}` : undefined;
}

/** What the judge found, program by program. */
function findings(checks: readonly ProgramCheck[]): string {
  const sorted = byProgram(checks);
  return blocks(...[...new Set(sorted.map(({ programs }) => programs[0]!))].map((each) => findingsOf(each, sorted)));
}

/** The page. */
export function compatibilityPage({ versions, checks }: ProgramRecording): string {
  return `# What other programs do with the embedded drive

\`npm run lab\` serves embedded drives with \`discwire serve\`, a Linux kernel attaches them with its own iSCSI initiator as
\`/dev/srN\` and \`/dev/sgN\`, and programs that know nothing of discwire use them like any other drive. To have one yourself:

\`\`\`sh
discwire serve "virtual:burn.disc?new=cd-r" &
iscsiadm -m discovery -t sendtargets -p 127.0.0.1:3260
iscsiadm -m node -p 127.0.0.1:3260 --login
\`\`\`

Every line of the table is a check that passes. What is read is compared with what is on the disc, to the byte and the
sample; what was written is compared with what went in, after the disc was taken out, its file opened anew and laid in
again. "With" names the programs that read or prepare what the first one did. Where a program only prints something, what
it prints is compared.

The page is made from \`test/lab/recordings/programs.json\`; a test keeps it true, and the lab fails where a program does not
manage what stands here. \`npm run recorders\` runs many more cases of the recording programs, without a kernel.

## Programs

${table(['program', 'medium', 'what it does', 'with', 'the judge found'], byProgram(checks).map(row))}

The same drive passes the conformance suite of this project through the kernel, and what it tells there is byte for byte
what it tells to \`iscsi://\` directly, and what sg_inq, sg_raw, cd-info and dd get. In a guest that
[QEMU attaches it to](iscsi.md#attaching-from-a-virtual-machine), sg_inq, dd, cd-info, cd-read, cdparanoia, cdrdao,
sg_get_config and eject do the same as here. A program compiled for Windows reads it under Wine, and
[Where Wine and discwire differ](ioctl-differences.md) has what Wine's driver makes of its audio.

## What the judge found

[The judge](judge.md) of the drive looked at every command that came to it meanwhile: those of the first program, those of
the programs that it works with, and what Linux sends on its own when a medium is new or a node is opened. Here is at which
commands a rule spoke, not how often, and without \`polling-too-fast\`, which depends on the machine. What a host leaves
undone when it goes away is not among it either: Linux stays. The lab fails where the judge finds more or less.

${findings(checks)}

## Versions

${table(
  ['program', 'package'],
  Object.entries(versions).map(([program, version]) => [program, version]),
)}

## What to know

- Linux closes an open tray when a program opens the block node without \`O_NONBLOCK\`. The unit attention of that ends the
  first read in an I/O error; whoever opens it again reads.
- Linux takes a unit attention of a removable medium for another medium, also after a reset, unless it has asked for the
  reset itself: what is being read then ends in an I/O error. \`reset\` on the control socket shows how a program takes that.
- wodim puts the LUN into the CDB as in SCSI-2, bits that are reserved today, and the drive refuses that with 5/24/00:
  \`discwire serve --each\` makes every drive LUN 0.
- A drive without MODE SENSE(6), as the personalities of ATAPI drives are, is "scsi-1 drive" to Linux when it comes by
  iSCSI: Linux asks such drives for MODE SENSE(10) only behind libata and USB.
- sg_get_config of sg3_utils 1.46 finds feature 0041h (BD Write) too short: it expects 28 bytes there, as
  in feature 0040h (BD Read).
`;
}
