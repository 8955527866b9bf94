/** Track at once: each track in one go, with its pause before it and two blocks of run-out behind it. */

import { illegalModeForTrack, invalidAddressForWrite } from '../../refusal.js';
import type { WriteParameters, WriteRequest } from '../recorder.js';
import { completeTrack } from './closing.js';
import { dataBlockOf, pageBlockBytes, sectorsOfPage } from './data-block.js';
import { freeBlocks } from './layout.js';
import { beginTrack, openTracks, type Recording, requireRoom, type WriteMethod } from './recording.js';
import { SentSubChannels } from './sent-sub-channels.js';
import type { RecordedMode, TrackState } from './state.js';

export class TrackAtOnce implements WriteMethod {
  #track: TrackState | undefined;
  #subChannels = new SentSubChannels();

  constructor(readonly recording: Recording) {}

  blockBytes(logicalBlockAddress: number, parameters: WriteParameters): number {
    return pageBlockBytes(dataBlockOf(parameters, logicalBlockAddress));
  }

  write({ logicalBlockAddress, count, data, parameters }: WriteRequest): void {
    const { state, sectors } = this.recording;
    const block = dataBlockOf(parameters, logicalBlockAddress);
    const open = openTracks(state).find((track) => !track.isDamaged && logicalBlockAddress === track.recordedEnd);
    requireRoom(freeBlocks(state, logicalBlockAddress, open), count);
    const track = open
      ? continued(open, block.mode, logicalBlockAddress, parameters)
      : beginTrack(this.recording, logicalBlockAddress, parameters, { mode: block.mode, writtenAs: 'track' });
    const written = sectorsOfPage(block, parameters, logicalBlockAddress, count, data);
    sectors.write(logicalBlockAddress, count, written, 0);
    if (block.subChannels) {
      if (track !== this.#track) this.#subChannels = new SentSubChannels();
      const subChannels = this.#subChannels.rawOf(data, count, block.length, block.subChannels);
      sectors.writeSubChannels(logicalBlockAddress, count, subChannels, 0);
      track.hasSubChannels = true;
    }
    track.recordedEnd += count;
    this.#track = track;
  }

  /** The laser is off, and a track that is written at once is complete then; a reserved one when it is full, or closed. */
  finish(): void {
    const track = this.#track;
    if (track && (track.end === undefined || track.recordedEnd >= track.end)) completeTrack(track);
    this.#track = undefined;
  }
}

/** A track that was begun, or reserved: in the latter its first block says what it is. */
function continued(
  track: TrackState,
  mode: RecordedMode,
  logicalBlockAddress: number,
  { trackMode }: WriteParameters,
): TrackState {
  const isBegun = track.recordedEnd > track.start;
  if (isBegun && track.writtenAs !== 'track') throw invalidAddressForWrite();
  if (isBegun && (track.mode !== mode || track.control !== trackMode)) throw illegalModeForTrack(logicalBlockAddress);
  track.mode = mode;
  track.control = trackMode;
  return track;
}
