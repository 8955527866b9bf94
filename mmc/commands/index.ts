/** Every command, once. Adding one: write its file, add it here, add its vectors. */
import { CommandSet } from '../registry.js';
import { blank } from './blank.js';
import { closeTrackSession } from './close-track-session.js';
import { erase10 } from './erase-10.js';
import { formatUnit, formatUnitCdRw, formatUnitDefault } from './format-unit.js';
import { getConfiguration } from './get-configuration.js';
import { getEventStatusNotification } from './get-event-status-notification.js';
import {
  getPerformance,
  getPerformanceDbiCacheZone,
  getPerformanceDefectiveBlocks,
  getPerformanceDefectStatus,
  getPerformanceExceptions,
  getPerformanceUnusableArea,
  getPerformanceWriteSpeed,
} from './get-performance.js';
import {
  inquiry,
  inquiryDeviceIdentification,
  inquirySupportedVpdPages,
  inquiryUnitSerialNumber,
  inquiryVitalProductData,
} from './inquiry.js';
import { loadUnloadMedium } from './load-unload-medium.js';
import { logSelect, logSelectReset } from './log-select.js';
import { logSense, logSenseSupportedPages } from './log-sense.js';
import { mechanismStatus } from './mechanism-status.js';
import { modeSelect6 } from './mode-select-6.js';
import { modeSelect10 } from './mode-select-10.js';
import { modeSense6 } from './mode-sense-6.js';
import { modeSense10 } from './mode-sense-10.js';
import { pauseResume } from './pause-resume.js';
import {
  persistentReserveInReadFullStatus,
  persistentReserveInReadKeys,
  persistentReserveInReadReservation,
  persistentReserveInReportCapabilities,
} from './persistent-reserve-in.js';
import { persistentReserveOut, persistentReserveOutRegisterAndMove } from './persistent-reserve-out.js';
import { playAudio10 } from './play-audio-10.js';
import { playAudio12 } from './play-audio-12.js';
import { playAudioMsf } from './play-audio-msf.js';
import { playAudioTrackIndex } from './play-audio-track-index.js';
import { playCd, playCdMsf } from './play-cd.js';
import { playTrackRelative10 } from './play-track-relative-10.js';
import { playTrackRelative12 } from './play-track-relative-12.js';
import { preFetch10 } from './pre-fetch-10.js';
import { preventAllowMediumRemoval } from './prevent-allow-medium-removal.js';
import { read6 } from './read-6.js';
import { read10 } from './read-10.js';
import { read12 } from './read-12.js';
import { readBuffer, readBufferDescriptor, readBufferEchoDescriptor, readBufferHeaderAndData } from './read-buffer.js';
import { readBufferCapacity, readBufferCapacityBlocks } from './read-buffer-capacity.js';
import { readCapacity } from './read-capacity.js';
import { readCd } from './read-cd.js';
import { readCdMsf } from './read-cd-msf.js';
import {
  readDiscInformation,
  readDiscInformationPowResources,
  readDiscInformationTrackResources,
} from './read-disc-information.js';
import {
  readDiscStructure,
  readDiscStructureAacsDataKeys,
  readDiscStructureAacsLbaExtents,
  readDiscStructureAacsMediaIdentifier,
  readDiscStructureAacsMediaKeyBlock,
  readDiscStructureAacsMediaKeyBlockOfCprm,
  readDiscStructureAacsMediaSerialNumber,
  readDiscStructureAacsVolumeIdentifier,
  readDiscStructureFormatLayers,
  readDiscStructureList,
  readDiscStructureWriteProtection,
} from './read-disc-structure.js';
import {
  readDiscStructureBdCartridgeStatus,
  readDiscStructureBdDds,
  readDiscStructureBdDiscInformation,
  readDiscStructureBdPhysicalAccessControl,
  readDiscStructureBdSpareArea,
} from './read-disc-structure-bd.js';
import {
  readDiscStructureAdip,
  readDiscStructureControlData,
  readDiscStructureCopyright,
  readDiscStructureCopyrightManagement,
  readDiscStructureCprmMediaKeyBlock,
  readDiscStructureDiscControlBlock,
  readDiscStructureDvdRamDds,
  readDiscStructureDvdRamMediumStatus,
  readDiscStructureDvdRamRecordingType,
  readDiscStructureDvdRamSpareArea,
  readDiscStructureHdDvdRMediumStatus,
  readDiscStructureJumpIntervalSize,
  readDiscStructureLayerBoundary,
  readDiscStructureManualLayerJump,
  readDiscStructurePhysicalFormat,
  readDiscStructurePreRecorded,
  readDiscStructureRemapping,
  readDiscStructureShiftedMiddleArea,
  readDiscStructureUniqueDiscIdentifier,
} from './read-disc-structure-dvd.js';
import { readFormatCapacities } from './read-format-capacities.js';
import { readHeader } from './read-header.js';
import { readMasterCue } from './read-master-cue.js';
import { readMediaSerialNumber } from './read-media-serial-number.js';
import {
  readSubChannel,
  readSubChannelAudioStatus,
  readSubChannelCurrentPosition,
  readSubChannelIsrc,
  readSubChannelMediaCatalogNumber,
} from './read-sub-channel.js';
import {
  readTocAtip,
  readTocCdText,
  readTocFormatted,
  readTocMultiSession,
  readTocPma,
  readTocRaw,
} from './read-toc.js';
import { readTrackInformation } from './read-track-information.js';
import { receiveDiagnosticResults } from './receive-diagnostic-results.js';
import { release6 } from './release-6.js';
import { release10, release10LongId } from './release-10.js';
import { repairTrack } from './repair-track.js';
import {
  reportKey,
  reportKeyAacsAgid,
  reportKeyAacsCertificateChallenge,
  reportKeyAacsDriveCertificate,
  reportKeyAacsGenerateBindingNonce,
  reportKeyAacsInvalidateAgid,
  reportKeyAacsKey,
  reportKeyAacsReadBindingNonce,
  reportKeyAgid,
  reportKeyAgidCprm,
  reportKeyAuthenticationSuccessFlag,
  reportKeyChallengeKey,
  reportKeyInvalidateAgid,
  reportKeyKey1,
  reportKeyRpcState,
  reportKeyTitleKey,
} from './report-key.js';
import { reportLuns } from './report-luns.js';
import {
  reportSupportedOperationCode,
  reportSupportedOperationCodes,
  reportSupportedOperationCodesWithTimeouts,
} from './report-supported-operation-codes.js';
import { requestSense } from './request-sense.js';
import { reserve6 } from './reserve-6.js';
import { reserve10, reserve10LongId } from './reserve-10.js';
import { reserveTrack, reserveTrackAddress } from './reserve-track.js';
import { rezeroUnit } from './rezero-unit.js';
import { scan } from './scan.js';
import {
  securityProtocolIn,
  securityProtocolInCertificate,
  securityProtocolInSupported,
} from './security-protocol-in.js';
import { securityProtocolOut } from './security-protocol-out.js';
import { seek6 } from './seek-6.js';
import { seek10 } from './seek-10.js';
import { sendCueSheet } from './send-cue-sheet.js';
import { sendDiagnostic, sendDiagnosticDefaultSelfTest, sendDiagnosticSelfTest } from './send-diagnostic.js';
import {
  sendDiscStructure,
  sendDiscStructureAacsDataKeys,
  sendDiscStructureAacsLbaExtents,
  sendDiscStructureBdPhysicalAccessControl,
  sendDiscStructureCopyrightManagement,
  sendDiscStructureDiscControlBlock,
  sendDiscStructureDvdRamRecordingType,
  sendDiscStructureJumpIntervalSize,
  sendDiscStructureLayerBoundary,
  sendDiscStructureManualLayerJump,
  sendDiscStructureRemapping,
  sendDiscStructureShiftedMiddleArea,
  sendDiscStructureTimeStamp,
  sendDiscStructureWriteProtection,
} from './send-disc-structure.js';
import { sendEvent } from './send-event.js';
import {
  sendKey,
  sendKeyAacsCertificateChallenge,
  sendKeyAacsInvalidateAgid,
  sendKeyAacsKey,
  sendKeyChallengeKey,
  sendKeyInvalidateAgid,
  sendKeyKey2,
  sendKeyRpcRegion,
} from './send-key.js';
import { sendOpcInformation, sendOpcInformationPerform } from './send-opc-information.js';
import { setCdSpeed } from './set-cd-speed.js';
import { setReadAhead } from './set-read-ahead.js';
import { setStreaming, setStreamingDbiCacheZone } from './set-streaming.js';
import { startStopUnit } from './start-stop-unit.js';
import { stopPlayScan } from './stop-play-scan.js';
import { synchronizeCache10 } from './synchronize-cache-10.js';
import { testUnitReady } from './test-unit-ready.js';
import { verify10, verify10ByteCheck } from './verify-10.js';
import { verify12, verify12ByteCheck } from './verify-12.js';
import { write10 } from './write-10.js';
import { write12 } from './write-12.js';
import { writeAndVerify10 } from './write-and-verify-10.js';
import { writeAndVerify12 } from './write-and-verify-12.js';
import { writeBuffer } from './write-buffer.js';

