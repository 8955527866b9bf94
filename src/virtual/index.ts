/**
 * The virtual drive: an optical drive in this process, and the media for it.
 *
 * @module discwire/virtual
 */
export { VirtualDrive } from './drive.js';
export * from './faults/index.js';
export * from './judge/index.js';
export {
  type BlockSource,
  bytesSource,
  fileSource,
  ImageFile,
} from './media/block-source.js';
export { RecordableCd } from './media/cd-recording/recordable-cd.js';
export { type Stock, type StockName, stocks } from './media/cd-recording/stock.js';
export {
  CompactDisc,
  type CompactDiscInput,
  type SessionInput,
  type Track,
  type TrackInput,
  type TrackType,
} from './media/compact-disc.js';
export { demoDisc } from './media/demo-disc.js';
export { nextProgramStart, nextSessionPoint } from './media/disc-placement.js';
export { Dvd, dvdRamInMemory, type WritableSource } from './media/dvd.js';
export { numberedSource, toneSource } from './media/generated.js';
export { ImageError } from './media/image-error.js';
export { type IsoFile, iso9660 } from './media/iso-9660.js';
export type {
  BlockMedium,
  CdMedium,
  CdSession,
  LeadInPoint,
  LogicalTrack,
  Medium,
  MediumInCommon,
} from './media/medium.js';
export { openCcd } from './media/open-ccd.js';
export { openCue } from './media/open-cue.js';
export { openIso } from './media/open-iso.js';
export { openRaw } from './media/open-raw.js';
export { openToc } from './media/open-toc.js';
export { type OpenRecordable, openRecording, recordableMedia } from './media/recordable-media.js';
export type { FormatCapacities, Recorder, Work, WriteParameters, WriteRequest } from './media/recorder.js';
export { fileStore, memoryStore, type RecordingStore } from './media/recording-store.js';
export { interleaved, makeSubChannels, takeApart } from './media/sub-channel-source.js';
export { imageExtensions, openVirtual } from './open-virtual.js';
export type { RealTimeStreamingOptions, VirtualDriveOptions } from './options.js';
export { personalities } from './personalities/built-in.js';
export { capturedPersonality } from './personalities/captured.js';
export type { CapturedAnswer, CapturedModePage, DriveCapture } from './personalities/drive-capture.js';
export type {
  CapturedAnswers,
  Mechanics,
  Personality,
  PersonalityFeature,
  PersonalityModePage,
  RpcState,
} from './personalities/personality.js';
export type { MediumSpeeds } from './personalities/speed-tables.js';
export { VirtualTransport } from './virtual-transport.js';
