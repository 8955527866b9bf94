/** Every command that the virtual drive carries out. */
import type { Command } from '../../../mmc/index.js';
import type { AnyHandler } from '../handler.js';
import { audioHandlers } from './audio.js';
import { blockHandlers } from './blocks.js';
import { configurationHandlers } from './configuration.js';
import { modeHandlers } from './mode.js';
import { performanceHandlers } from './performance.js';
import { readCdHandlers } from './read-cd.js';
import { recordingHandlers } from './recording.js';
import { tocHandlers } from './toc.js';
import { trayHandlers } from './tray.js';
import { unitHandlers } from './unit.js';

/** @internal The handler of a command. */
export const handlers: ReadonlyMap<Command, AnyHandler> = new Map([
  ...unitHandlers,
  ...trayHandlers,
  ...blockHandlers,
  ...readCdHandlers,
  ...recordingHandlers,
  ...tocHandlers,
  ...audioHandlers,
  ...configurationHandlers,
  ...modeHandlers,
  ...performanceHandlers,
]);
