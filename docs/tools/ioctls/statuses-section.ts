/** What a control code checks, what it ends in, and what of that is documented. */
import {
  controlCode,
  documentedStatus,
  documentedStatuses,
  type NtStatusName,
  ntStatus,
  ntStatusName,
  win32ErrorOf,
} from '../../../src/ioctl/index.js';
import { additionsFor } from '../../../test/src/ioctl/rows/additions.js';
import { exceptionFor, nameOf } from '../../../test/src/ioctl/rows/every-code.js';
import {
  type ReferenceCode,
  referenceCodes,
  type StatusRow,
  statusRows,
} from '../../../test/src/ioctl/rows/reference.js';
import { blocks, code, inWords, table } from '../markdown.js';

/** Headings of the index where groups of statuses stand. */
export const groupHeadings: Readonly<Record<string, string>> = {
  readAccess: 'Statuses of any request',
  readWriteAccess: 'Statuses of any request',
  exclusiveLock: 'Statuses of any request',
  removal: 'Statuses of any request',
  drive: 'Statuses of any command',
  protection: 'Statuses of copy protection',
};

const anchorOf = (heading: string): string => heading.toLowerCase().replaceAll(' ', '-');

const statusCell = (status: string): string => code(status);

/** What GetLastError tells; an HRESULT in hexadecimal. */
export function win32Cell(status: NtStatusName): string {
  if (!(status in ntStatus)) return '';
  const error = win32ErrorOf(ntStatus[status]);
  return error > 0xffff ? `0x${error.toString(16).toUpperCase()}` : `${error}`;
}

/** The code that one is carried out as, where the table tells of that one only. */
export function originalOf(reference: ReferenceCode): ReferenceCode | undefined {
  return referenceCodes.find(({ name }) => name === reference.aliasOf);
}

function checksTable(rows: readonly StatusRow[]): string | undefined {
  if (rows.length === 0) return undefined;
  return table(
    ['', 'Where', 'Status', 'Information'],
    rows.map(({ when, status, information }, i) => [`${i + 1}`, when, statusCell(status), information ?? '0']),
  );
}

function exceptionText(reference: ReferenceCode, row: StatusRow): string {
  const exception = exceptionFor(reference.name, row);
  return exception ? `${row.when}. Not here. ${exception.why}` : row.when;
}

const portCheck = (status: NtStatusName, when: string): StatusRow => ({
  status,
  when: `port driver: ${when}`,
  information: undefined,
  isCheck: true,
});

/** A pass-through is looked at a second time, by what stands for the port driver. */
function portChecks(name: string): readonly StatusRow[] {
  if (!name.startsWith('IOCTL_SCSI_PASS_THROUGH')) return [];
  const [isEx, isDirect] = [name.endsWith('_EX'), name.includes('_DIRECT')];
  const numbers = [
    'more data than one transfer',
    ...(isDirect ? ['an address or a length that is not aligned'] : []),
    'a time limit of less than 1 s or more than 108000 s',
    `a CDB of no bytes, longer than ${isEx ? 'the transport takes' : '16 bytes'}, or beyond the input`,
    `a data direction above ${isEx ? '3' : '2, or 2 with data'}`,
  ];
  const places = [
    ...(isEx ? ['an address structure beyond the input'] : []),
    'sense data inside the structure or beyond the output',
    ...(isDirect ? [] : ['data that overlap the sense data, lie inside the structure, or beyond their buffer']),
  ];
  return [
    portCheck('STATUS_REVISION_MISMATCH', `Length ${isEx ? 'or Version ' : ''}not that of the structure`),
    portCheck('STATUS_BUFFER_TOO_SMALL', 'output shorter than the structure'),
    portCheck('STATUS_INVALID_PARAMETER', numbers.join('; ')),
    ...(isEx ? [portCheck('STATUS_NOT_SUPPORTED', 'data direction 3')] : []),
    portCheck('STATUS_INVALID_PARAMETER', places.join('; ')),
    ...(isDirect ? [portCheck('STATUS_ACCESS_VIOLATION', 'not so many bytes at the address of the data')] : []),
  ];
}

/** The checks, in their order. */
export function checksSection(reference: ReferenceCode): string {
  const known = statusRows(originalOf(reference) ?? reference).filter((row) => row.isCheck);
  const rows = [...known, ...portChecks(reference.name)];
  const marked = rows.map((row) => ({ ...row, when: exceptionText(reference, row) }));
  return blocks('## Checks, in this order', checksTable(marked) ?? 'None: buffers of any length are taken.');
}

function groupsOf({ statuses }: ReferenceCode): string[] {
  const headings = statuses.flatMap((item) => (typeof item === 'string' ? groupHeadings[item.slice(1)]! : []));
  return [...new Set(headings)].map((heading) => `[${heading.toLowerCase()}](README.md#${anchorOf(heading)})`);
}

/** What it ends in, besides what the checks do. */
export function statusesSection(reference: ReferenceCode): string {
  const original = originalOf(reference) ?? reference;
  const own = statusRows({
    ...original,
    checks: [],
    statuses: original.statuses.filter((item) => typeof item !== 'string'),
  });
  const rows = [
    ...own.map((row) => [statusCell(row.status), win32Cell(row.status), exceptionText(reference, row)]),
    ...additionsFor(original.name).map(({ status, when }) => [statusCell(status), win32Cell(status), `here: ${when}`]),
  ];
  const shared = [...new Set([...groupsOf(reference), ...groupsOf(original)])];
  return blocks(
    '## Statuses',
    rows.length > 0 ? table(['Status', 'Win32', 'When'], rows) : undefined,
    shared.length > 0 ? `Besides: ${inWords(shared)}.` : undefined,
  );
}

/** Statuses that a code can end in, by their value. */
function possible(reference: ReferenceCode): NtStatusName[] {
  const rows = [
    ...[reference, ...[originalOf(reference)].filter((item) => item !== undefined)].flatMap(statusRows),
    ...additionsFor(reference.name),
  ];
  return [...new Set(rows.map(({ status }) => status))].filter((status) => status in ntStatus);
}

/** What the documentation lists, and what `documentedOnly` makes of the rest. */
export function documentedSection(reference: ReferenceCode): string {
  const number = controlCode[nameOf(reference)];
  const listed = documentedStatuses(number);
  const place = reference.documentation ? ` (${reference.documentation.replace(/^.*: /, '')})` : '';
  if (!listed)
    return blocks(
      '## Documented statuses',
      `${reference.documentation ? `The documentation${place} lists none` : 'The code has no page in the documentation'}, so \`documentedOnly\` changes nothing.`,
    );
  const folded = possible(reference).map((status) => [
    status,
    ntStatusName(documentedStatus(number, ntStatus[status])),
  ]);
  const changed = folded.filter(([from, to]) => from !== to);
  const kept = folded.filter(([from, to]) => from === to && !listed.includes(from as NtStatusName));
  return blocks(
    '## Documented statuses',
    `The documentation${place} lists ${inWords(listed.map(code))}.`,
    changed.length > 0
      ? blocks(
          'With `documentedOnly` there come for others:',
          table(
            ['Status', 'becomes'],
            changed.map((cells) => cells.map((cell) => statusCell(cell!))),
          ),
        )
      : undefined,
    kept.length > 0
      ? `Nothing that is listed stands for ${inWords(kept.map(([status]) => code(status!)))}.`
      : undefined,
  );
}
