/** Audio play, and what READ SUB-CHANNEL tells of it. */
import {
  addressOfMsf,
  audioStatus,
  lbaOfMsf,
  msfOfLba,
  pauseResume,
  playAudio10,
  playAudioMsf,
  type QPosition,
  readSubChannelAudioStatus,
  readSubChannelCurrentPosition,
  readSubChannelIsrc,
  readSubChannelMediaCatalogNumber,
  stopPlayScan,
} from '../../../mmc/index.js';
import { type Handled, handle } from '../handler.js';
import type { CdMedium } from '../media/medium.js';
import { addressOutOfRange, commandSequenceError, invalidField, unreadable } from '../refusal.js';
import type { Unit } from '../unit.js';

const positionAdr = 1;
const isrcAdr = 3;
/** Values of `subChannelDataFormatCode`. */
const format = { currentPosition: 1, mediaCatalogNumber: 2, isrc: 3 } as const;
/** PLAY AUDIO from where the pick-up is. */
const currentAddress = 0xffff_ffff;
const currentTime = 0xff;

const limits = { M: 99, S: 59, F: 74 } as const;

/** PLAY AUDIO, PAUSE/RESUME, STOP PLAY/SCAN and READ SUB-CHANNEL. */
export const audioHandlers: readonly Handled[] = [
  handle(playAudio10, ({ startingLogicalBlockAddress, playLengthBlocks }, { unit }) => {
    const disc = unit.requireDisc();
    const start = startingLogicalBlockAddress === currentAddress ? unit.player.position : startingLogicalBlockAddress;
    play(unit, disc, start, start + playLengthBlocks);
  }),

  handle(playAudioMsf, (cdb, { unit }) => {
    const disc = unit.requireDisc();
    const { startingM, startingS, startingF, endingM, endingS, endingF } = cdb;
    const isCurrent = startingM === currentTime && startingS === currentTime && startingF === currentTime;
    if (!isCurrent) {
      if (startingM > limits.M) throw invalidField('startingM');
      if (startingS > limits.S) throw invalidField('startingS');
      if (startingF > limits.F) throw invalidField('startingF');
    }
    if (endingM > limits.M) throw invalidField('endingM');
    if (endingS > limits.S) throw invalidField('endingS');
    if (endingF > limits.F) throw invalidField('endingF');
    const start = isCurrent
      ? unit.player.position
      : lbaOfMsf({ minute: startingM, second: startingS, frame: startingF });
    const end = lbaOfMsf({ minute: endingM, second: endingS, frame: endingF });
    if (start > end) throw invalidField(isCurrent ? 'endingM' : 'startingM');
    play(unit, disc, start, end);
  }),

  handle(pauseResume, ({ resume }, { unit }) => {
    unit.requireMedium();
    const isActive = resume ? unit.player.resume() : unit.player.pause();
    if (!isActive) throw commandSequenceError();
  }),

  handle(stopPlayScan, (_cdb, { unit }) => {
    unit.requireMedium();
    const wasActive = unit.player.stop();
    if (!wasActive && unit.settings.stopPlayScanWhenIdle === 'illegalRequest') throw commandSequenceError();
  }),

  handle(readSubChannelAudioStatus, (_cdb, { unit }) => {
    unit.requireDisc();
    return { audioStatus: unit.player.takeStatus() };
  }),

  handle(readSubChannelCurrentPosition, ({ msf }, { unit }) => {
    const { control, trackNumber, index, relativeAddress, logicalBlockAddress } = locate(unit);
    return {
      audioStatus: unit.player.takeStatus(),
      subChannelDataFormatCode: format.currentPosition,
      adr: positionAdr,
      control,
      trackNumber,
      indexNumber: index,
      absoluteCdAddress: msf ? addressOfMsf(msfOfLba(logicalBlockAddress)) : logicalBlockAddress,
      trackRelativeCdAddress: msf ? relativeTime(relativeAddress) : relativeAddress,
    };
  }),

  handle(readSubChannelMediaCatalogNumber, (_cdb, { unit }) => {
    const { mediaCatalogNumber } = unit.requireDisc();
    return {
      audioStatus: unit.player.takeStatus(),
      subChannelDataFormatCode: format.mediaCatalogNumber,
      ...(mediaCatalogNumber === undefined ? {} : { mcval: true, mediaCatalogNumber, aframe: frameOf(unit) }),
    };
  }),

  handle(readSubChannelIsrc, ({ trackNumber }, { unit }) => {
    const track = unit.requireDisc().tracks.find(({ number }) => number === trackNumber);
    if (!track) throw invalidField('trackNumber');
    return {
      audioStatus: unit.player.takeStatus(),
      subChannelDataFormatCode: format.isrc,
      adr: isrcAdr,
      control: track.control,
      trackNumber,
      ...(track.isrc === undefined ? {} : { tcval: true, isrc: track.isrc, aframe: frameOf(unit) }),
    };
  }),
];

/** Plays what of `start` to before `end` is audio in one piece. A range without blocks plays nothing. */
function play(unit: Unit, disc: CdMedium, start: number, end: number): void {
  if (start < 0 || start >= disc.blockCount || end > disc.blockCount) throw addressOutOfRange();
  const track = disc.trackAt(start);
  if (track.isData || disc.sectorsOfOneKind(start, 1) === 0) throw unreadable(disc, start);
  if (start === end) return;
  const audioEnd = start + disc.sectorsOfOneKind(start, end - start);
  const stop = unit.mode.stopsOnTrackCrossing ? Math.min(audioEnd, track.end) : audioEnd;
  const runsIntoData = stop === audioEnd && audioEnd < end;
  unit.player.play(start, stop, runsIntoData ? audioStatus.stoppedByError : audioStatus.completed);
}

function locate(unit: Unit): QPosition {
  const position = { control: 0, trackNumber: 0, index: 0, relativeAddress: 0, logicalBlockAddress: 0 };
  unit.requireDisc().locate(unit.player.position, position);
  return position;
}

/** In a pause the time counts down to zero, as on the disc. */
function relativeTime(relativeAddress: number): number {
  const frames = relativeAddress < 0 ? -1 - relativeAddress : relativeAddress;
  return addressOfMsf({ minute: Math.trunc(frames / 4500), second: Math.trunc(frames / 75) % 60, frame: frames % 75 });
}

function frameOf(unit: Unit): number {
  return msfOfLba(unit.player.position).frame;
}
