/** `discwire serve`: drives as iSCSI targets. */
import { readFileSync } from 'node:fs';
import type { Command as Cli } from 'commander';
import {
  type Credentials,
  type DriveSource,
  type IscsiTarget,
  iscsiPort,
  isIscsiName,
  serveIscsi,
  type TargetInput,
  type TargetLogRecord,
  type Transport,
  type VirtualDrive,
  VirtualTransport,
} from '../index.js';
import { action, type CliIo, type Context } from './context.js';
import { UsageError } from './failure.js';
import { toJson } from './json.js';
import { openControl } from './serve-control.js';
import { parametersOf, runMethod, type ServedDrive, type Serving, serveMethods, usageOf } from './serve-methods.js';
import { reportLines } from './session.js';

interface Options {
  readonly iscsi: string;
  readonly name: string;
  readonly each?: boolean;
  readonly chap?: string;
  readonly mutualChap?: string;
  readonly readOnly?: boolean;
  readonly control?: string;
}

const defaultAddress = `127.0.0.1:${iscsiPort}`;
const defaultName = 'iqn.2000-01.localhost.discwire:drives';

/** Adds the sub-command. */
export function addServe(program: Cli, io: CliIo): void {
  program
    .command('serve')
    .summary('serve drives to iSCSI initiators')
    .description('Serves drives to iSCSI initiators until it is interrupted. Commands are taken on standard input.')
    .argument('<drives...>', 'e.g. virtual:disc.cue virtual:dvd-ram /dev/sr0: LUN 0, 1, 2')
    .option('--iscsi <host:port>', 'where to listen; other addresses than loopback need --chap', defaultAddress)
    .option('--name <iqn>', 'name of the target', defaultName)
    .option('--each', 'a target for each drive, with its number behind the name, instead of LUNs of one')
    .option('--chap <user:secret>', 'who may log in; @FILE reads it from a file')
    .option('--mutual-chap <user:secret>', 'how the target proves itself to initiators that ask; @FILE')
    .option('--read-only', 'answer 7/27/00 to every command that changes a medium')
    .option('--control <path>', 'take requests as lines of JSON on a Unix socket or a named pipe')
    .action(action(io, serve));
}

async function serve(context: Context, names: string[], options: Options): Promise<void> {
  const { host, port } = addressOf(options.iscsi);
  if (!isIscsiName(options.name))
    throw new UsageError(`--name: "${options.name}" is no iSCSI name; one is ${defaultName}`);
  const chap = credentialsOf('--chap', options.chap);
  const mutualChap = credentialsOf('--mutual-chap', options.mutualChap);
  const drives: ServedDrive[] = [];
  let target: IscsiTarget | undefined;
  let control: { close(): Promise<void> } | undefined;
  try {
    for (const [number, name] of names.entries()) {
      const transport = await context.io.openTransport(name);
      const targetName = options.each ? `${options.name}${number}` : options.name;
      drives.push({ name, targetName, lun: options.each ? 0 : number, transport });
      if (context.judge) judged(name, transport).startJudge();
    }
    target = await listen(() =>
      serveIscsi({
        targets: targetsOf(drives),
        host,
        port,
        chap,
        mutualChap,
        readOnly: options.readOnly,
        log: (record) => showLog(context, record),
      }),
    );
    const stopped = new AbortController();
    const serving: Serving = { target, drives, stop: () => stopped.abort() };
    if (options.control !== undefined) control = await listen(() => openControl(options.control!, serving));
    introduce(context, serving, chap?.user);
    await untilStopped(context, serving, stopped);
  } finally {
    await control?.close();
    await target?.close();
    if (context.judge) for (const drive of drives) showReport(context, drive);
    for (const { transport } of drives) await transport.close();
  }
}

/** A drive that has a judge. */
function judged(name: string, transport: Transport): VirtualDrive {
  if (transport instanceof VirtualTransport) return transport.drive;
  throw new UsageError(`${name}: only virtual drives judge; leave --judge out`);
}

/** What the initiators have left undone is known when their sessions have ended. */
function showReport(context: Context, { name, transport }: ServedDrive): void {
  const report = transport instanceof VirtualTransport ? transport.drive.report() : undefined;
  if (!report) return;
  const text = context.json ? toJson({ drive: name, judge: report }) : [`${name}:`, ...reportLines(report)].join('\n');
  context.io.writeError(`${text}\n`);
}

/** Turns what the options or the system refuse into a line for the user. */
async function listen<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof RangeError || code !== undefined) throw new UsageError((error as Error).message);
    throw error;
  }
}

