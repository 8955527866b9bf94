/** What a host leaves behind: open sessions, unwritten data, locks. */
import {
  closeFunction,
  closeTrackSession,
  powerCondition,
  preventAllowMediumRemoval,
  senseKey,
  startStopUnit,
  synchronizeCache10,
} from '../../../../mmc/index.js';
import type { History } from '../history.js';
import type { JudgedCommand } from '../judged-command.js';
import type { Rule } from '../rule.js';
import { writtenIn } from '../rule-description.js';
import { hasOpenSession } from './recording.js';

const removalPrevented = 0x53;

/** What is about to take the medium, or its rotation, away. */
function leaving(command: JudgedCommand): string | undefined {
  const cdb = command.as(startStopUnit);
  if (!cdb) return undefined;
  if (cdb.powerCondition !== powerCondition.noChange)
    return cdb.powerCondition === powerCondition.sleep ? 'sleep' : undefined;
  if (cdb.start) return undefined;
  return cdb.loej ? 'eject' : 'stop';
}

const openSession = (command: JudgedCommand, history: History, when: string): string | undefined =>
  history.lastWrite !== undefined && hasOpenSession(command)
    ? `the session that command ${history.lastWrite} wrote to was open ${when}`
    : undefined;

const unsynchronized = (history: History, when: string): string | undefined =>
  history.unsynchronizedWrite === undefined
    ? undefined
    : `what command ${history.unsynchronizedWrite} wrote had not been synchronized ${when}`;

/** Ending. */
export const closingRules: readonly Rule[] = [
  {
    id: 'session-left-open',
    title: 'A session that was not closed',
    severity: 'warning',
    source: writtenIn('MMC-6', 'CLOSE TRACK SESSION', closeTrackSession),
    why: 'A disc with an open session has no lead-in for it: most drives cannot read what was recorded.',
    remedy: 'Send CLOSE TRACK SESSION for the track, then for the session, before the medium goes.',
    check(command, history) {
      return leaving(command) === 'eject' && command.isGood ? openSession(command, history, 'at the eject') : undefined;
    },
    checkEnd: (command, history) => openSession(command, history, 'when the host went away'),
  },
  {
    id: 'cache-not-synchronized',
    title: 'Data left in the write cache',
    severity: 'error',
    source: writtenIn('MMC-6', 'SYNCHRONIZE CACHE', synchronizeCache10),
    why: 'A GOOD status of WRITE says that the data is in the buffer of the drive, not that it is on the medium.',
    remedy: 'Send SYNCHRONIZE CACHE after the last write, and look at its status.',
    check(command, history) {
      const how = leaving(command);
      return how && unsynchronized(history, `before the ${how}`);
    },
    checkEnd: (_command, history) => unsynchronized(history, 'when the host went away'),
  },
  {
    id: 'close-without-synchronizing',
    title: 'Closing with data in the write cache',
    severity: 'warning',
    source: writtenIn('MMC-6', 'SYNCHRONIZE CACHE, CLOSE TRACK SESSION', synchronizeCache10, closeTrackSession),
    why: 'Drives write the rest themselves, and an error then is one of the close, with nobody knowing which block.',
    remedy: 'Send SYNCHRONIZE CACHE first.',
    check: (command, history) => command.as(closeTrackSession) && unsynchronized(history, 'before CLOSE TRACK SESSION'),
  },
  {
    id: 'track-left-open',
    title: 'Closing a session over an open track',
    severity: 'warning',
    source: writtenIn('MMC-6', 'CLOSE TRACK SESSION', closeTrackSession),
    why: 'Some drives close the track by themselves, others refuse.',
    remedy: 'Close the track first, with close function 1.',
    check(command) {
      const cdb = command.as(closeTrackSession);
      if (!cdb || command.isGood || cdb.closeFunction === closeFunction.track) return undefined;
      const open = command.tracksBefore.find(
        ({ isBlank, nextWritableAddress }) => !isBlank && nextWritableAddress !== undefined,
      );
      return open && `the session was closed while track ${open.number} was open`;
    },
  },
  {
    id: 'prevent-without-allow',
    title: 'A tray left locked',
    severity: 'warning',
    source: writtenIn('MMC-6', 'PREVENT ALLOW MEDIUM REMOVAL', preventAllowMediumRemoval),
    why: 'The eject button does nothing until somebody allows removal, or the drive is reset.',
    remedy: 'Send PREVENT ALLOW MEDIUM REMOVAL with PREVENT 0 when done, on every way out.',
    checkEnd: (_command, { preventedAt }) =>
      preventedAt === undefined ? undefined : `removal was prevented at command ${preventedAt} and never allowed again`,
  },
  {
    id: 'eject-while-prevented',
    title: 'Ejecting what oneself has locked',
    severity: 'warning',
    source: writtenIn(
      'MMC-6',
      'START STOP UNIT, PREVENT ALLOW MEDIUM REMOVAL',
      startStopUnit,
      preventAllowMediumRemoval,
    ),
    why: 'The drive refuses it.',
    remedy: 'Allow removal before the eject.',
    check: (command, { preventedAt }) =>
      leaving(command) === 'eject' &&
      preventedAt !== undefined &&
      command.isRefused(senseKey.illegalRequest, removalPrevented)
        ? `the eject was refused: removal is prevented since command ${preventedAt}`
        : undefined,
  },
];
