/** The logical unit: what all initiators share. Its parts know nothing of CDBs. */
import {
  deviceBusyEvent,
  mediaEvent,
  mediaEventCode,
  operationalChange,
  operationalChangeEvent,
  operationalEventCode,
  powerManagementEvent,
  realTimeStreaming as realTimeStreamingFeature,
  type SenseInput,
} from '../../mmc/index.js';
import type { Clock } from '../time/clock.js';
import { AudioPlayer } from './audio-player.js';
import { recordingMs } from './disc-speed.js';
import { DriveBuffers } from './drive-buffers.js';
import { type DriveEvent, Initiator, unitAttention } from './initiator.js';
import { Mechanism } from './mechanism.js';
import { type CdMedium, type Medium, profile } from './media/medium.js';
import type { Recorder, Work } from './media/recorder.js';
import { ModeParameters, type PowerTimers } from './mode-parameters.js';
import type { DriveSettings } from './options.js';
import { featureOf, type Personality } from './personalities/personality.js';
import { readOnlyProfile } from './personalities/profile-features.js';
import type { MediumSpeeds } from './personalities/speed-tables.js';
import {
  atWork,
  becomingReady,
  formattingInBackground,
  incompatibleMedium,
  mediumNotPresent,
  unreadableMedium,
  writeProtected,
} from './refusal.js';
import { Region } from './region.js';
import { Speeds } from './speeds.js';

/** Values of the power management event's `powerStatus`. */
export const powerStatus = { active: 1, idle: 2, standby: 3, sleep: 4 } as const;
const powerChangeSuccessful = 1;
/** Event code of class 6. */
const busyChanged = 1;

/** @internal */
export class Unit {
  readonly clock: Clock;
  readonly player: AudioPlayer;
  readonly personality: Personality;
  readonly mode: ModeParameters;
  readonly speeds: Speeds;
  readonly mechanism: Mechanism;
  readonly buffers = new DriveBuffers();
  readonly region: Region;
  readonly initiators = new Set<Initiator>();
  /** Who has the drive to itself, by RESERVE; a reset ends that, and so does its going away. */
  reservedBy: Initiator | undefined;
  #medium: Medium | undefined;
  #isTrayOpen = false;
  /** When a medium that is being loaded is ready; undefined: nothing is being loaded. */
  #readyAtMs: number | undefined;
  #powerStatus: number = powerStatus.active;
  /** When somebody wanted something of the disc, or the power condition changed. */
  #lastAccessMs: number;
  /** Up to when the medium knows that time has passed, or will not before. */
  #settledAtMs: number;
  /** What goes on behind a command that has ended already. */
  #work: (Work & { readonly sinceMs: number }) | undefined;

