/** docs/fault-plans.md: how a virtual drive is made to fail. */
import { commonMembers, type FaultKind } from '../../src/virtual/faults/fault-kind.js';
import { faultFamilies } from '../../src/virtual/faults/kinds/index.js';
import type { Member } from '../../src/virtual/faults/members.js';
import { fence, table } from './markdown.js';

const head = `# Fault plans

A virtual drive fails by a plan: bad blocks, C2 errors, jitter, wrong sense data, time-outs, resets, and more. A plan is JSON:

\`\`\`json
{
  "seed": 42,
  "faults": [
    { "kind": "unreadable", "blocks": { "first": 16, "last": 31 }, "probability": 0.5, "recoveredAfter": 2 },
    { "kind": "checkCondition", "commands": ["write10"], "after": 3, "times": 1, "sense": "3/0C/00" }
  ]
}
\`\`\`

It is given as \`virtual:disc.cue?faults=plan.json\`, as \`new VirtualDrive({ medium, faults })\`, or while the drive runs:
\`drive.setFaults(plan)\`, and \`drive.setFaults(undefined)\` ends it. [fault-plan.schema.json](fault-plan.schema.json) is its JSON
schema, for editors; what is wrong with a plan is told with the JSON path, the value and what is allowed.

The same seed and the same commands give the same run, however long they take and whatever the clock says. A block that is bad
by chance is bad by its address, in whichever order the blocks are read.

For each command the faults are looked at in their order. The first that answers in place of the drive does; the others change
what reaches the drive, then what comes back. The [judge](judge.md) sees what the host sees.

A command that is not answered ends when its time limit has passed on the clock of the drive: at once on a clock that stands
still, in time on the clock on the wall, and earlier where the command is aborted or the transport closes. \`executeSync\` never
waits; its answer tells in \`durationMs\` how long the command took.

## Members of every fault

${membersTable(commonMembers)}
`;

/** The page as the kinds of fault give it now. */
export function faultPlansPage(): string {
  const sections = Object.entries(faultFamilies).map(
    ([family, kinds]) => `\n## ${family}\n${kinds.map(kindSection).join('')}`,
  );
  return `${head}${sections.join('')}`;
}

function kindSection({ kind, about, members, isPerBlock, example }: FaultKind): string {
  const chance = isPerBlock ? ' `probability` is that of each block.' : '';
  const own = Object.keys(members).length > 0 ? `\n${membersTable(members)}\n` : '';
  return `\n### ${kind}\n\n${about}${chance}\n${own}\n${fence('json', JSON.stringify(example))}\n`;
}

function membersTable(members: Readonly<Record<string, Member<unknown>>>): string {
  return table(
    ['member', 'allowed', ''],
    Object.entries(members).map(([name, member]) => [
      `\`${name}\``,
      member.allowed,
      `${member.about}${fallback(member)}`,
    ]),
  );
}

function fallback(member: Member<unknown>): string {
  if (!('fallback' in member)) return ' Has to be given.';
  const { fallback: value } = member;
  return typeof value === 'object' ? '' : ` Default: ${JSON.stringify(value)}.`;
}
