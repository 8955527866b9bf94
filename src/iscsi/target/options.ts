import type { AttentionCode } from '../../../mmc/index.js';
import { type Clock, realClock } from '../../time/clock.js';
import type { Transport } from '../../transport/transport.js';
import type { Credentials } from '../chap.js';
import { iscsiPort, isIscsiName } from '../names.js';
import type { Wishes } from '../negotiation.js';

/** What a session has of a drive that tells its initiators apart. */
export interface DriveConnection extends Transport {
  /**
   * The unit attention that the drive would tell next. The target asks because one of a reset is told before RESERVATION
   * CONFLICT, and reservations are the target's. Default: the drive is not known to have any.
   */
  readonly pendingUnitAttention?: AttentionCode | undefined;
}

/** A drive that tells its initiators apart, such as a `VirtualDrive`: every session gets a transport of its own. */
export interface ConnectableDrive {
  /**
   * Whether the next command takes no time: then it goes through `executeSync` of the transport, which costs less, and
   * nobody else is served meanwhile. Default: false.
   */
  readonly isInstant?: boolean;
  connect(name?: string): DriveConnection;
  /** What LOGICAL UNIT RESET does. */
  reset?(): void;
}

/** What can stand behind a LUN. A transport is shared by all sessions, one command at a time. */
export type DriveSource = Transport | ConnectableDrive;

/** A target: a name and the drives behind it. */
export interface TargetInput {
  /** Its iSCSI name, e.g. `iqn.2026-01.org.example:burner`. */
  readonly name: string;
  readonly alias?: string | undefined;
  /** The drives, LUN 0 first; undefined leaves a number out. */
  readonly luns: readonly (DriveSource | undefined)[];
}

/** Bounds that keep one initiator from taking everything. */
export interface TargetLimits {
  /** Connections at a time, those that are logging in included. Default: 256. */
  readonly connections: number;
  /** Commands of a session that may wait or run. Default: 128. */
  readonly commands: number;
  /** Bytes of data-out of a session that may wait for their commands. Default: 64 MiB. */
  readonly waitingDataBytes: number;
  /** The longest data segment that is taken. Default: 256 KiB. */
  readonly dataSegmentBytes: number;
  /** From connecting to the end of the login, in milliseconds. Default: 15 000. */
  readonly loginTimeoutMs: number;
  /** A silent initiator is asked after this time, and dropped after the same time again. Default: 30 000. */
  readonly keepAliveMs: number;
  /** What initiators get to log out when the target closes, in milliseconds. Default: 2000. */
  readonly logoutTimeoutMs: number;
}

/** Something the operator may want to know. */
export interface TargetLogRecord {
  readonly event:
    | 'listening'
    | 'connected'
    | 'refused'
    | 'loggedIn'
    | 'loginFailed'
    | 'loggedOut'
    | 'dropped'
    | 'reset'
    | 'closed';
  /** One line in words. */
  readonly message: string;
  /** The initiator's address and port. */
  readonly peer?: string;
  /** The initiator's iSCSI name. */
  readonly initiator?: string;
}

/** How a target is served. */
export interface TargetOptions {
  readonly targets: readonly TargetInput[];
  /** Address to listen on. Default: `127.0.0.1`; others than loopback need `chap`. */
  readonly host?: string | undefined;
  /** Default: 3260; 0 takes a free one. */
  readonly port?: number | undefined;
  /** Who may log in; everybody where not given. */
  readonly chap?: Credentials | undefined;
  /** How the target proves itself to initiators that ask it to. */
  readonly mutualChap?: Credentials | undefined;
  /** Answers 7/27/00 to every command that changes a medium. */
  readonly readOnly?: boolean | undefined;
  readonly limits?: Partial<TargetLimits> | undefined;
  readonly log?: ((record: TargetLogRecord) => void) | undefined;
  /** Digests that are taken, and the lengths of bursts; for tests of the other end. */
  readonly wishes?: Partial<Wishes> | undefined;
  readonly clock?: Clock | undefined;
}

/** @internal The options with every default filled in. */
export interface TargetSettings {
  readonly host: string;
  readonly port: number;
  readonly chap: Credentials | undefined;
  readonly mutualChap: Credentials | undefined;
  readonly readOnly: boolean;
  readonly limits: TargetLimits;
  readonly wishes: Wishes;
  readonly log: (record: TargetLogRecord) => void;
  readonly clock: Clock;
}

const defaultLimits: TargetLimits = {
  connections: 256,
  commands: 128,
  waitingDataBytes: 64 * 1024 * 1024,
  dataSegmentBytes: 256 * 1024,
  loginTimeoutMs: 15_000,
  keepAliveMs: 30_000,
  logoutTimeoutMs: 2000,
};

const loopback = /^(?:127(?:\.[0-9]{1,3}){3}|::1|localhost)$/;

/** @internal Throws RangeError for what cannot be served, with what to do. */
export function settingsOf(options: TargetOptions): TargetSettings {
  const host = options.host ?? '127.0.0.1';
  const { chap, mutualChap } = options;
  if (!loopback.test(host) && !chap)
    throw new RangeError(
      `${host} is not loopback: drives are only served to other machines with CHAP: give a user and a secret`,
    );
  if (mutualChap && !chap) throw new RangeError('mutualChap needs chap: initiators prove themselves first');
  if (chap && mutualChap && chap.secret === mutualChap.secret)
    throw new RangeError('chap and mutualChap have the same secret; RFC 7143 forbids it: give each its own');
  if (options.targets.length === 0) throw new RangeError('there is no target to serve');
  const names = new Set<string>();
  for (const { name } of options.targets) {
    if (!isIscsiName(name)) throw new RangeError(`"${name}" is no iSCSI name; one is iqn.2026-01.org.example:drive`);
    if (names.has(name.toLowerCase())) throw new RangeError(`two targets are called ${name}`);
    names.add(name.toLowerCase());
  }
  const limits = { ...defaultLimits, ...options.limits };
  return {
    host,
    port: options.port ?? iscsiPort,
    chap,
    mutualChap,
    readOnly: options.readOnly ?? false,
    limits,
    wishes: {
      headerDigest: ['CRC32C', 'None'],
      dataDigest: ['CRC32C', 'None'],
      maxRecvDataSegmentLength: limits.dataSegmentBytes,
      initialR2T: false,
      immediateData: true,
      maxBurstLength: 1024 * 1024,
      firstBurstLength: Math.min(limits.dataSegmentBytes, 256 * 1024),
      maxOutstandingR2T: 1,
      ...options.wishes,
    },
    log: options.log ?? (() => {}),
    clock: options.clock ?? realClock,
  };
}
