/** A virtual drive of this process, where programs look for one that the kernel has. */
import type { VirtualTransport } from '../../src/virtual/index.js';
import { compile } from './run.js';
import { type Answer, type Ask, wireDirection } from './wire.js';

/** What the programs call the drive. */
export const standInNode = '/dev/sr9';
const timeoutMs = 60_000;
const directions = { [wireDirection.none]: 'none', [wireDirection.in]: 'in', [wireDirection.out]: 'out' } as const;

/** Variables with which a program finds the drive behind a socket; compiles what has to be loaded into it. */
export const standInEnvironment = (folder: string, socket: string): NodeJS.ProcessEnv => ({
  LD_PRELOAD: compile(folder, 'shim.c', []),
  STAND_IN_NODE: standInNode,
  STAND_IN_SOCKET: socket,
});

/** Lets a drive answer what a program asks. */
export function answerOf(transport: VirtualTransport, { cdb, direction: wire, data: out, room }: Ask): Answer {
  const direction = directions[wire as keyof typeof directions];
  const data = direction === 'in' ? new Uint8Array(room) : out;
  const done = transport.executeSync({ cdb: Uint8Array.from(cdb), direction, data, timeoutMs });
  const dataIn = direction === 'in' ? data.subarray(0, done.transferredBytes) : new Uint8Array();
  return { status: done.status, sense: done.sense, dataIn };
}
