/** docs/judge.md: what the judge of the virtual drive looks for. */
import { clausesText } from '../../mmc/index.js';
import { judgeRules } from '../../src/virtual/index.js';

const head = `# The judge

The virtual drive can judge its hosts. It answers as a drive does, and keeps a report beside it: what a host did wrong or
unwisely, at which command, why that matters, what to do, which document says so, and in which clause where that is known.

\`\`\`ts
const drive = new VirtualDrive({ medium, judge: true });
// …
console.log(describeReport(drive.report()!));
\`\`\`

In a name it is \`virtual:cd-r?judge=on\`; on the command line it is \`--judge\`, see [cli.md](cli.md#the-judge). What a host
leaves undone (an open session, a locked tray) is told when its transport has closed.

An \`error\` is against the standard, or loses data. A \`warning\` is something that other drives will not put up with. An \`advice\` tells a better
way. A rule speaks only on evidence: what the host sent, and what the drive answered. What looks like a fault and may be meant
so is not told.

A clause is of the edition that stands beside it, which may be older than the document of the rule;
[architecture.md](architecture.md#choices-and-their-reasons) says how sure the numbers are. Where none stands, none is known.

The judge looks at sense data as the transports deliver it, with the status: a host cannot fail to fetch it.

## The report

\`drive.report()\` is JSON as it stands:

| member | |
|---|---|
| \`commands\` | how many commands were judged |
| \`totals\` | \`error\`, \`warning\`, \`advice\`: how many of each |
| \`findings\` | in the order of their commands, at most 16 of each rule |
| \`findings[].rule\`, \`severity\` | as below |
| \`findings[].command\` | \`number\` (from 1), \`name\`, \`cdb\` (hexadecimal), \`clauses\` |
| \`findings[].host\` | which connection, from 1 |
| \`findings[].what\`, \`why\`, \`remedy\` | what the host did, why it matters, what to do |
| \`findings[].source\` | \`document\`, \`topic\`, \`clauses\` |
| \`clauses[]\` of both | \`document\` with its edition, \`number\`, \`title\` |
| \`omitted\` | by rule: how many more there were than \`findings\` has |

Members may be added in later versions; none is renamed or removed within a major one. An id of a rule stays what it is.

## The rules
`;

/** The page as the rules give it now. */
export function judgePage(): string {
  const families = [...new Set(judgeRules.map(({ family }) => family))];
  const sections = families.map((family) => {
    const rules = judgeRules.filter((rule) => rule.family === family);
    return [`### ${family}`, ...rules.map(ruleSection)].join('\n\n');
  });
  return `${head}\n${sections.join('\n\n')}\n`;
}

/** A heading for each: reports and pages link to it. */
function ruleSection({ id, severity, title, why, remedy, source }: (typeof judgeRules)[number]): string {
  const clauses = source.clauses.length > 0 ? ` (${clausesText(source.clauses)})` : '';
  return `#### ${id}\n\n**${severity}**: ${title}. ${why} ${remedy}\n\nFrom ${source.document}: ${source.topic}${clauses}.`;
}
