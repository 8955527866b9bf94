/** Every status that the reference table has for a control code, as a request that ends in it. */
import { hex } from '../../../../mmc/index.js';
import { Device } from '../../../../src/device/index.js';
import { type CdromHandle, type ControlCodeName, controlCode, openCdrom } from '../../../../src/ioctl/index.js';
import { ManualClock } from '../../../../src/time/clock.js';
import type { Completion, TransferRequest } from '../../../../src/transport/transport.js';
import { ScriptedTransport } from '../../../helpers/scripted-transport.js';
import { type Change, changesFor } from './causes.js';
import { type Exception, exceptions } from './exceptions.js';
import { guarded } from './guarded.js';
import { replies } from './notation.js';
import { groups, type ReferenceCode, referenceCodes, type StatusRow, statusRows } from './reference.js';
import { type Subject, subjects } from './subjects.js';

/** A drive that has one answer to everything. */
export class StubbornTransport extends ScriptedTransport {
  constructor(readonly reply: string) {
    super();
  }
  override async execute(request: TransferRequest): Promise<Completion> {
    request.signal?.throwIfAborted();
    const once = new ScriptedTransport(...replies(this.reply));
    const { cdb, direction, data, timeoutMs } = request;
    this.sent.push({ cdb, direction, data: data.slice(), timeoutMs });
    return once.executeSync(request);
  }
}

/** One row of the table and one way to it. */
export interface CodeCase {
  readonly name: ControlCodeName;
  readonly row: StatusRow;
  readonly change: Change;
}

/** A row without a way to it. */
export type UnprovenRow = Pick<CodeCase, 'name' | 'row'>;

/** The exception that a row of a code is. */
export function exceptionFor(codeName: ControlCodeName, { when }: StatusRow): Exception | undefined {
  return exceptions.find(({ name = codeName, when: excepted }) => name === codeName && excepted === when);
}

/** The rows that the table gives a code itself, and those of the code that it is carried out as. */
function ownAndInherited(code: ReferenceCode): StatusRow[] {
  const own = statusRows(code);
  const original = referenceCodes.find(({ name }) => name === code.aliasOf);
  const inherited = original ? statusRows(original) : [];
  return [...own, ...inherited.filter(({ when }) => !own.some((row) => row.when === when))];
}

/** What a drive does to a code that asks it here, where Windows has asked it before. */
const asked = (subject: Subject): StatusRow[] =>
  subject.asksFirst
    ? groups['drive']!.map(([status, when]) => ({ status, when, information: undefined, isCheck: false }) as StatusRow)
    : [];

/** The code under the name that it has here: that of another where a name is but an alias of its number. */
export function nameOf(code: ReferenceCode): ControlCodeName {
  return code.name in controlCode ? code.name : code.aliasOf!;
}

/** All that a code can end in by the table, and what the table says of each. */
export const rowsOf = (code: ReferenceCode): StatusRow[] => [
  ...ownAndInherited(code),
  ...asked(subjects[nameOf(code)]),
];

const waysTo = (name: ControlCodeName, row: StatusRow) =>
  exceptionFor(name, row) ? [] : (changesFor(name, subjects[name], row) ?? []);

/** The ways to all rows of a code. */
export function casesOf(code: ReferenceCode): CodeCase[] {
  const name = nameOf(code);
  return rowsOf(code).flatMap((row) => waysTo(name, row).map((change) => ({ name, row, change })));
}

/** Rows that are no exceptions and to which there is no way. */
export const unprovenRows: readonly UnprovenRow[] = referenceCodes.flatMap((code) => {
  const name = nameOf(code);
  return rowsOf(code).flatMap((row) =>
    exceptionFor(name, row) || waysTo(name, row).length > 0 ? [] : [{ name, row }],
  );
});

/** Exceptions from what the table does not have. */
export const idleExceptions: readonly Exception[] = exceptions.filter(
  (exception) =>
    !referenceCodes.some((code) => statusRows(code).some((row) => exceptionFor(code.name, row) === exception)),
);

/** How many names, rows and cases there are; rows as the table has them, without those inherited. */
export const counts = {
  names: referenceCodes.length,
  codes: new Set(referenceCodes.map(({ code }) => code)).size,
  rows: referenceCodes.reduce((sum, code) => sum + statusRows(code).length, 0),
  exceptionRows: referenceCodes.flatMap((code) => statusRows(code).filter((row) => exceptionFor(code.name, row)))
    .length,
  cases: referenceCodes.reduce((sum, code) => sum + casesOf(code).length, 0),
};

/** What Information is to be; undefined where the table does not say it in digits. */
export function informationOf({ row, change }: CodeCase, code: ReferenceCode): number | undefined {
  if (change.information !== undefined) return change.information;
  if (row.information !== undefined && /^\d+$/.test(row.information)) return Number(row.information);
  if (row.status !== 'STATUS_SUCCESS') return 0;
  return /^\d+( on success)?$/.test(code.information) && !code.uncertain
    ? Number.parseInt(code.information, 10)
    : undefined;
}

