/** How a host records: power calibration, block types, the cue sheet, buffers. */
import {
  dataBlockBytes,
  preventAllowMediumRemoval,
  sendCueSheet,
  sendOpcInformationPerform,
  senseKey,
  sessionState,
  subChannelControl,
  writeType,
} from '../../../../mmc/index.js';
import { profile } from '../../media/medium.js';
import type { JudgedCommand } from '../judged-command.js';
import type { Rule } from '../rule.js';
import { writtenIn } from '../rule-description.js';

const cdProfiles: readonly number[] = [profile.cdR, profile.cdRw];
/** Media whose power hosts calibrate; on the others drives do it by themselves when they are loaded. */
const isCalibrated: readonly number[] = [
  ...cdProfiles,
  profile.dvdRSequential,
  profile.dvdRwRestrictedOverwrite,
  profile.dvdRwSequential,
  profile.dvdRDualLayerSequential,
];
/** CONTROL: the bit that tells data from audio. */
const isDataTrack = (trackMode: number): boolean => (trackMode & subChannelControl.dataTrack) !== 0;
const firstDataBlockType = 8;
const isCdWrite = (command: JudgedCommand): boolean =>
  command.write !== undefined && cdProfiles.includes(command.mediumBefore?.profile ?? 0);

/** Writing. */
export const recordingRules: readonly Rule[] = [
  {
    id: 'power-not-calibrated',
    title: 'Writing without power calibration',
    severity: 'advice',
    source: writtenIn('MMC-6', 'SEND OPC INFORMATION', sendOpcInformationPerform),
    why: 'The drive then calibrates during the first write, which may take longer than the time limit of a WRITE.',
    remedy: 'Send SEND OPC INFORMATION with DoOpc before the first write to the disc.',
    check(command, history) {
      if (!command.write || history.lastWrite !== undefined || history.hasCalibrated || !command.isGood)
        return undefined;
      const { recorder, profile: current } = command.mediumBefore ?? {};
      if (!recorder?.calibratePower || !isCalibrated.includes(current!)) return undefined;
      if (command.unit.mode.writeParameters.testWrite) return undefined;
      return 'the first write to the disc came without power calibration';
    },
  },
  {
    id: 'block-type-not-of-track-mode',
    title: 'A data block type that does not fit the track mode',
    severity: 'error',
    source: writtenIn('MMC-6', 'Write Parameters mode page, data block type and track mode'),
    why: 'The track says one thing in its sub-channel, and its sectors another: no drive reads it back.',
    remedy: 'Audio has block types 0 to 3, data has 8 to 13, except in RAW recording.',
    check(command) {
      if (!isCdWrite(command)) return undefined;
      const { trackMode, dataBlockType, writeType: type } = command.unit.mode.writeParameters;
      if (type !== writeType.packetOrIncremental && type !== writeType.trackAtOnce) return undefined;
      const bytes = dataBlockBytes[dataBlockType];
      const isData = isDataTrack(trackMode);
      if (bytes !== undefined && isData === dataBlockType >= firstDataBlockType) return undefined;
      const block = bytes === undefined ? 'which is reserved' : `of ${bytes} bytes`;
      return `track mode ${trackMode} (${isData ? 'data' : 'audio'}) was written with data block type ${dataBlockType}, ${block}`;
    },
  },
  {
    id: 'wrong-write-length',
    title: 'Blocks of another length than the parameters say',
    severity: 'error',
    source: writtenIn('MMC-6', 'WRITE, Write Parameters mode page, data block type'),
    why: 'The drive goes by page 05h and the cue sheet, and every block after the first is shifted.',
    remedy: 'Take the block length from the data block type, or from the data form in the cue sheet.',
    check(command) {
      const { write, blockBytesBefore: block } = command;
      if (!write || write.count === 0 || block === undefined) return undefined;
      const given = command.dataLengthBytes / write.count;
      // A buffer that is merely longer than what is written is no other kind of block.
      return given !== block && dataBlockBytes.includes(given) && given > block
        ? `${write.count} blocks came with ${given} bytes each, the drive took ${block}`
        : undefined;
    },
  },
  {
    id: 'cue-sheet-missing',
    title: 'Session at once without a cue sheet',
    severity: 'error',
    source: writtenIn('MMC-6', 'SEND CUE SHEET', sendCueSheet),
    why: 'In session-at-once recording the drive has to know all tracks before the first block.',
    remedy: 'Send MODE SELECT with write type 2, then SEND CUE SHEET, then write from the pause of the first track on.',
    check(command, history) {
      if (!isCdWrite(command) || command.isGood || history.hasSentCueSheet) return undefined;
      return command.unit.mode.writeParameters.writeType === writeType.sessionAtOnce
        ? 'a write in session-at-once mode came without a cue sheet'
        : undefined;
    },
  },
  {
    id: 'cue-sheet-in-wrong-mode',
    title: 'A cue sheet without session at once',
    severity: 'error',
    source: writtenIn('MMC-6', 'SEND CUE SHEET', sendCueSheet),
    why: 'A cue sheet counts with write type 2 alone, and MODE SELECT after it takes it away.',
    remedy: 'Set write type 2 before SEND CUE SHEET.',
    check(command) {
      const { writeType: type } = command.unit.mode.writeParameters;
      return command.as(sendCueSheet) && !command.isGood && type !== writeType.sessionAtOnce
        ? `a cue sheet came while the write type was ${type}`
        : undefined;
    },
  },
  {
    id: 'multi-session-changed',
    title: 'Another multi-session field within a session',
    severity: 'warning',
    source: writtenIn('MMC-6', 'Write Parameters mode page, multi-session'),
    why: 'Whether a session can follow is decided when this one is closed: the tracks disagree, the last one wins.',
    remedy: 'Keep the field the same for all tracks of a session.',
    check(command, history) {
      if (!command.write || !history.sessionParameters) return undefined;
      const now = command.unit.mode.writeParameters.multiSession;
      const before = history.sessionParameters.multiSession;
      return now === before
        ? undefined
        : `multi-session was ${before} for an earlier write of this session, and is ${now}`;
    },
  },
  {
    id: 'buffer-ran-empty',
    title: 'Writing slower than the drive, without BUFE',
    severity: 'warning',
    source: writtenIn('MMC-6', 'Write Parameters mode page, BUFE'),
    why: 'Without buffer under-run protection the recording ends when the buffer is empty, and the disc is lost.',
    remedy: 'Set BUFE, write more slowly, or keep the buffer full.',
    check(command, history) {
      const { recorder, profile: current } = command.mediumBefore ?? {};
      if (!command.write || !recorder || command.unit.mode.writeParameters.bufe) return undefined;
      if (!cdProfiles.includes(current!) && current !== profile.dvdRSequential) return undefined;
      const emptyMs = history.buffer.emptyMs(command);
      return emptyMs > 0
        ? `the buffer had been empty for ${Math.ceil(emptyMs)} ms when the next write came`
        : undefined;
    },
  },
  {
    id: 'underrun',
    title: 'A buffer under-run',
    severity: 'error',
    source: writtenIn('MMC-6', 'loss of streaming while writing'),
    why: 'The recording has a hole or has ended.',
    remedy: 'Set BUFE in page 05h, or write at a speed that the host can hold.',
    check: (command) =>
      command.write && command.isRefused(senseKey.mediumError, 0x0c, 0x09)
        ? 'the drive ran out of data while it was writing'
        : undefined,
  },
  {
    id: 'removal-not-prevented',
    title: 'Writing with an unlocked tray',
    severity: 'advice',
    source: writtenIn('MMC-6', 'PREVENT ALLOW MEDIUM REMOVAL', preventAllowMediumRemoval),
    why: 'Somebody may press the eject button, and the disc is lost.',
    remedy: 'Send PREVENT ALLOW MEDIUM REMOVAL before the first write, and allow it after the last.',
    check(command, history) {
      if (!command.write || !command.isGood || history.lastWrite !== undefined) return undefined;
      if (command.unit.isRemovalPrevented || history.hasEverAsked(preventAllowMediumRemoval)) return undefined;
      return 'the first write came while the tray was not locked';
    },
  },
  {
    id: 'write-after-deferred-error',
    title: 'Going on after a deferred error',
    severity: 'error',
    source: writtenIn('SPC-4', 'deferred errors', 'sense data'),
    why: 'Sense data with response code 71h or 73h tells of blocks that were acknowledged and are not on the medium.',
    remedy: 'Stop, ask with READ TRACK INFORMATION what has been recorded, and write from there or give up.',
    check(command, history) {
      const told = history.deferredErrorAt;
      if (told === undefined || !command.write) return undefined;
      return `command ${told} told of a deferred error, and the next write went on as if nothing had happened`;
    },
  },
];

/** Whether a session is open that the host has written to. */
export function hasOpenSession(command: JudgedCommand): boolean {
  const medium = command.unit.mediumInTray;
  return medium?.recorder !== undefined && medium.discInformation.stateOfLastSession === sessionState.incomplete;
}
