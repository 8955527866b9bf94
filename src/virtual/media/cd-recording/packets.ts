/** Packets: a track in pieces that are linked, each with run-in and run-out of its own; as long as all others, or not. */
import { illegalModeForTrack, invalidAddressForWrite, packetDoesNotFit } from '../../refusal.js';
import type { WriteParameters, WriteRequest } from '../recorder.js';
import { dataBlockOf, sectorsOfPage, zeroSectors } from './data-block.js';
import { freeBlocks, nextWritableAddress, stockOf } from './layout.js';
import { beginTrack, openTracks, type Recording, type WriteMethod } from './recording.js';
import type { TrackState } from './state.js';

export class Packets implements WriteMethod {
  /** The track whose last packet has not ended. */
  openPacket: TrackState | undefined;

  constructor(readonly recording: Recording) {}

  blockBytes(logicalBlockAddress: number, parameters: WriteParameters): number {
    return packetBlockOf(parameters, logicalBlockAddress).length;
  }

  write(request: WriteRequest): void {
    const { logicalBlockAddress, count, data, parameters } = request;
    const { state, sectors } = this.recording;
    const block = packetBlockOf(parameters, logicalBlockAddress);
    if (parameters.fp && parameters.packetSizeBlocks === 0) throw illegalModeForTrack(logicalBlockAddress);
    const overwritten = this.#formatted(request);
    if (!overwritten) {
      const open = openTracks(state).find(
        (track) => nextWritableAddress(track, this.openPacket) === logicalBlockAddress,
      );
      if (open) this.#checkContinued(open, request);
      if (count > freeBlocks(state, logicalBlockAddress, { ...packetsOf(parameters), ...open }))
        throw packetDoesNotFit();
      const track =
        open ??
        beginTrack(this.recording, logicalBlockAddress, parameters, {
          mode: block.mode,
          writtenAs: 'packets',
          ...packetsOf(parameters),
        });
      this.#advance(track, request, block.mode);
    }
    sectors.write(logicalBlockAddress, count, sectorsOfPage(block, parameters, logicalBlockAddress, count, data), 0);
  }

  /** A complete track of fixed packets on a CD-RW can be written again, packet by packet. */
  #formatted({ logicalBlockAddress, count }: WriteRequest): TrackState | undefined {
    const { state } = this.recording;
    const track = state.sessions
      .flatMap(({ tracks }) => tracks)
      .find(
        ({ packetBlocks, start, recordedEnd }) =>
          packetBlocks !== undefined && logicalBlockAddress >= start && logicalBlockAddress < recordedEnd,
      );
    if (!track || !stockOf(state).isRewritable) return undefined;
    const packet = track.packetBlocks!;
    if ((logicalBlockAddress - track.start) % packet !== 0 || count % packet !== 0) throw invalidAddressForWrite();
    if (logicalBlockAddress + count > track.recordedEnd) throw packetDoesNotFit();
    return track;
  }

  #checkContinued(track: TrackState, { logicalBlockAddress, parameters }: WriteRequest): void {
    if (track.recordedEnd === track.start) return;
    if (track.writtenAs !== 'packets') throw invalidAddressForWrite();
    const isSameKind = track.mode === packetBlockOf(parameters, logicalBlockAddress).mode;
    const isSamePacket = track.packetBlocks === packetsOf(parameters).packetBlocks;
    if (!isSameKind || !isSamePacket || track.control !== parameters.trackMode)
      throw illegalModeForTrack(logicalBlockAddress);
  }

  #advance(
    track: TrackState,
    { logicalBlockAddress, count, parameters }: WriteRequest,
    mode: TrackState['mode'],
  ): void {
    if (track.recordedEnd === track.start) {
      track.writtenAs = 'packets';
      track.mode = mode;
      track.control = parameters.trackMode;
      const { packetBlocks } = packetsOf(parameters);
      if (packetBlocks !== undefined) track.packetBlocks = packetBlocks;
    }
    if (logicalBlockAddress > track.recordedEnd) {
      track.links ??= [];
      track.links.push(track.recordedEnd);
    }
    track.recordedEnd = logicalBlockAddress + count;
    this.openPacket = track;
  }

  /** Ends the packet: a variable one where it is, a fixed one with zeros up to its length. */
  finish(): void {
    const track = this.openPacket;
    this.openPacket = undefined;
    if (!track?.packetBlocks) return;
    const rest = (track.recordedEnd - track.start) % track.packetBlocks;
    if (rest > 0) this.#pad(track, track.packetBlocks - rest);
  }

  #pad(track: TrackState, count: number): void {
    this.recording.sectors.write(track.recordedEnd, count, zeroSectors(track.mode, track.recordedEnd, count), 0);
    track.recordedEnd += count;
  }
}

const packetsOf = ({ fp, packetSizeBlocks }: WriteParameters): { packetBlocks?: number } =>
  fp ? { packetBlocks: packetSizeBlocks } : {};

/** Packets are sent without sub-channels. Throws a Refusal for block types that have them. */
function packetBlockOf(parameters: WriteParameters, logicalBlockAddress: number) {
  const block = dataBlockOf(parameters, logicalBlockAddress);
  if (block.subChannels) throw illegalModeForTrack(logicalBlockAddress);
  return block;
}
