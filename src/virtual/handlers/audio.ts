/** Audio play, and what READ SUB-CHANNEL tells of it. */
import {
  addressOfMsf,
  audioStatus,
  lbaOfMsf,
  msfOfAddress,
  msfOfLba,
  pauseResume,
  playAudio10,
  playAudio12,
  playAudioMsf,
  playAudioTrackIndex,
  type QPosition,
  readSubChannelAudioStatus,
  readSubChannelCurrentPosition,
  readSubChannelIsrc,
  readSubChannelMediaCatalogNumber,
  scan,
  scanType,
  stopPlayScan,
} from '../../../mmc/index.js';
import { type Handled, handle } from '../handler.js';
import type { Track } from '../media/compact-disc.js';
import type { CdMedium } from '../media/medium.js';
import {
  addressOutOfRange,
  commandSequenceError,
  illegalModeForTrack,
  incompatibleMedium,
  invalidField,
  unreadable,
} from '../refusal.js';
import type { Unit } from '../unit.js';

const positionAdr = 1;
const isrcAdr = 3;
/** Values of `subChannelDataFormatCode`. */
const format = { currentPosition: 1, mediaCatalogNumber: 2, isrc: 3 } as const;
/** PLAY AUDIO from where the pick-up is. */
const currentAddress = 0xffff_ffff;
const currentTime = 0xff;
/** How many times as fast as in play SCAN goes over the disc. */
const scanRate = 8;

const limits = { M: 99, S: 59, F: 74 } as const;

/** PLAY AUDIO, SCAN, PAUSE/RESUME, STOP PLAY/SCAN and READ SUB-CHANNEL. */
export const audioHandlers: readonly Handled[] = [
  handle(playAudio10, ({ startingLogicalBlockAddress, playLengthBlocks }, { unit }) => {
    const disc = unit.requireDisc();
    const start = startingLogicalBlockAddress === currentAddress ? unit.player.position : startingLogicalBlockAddress;
    play(unit, disc, start, start + playLengthBlocks);
  }),

  handle(playAudio12, ({ startingLogicalBlockAddress, playLengthBlocks }, { unit }) => {
    const disc = unit.requireDisc();
    const start = startingLogicalBlockAddress === currentAddress ? unit.player.position : startingLogicalBlockAddress;
    play(unit, disc, start, start + playLengthBlocks);
  }),

  handle(playAudioTrackIndex, ({ startingTrack, startingIndex, endingTrack, endingIndex }, { unit }) => {
    const disc = unit.requireDisc();
    const first = disc.tracks.find(({ number }) => number === startingTrack);
    if (!first) throw invalidField('startingTrack');
    const last = disc.tracks.findLast(({ number }) => number <= endingTrack);
    if (!last || endingTrack < startingTrack) throw invalidField('endingTrack');
    const end = last.number === endingTrack ? indexStart(last, endingIndex + 1) : last.end;
    const start = indexStart(first, startingIndex);
    play(unit, disc, start, Math.max(start, end));
  }),

  handle(scan, ({ direct, scanStartingAddress, type }, { unit }) => {
    const disc = unit.requireDisc();
    const start = scanStart(disc, type, scanStartingAddress);
    if (start < 0 || start >= disc.blockCount) throw addressOutOfRange();
    if (disc.trackAt(start).isData) throw illegalModeForTrack(start);
    const end = direct ? firstOfKind(disc, start) : start + disc.sectorsOfOneKind(start, disc.blockCount - start);
    unit.player.play(start, end, audioStatus.completed, direct ? -scanRate : scanRate);
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

/** Where an index of a track begins; behind the last one, where the track ends. */
function indexStart({ start, end, pauseStart, indexes }: Track, index: number): number {
  if (index === 0) return pauseStart;
  if (index === 1) return start;
  const at = indexes[index - 2];
  return at === undefined ? end : start + at;
}

function scanStart(disc: CdMedium, type: number, address: number): number {
  switch (type) {
    case scanType.logicalBlockAddress:
      return address;
    case scanType.msf: {
      const { minute, second, frame } = msfOfAddress(address);
      if (minute > limits.M || second > limits.S || frame > limits.F) throw invalidField('scanStartingAddress');
      return lbaOfMsf({ minute, second, frame });
    }
    case scanType.trackNumber: {
      const track = disc.tracks.find(({ number }) => number === address);
      if (!track) throw invalidField('scanStartingAddress');
      return track.start;
    }
    default:
      throw invalidField('type');
  }
}

/** The first block of the audio that a block is in. */
function firstOfKind(disc: CdMedium, logicalBlockAddress: number): number {
  const before = disc.tracks.filter(({ pauseStart }) => pauseStart <= logicalBlockAddress);
  const lastData = before.findLast(({ isData }) => isData);
  return lastData ? lastData.end : 0;
}

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

/** Throws a Refusal for a disc without a recorded track: there is no channel Q to read. */
function locate(unit: Unit): QPosition {
  const position = { control: 0, trackNumber: 0, index: 0, relativeAddress: 0, logicalBlockAddress: 0 };
  const disc = unit.requireDisc();
  if (disc.blockCount === 0) throw incompatibleMedium();
  disc.locate(unit.player.position, position);
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
