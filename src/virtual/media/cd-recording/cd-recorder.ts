/** The write side of a CD-R or CD-RW: which way of writing a command belongs to, and what is committed when. */
import { type CueLine, closeFunction, writeType } from '../../../../mmc/index.js';
import {
  cannotWriteFormat,
  commandSequenceError,
  invalidField,
  lossOfStreaming,
  powerCalibrationAreaFull,
  powerCalibrationError,
} from '../../refusal.js';
import { noWork, type Recorder, type Work, type WriteParameters, type WriteRequest } from '../recorder.js';
import type { RecordingStore } from '../recording-store.js';
import { blankDisc, type Erased } from './blanking.js';
import { allowsNextSession, closeSession, closeTrack, reserveTrack } from './closing.js';
import { blanking, closingSession, closingTrack, formatting, powerCalibration } from './durations.js';
import { formatByDescriptor, formatByMmc1, formatCapacitiesOf } from './formatting.js';
import { incompleteTrack, isFinalized, openSession, programStart, stockOf } from './layout.js';
import { Packets } from './packets.js';
import { RawRecording } from './raw-recording.js';
import type { Recording, WriteMethod } from './recording.js';
import { noSectors, type SectorArea } from './sector-area.js';
import { SessionAtOnce } from './session-at-once.js';
import { planSession } from './session-plan.js';
import type { CdState, TrackState } from './state.js';
import { TrackAtOnce } from './track-at-once.js';

/** How many power calibrations the test area has room for. */
const powerCalibrationLimit = 100;

export class CdRecorder implements Recorder {
  /** What is being written; a test write has a recording of its own, which nothing is left of. */
  #current: { readonly type: number; readonly isTest: boolean; readonly method: WriteMethod } | undefined;
  #isDirty = false;

  /** A CD-R cannot be blanked or formatted: the drive refuses the commands. */
  readonly blank?: NonNullable<Recorder['blank']>;
  readonly formatCapacities?: NonNullable<Recorder['formatCapacities']>;
  readonly format?: NonNullable<Recorder['format']>;
  readonly formatCdRw?: NonNullable<Recorder['formatCdRw']>;

  constructor(
    readonly store: RecordingStore,
    readonly sectors: SectorArea,
    readonly state: CdState,
    readonly onChange: () => void,
  ) {
    if (!stockOf(state).isRewritable) return;
    this.blank = (type, value) => this.#erase(() => blankDisc(state, type, value), blanking(state, type));
    this.formatCapacities = () => formatCapacitiesOf(state);
    this.format = (descriptor) => this.#erase(() => formatByDescriptor(state, descriptor), formatting(state));
    this.formatCdRw = (list) => this.#erase(() => formatByMmc1(state, list), formatting(state));
  }

  /** The track whose last packet has not ended. */
  get openPacket(): TrackState | undefined {
    const method = this.#current?.isTest ? undefined : this.#current?.method;
    return method instanceof Packets ? method.openPacket : undefined;
  }

