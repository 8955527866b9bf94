/** The write side of a CD-R or CD-RW: which way of writing a command belongs to, and what is committed when. */
import { closeFunction, writeType } from '../../../../mmc/index.js';
import { cannotWriteFormat, commandSequenceError, invalidField, powerCalibrationAreaFull } from '../../refusal.js';
import type { Recorder, Work, WriteParameters, WriteRequest } from '../recorder.js';
import type { RecordingStore } from '../recording-store.js';
import { closeSession, closeTrack } from './closing.js';
import { isFinalized } from './layout.js';
import type { Recording, WriteMethod } from './recording.js';
import { noSectors, type SectorArea } from './sector-area.js';
import type { CdState, TrackState } from './state.js';
import { TrackAtOnce } from './track-at-once.js';

const noWork: Work = { durationMs: 0, told: 'operation' };
/** How many power calibrations the test area has room for. */
const powerCalibrationLimit = 100;

export class CdRecorder implements Recorder {
  /** What is being written; a test write has a recording of its own, which nothing is left of. */
  #current: { readonly type: number; readonly isTest: boolean; readonly method: WriteMethod } | undefined;
  #isDirty = false;

  constructor(
    readonly store: RecordingStore,
    readonly sectors: SectorArea,
    readonly state: CdState,
    readonly onChange: () => void,
  ) {}

  get openPacket(): TrackState | undefined {
    return undefined;
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

  synchronizeCache(): Work {
    this.#end();
    this.#commit();
    return noWork;
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
    return noWork;
  }

  calibratePower(): Work {
    if (this.state.powerCalibrations >= powerCalibrationLimit) throw powerCalibrationAreaFull();
    this.state.powerCalibrations++;
    this.#commit();
    return noWork;
  }

  /** Commits what was written, if anything was. */
  close(): void {
    if (this.#isDirty) this.#commit();
  }

  /** The way of writing that the mode page selects. What another one had under way is ended first. */
  #method({ writeType: type, testWrite }: WriteParameters): WriteMethod {
    if (this.#current?.type === type && this.#current.isTest === testWrite) return this.#current.method;
    const recording: Recording = testWrite
      ? { state: structuredClone(this.state), sectors: noSectors }
      : { state: this.state, sectors: this.sectors };
    const method = methodOf(type, recording);
    this.#end();
    this.#current = { type, isTest: testWrite, method };
    return method;
  }

  #end(): void {
    if (!this.#current) return;
    this.#current.method.finish();
    if (!this.#current.isTest) this.onChange();
    this.#current = undefined;
  }

  #changed(): void {
    this.#isDirty = true;
    this.onChange();
  }

  #commit(): void {
    this.store.commit(this.state);
    this.#isDirty = false;
  }
}

function methodOf(type: number, recording: Recording): WriteMethod {
  if (type === writeType.trackAtOnce) return new TrackAtOnce(recording);
  throw commandSequenceError();
}
