/**
 * Writing raw: the initiator sends everything from the lead-in to the lead-out, with its sub-channels, and the drive
 * only puts it there. What the disc is, its channel Q says.
 */
import {
  dataBlockBytes,
  decodeSubChannelQ,
  extractSubChannel,
  fromBcd,
  isSubChannelQRight,
  type LeadInQ,
  lbaOfMsf,
  leadOutTrack,
  rawSectorBytes,
  rawSubChannelBytes,
  type SubChannelQ,
  scrambleSector,
  sectorFormat,
  sectorFormatOf,
  subChannel,
  subChannelControl,
  subChannelQBytes,
  subChannelQCrc,
  tocPoint,
  writeRawSubChannels,
} from '../../../../mmc/index.js';
import { illegalModeForTrack, invalidAddressForWrite } from '../../refusal.js';
import type { LeadInPoint } from '../medium.js';
import { PackInterleaver } from '../packed-sub-channels.js';
import type { WriteParameters, WriteRequest } from '../recorder.js';
import { leadInStart, programStart, requireOpenSession } from './layout.js';
import { LeadInText } from './lead-in-text.js';
import type { Recording, WriteMethod } from './recording.js';
import type { RecordedMode, SessionState, TrackState } from './state.js';

/** Data block types: 16 bytes of channel Q and P behind each sector, or 96 of all sub-channels, R to W as packs or raw. */
const withPq = 1;
const withPacks = 2;
const withRaw = 3;

type PositionQ = SubChannelQ & { readonly kind: 'position' };

export class RawRecording implements WriteMethod {
  readonly #text = new LeadInText();
  readonly #interleaver = new PackInterleaver();
  readonly #programStart: number;
  readonly #leadInStart: number;
  /** Entries of the lead-in by their point. */
  readonly #entries = new Map<number, LeadInQ>();
  readonly #q = new Uint8Array(subChannelQBytes);
  #next: number | undefined;
  #session: SessionState | undefined;
  #leadOutStart: number | undefined;
  /** Of the last sector whose channel Q told a position. */
  #index = 0;

  constructor(readonly recording: Recording) {
    this.#programStart = programStart(recording.state);
    this.#leadInStart = leadInStart(recording.state);
  }

  blockBytes(logicalBlockAddress: number, { dataBlockType }: WriteParameters): number {
    if (dataBlockType < withPq || dataBlockType > withRaw) throw illegalModeForTrack(logicalBlockAddress);
    return dataBlockBytes[dataBlockType]!;
  }

  write({ logicalBlockAddress, count, data, parameters }: WriteRequest): void {
    const length = this.blockBytes(logicalBlockAddress, parameters);
    const mayStart =
      this.#next === undefined
        ? logicalBlockAddress >= this.#leadInStart && logicalBlockAddress < this.#programStart
        : logicalBlockAddress === this.#next;
    if (!mayStart) throw invalidAddressForWrite();
    const subChannels = subChannelsOf(data, count, length);
    for (let i = 0; i < count; i++) {
      const address = logicalBlockAddress + i;
      const sub = subChannels.subarray(i * rawSubChannelBytes, (i + 1) * rawSubChannelBytes);
      extractSubChannel(sub, 0, subChannel.q, this.#q, 0);
      if (address < this.#programStart) this.#leadIn(sub);
      else {
        if (parameters.dataBlockType === withPacks) this.#interleaver.next(sub, 0, sub, 0);
        this.#program(address, data.slice(i * length, i * length + rawSectorBytes), sub);
      }
    }
    this.#next = logicalBlockAddress + count;
  }

  #leadIn(sub: Uint8Array): void {
    this.#text.add(sub, 1);
    const q = this.#decodedQ();
    if (q?.kind === 'leadIn') this.#entries.set(q.point, q);
  }

  #program(address: number, sector: Uint8Array, sub: Uint8Array): void {
    if (this.#leadOutStart !== undefined) return;
    const q = this.#decodedQ();
    if (q?.kind === 'position') this.#position(address, q, sector);
    const session = this.#session;
    const track = session?.tracks.at(-1);
    if (!session || !track || this.#leadOutStart !== undefined) return;
    if (q?.kind === 'mediaCatalogNumber') session.mediaCatalogNumber = q.mediaCatalogNumber;
    if (q?.kind === 'isrc' && track.mode === 'audio') track.isrc = q.isrc;
    if (track.mode !== 'audio') scrambleSector(sector);
    const { sectors } = this.recording;
    sectors.write(address, 1, sector, 0);
    sectors.writeSubChannels(address, 1, sub, 0);
    track.recordedEnd = address + 1;
  }

  /** What a wrong CRC covers is recorded, and not believed. */
  #decodedQ(): SubChannelQ | undefined {
    return isSubChannelQRight(this.#q) ? decodeSubChannelQ(this.#q) : undefined;
  }

  #position(address: number, { trackNumber, index, control, relativeAddress }: PositionQ, sector: Uint8Array): void {
    let track = this.#session?.tracks.at(-1);
    if (trackNumber === leadOutTrack) {
      if (track) complete(track, address);
      this.#leadOutStart = address;
      return;
    }
    if (track?.number !== trackNumber) {
      if (track) complete(track, address);
      track = this.#begin(trackNumber, address, control, sector);
      if (index === 1) track.start = address - relativeAddress;
    } else if (index > this.#index) {
      if (index === 1) track.start = address;
      else track.indexes = [...(track.indexes ?? []), address - track.start];
    }
    this.#index = index;
  }

  #begin(number: number, address: number, control: number, sector: Uint8Array): TrackState {
    this.#session ??= this.#beginSession();
    const track: TrackState = {
      number,
      writtenAs: 'raw',
      mode: modeOf(sector, control),
      control,
      pauseStart: address,
      start: this.#startOf(number) ?? address,
      recordedStart: address,
      recordedEnd: address,
      isComplete: false,
      hasSubChannels: true,
    };
    this.#session.tracks.push(track);
    return track;
  }

