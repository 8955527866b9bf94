/** Our own drives as devices of the guest's kernel: `discwire serve` on the loopback, attached by open-iscsi. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Places } from './lab.js';
import { runGood, scriptPath } from './programs.js';

const address = '127.0.0.1:3260';
/** Every drive is a target of its own, with its number behind the name: old programs take a LUN for bits of the CDB. */
const targetName = 'iqn.2000-01.localhost.discwire:lab';
const controlSocket = '/run/discwire-control';
const limitMs = 60_000;
const sessions = '/sys/class/iscsi_session';
const connections = '/sys/class/iscsi_connection';

/** What is to be served. */
export interface DriveToServe {
  /** e.g. `virtual:disc.iso` */
  readonly name: string;
  /** The initiator puts CRC32C behind every header and all data, and wants the same. */
  readonly hasDigests?: boolean;
}

/** What the kernel calls a drive. */
export interface AttachedDrive {
  /** Its number on the control socket, and behind the name of its target. */
  readonly number: number;
  /** e.g. `/dev/sr2` */
  readonly node: string;
  /** e.g. `/dev/sg2` */
  readonly generic: string;
  /** The same drive for our own initiator. */
  readonly url: string;
  /** The kernel's session with it, e.g. `session3`. */
  readonly session: string;
}

/** Whether the kernel's connection to a drive goes with a header digest and a data digest. */
export function digestsOf({ session }: AttachedDrive): { header: boolean; data: boolean } {
  const connection = join(connections, `${session.replace('session', 'connection')}:0`);
  const isOn = (digest: string) => readFileSync(join(connection, digest), 'utf8').trim() === '1';
  return { header: isOn('header_digest'), data: isOn('data_digest') };
}

/** Resolves with what `look` finds, or rejects when it finds nothing within the limit. */
async function until<T>(what: string, look: () => T | undefined): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${limitMs / 1000} s`);
    await sleep(100);
  }
}

/** The server, the daemon of the initiator, and the drives as the kernel has them. */
export class ServedDrives {
  readonly #places: Places;
  readonly #server: ChildProcess;
  readonly #daemon: ChildProcess;
  readonly drives: AttachedDrive[] = [];

  private constructor(places: Places, names: readonly string[]) {
    this.#places = places;
    const program = scriptPath(places, 'src/cli/main.js');
    const options = ['--iscsi', address, '--name', targetName, '--each', '--control', controlSocket];
    this.#server = this.#start(process.execPath, [program, 'serve', ...names, ...options], 'serve.log');
    mkdirSync('/run/lock/iscsi', { recursive: true });
    this.#daemon = this.#start('iscsid', ['-f'], 'iscsid.log');
  }

  #start(program: string, args: readonly string[], log: string): ChildProcess {
    const file = openSync(join(this.#places.out, log), 'w');
    // iscsid takes its whole process group with it when it ends.
    return spawn(program, args, { stdio: ['ignore', file, file], detached: true });
  }

  /** Serves the drives and has the kernel attach them. */
  static async start(places: Places, drives: readonly DriveToServe[]): Promise<ServedDrives> {
    const names = drives.map(({ name }) => name);
    const served = new ServedDrives(places, names);
    try {
      await until('discwire serve listens', () => existsSync(controlSocket) || undefined);
      const found = runGood('iscsiadm', ['-m', 'discovery', '-t', 'st', '-p', address]).stdout;
      assert.deepEqual(
        found.trim().split('\n'),
        names.map((_, number) => `${address},1 ${targetName}${number}`),
      );
      const node = ['-m', 'node', '-p', address];
      const set = (settings: Record<string, string>, ...target: string[]) => {
        const words = Object.entries(settings).flatMap(([name, value]) => ['-n', `node.conn[0].${name}`, '-v', value]);
        runGood('iscsiadm', [...node, ...target, '-o', 'update', ...words]);
      };
      // The processor is an emulated one with other work: a ping may take its time.
      set({ 'timeo.noop_out_timeout': '60' });
      // One after the other, so that the kernel numbers them as we do.
      for (const [number, { hasDigests }] of drives.entries()) {
        const target = ['-T', `${targetName}${number}`];
        if (hasDigests) set({ 'iscsi.HeaderDigest': 'CRC32C', 'iscsi.DataDigest': 'CRC32C' }, ...target);
        runGood('iscsiadm', [...node, ...target, '--login']);
        served.drives.push(await until(`drive ${number}`, () => attached(number)));
      }
      return served;
    } catch (error) {
      served.#server.kill('SIGKILL');
      served.#daemon.kill('SIGKILL');
      throw new Error(`${(error as Error).message}\n${served.log}`);
    }
  }

  /** What the server wrote. */
  get log(): string {
    return readFileSync(join(this.#places.out, 'serve.log'), 'utf8');
  }

  /** A request to the control socket of the server. */
  async control(method: string, params: Record<string, unknown> = {}): Promise<unknown> {
    const socket = connect(controlSocket);
    try {
      socket.setTimeout(limitMs, () => socket.destroy(new Error(`${method}: no answer`)));
      socket.setEncoding('utf8').write(`${JSON.stringify({ id: 1, method, params })}\n`);
      let line = '';
      for await (const chunk of socket) {
        line += chunk;
        if (line.endsWith('\n')) break;
      }
      const { result, error } = JSON.parse(line);
      if (error) throw new Error(`${method}: ${error.message}`);
      return result;
    } finally {
      socket.destroy();
    }
  }

  /** The other end of the connection that the kernel has to a drive. */
  async peerOf({ url }: AttachedDrive): Promise<string | undefined> {
    const sessions = (await this.control('sessions')) as { targetName?: string; peer: string }[];
    return sessions.find(({ targetName }) => targetName !== undefined && url.includes(`/${targetName}/`))?.peer;
  }

  /** Logs out: the kernel gives the drives up, and the server ends by itself. Returns the server's exit status. */
  async stop(): Promise<number | null> {
    runGood('iscsiadm', ['-m', 'node', '-p', address, '--logout']);
    const ended = once(this.#server, 'exit');
    this.#server.kill('SIGINT');
    const timer = setTimeout(() => this.#server.kill('SIGKILL'), limitMs);
    const [status] = (await ended) as [number | null];
    clearTimeout(timer);
    this.#daemon.kill('SIGTERM');
    return status;
  }
}

/** The drive with this number, once the kernel has both of its nodes. */
function attached(number: number): AttachedDrive | undefined {
  const name = `${targetName}${number}`;
  const session = readdirSync(sessions).find(
    (each) => readFileSync(join(sessions, each, 'targetname'), 'utf8').trim() === name,
  );
  if (!session) return undefined;
  const nodes = ['block', 'scsi_generic'].map((kind) => {
    const [node] = namesAt(join(sessions, session, 'device'), [/^target/, /^[\d:]+$/, new RegExp(`^${kind}$`), /./]);
    return node;
  });
  const [block, generic] = nodes;
  if (!block || !generic) return undefined;
  return { number, node: `/dev/${block}`, generic: `/dev/${generic}`, url: `iscsi://${address}/${name}/0`, session };
}

/** Names at the end of all paths that follow the patterns, folder by folder. */
function namesAt(folder: string, [pattern, ...rest]: readonly RegExp[]): string[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((each) => pattern!.test(each)) : [];
  return rest.length === 0 ? names : names.flatMap((each) => namesAt(join(folder, each), rest));
}
