/** docs/vectors.md: which program outside the project confirms which command and layout, and which none does. */
import * as mmc from '../../mmc/index.js';
import { cdbVectors, dataVectors } from '../../test/mmc/commands/vectors/index.js';
import { reasons } from './vectors-reasons.js';

/** Programs as the sources name them; the first that fits counts. */
const programs: readonly (readonly [title: string, pattern: RegExp])[] = [
  ['tshark', /tshark/],
  ['Linux, the cdrom and sr drivers', /Linux 6/],
  ['QEMU', /QEMU/],
  ['sg3_utils and libsgutils2', /sg3_utils|libsgutils2|sg_get_config/],
  ['sdparm', /sdparm/],
  ['libburn, cdrskin, xorriso', /libburn|cdrskin|xorriso/],
  ['cdrkit: wodim, readom, icedax', /cdrkit/],
  ['dvd+rw-tools', /dvd\+rw/],
  ['cdrdao', /cdrdao/],
  ['libcdio', /libcdio/],
  ['QPxTool', /QPxTool/],
  ['libaacs', /libaacs/],
  ['libiscsi', /libiscsi/],
  ['stenc', /stenc/],
];

/** Whether somebody else's program stands behind a source. */
export const isConfirmed = (source: string): boolean => !/by hand/.test(source);

/** The program that stands behind a source. */
export function programOf(source: string): string {
  const found = programs.find(([, pattern]) => pattern.test(source));
  if (!found) throw new Error(`no program in "${source}"`);
  return found[0];
}

export interface Subject {
  readonly kind: 'command' | 'layout';
  readonly name: string;
  readonly sources: readonly string[];
}

/** Names of layouts: of the export, or of what the layout belongs to. */
function layoutNames(): Map<unknown, string> {
  const names = new Map<unknown, string>();
  for (const [name, value] of Object.entries(mmc)) {
    names.set(value, name);
    if (typeof value === 'object' && value !== null && 'layout' in value && !names.has(value.layout))
      names.set(value.layout, name);
  }
  return names;
}

function grouped(kind: Subject['kind'], rows: readonly (readonly [name: string, source: string])[]): Subject[] {
  const sources = new Map<string, string[]>();
  for (const [name, source] of rows) sources.set(name, [...(sources.get(name) ?? []), source]);
  return [...sources].map(([name, group]) => ({ kind, name, sources: group }));
}

/** Every command and layout that has vectors, with their sources. */
export function subjects(): readonly Subject[] {
  const names = layoutNames();
  return [
    ...grouped(
      'command',
      cdbVectors.map(({ command, source }) => [command.id, source]),
    ),
    ...grouped(
      'layout',
      dataVectors.map(({ codec, name, source }) => [names.get(codec) ?? name, source]),
    ),
  ];
}

export const unconfirmed = (subject: Subject): boolean => !subject.sources.some(isConfirmed);

/** Why no program confirms a command or layout. */
export function reasonOf({ kind, name }: Subject): string {
  const found = reasons.find((reason) => reason[kind].includes(name));
  if (!found) throw new Error(`docs/tools/vectors-reasons.ts does not say why no program confirms the ${kind} ${name}`);
  return found.because;
}

function confirmedTable(all: readonly Subject[]): string[] {
  const count = (kind: Subject['kind'], title: string) =>
    all.filter(
      (subject) => subject.kind === kind && subject.sources.some((s) => isConfirmed(s) && programOf(s) === title),
    ).length;
  return [
    '| program | commands | layouts |',
    '| --- | ---: | ---: |',
    ...programs.map(([title]) => `| ${title} | ${count('command', title)} | ${count('layout', title)} |`),
  ];
}

function unconfirmedTable(kind: Subject['kind'], all: readonly Subject[]): string[] {
  const rows = all.filter((subject) => subject.kind === kind && unconfirmed(subject));
  return [
    `| ${kind} | typed from | why no program |`,
    '| --- | --- | --- |',
    ...rows.map(
      (s) => `| \`${s.name}\` | ${s.sources.map((x) => x.replace(/^by hand: /, '')).join('; ')} | ${reasonOf(s)} |`,
    ),
  ];
}

/** The page. */
export function vectorsPage(): string {
  const all = subjects();
  const number = (kind: Subject['kind'], isWanted: (s: Subject) => boolean) =>
    all.filter((subject) => subject.kind === kind && isWanted(subject)).length;
  const summary = (['command', 'layout'] as const).map(
    (kind) => `${number(kind, (s) => !unconfirmed(s))} of ${number(kind, () => true)} ${kind}s`,
  );
  return `# Vectors from outside

Every command and every layout of parameter data is tested against bytes that its own encoder did not make. For
${summary.join(' and ')} a program that is not ours sent, printed or decoded them; the others were typed by
hand from a place that they name. This page is made from the vectors in \`test/mmc/commands/vectors\`; a test keeps it true.

## How the evidence was taken

- \`test/stand-in\` puts a drive that does not exist under unmodified programs: a preloaded library hands their SG_IO and
  CDROM_SEND_PACKET to a scripted drive, which records every CDB and every byte of data, and keeps what the program printed.
- The same folder has a kernel trace of Linux's cdrom driver, calls of libraries, and tshark's dissection of our bytes as
  an iSCSI capture.
- \`node test/stand-in/regenerate.mjs\` takes all of it again (Debian 12; \`scenarios.ts\` names the packages), and
  \`test/mmc/commands/evidence.test.ts\` compares vectors and recordings.
- Older vectors name a program and have no recording.

A program that passes on a byte its caller typed is no evidence for that byte: sg_raw is never a source of a layout. Where a
library has a function with an argument for a code, such as the type of GET PERFORMANCE, its vector confirms the place of the
code, not its meaning. tshark leaves out the media type of READ DISC STRUCTURE; a DVD format that it knows by name counts.

## Confirmed, by program

${confirmedTable(all).join('\n')}

One command or layout may be confirmed by several.

## Commands that no program confirms

${unconfirmedTable('command', all).join('\n')}

## Layouts that no program confirms

${unconfirmedTable('layout', all).join('\n')}
`;
}
