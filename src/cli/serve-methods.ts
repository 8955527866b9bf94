/** What an operator can do to drives while they are served: typed on standard input, or sent to the control socket. */
import {
  type FaultPlan,
  type IscsiTarget,
  type Medium,
  openVirtual,
  readFaultPlan,
  type Transport,
  type VirtualDrive,
  VirtualTransport,
} from '../index.js';
import { UsageError } from './failure.js';

/** A drive behind a LUN. */
export interface ServedDrive {
  /** As it was typed. */
  readonly name: string;
  readonly targetName: string;
  readonly lun: number;
  readonly transport: Transport;
}

/** What the methods work on. */
export interface Serving {
  readonly target: IscsiTarget;
  readonly drives: readonly ServedDrive[];
  /** Ends the program, in good order. */
  stop(): void;
}

/** Values by the names of the parameters. */
export type Parameters = Readonly<Record<string, unknown>>;

/** A thing to do. */
export interface ServeMethod {
  readonly summary: string;
  /** Names in the order they are typed; those that end with a question mark may be left out. */
  readonly parameters: readonly string[];
  /** Returns what JSON can carry. Throws for what cannot be done, with a message for the operator. */
  run(serving: Serving, parameters: Parameters): unknown;
}

/** Every method by its name; a new one is a new member. */
export const serveMethods: Readonly<Record<string, ServeMethod>> = {
  status: {
    summary: 'drives, their media and trays',
    parameters: [],
    run: ({ drives }) => drives.map(statusOf),
  },
  sessions: {
    summary: 'initiators that are logged in',
    parameters: [],
    run: ({ target }) => target.sessions,
  },
  insert: {
    summary: 'lay a medium in and close the tray: disc.cue, image.iso, dvd-ram',
    parameters: ['drive', 'medium'],
    async run(serving, parameters) {
      const drive = virtualDrive(serving, parameters);
      if (drive.medium) throw new UsageError('there is a medium in the drive: eject it, or use change');
      drive.insert(await mediumOf(parameters));
      return statusOf(driveOf(serving, parameters));
    },
  },
  change: {
    summary: 'put another medium in place of the one that is there, locked or not',
    parameters: ['drive', 'medium'],
    async run(serving, parameters) {
      const drive = virtualDrive(serving, parameters);
      drive.changeMedium(await mediumOf(parameters))?.close();
      return statusOf(driveOf(serving, parameters));
    },
  },
  eject: {
    summary: 'take the medium out, locked or not',
    parameters: ['drive'],
    run(serving, parameters) {
      virtualDrive(serving, parameters).removeMedium()?.close();
      return statusOf(driveOf(serving, parameters));
    },
  },
  'press-button': {
    summary: 'press the eject button: opens or closes the tray, or tells the initiator that locked it',
    parameters: ['drive'],
    run(serving, parameters) {
      virtualDrive(serving, parameters).pressEjectButton();
      return statusOf(driveOf(serving, parameters));
    },
  },
  'close-tray': {
    summary: 'push an open tray in',
    parameters: ['drive'],
    run(serving, parameters) {
      virtualDrive(serving, parameters).closeTray();
      return statusOf(driveOf(serving, parameters));
    },
  },
  reset: {
    summary: 'reset the drive: commands are aborted, locks and reservations gone',
    parameters: ['drive'],
    run(serving, parameters) {
      const { targetName, lun } = driveOf(serving, parameters);
      serving.target.resetUnit(targetName, lun);
      return statusOf(driveOf(serving, parameters));
    },
  },
  faults: {
    summary: 'misbehave by a fault plan, a file or the plan itself; without one behave again',
    parameters: ['drive', 'plan?'],
    run(serving, parameters) {
      virtualDrive(serving, parameters).setFaults(planOf(parameters));
      return statusOf(driveOf(serving, parameters));
    },
  },
  judge: {
    summary: 'judge what the initiators do from now on',
    parameters: ['drive'],
    run(serving, parameters) {
      virtualDrive(serving, parameters).startJudge();
      return statusOf(driveOf(serving, parameters));
    },
  },
  report: {
    summary: 'what the judge has found so far',
    parameters: ['drive'],
    run(serving, parameters) {
      const report = virtualDrive(serving, parameters).report();
      if (!report) throw new UsageError('nobody judges this drive: begin with judge, or --judge');
      return report;
    },
  },
  quit: {
    summary: 'end the sessions and the program',
    parameters: [],
    run: (serving) => serving.stop(),
  },
};