  #beginSession(): SessionState {
    const session = requireOpenSession(this.recording.state, this.#entries.get(tocPoint.firstTrack)?.pSecond ?? 0);
    const cdText = this.#text.packs();
    if (cdText.length > 0) session.cdText = Buffer.from(cdText).toString('base64');
    return session;
  }

  /** Where the lead-in says that a track starts. */
  #startOf(number: number): number | undefined {
    const entry = [...this.#entries.values()].find(({ adr, point }) => adr === 1 && fromBcd(point) === number);
    return entry && addressOf(entry);
  }

  /** Lead-in and lead-out are there: the session is complete. Else it stays as it is, and damaged. */
  finish(): void {
    const session = this.#session;
    if (!session) return;
    const isComplete = this.#leadOutStart !== undefined && this.#entries.has(tocPoint.leadOut);
    if (!isComplete) {
      for (const track of session.tracks) if (!track.isComplete) track.isDamaged = true;
      return;
    }
    const otherPoints = [...this.#entries.values()].filter(({ adr }) => adr === 5).map(pointOf);
    const next = this.#entries.get(tocPoint.multiSession);
    session.closed = {
      leadOutStart: this.#leadOutStart!,
      allowsNext: next !== undefined && fromBcd(next.minute) !== undefined,
      ...(otherPoints.length > 0 && { otherPoints }),
    };
  }
}

function complete(track: TrackState, end: number): void {
  track.end = end;
  track.isComplete = true;
}

/** Raw sub-channels of each block. Where Q and P come alone, as READ CD returns them, the drive makes the CRC. */
function subChannelsOf(data: Uint8Array, count: number, length: number): Uint8Array {
  const subChannels = new Uint8Array(count * rawSubChannelBytes);
  for (let i = 0; i < count; i++) {
    const sub = data.subarray(i * length + rawSectorBytes, (i + 1) * length);
    const to = i * rawSubChannelBytes;
    if (sub.length === rawSubChannelBytes) subChannels.set(sub, to);
    else writeRawSubChannels(subChannels, to, withCrc(sub), 0, (sub.at(-1)! & 0x80) !== 0);
  }
  return subChannels;
}

function withCrc(sent: Uint8Array): Uint8Array {
  const q = sent.slice(0, subChannelQBytes);
  const crc = subChannelQCrc(q);
  q[subChannelQBytes - 2] = crc >>> 8;
  q[subChannelQBytes - 1] = crc & 0xff;
  return q;
}

/** What a track is, by its first sector, which is scrambled still. */
function modeOf(sector: Uint8Array, control: number): RecordedMode {
  if ((control & subChannelControl.dataTrack) === 0) return 'audio';
  const plain = sector.slice();
  scrambleSector(plain);
  const format = sectorFormatOf(plain);
  if (format === sectorFormat.mode2Formless) return 'mode2Formless';
  return format === sectorFormat.mode2Form1 || format === sectorFormat.mode2Form2 ? 'xa' : 'mode1';
}

function addressOf({ pMinute, pSecond, pFrame }: LeadInQ): number | undefined {
  const [minute, second, frame] = [pMinute, pSecond, pFrame].map(fromBcd);
  if (minute === undefined || second === undefined || second > 59 || frame === undefined || frame > 74)
    return undefined;
  return lbaOfMsf({ minute, second, frame });
}

/** An entry in mode 5, as READ TOC gives it: its digits as numbers, where they are digits. */
function pointOf({ control, adr, point, minute, second, frame, zero, pMinute, pSecond, pFrame }: LeadInQ): LeadInPoint {
  const binary = (byte: number) => fromBcd(byte) ?? byte;
  return {
    control,
    adr,
    tno: 0,
    point,
    min: binary(minute),
    sec: binary(second),
    frame: binary(frame),
    zero,
    pmin: binary(pMinute),
    psec: binary(pSecond),
    pframe: binary(pFrame),
  };
}