/** Sends the request of a case to a drive that behaves as the case says. */
export async function runCase({ name, change }: CodeCase) {
  const subject = subjects[name];
  const { always, replies: script = '', before, locked, cancelled } = change;
  const transport = always === undefined ? new ScriptedTransport(...replies(script)) : new StubbornTransport(always);
  Object.assign(transport.limits, {
    alignmentBytes: change.alignmentBytes ?? 1,
    maximumTransferBytes: change.maximumTransferBytes ?? 65_536,
  });
  const device = new Device(transport);
  const options = { profile: 'driver' as const, ...subject.options, ...change.options };
  const open = (own = options): CdromHandle => openCdrom(device, { clock: new ManualClock(), ...own });
  const handle = open();
  const other = open({ profile: 'driver' });
  await before?.(handle, other);
  if (locked) await other.exclusiveLock('another program', { ignoreVolume: true });
  Object.assign(handle.state, subject.state, change.state);
  const sentBefore = transport.sent.length;
  const controller = new AbortController();
  if (cancelled) controller.abort();
  const input = guarded(change.input ?? subject.input ?? new Uint8Array(0));
  const output = guarded(new Uint8Array(change.output ?? subject.output ?? 0).fill(0xaa));
  const request = { ...change.request, signal: controller.signal };
  const result = await handle.ioctl(controlCode[name], input.bytes, output.bytes, request);
  return {
    ...result,
    buffer: output.bytes,
    sent: transport.sent.slice(sentBefore),
    unused: transport.unused,
    isIntact: input.isIntact() && input.isUnchanged() && output.isIntact(),
  };
}

/** The CDBs that the request of a code's subject sends in each profile to a drive that answers GOOD without data. */
export async function profilesOf(code: ReferenceCode): Promise<Readonly<Record<'mmc' | 'driver', readonly string[]>>> {
  const row: StatusRow = { status: 'STATUS_SUCCESS', when: '', information: undefined, isCheck: false };
  const sent = async (profile: 'mmc' | 'driver') => {
    const result = await runCase({ name: nameOf(code), row, change: { always: 'G', options: { profile } } });
    return result.sent.map(({ cdb }) => hex(cdb));
  };
  return { mmc: await sent('mmc'), driver: await sent('driver') };
}

/** Bytes 0 of the commands with which a drive is asked what it is: INQUIRY and GET CONFIGURATION. */
const questions: readonly number[] = [0x12, 0x46];

/** What a drive is asked for a code that Windows has asked it long before; undefined: nothing. */
export async function firstAsked(code: ReferenceCode): Promise<string | undefined> {
  const name = nameOf(code);
  const { input, output = 0, options } = subjects[name];
  const transport = new StubbornTransport('G');
  const handle = openCdrom(new Device(transport), { clock: new ManualClock(), ...options });
  await handle.ioctl(controlCode[name], input, output);
  const own = (code.commands ?? []).map(({ cdb }) => Number.parseInt(cdb, 16));
  const first = transport.sent.at(0)?.cdb;
  return first && questions.includes(first[0]!) && !own.includes(first[0]!) ? hex(first) : undefined;
}

type Keys = readonly string[];
const keysOf = (change: Change): Keys => Object.keys(change).filter((key) => key !== 'information');

/** One change on top of another, where they are about different things; undefined where they are not. */
function both(one: Change, other: Change): Change | undefined {
  const [first, second] = [keysOf(one), keysOf(other)];
  if (first.some((key) => second.includes(key))) return undefined;
  return { ...other, ...one };
}

/** The kind of request that a check is about, where there are several kinds: `lock`, `unlock`, `query`. */
const kindOf = ({ when }: StatusRow) => /^(query|lock|unlock)[:/]/.exec(when)?.[1];

/** A drive without power has no medium, whatever else is wrong: the table says so of the codes for the TOC. */
const overridesAll = (name: string, { when }: StatusRow) =>
  name.startsWith('IOCTL_CDROM_READ_TOC') && when.startsWith('zero-power');

/** Requests that break two checks of a code at once, with the check that decides. */
export function orderCasesOf(code: ReferenceCode): CodeCase[] {
  const name = nameOf(code);
  const checks = rowsOf(code).filter((row) => row.isCheck);
  return checks.flatMap((row, i) =>
    checks.slice(i + 1).flatMap((second) => {
      if (kindOf(row) !== kindOf(second) && kindOf(row) && kindOf(second)) return [];
      const decides = overridesAll(name, second) ? second : row;
      const changes = waysTo(name, row).flatMap((one) => waysTo(name, second).map((other) => both(one, other)));
      return changes.flatMap((change) => (change ? [{ name, row: decides, change }] : []));
    }),
  );
}