export * from './blank.js';
export * from './close-track-session.js';
export * from './erase-10.js';
export * from './format-unit.js';
export * from './get-configuration.js';
export * from './get-event-status-notification.js';
export * from './get-performance.js';
export * from './inquiry.js';
export * from './load-unload-medium.js';
export * from './log-select.js';
export * from './log-sense.js';
export * from './mechanism-status.js';
export * from './mode-select-6.js';
export * from './mode-select-10.js';
export * from './mode-sense-6.js';
export * from './mode-sense-10.js';
export * from './pause-resume.js';
export * from './persistent-reserve-in.js';
export * from './persistent-reserve-out.js';
export * from './play-audio-10.js';
export * from './play-audio-12.js';
export * from './play-audio-msf.js';
export * from './play-audio-track-index.js';
export * from './play-cd.js';
export * from './play-track-relative-10.js';
export * from './play-track-relative-12.js';
export * from './pre-fetch-10.js';
export * from './prevent-allow-medium-removal.js';
export * from './read-6.js';
export * from './read-10.js';
export * from './read-12.js';
export * from './read-buffer.js';
export * from './read-buffer-capacity.js';
export * from './read-capacity.js';
export * from './read-cd.js';
export * from './read-cd-msf.js';
export * from './read-disc-information.js';
export * from './read-disc-structure.js';
export * from './read-disc-structure-bd.js';
export * from './read-disc-structure-dvd.js';
export * from './read-format-capacities.js';
export * from './read-header.js';
export * from './read-master-cue.js';
export * from './read-media-serial-number.js';
export * from './read-sub-channel.js';
export * from './read-toc.js';
export * from './read-track-information.js';
export * from './receive-diagnostic-results.js';
export * from './release-6.js';
export * from './release-10.js';
export * from './repair-track.js';
export * from './report-key.js';
export * from './report-luns.js';
export * from './report-supported-operation-codes.js';
export * from './request-sense.js';
export * from './reserve-6.js';
export * from './reserve-10.js';
export * from './reserve-track.js';
export * from './rezero-unit.js';
export * from './scan.js';
export * from './security-protocol-in.js';
export * from './security-protocol-out.js';
export * from './seek-6.js';
export * from './seek-10.js';
export * from './send-cue-sheet.js';
export * from './send-diagnostic.js';
export * from './send-disc-structure.js';
export * from './send-event.js';
export * from './send-key.js';
export * from './send-opc-information.js';
export * from './set-cd-speed.js';
export * from './set-read-ahead.js';
export * from './set-streaming.js';
export * from './start-stop-unit.js';
export * from './stop-play-scan.js';
export * from './synchronize-cache-10.js';
export * from './test-unit-ready.js';
export * from './verify-10.js';
export * from './verify-12.js';
export * from './write-10.js';
export * from './write-12.js';
export * from './write-and-verify-10.js';
export * from './write-and-verify-12.js';
export * from './write-buffer.js';

