/** Every command that the virtual drive carries out. */
import type { Command } from '../../../mmc/index.js';
import type { AnyHandler } from '../handler.js';
import type { Personality } from '../personalities/personality.js';
import { audioHandlers } from './audio.js';
import { blockHandlers } from './blocks.js';
import { bufferHandlers } from './buffers.js';
import { configurationHandlers } from './configuration.js';
import { discStructureHandlers } from './disc-structure.js';
import { keyHandlers } from './keys.js';
import { logicalUnitHandlers } from './logical-unit.js';
import { modeHandlers } from './mode.js';
import { performanceHandlers } from './performance.js';
import { readCdHandlers } from './read-cd.js';
import { recordingHandlers } from './recording.js';
import { reservationHandlers } from './reservation.js';
import { tocHandlers } from './toc.js';
import { trayHandlers } from './tray.js';
import { unitHandlers } from './unit.js';

/** The commands that a drive carries out, and how. */
export type CommandHandlers = ReadonlyMap<Command, AnyHandler>;

/** @internal The handler of every command that some drive has. */
export const handlers: CommandHandlers = new Map([
  ...unitHandlers,
  ...logicalUnitHandlers,
  ...reservationHandlers,
  ...trayHandlers,
  ...blockHandlers,
  ...readCdHandlers,
  ...recordingHandlers,
  ...tocHandlers,
  ...discStructureHandlers,
  ...audioHandlers,
  ...configurationHandlers,
  ...modeHandlers,
  ...performanceHandlers,
  ...bufferHandlers,
  ...keyHandlers,
]);

const ofPersonality = new WeakMap<Personality, CommandHandlers>();

/** @internal What a drive of this personality carries out: what its features, or none of all, ask for. */
export function handlersOf(personality: Personality): CommandHandlers {
  const known = ofPersonality.get(personality);
  if (known) return known;
  const own = new Map([...handlers].filter(([command]) => has(personality, command)));
  ofPersonality.set(personality, own);
  return own;
}

function has({ features, knows, lacks }: Personality, command: Command): boolean {
  if (lacks.includes(command.id)) return false;
  return (
    command.features.length === 0 ||
    knows.includes(command.id) ||
    features.some(({ code }) => command.features.includes(code))
  );
}