  /** What was recorded is gone once this has been committed. */
  #erase(change: () => Erased, work: Work): Work {
    this.#end();
    const erased = change();
    this.#changed();
    this.#commit();
    if (erased === 'everything') this.store.discard();
    return work;
  }

  blockBytes(logicalBlockAddress: number, parameters: WriteParameters): number {
    return this.#method(parameters).blockBytes(logicalBlockAddress, parameters);
  }

  write(request: WriteRequest): void {
    if (isFinalized(this.state)) throw cannotWriteFormat();
    this.#method(request.parameters).write(request);
    if (this.#current?.isTest) return;
    this.#changed();
  }

  /** With BUFE, and between packets, the drive links; else the track, and all that was to follow it, is lost. */
  runDry({ bufe, testWrite, writeType: type }: WriteParameters): void {
    if (bufe || testWrite || !this.#current || type === writeType.packetOrIncremental) return;
    const track = incompleteTrack(this.state);
    if (track) track.isDamaged = true;
    this.#current = undefined;
    this.#changed();
    this.#commit();
    throw lossOfStreaming();
  }

  /** Ends a track, a packet, or a session: then its lead-in and lead-out are written. */
  synchronizeCache(): Work {
    const before = openSession(this.state);
    this.#end();
    this.#commit();
    return before?.closed ? closingSession(this.state) : noWork;
  }

  closeTrackSession(closing: number, trackNumber: number, parameters: WriteParameters): Work {
    if (closing !== closeFunction.track && closing !== closeFunction.session) throw invalidField('closeFunction');
    const isTest = this.#current?.isTest ?? false;
    this.#end();
    if (isTest || parameters.testWrite) return noWork;
    if (closing === closeFunction.track) closeTrack(this.state, trackNumber);
    else closeSession(this.state, parameters);
    this.#changed();
    this.#commit();
    return closing === closeFunction.track ? closingTrack : closingSession(this.state);
  }

  sendCueSheet(lines: readonly CueLine[], parameters: WriteParameters): void {
    if (parameters.writeType !== writeType.sessionAtOnce || openSession(this.state)) throw commandSequenceError();
    if (isFinalized(this.state)) throw cannotWriteFormat();
    const { sessions } = this.state;
    const plan = planSession(lines, {
      firstTrackNumber: (sessions.at(-1)?.tracks.at(-1)?.number ?? 0) + 1,
      isFirstSession: sessions.length === 0,
      programStart: programStart(this.state),
      lastLeadOutStart: stockOf(this.state).lastLeadOutStart,
    });
    const { testWrite, sessionFormat } = parameters;
    this.#end();
    const recording = this.#recording(testWrite);
    const method = new SessionAtOnce(recording, plan, sessionFormat, allowsNextSession(parameters));
    this.#current = { type: writeType.sessionAtOnce, isTest: testWrite, method };
  }

  reserveTrack(sizeBlocks: number, parameters: WriteParameters): void {
    this.#end();
    reserveTrack(this.state, sizeBlocks, parameters);
    this.#changed();
    this.#commit();
  }

  /** Only DVD+R and BD-R have it. */
  reserveTrackAt(): void {
    throw invalidField('arsv');
  }

  calibratePower(): Work {
    const { state } = this;
    if (state.isPowerCalibrationAreaBad) throw powerCalibrationError();
    if (state.powerCalibrations >= powerCalibrationLimit) throw powerCalibrationAreaFull();
    state.powerCalibrations++;
    this.#commit();
    return powerCalibration;
  }

  /** Commits what was written, if anything was. */
  close(): void {
    if (this.#isDirty) this.#commit();
  }

  /** The way of writing that the mode page selects. What another one had under way is ended first. */
  #method({ writeType: type, testWrite }: WriteParameters): WriteMethod {
    if (this.#current?.type === type && this.#current.isTest === testWrite) return this.#current.method;
    const method = methodOf(type, this.#recording(testWrite));
    this.#end();
    this.#current = { type, isTest: testWrite, method };
    return method;
  }

  #recording(isTest: boolean): Recording {
    return isTest
      ? { state: structuredClone(this.state), sectors: noSectors }
      : { state: this.state, sectors: this.sectors };
  }

  #end(): void {
    if (!this.#current) return;
    this.#current.method.finish();
    if (!this.#current.isTest) this.onChange();
    this.#current = undefined;
  }

  #changed(): void {
    this.#isDirty = true;
    if (this.state.sessions.length > 0) this.state.discIdentification ??= identificationOf(this.state);
    this.onChange();
  }

  #commit(): void {
    this.store.commit(this.state);
    this.#isDirty = false;
  }
}

/** Six digits from how the first recording begins: examples and tests get the same ones every time. */
function identificationOf(state: CdState): number {
  let hash = 0;
  for (const character of JSON.stringify(state)) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  return hash % 1_000_000;
}

function methodOf(type: number, recording: Recording): WriteMethod {
  if (type === writeType.trackAtOnce) return new TrackAtOnce(recording);
  if (type === writeType.raw) return new RawRecording(recording);
  if (type === writeType.packetOrIncremental) return new Packets(recording);
  throw commandSequenceError();
}
