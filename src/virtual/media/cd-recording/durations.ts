/** How long a drive takes for what it does by itself: so many blocks at the speed that the medium is written with. */
import { blankingType, framesPerSecond } from '../../../../mmc/index.js';
import type { Work } from '../recorder.js';
import { leadInBlocks, leadOutBlocksOf, runOutBlocks, stockOf } from './layout.js';
import type { CdState } from './state.js';

/** What a CD-R is closed with at least, and the most that the CD-RWs there are take. */
const speeds = { cdR: 16, cdRw: 4 } as const;
const powerCalibrationMs = 3000;
/** An entry of the program memory area, which is ten blocks at single speed, and getting there. */
const memoryAreaMs = 1000;

const msOf = (state: CdState, blocks: number): number =>
  (blocks * 1000) / framesPerSecond / (stockOf(state).isRewritable ? speeds.cdRw : speeds.cdR);

export const powerCalibration: Work = { durationMs: powerCalibrationMs, told: 'operation' };

export const closingTrack = (state: CdState): Work => ({
  durationMs: memoryAreaMs + msOf(state, runOutBlocks),
  told: 'longWrite',
});

/** Lead-in and lead-out of the session that is last now. */
export const closingSession = (state: CdState): Work => ({
  durationMs: memoryAreaMs + msOf(state, leadInBlocks + leadOutBlocksOf(state.sessions.length)),
  told: 'longWrite',
});

/** All of the disc, or the program memory area, the lead-in, and a little behind it. */
export const blanking = (state: CdState, type: number): Work => ({
  durationMs:
    memoryAreaMs + msOf(state, type === blankingType.disc ? stockOf(state).lastLeadOutStart : 2 * leadInBlocks),
  told: 'operation',
});

export const formatting = (state: CdState): Work => ({
  durationMs: memoryAreaMs + msOf(state, stockOf(state).lastLeadOutStart),
  told: 'format',
});
