/** Every command, once. Adding one: write its file, add it here, add its vectors. */
import { CommandSet } from '../registry.js';
import { getConfiguration } from './get-configuration.js';
import { getEventStatusNotification } from './get-event-status-notification.js';
import { getPerformance, getPerformanceExceptions, getPerformanceWriteSpeed } from './get-performance.js';
import {
  inquiry,
  inquiryDeviceIdentification,
  inquirySupportedVpdPages,
  inquiryUnitSerialNumber,
  inquiryVitalProductData,
} from './inquiry.js';
import { mechanismStatus } from './mechanism-status.js';
import { modeSelect10 } from './mode-select-10.js';
import { modeSense10 } from './mode-sense-10.js';
import { pauseResume } from './pause-resume.js';
import { playAudio10 } from './play-audio-10.js';
import { playAudioMsf } from './play-audio-msf.js';
import { preventAllowMediumRemoval } from './prevent-allow-medium-removal.js';
import { read10 } from './read-10.js';
import { read12 } from './read-12.js';
import { readCapacity } from './read-capacity.js';
import { readCd } from './read-cd.js';
import { readDiscInformation } from './read-disc-information.js';
import {
  readSubChannelAudioStatus,
  readSubChannelCurrentPosition,
  readSubChannelIsrc,
  readSubChannelMediaCatalogNumber,
} from './read-sub-channel.js';
import { readTocFormatted, readTocMultiSession, readTocRaw } from './read-toc.js';
import { requestSense } from './request-sense.js';
import { setCdSpeed } from './set-cd-speed.js';
import { setStreaming } from './set-streaming.js';
import { startStopUnit } from './start-stop-unit.js';
import { stopPlayScan } from './stop-play-scan.js';
import { testUnitReady } from './test-unit-ready.js';
import { write10 } from './write-10.js';
import { write12 } from './write-12.js';

export * from './get-configuration.js';
export * from './get-event-status-notification.js';
export * from './get-performance.js';
export * from './inquiry.js';
export * from './mechanism-status.js';
export * from './mode-select-10.js';
export * from './mode-sense-10.js';
export * from './pause-resume.js';
export * from './play-audio-10.js';
export * from './play-audio-msf.js';
export * from './prevent-allow-medium-removal.js';
export * from './read-10.js';
export * from './read-12.js';
export * from './read-capacity.js';
export * from './read-cd.js';
export * from './read-disc-information.js';
export * from './read-sub-channel.js';
export * from './read-toc.js';
export * from './request-sense.js';
export * from './set-cd-speed.js';
export * from './set-streaming.js';
export * from './start-stop-unit.js';
export * from './stop-play-scan.js';
export * from './test-unit-ready.js';
export * from './write-10.js';
export * from './write-12.js';

/** All commands of this package, by operation code. */
export const mmcCommands = new CommandSet([
  testUnitReady,
  requestSense,
  inquiry,
  inquirySupportedVpdPages,
  inquiryUnitSerialNumber,
  inquiryDeviceIdentification,
  inquiryVitalProductData,
  startStopUnit,
  preventAllowMediumRemoval,
  readCapacity,
  read10,
  write10,
  readSubChannelAudioStatus,
  readSubChannelCurrentPosition,
  readSubChannelMediaCatalogNumber,
  readSubChannelIsrc,
  readTocFormatted,
  readTocMultiSession,
  readTocRaw,
  playAudio10,
  getConfiguration,
  playAudioMsf,
  getEventStatusNotification,
  pauseResume,
  stopPlayScan,
  readDiscInformation,
  modeSelect10,
  modeSense10,
  read12,
  write12,
  getPerformance,
  getPerformanceExceptions,
  getPerformanceWriteSpeed,
  setStreaming,
  setCdSpeed,
  mechanismStatus,
  readCd,
]);
