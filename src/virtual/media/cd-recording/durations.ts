/** How long a drive takes for what it does by itself. */
import { blankingType } from '../../../../mmc/index.js';
import type { Work } from '../recorder.js';
import { leadInBlocks, leadOutBlocksOf, runOutBlocks, stockOf } from './layout.js';
import type { CdState } from './state.js';

const powerCalibrationMs = 3000;
/** An entry of the program memory area, which is ten blocks at single speed, and getting there. */
const memoryAreaMs = 1000;

export const powerCalibration: Work = { durationMs: powerCalibrationMs, told: 'operation' };

export const closingTrack: Work = { durationMs: memoryAreaMs, recordedBlocks: runOutBlocks, told: 'longWrite' };

/** Lead-in and lead-out of the session that is last now. */
export const closingSession = (state: CdState): Work => ({
  durationMs: memoryAreaMs,
  recordedBlocks: leadInBlocks + leadOutBlocksOf(state.sessions.length),
  told: 'longWrite',
});

/** All of the disc, or the program memory area, the lead-in, and a little behind it. */
export const blanking = (state: CdState, type: number): Work => ({
  durationMs: memoryAreaMs,
  recordedBlocks: type === blankingType.disc ? stockOf(state).lastLeadOutStart : 2 * leadInBlocks,
  told: 'operation',
});

export const formatting = (state: CdState): Work => ({
  durationMs: memoryAreaMs,
  recordedBlocks: stockOf(state).lastLeadOutStart,
  told: 'format',
});