/** All commands of this package, by operation code. */
export const mmcCommands = new CommandSet([
  testUnitReady,
  rezeroUnit,
  requestSense,
  formatUnit,
  formatUnitCdRw,
  formatUnitDefault,
  read6,
  seek6,
  inquiry,
  inquirySupportedVpdPages,
  inquiryUnitSerialNumber,
  inquiryDeviceIdentification,
  inquiryVitalProductData,
  modeSelect6,
  reserve6,
  release6,
  modeSense6,
  startStopUnit,
  receiveDiagnosticResults,
  sendDiagnostic,
  sendDiagnosticDefaultSelfTest,
  sendDiagnosticSelfTest,
  preventAllowMediumRemoval,
  readFormatCapacities,
  readCapacity,
  read10,
  write10,
  seek10,
  erase10,
  writeAndVerify10,
  verify10,
  verify10ByteCheck,
  preFetch10,
  synchronizeCache10,
  writeBuffer,
  readBuffer,
  readBufferHeaderAndData,
  readBufferDescriptor,
  readBufferEchoDescriptor,
  readSubChannelAudioStatus,
  readSubChannelCurrentPosition,
  readSubChannelMediaCatalogNumber,
  readSubChannelIsrc,
  readSubChannel,
  readTocFormatted,
  readTocMultiSession,
  readTocRaw,
  readTocPma,
  readTocAtip,
  readTocCdText,
  readHeader,
  playAudio10,
  getConfiguration,
  playAudioMsf,
  playAudioTrackIndex,
  playTrackRelative10,
  getEventStatusNotification,
  pauseResume,
  logSelect,
  logSelectReset,
  logSense,
  logSenseSupportedPages,
  stopPlayScan,
  readDiscInformation,
  readDiscInformationTrackResources,
  readDiscInformationPowResources,
  readTrackInformation,
  reserveTrack,
  reserveTrackAddress,
  sendOpcInformation,
  sendOpcInformationPerform,
  modeSelect10,
  reserve10,
  reserve10LongId,
  release10,
  release10LongId,
  repairTrack,
  readMasterCue,
  modeSense10,
  closeTrackSession,
  readBufferCapacity,
  readBufferCapacityBlocks,
  sendCueSheet,
  persistentReserveInReadKeys,
  persistentReserveInReadReservation,
  persistentReserveInReportCapabilities,
  persistentReserveInReadFullStatus,
  persistentReserveOut,
  persistentReserveOutRegisterAndMove,
  reportLuns,
  blank,
  securityProtocolIn,
  securityProtocolInSupported,
  securityProtocolInCertificate,
  reportSupportedOperationCodes,
  reportSupportedOperationCodesWithTimeouts,
  reportSupportedOperationCode,
  sendKey,
  sendKeyChallengeKey,
  sendKeyKey2,
  sendKeyRpcRegion,
  sendKeyInvalidateAgid,
  sendKeyAacsCertificateChallenge,
  sendKeyAacsKey,
  sendKeyAacsInvalidateAgid,
  reportKey,
  reportKeyAgid,
  reportKeyChallengeKey,
  reportKeyKey1,
  reportKeyTitleKey,
  reportKeyAuthenticationSuccessFlag,
  reportKeyRpcState,
  reportKeyAgidCprm,
  reportKeyInvalidateAgid,
  reportKeyAacsAgid,
  reportKeyAacsCertificateChallenge,
  reportKeyAacsKey,
  reportKeyAacsGenerateBindingNonce,
  reportKeyAacsReadBindingNonce,
  reportKeyAacsDriveCertificate,
  reportKeyAacsInvalidateAgid,
  playAudio12,
  loadUnloadMedium,
  setReadAhead,
  read12,
  playTrackRelative12,
  write12,
  readMediaSerialNumber,
  getPerformance,
  getPerformanceExceptions,
  getPerformanceWriteSpeed,
  getPerformanceUnusableArea,
  getPerformanceDefectStatus,
  getPerformanceDefectiveBlocks,
  getPerformanceDbiCacheZone,
  readDiscStructure,
  readDiscStructureAacsVolumeIdentifier,
  readDiscStructureAacsMediaSerialNumber,
  readDiscStructureAacsMediaIdentifier,
  readDiscStructureAacsMediaKeyBlock,
  readDiscStructureAacsDataKeys,
  readDiscStructureAacsLbaExtents,
  readDiscStructureAacsMediaKeyBlockOfCprm,
  readDiscStructureFormatLayers,
  readDiscStructureWriteProtection,
  readDiscStructureList,
  readDiscStructureBdDiscInformation,
  readDiscStructureBdDds,
  readDiscStructureBdCartridgeStatus,
  readDiscStructureBdSpareArea,
  readDiscStructureBdPhysicalAccessControl,
  readDiscStructurePhysicalFormat,
  readDiscStructureCopyright,
  readDiscStructureCopyrightManagement,
  readDiscStructureCprmMediaKeyBlock,
  readDiscStructureDvdRamDds,
  readDiscStructureDvdRamMediumStatus,
  readDiscStructureDvdRamSpareArea,
  readDiscStructureDvdRamRecordingType,
  readDiscStructurePreRecorded,
  readDiscStructureUniqueDiscIdentifier,
  readDiscStructureControlData,
  readDiscStructureAdip,
  readDiscStructureHdDvdRMediumStatus,
  readDiscStructureLayerBoundary,
  readDiscStructureShiftedMiddleArea,
  readDiscStructureJumpIntervalSize,
  readDiscStructureManualLayerJump,
  readDiscStructureRemapping,
  readDiscStructureDiscControlBlock,
  writeAndVerify12,
  verify12,
  verify12ByteCheck,
  securityProtocolOut,
  setStreaming,
  setStreamingDbiCacheZone,
  readCdMsf,
  scan,
  setCdSpeed,
  playCd,
  playCdMsf,
  mechanismStatus,
  readCd,
  sendDiscStructure,
  sendDiscStructureCopyrightManagement,
  sendDiscStructureDvdRamRecordingType,
  sendDiscStructureTimeStamp,
  sendDiscStructureLayerBoundary,
  sendDiscStructureShiftedMiddleArea,
  sendDiscStructureJumpIntervalSize,
  sendDiscStructureManualLayerJump,
  sendDiscStructureRemapping,
  sendDiscStructureDiscControlBlock,
  sendDiscStructureBdPhysicalAccessControl,
  sendDiscStructureAacsDataKeys,
  sendDiscStructureAacsLbaExtents,
  sendDiscStructureWriteProtection,
]);

/** Commands whose operation code and fields a later standard gave to another command: not in {@link mmcCommands}. */
export const formerCommands = new CommandSet([sendEvent]);