function addressOf(text: string): { host: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]*))(?::([0-9]{1,5}))?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3] ?? iscsiPort);
  if (!host || port > 0xffff)
    throw new UsageError(`--iscsi: "${text}" is no address; one is ${defaultAddress} or [::1]:0`);
  return { host, port };
}

function credentialsOf(option: string, text: string | undefined): Credentials | undefined {
  if (text === undefined) return undefined;
  let value = text;
  if (text.startsWith('@')) {
    try {
      value = readFileSync(text.slice(1), 'utf8').trim();
    } catch (error) {
      throw new UsageError(`${option}: ${(error as Error).message}`);
    }
  }
  const at = value.indexOf(':');
  if (at < 1 || at === value.length - 1) throw new UsageError(`${option} takes user:secret, or @FILE with that in it`);
  return { user: value.slice(0, at), secret: value.slice(at + 1) };
}

function targetsOf(drives: readonly ServedDrive[]): TargetInput[] {
  const luns = new Map<string, DriveSource[]>();
  for (const { targetName, lun, transport } of drives) {
    const units = luns.get(targetName) ?? [];
    // Every session is an initiator of its own to a virtual drive; a real one is shared.
    units[lun] = transport instanceof VirtualTransport ? transport.drive : transport;
    luns.set(targetName, units);
  }
  return [...luns].map(([name, units]) => ({ name, luns: units }));
}

function showLog(context: Context, record: TargetLogRecord): void {
  context.io.writeError(context.json ? `${toJson({ log: record })}\n` : `${record.message}\n`);
}

/** Says what is served, and how to get at it. */
function introduce(context: Context, { target, drives }: Serving, user: string | undefined): void {
  const { host, port } = target.address;
  const portal = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const first = drives[0]!;
  const login = user === undefined ? '' : `${user}%SECRET@`;
  const url = `iscsi://${login}${portal}/${first.targetName}/${first.lun}`;
  const document = {
    portal,
    drives: drives.map(({ name, targetName, lun }) => ({ name, target: targetName, lun })),
  };
  if (context.json) {
    context.io.writeOut(`${toJson({ serving: document })}\n`);
    return;
  }
  const node = `iscsiadm -m node -T ${first.targetName} -p ${portal}`;
  const credentials =
    user === undefined
      ? []
      : [
          `            ${node} -o update -n node.session.auth.authmethod -v CHAP \\`,
          `              -n node.session.auth.username -v ${user} -n node.session.auth.password -v SECRET`,
        ];
  const chapOption =
    user === undefined ? '' : ` -AuthenticationType ONEWAYCHAP -ChapUsername ${user} -ChapSecret SECRET`;
  context.print([
    ...drives.map(({ name, targetName, lun }, number) => `drive ${number}: ${name} is LUN ${lun} of ${targetName}`),
    `on ${portal}; "help" lists what can be done here, Ctrl-C ends it`,
    '',
    `  Linux     iscsiadm -m discovery -t sendtargets -p ${portal}`,
    ...credentials,
    `            ${node} --login`,
    `  Windows   New-IscsiTargetPortal -TargetPortalAddress ${host} -TargetPortalPortNumber ${port}`,
    `            Connect-IscsiTarget -NodeAddress ${first.targetName}${chapOption}`,
    `  QEMU      -drive file=${url},format=raw,media=cdrom,readonly=on`,
    `  libiscsi  iscsi-inq ${url}`,
    `  discwire  discwire toc ${url}`,
  ]);
}

/** Takes commands line by line until there is a reason to stop; the end of the input is none. */
async function untilStopped(context: Context, serving: Serving, stopped: AbortController): Promise<void> {
  void context.io.eachInputLine((line) => takeLine(context, serving, line), stopped.signal);
  await context.io.untilInterrupted(stopped.signal);
  stopped.abort();
}

async function takeLine(context: Context, serving: Serving, line: string): Promise<void> {
  const [name, ...words] = line.trim().split(/\s+/);
  if (!name) return;
  try {
    if (name === 'help') {
      const width = Math.max(...Object.keys(serveMethods).map((each) => usageOf(each).length));
      context.print(
        Object.entries(serveMethods).map(([each, { summary }]) => `${usageOf(each).padEnd(width)}  ${summary}`),
      );
      return;
    }
    const result = await runMethod(serving, name, parametersOf(name, words));
    if (result !== undefined) context.io.writeOut(`${toJson(result)}\n`);
  } catch (error) {
    context.io.writeError(`${error instanceof Error ? error.message : String(error)}\n`);
  }
}
