/** The commands as sets, to find one by its bytes. */
import type { Command } from '../command.js';
import { CommandSet } from '../registry.js';
import * as all from './all.js';
import { sendEvent } from './send-event.js';

export * from './all.js';
export * from './send-event.js';

const isCommand = (value: unknown): value is Command =>
  typeof value === 'object' && value !== null && 'encodeCdb' in value;

/** All commands of this package, by operation code. */
export const mmcCommands = new CommandSet(
  Object.values<unknown>(all)
    .filter(isCommand)
    .sort((a, b) => a.operationCode - b.operationCode),
);

/** Commands whose operation code and fields a later standard gave to another command: not in {@link mmcCommands}. */
export const formerCommands = new CommandSet([sendEvent]);
