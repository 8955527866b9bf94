/** Session at once: what SEND CUE SHEET has announced, from the first pause, or the lead-in, to the lead-out. */
import { rawSubChannelBytes } from '../../../../mmc/index.js';
import { illegalModeForTrack, invalidAddressForWrite } from '../../refusal.js';
import type { WriteRequest } from '../recorder.js';
import { sectorsOfBlocks } from './data-block.js';
import { leadInStart, programStart, requireOpenSession } from './layout.js';
import { LeadInText } from './lead-in-text.js';
import type { Recording, WriteMethod } from './recording.js';
import { SentSubChannels } from './sent-sub-channels.js';
import { blockBytesOf, type PlannedArea, type PlannedTrack, type SessionPlan } from './session-plan.js';
import type { SessionState, TrackState } from './state.js';

/** Blocks that are made up in one go. */
const fillBlocks = 75;

export class SessionAtOnce implements WriteMethod {
  readonly #text = new LeadInText();
  readonly #subChannels = new SentSubChannels();
  readonly #programStart: number;
  readonly #leadInStart: number;
  /** Where the next block goes; undefined: nothing was written yet. */
  #next: number | undefined;
  #session: SessionState | undefined;

  constructor(
    readonly recording: Recording,
    readonly plan: SessionPlan,
    readonly discType: number,
    readonly allowsNext: boolean,
  ) {
    this.#programStart = programStart(recording.state);
    this.#leadInStart = leadInStart(recording.state);
  }

  blockBytes(logicalBlockAddress: number): number {
    if (this.#isLeadIn(logicalBlockAddress)) return rawSubChannelBytes;
    return blockBytesOf(this.#areaAt(logicalBlockAddress) ?? this.plan.areas.at(-1)!);
  }

  write({ logicalBlockAddress, count, data }: WriteRequest): void {
    if (!this.#mayStart(logicalBlockAddress)) throw invalidAddressForWrite();
    if (this.#isLeadIn(logicalBlockAddress)) {
      if (logicalBlockAddress + count > this.#programStart) throw invalidAddressForWrite();
      this.#text.add(data, count);
      this.#next = logicalBlockAddress + count;
      return;
    }
    this.#checkSpan(logicalBlockAddress, count);
    this.#next = logicalBlockAddress;
    let at = 0;
    for (let left = count; left > 0; ) {
      const area = this.#areaAt(this.#next)!;
      const run = Math.min(left, area.end - this.#next);
      const bytes = run * blockBytesOf(area);
      this.#record(area, this.#next, run, data.subarray(at, at + bytes));
      at += bytes;
      left -= run;
    }
    this.#fill();
  }

  #mayStart(logicalBlockAddress: number): boolean {
    if (this.#next !== undefined) return logicalBlockAddress === this.#next;
    if (!this.plan.isLeadInSent) return logicalBlockAddress === this.#firstToSend();
    return logicalBlockAddress >= this.#leadInStart && logicalBlockAddress < this.#programStart;
  }

  /** What is made up at the beginning is not sent. */
  #firstToSend(): number {
    return this.plan.areas.find((area) => blockBytesOf(area) > 0)?.start ?? this.plan.leadOutStart;
  }

  #isLeadIn(logicalBlockAddress: number): boolean {
    return this.plan.isLeadInSent && logicalBlockAddress < this.#programStart;
  }

  #areaAt(logicalBlockAddress: number): PlannedArea | undefined {
    return this.plan.areas.find(({ start, end }) => logicalBlockAddress >= start && logicalBlockAddress < end);
  }

  /** One WRITE has blocks of one length. */
  #checkSpan(logicalBlockAddress: number, count: number): void {
    const end = logicalBlockAddress + count;
    if (end > this.plan.leadOutStart) throw invalidAddressForWrite();
    const bytes = this.blockBytes(logicalBlockAddress);
    const other = this.plan.areas.find(
      (area) => area.start > logicalBlockAddress && area.start < end && blockBytesOf(area) !== bytes,
    );
    if (other) throw illegalModeForTrack(other.start);
  }

  #record(area: PlannedArea, logicalBlockAddress: number, count: number, data: Uint8Array): void {
    const track = this.#trackOf(area);
    const { sectors } = this.recording;
    const stride = blockBytesOf(area);
    const main = area.isIgnored ? { ...area, length: 0 } : area;
    sectors.write(logicalBlockAddress, count, sectorsOfBlocks(main, logicalBlockAddress, count, data, stride), 0);
    if (area.subChannels) {
      const subChannels = this.#subChannels.rawOf(data, count, area.length, area.subChannels);
      sectors.writeSubChannels(logicalBlockAddress, count, subChannels, 0);
      track.hasSubChannels = true;
    }
    const next = logicalBlockAddress + count;
    this.#next = next;
    track.recordedEnd = next;
    const planned = this.#planned(area);
    if (next < planned.end) return;
    track.end = next;
    track.isComplete = true;
  }

  /** Areas without data: the drive makes them up as it comes to them. */
  #fill(): void {
    for (;;) {
      const area = this.#areaAt(this.#next!);
      if (!area || blockBytesOf(area) > 0) return;
      this.#record(area, this.#next!, Math.min(fillBlocks, area.end - this.#next!), new Uint8Array(0));
    }
  }

  #planned({ trackNumber }: PlannedArea): PlannedTrack {
    return this.plan.tracks.find(({ number }) => number === trackNumber)!;
  }

  #trackOf(area: PlannedArea): TrackState {
    if (!this.#session) {
      this.#session = requireOpenSession(this.recording.state, this.discType);
      const { mediaCatalogNumber } = this.plan;
      if (mediaCatalogNumber !== undefined) this.#session.mediaCatalogNumber = mediaCatalogNumber;
      const cdText = this.#text.packs();
      if (cdText.length > 0) this.#session.cdText = Buffer.from(cdText).toString('base64');
      this.#fillBefore(area);
    }
    const last = this.#session.tracks.at(-1);
    if (last?.number === area.trackNumber) return last;
    const { number, mode, control, copy, pauseStart, start, indexes, isrc } = this.#planned(area);
    const track: TrackState = {
      number,
      writtenAs: 'session',
      mode,
      control,
      pauseStart,
      start,
      recordedStart: pauseStart,
      recordedEnd: pauseStart,
      isComplete: false,
      ...(copy && { copy }),
      ...(indexes.length > 0 && { indexes: [...indexes] }),
      ...(isrc !== undefined && { isrc }),
    };
    this.#session.tracks.push(track);
    return track;
  }

  /** What comes before the first block that is sent. */
  #fillBefore(first: PlannedArea): void {
    const next = this.#next;
    for (const area of this.plan.areas.filter(({ end }) => end <= first.start))
      for (let at = area.start; at < area.end; at += fillBlocks)
        this.#record(area, at, Math.min(fillBlocks, area.end - at), new Uint8Array(0));
    this.#next = next;
  }

  /** Everything was sent: the lead-in and the lead-out are written. Else the session stays as it is, and damaged. */
  finish(): void {
    if (!this.#session) return;
    const { leadOutStart } = this.plan;
    if (this.#next === leadOutStart) this.#session.closed = { leadOutStart, allowsNext: this.allowsNext };
    else for (const track of this.#session.tracks) if (!track.isComplete) track.isDamaged = true;
  }
}