  constructor(
    readonly settings: DriveSettings,
    medium: Medium | undefined,
  ) {
    this.clock = settings.clock;
    this.#settledAtMs = settings.clock.now();
    this.player = new AudioPlayer(settings.clock);
    this.personality = settings.personality;
    this.region = new Region(settings.personality.rpc);
    this.mode = new ModeParameters(settings.personality);
    this.speeds = new Speeds(() => this.#speedsOfMedium());
    this.mechanism = new Mechanism(settings.clock, settings.personality.mechanics, settings.timingFactor);
    this.#lastAccessMs = settings.clock.now();
    this.#medium = medium;
    this.#load();
  }

  /** To be called before every command: what only takes time has happened by now. */
  settle(): void {
    if (this.mode.powerTimers) this.#restWhenIdle(this.mode.powerTimers);
    this.#passTime();
    if (this.#readyAtMs === undefined || this.clock.now() < this.#readyAtMs) return;
    this.#readyAtMs = undefined;
    this.mechanism.spun();
    for (const initiator of this.initiators) initiator.raise(unitAttention.mediumMayHaveChanged);
    this.#tell(mediaEvent.notificationClass, mediaEventCode.newMedia);
  }

  connect(): Initiator {
    const initiator = new Initiator();
    if (this.settings.powerOnUnitAttention) initiator.raise(unitAttention.powerOnOrReset);
    this.initiators.add(initiator);
    return initiator;
  }

  /** The initiator is gone, and with it its locks. */
  disconnect(initiator: Initiator): void {
    this.initiators.delete(initiator);
    if (this.reservedBy === initiator) this.reservedBy = undefined;
  }

  /** The medium, if it can be accessed. */
  get readyMedium(): Medium | undefined {
    if (this.#isTrayOpen || this.#readyAtMs !== undefined || !this.#medium) return undefined;
    return this.#seenAs(this.#medium) === undefined ? undefined : this.#medium;
  }

  /** The number of the current profile. */
  get profile(): number {
    const medium = this.readyMedium;
    return medium ? this.#seenAs(medium)! : profile.none;
  }

  /** What the drive can, as far as the medium can; what a captured drive has told is that already. */
  #speedsOfMedium(): MediumSpeeds | undefined {
    const speeds = this.personality.speeds[this.profile];
    const medium = this.readyMedium;
    const limit = this.isAsCaptured ? undefined : medium?.maximumWriteSpeed;
    if (!speeds || limit === undefined || (speeds.write[0] ?? 0) <= limit) return speeds;
    return { ...speeds, write: speeds.write.filter((speed) => speed <= limit) };
  }

  /** Whether the drive was captured with a medium of this profile, or without one, as it is now. */
  get isAsCaptured(): boolean {
    return this.personality.captured?.profile === this.profile;
  }

  /** The profile that the drive has for a medium; one that it cannot write is read-only. Undefined: it reads nothing. */
  #seenAs(medium: Medium): number | undefined {
    const { profiles } = this.personality;
    if (profiles.includes(medium.profile)) return medium.profile;
    const readOnly = readOnlyProfile(medium.profile);
    return medium.blockCount > 0 && profiles.includes(readOnly) ? readOnly : undefined;
  }

  /** The medium; throws a Refusal where there is none or it is not ready yet. */
  requireMedium(): Medium {
    if (this.#isTrayOpen || !this.#medium) throw mediumNotPresent(this.#isTrayOpen);
    if (this.#readyAtMs !== undefined) throw becomingReady();
    if (this.#seenAs(this.#medium) === undefined) throw unreadableMedium();
    if (this.isAtWork) throw atWork(this.#work!.told, this.workDone);
    return this.#medium;
  }

  /** Whether something goes on behind a command that has ended already. */
  get isAtWork(): boolean {
    return this.#work !== undefined && this.workDone < 1;
  }

  /** How much of it is done, 0 to 1. */
  get workDone(): number {
    if (!this.#work || this.#work.durationMs === 0) return 1;
    return Math.min(1, (this.clock.now() - this.#work.sinceMs) / this.#work.durationMs);
  }

  /** What REQUEST SENSE tells of work behind a command, or of a format that keeps nobody waiting; undefined: nothing. */
  get progress(): SenseInput | undefined {
    if (this.isAtWork) return atWork(this.#work!.told, this.workDone).sense;
    const formatted = this.readyMedium?.recorder?.backgroundFormatDone?.();
    return formatted === undefined ? undefined : formattingInBackground(formatted);
  }

  /** How much longer it goes on, in milliseconds of the clock. */
  get workLeftMs(): number {
    return this.#work ? this.#work.durationMs * (1 - this.workDone) : 0;
  }

  #passTime(): void {
    const now = this.clock.now();
    const elapsedMs = Math.max(0, now - this.#settledAtMs);
    this.#settledAtMs += elapsedMs;
    const medium = this.readyMedium;
    if (!medium?.recorder?.formatInBackground) return;
    const blockMs = recordingMs(this, medium, 1) * this.mechanism.factor;
    const isComplete = medium.recorder.formatInBackground(
      blockMs === 0 ? Number.POSITIVE_INFINITY : elapsedMs / blockMs,
    );
    if (isComplete) this.tellOfMedium(mediaEventCode.backgroundFormatCompleted);
  }

  /** Sets the drive to work, and returns for how long, on the clock. What goes on in the background goes on behind it. */
  #occupy({ durationMs, recordedBlocks = 0 }: Work): number {
    const medium = this.readyMedium;
    const recorded = medium ? recordingMs(this, medium, recordedBlocks) : 0;
    const onClockMs = (durationMs + recorded) * this.mechanism.factor;
    this.#settledAtMs = this.clock.now() + onClockMs;
    return onClockMs;
  }

  /** A command without IMMED takes as long as its work. */
  awaitWork(work: Work): void {
    this.mechanism.wait(this.#occupy(work));
  }

  /** A command with IMMED has ended, and its work goes on. */
  beginWork(work: Work): void {
    const durationMs = this.#occupy(work);
    this.#work = { ...work, durationMs, sinceMs: this.clock.now() };
    if (durationMs === 0) return;
    this.#tell(operationalChangeEvent.notificationClass, operationalEventCode.changeOccurred);
    this.#tell(deviceBusyEvent.notificationClass, busyChanged);
  }

  /** The pick-up goes over blocks that are read, and stays behind them. */
  hasRead(medium: Medium, logicalBlockAddress: number, count: number): void {
    this.#access();
    this.mechanism.read(this, medium, logicalBlockAddress, count);
    this.player.moveTo(logicalBlockAddress + count);
  }

  /** Blocks are on their way to the disc. */
  hasWritten(medium: Medium, logicalBlockAddress: number, count: number, byteCount: number): void {
    this.#access();
    this.mechanism.write(this, medium, logicalBlockAddress, byteCount);
    if (!this.mechanism.isInstant) this.player.moveTo(logicalBlockAddress + count);
  }

  /** The pick-up goes to a block. */
  seek(medium: Medium, logicalBlockAddress: number): void {
    this.#access();
    this.mechanism.seek(this, medium, logicalBlockAddress);
    this.player.moveTo(logicalBlockAddress);
  }

  /** Whoever wants something of the disc wakes the drive. */
  #access(): void {
    this.#lastAccessMs = this.clock.now();
    if (this.#powerStatus !== powerStatus.active) this.setPowerStatus(powerStatus.active);
  }

  /** The timers of mode page 1Ah. */
  #restWhenIdle({ idleMs, standbyMs }: PowerTimers): void {
    if (this.player.isPlaying || this.isAtWork) this.#lastAccessMs = this.clock.now();
    const restingMs = this.clock.now() - this.#lastAccessMs;
    if (restingMs >= standbyMs && this.#powerStatus < powerStatus.standby) this.setPowerStatus(powerStatus.standby);
    else if (restingMs >= idleMs && this.#powerStatus < powerStatus.idle) this.setPowerStatus(powerStatus.idle);
  }

  /** Something has become of the medium: one of `mediaEventCode`. */
  tellOfMedium(eventCode: number): void {
    this.#tell(mediaEvent.notificationClass, eventCode);
  }

  /** Other features have become current than were before, with another profile or without. */
  tellOfFeatures(): void {
    this.#tellEvent({
      notificationClass: operationalChangeEvent.notificationClass,
      eventCode: operationalEventCode.changeOccurred,
      operationalChange: operationalChange.featureChange,
    });
  }

  /** The medium, which has to be a CD. */
  requireDisc(): CdMedium {
    const medium = this.requireMedium();
    if (medium.kind !== 'cd') throw incompatibleMedium();
    return medium;
  }

  /** The medium, if it is there, ready, and can be written. */
  get writableMedium(): Medium | undefined {
    const medium = this.readyMedium;
    return medium?.recorder ? medium : undefined;
  }

  /** The write side of the medium; throws a Refusal where it cannot be written. */
  requireRecorder(): Recorder {
    const { recorder } = this.requireMedium();
    if (!recorder) throw writeProtected();
    return recorder;
  }

  /** Whether feature 0107h is current. */
  get streams(): boolean {
    const { realTimeStreaming } = this.settings;
    if (realTimeStreaming === false || !realTimeStreaming.current) return false;
    const { currentFor } = featureOf(this.personality, realTimeStreamingFeature.code)!;
    return currentFor === 'always' || currentFor.includes(this.profile);
  }

  /** Whether WRITE(12) may have STREAMING set. */
  get streamsWriting(): boolean {
    const { realTimeStreaming } = this.settings;
    return this.streams && realTimeStreaming !== false && realTimeStreaming.streamWriting;
  }

  get isTrayOpen(): boolean {
    return this.#isTrayOpen;
  }

  /** Whether a medium lies behind a closed tray, ready or not. */
  get isMediumPresent(): boolean {
    return !this.#isTrayOpen && this.#medium !== undefined;
  }

  get isRemovalPrevented(): boolean {
    for (const initiator of this.initiators) if (initiator.preventsRemoval) return true;
    return false;
  }

  /** Opens the tray, locked or not. */
  openTray(): void {
    if (this.#isTrayOpen) return;
    const wasPresent = this.isMediumPresent;
    this.#isTrayOpen = true;
    this.#unload(wasPresent);
  }

  closeTray(): void {
    if (!this.#isTrayOpen) return;
    this.#isTrayOpen = false;
    this.#load();
  }

  /** Puts another medium, or none, in place of the one that is there, and returns that. The tray ends up closed. */
  exchange(medium: Medium | undefined): Medium | undefined {
    const previous = this.#medium;
    this.#unload(this.isMediumPresent);
    this.#isTrayOpen = false;
    this.#medium = medium;
    this.#load();
    return previous;
  }

  /** What is in the tray, open or closed. */
  get mediumInTray(): Medium | undefined {
    return this.#medium;
  }

  /** Loading a medium has come to its end before its time. */
  finishLoading(): void {
    const now = this.clock.now();
    if (this.#readyAtMs !== undefined && this.#readyAtMs > now) {
      // An explicit delay is over at once, the mechanism takes the time it takes.
      if (this.settings.becomingReadyMs === undefined) this.mechanism.wait(this.#readyAtMs - now);
      this.#readyAtMs = now;
    }
    this.settle();
  }

  /** The eject button, while the tray is locked. */
  requestEject(): void {
    this.#tell(mediaEvent.notificationClass, mediaEventCode.ejectRequest);
  }

  get powerStatus(): number {
    return this.#powerStatus;
  }

  setPowerStatus(status: number): void {
    if (this.#powerStatus === status) return;
    this.#powerStatus = status;
    if (status >= powerStatus.standby) this.mechanism.stop();
    this.#tell(powerManagementEvent.notificationClass, powerChangeSuccessful);
  }

  /** Power-on or reset. */
  reset(): void {
    this.reservedBy = undefined;
    this.player.moveTo(0);
    this.mode.reset();
    this.buffers.reset();
    this.speeds.restoreDefaults();
    this.#powerStatus = powerStatus.active;
    this.#load();
    for (const initiator of this.initiators) initiator.reset();
  }

  #load(): void {
    if (!this.isMediumPresent) return;
    this.#readyAtMs = this.clock.now() + (this.settings.becomingReadyMs ?? this.mechanism.loadingMs);
    this.settle();
  }

  #unload(wasPresent: boolean): void {
    this.player.moveTo(0);
    this.#readyAtMs = undefined;
    this.#work = undefined;
    this.mechanism.stop();
    if (wasPresent) this.#tell(mediaEvent.notificationClass, mediaEventCode.mediaRemoval);
  }

  #tell(notificationClass: number, eventCode: number): void {
    this.#tellEvent({ notificationClass, eventCode });
  }

  #tellEvent(event: DriveEvent): void {
    for (const initiator of this.initiators) initiator.addEvent(event);
  }
}