/** Carries out a method. Throws UsageError for a method or parameters that do not exist. */
export async function runMethod(serving: Serving, name: string, parameters: Parameters): Promise<unknown> {
  const method = Object.hasOwn(serveMethods, name) ? serveMethods[name] : undefined;
  if (!method) throw new UsageError(`there is no method "${name}"; there are ${Object.keys(serveMethods).join(', ')}`);
  const known = method.parameters.map((each) => each.replace(/\?$/, ''));
  for (const each of Object.keys(parameters))
    if (!known.includes(each)) throw new UsageError(`${name} has no parameter "${each}"; ${usageOf(name)}`);
  for (const each of method.parameters)
    if (!each.endsWith('?') && parameters[each] === undefined)
      throw new UsageError(`${name} needs "${each}"; ${usageOf(name)}`);
  return method.run(serving, parameters);
}

/** Words as they were typed, by the names of the method's parameters. The last one takes all words that are left. */
export function parametersOf(name: string, words: readonly string[]): Parameters {
  const method = Object.hasOwn(serveMethods, name) ? serveMethods[name] : undefined;
  if (!method) return {};
  const names = method.parameters.map((each) => each.replace(/\?$/, ''));
  if (words.length > 0 && names.length === 0) throw new UsageError(`${name} takes nothing`);
  return Object.fromEntries(
    names.slice(0, words.length).map((each, i) => {
      const value = i === names.length - 1 ? words.slice(i).join(' ') : words[i];
      return [each, value];
    }),
  );
}

/** `insert DRIVE MEDIUM`. */
export function usageOf(name: string): string {
  const words = serveMethods[name]!.parameters.map((each) =>
    each.endsWith('?') ? `[${each.slice(0, -1).toUpperCase()}]` : each.toUpperCase(),
  );
  return [name, ...words].join(' ');
}

function driveOf({ drives }: Serving, { drive }: Parameters): ServedDrive {
  const number = typeof drive === 'number' ? drive : Number(/^[0-9]{1,4}$/.test(String(drive)) ? drive : Number.NaN);
  const found = drives[number];
  if (found) return found;
  throw new UsageError(`there is no drive ${String(drive)}; they have the numbers 0 to ${drives.length - 1}`);
}

function virtualDrive(serving: Serving, parameters: Parameters): VirtualDrive {
  const { transport, name } = driveOf(serving, parameters);
  if (transport instanceof VirtualTransport) return transport.drive;
  throw new UsageError(`${name} is a real drive: its medium is changed by hand`);
}

/** A plan as it came in JSON, or the file that was typed. */
function planOf({ plan }: Parameters): FaultPlan | undefined {
  if (plan === undefined) return undefined;
  return typeof plan === 'string' ? readFaultPlan(plan) : (plan as FaultPlan);
}

/** A medium by the name it has after `virtual:`. */
async function mediumOf({ medium }: Parameters): Promise<Medium> {
  if (typeof medium !== 'string') throw new UsageError('the medium is the name of a file, or dvd-ram');
  await using source = await openVirtual(`virtual:${medium}`);
  const found = source.drive.removeMedium();
  if (!found) throw new UsageError(`${medium} is no medium`);
  return found;
}

function statusOf({ name, targetName, lun, transport }: ServedDrive): Record<string, unknown> {
  const whole = { name, target: targetName, lun };
  if (!(transport instanceof VirtualTransport)) return whole;
  const { drive } = transport;
  return {
    ...whole,
    medium: drive.medium?.kind ?? null,
    isTrayOpen: drive.isTrayOpen,
    isRemovalPrevented: drive.isRemovalPrevented,
    isJudged: drive.report() !== undefined,
  };
}
