/** Which operation carries out which control code. Adding one: write its file, add it here. */
import { controlCode } from '../control-codes.js';
import type { Operation } from '../ioctl-request.js';
import {
  endAacsSession,
  generateBindingNonce,
  getCertificate,
  getChallengeKey,
  readBindingNonce,
  readMediaId,
  readMediaKeyBlock,
  readSerialNumber,
  readVolumeId,
  sendCertificate,
  sendChallengeKey,
  startAacsSession,
} from './aacs.js';
import { getAdapterInquiryData, getAddress, getCapabilities } from './adapter.js';
import { pauseAudio, playAudioMsf, readQChannel, resumeAudio, seekAudioMsf, stopAudio } from './audio.js';
import { checkVerify } from './check-verify.js';
import { getConfiguration, getInquiryData } from './configuration.js';
import {
  areVolumesReady,
  checkPriorityHintSupport,
  getDeviceNumber,
  getHotplugInfo,
  setHotplugInfo,
  setReadAhead,
} from './device.js';
import { endSession, getRegion, readKey, readStructure, sendAnyKey, sendReadAccessKey, startSession } from './dvd.js';
import { exclusiveAccessControl } from './exclusive-access.js';
import {
  getDriveGeometry,
  getDriveGeometryEx,
  getDriveLayout,
  getDriveLayoutEx,
  getLengthInfo,
  getPartitionInfo,
  getPartitionInfoEx,
  readCapacity,
} from './geometry.js';
import { queryDeviceName, querySuggestedLinkName, queryUniqueId } from './mount.js';
import { passedOn } from './operations.js';
import { passThrough } from './pass-through.js';
import { persistentReserveIn, persistentReserveOut } from './persistent-reserve.js';
import { queryProperty } from './query-property.js';
import { rawRead } from './raw-read.js';
import { getPerformance, sendOpcInformation, setSpeed } from './speed.js';
import { enableStreaming } from './streaming.js';
import { getLastSession, readToc, readTocEx } from './toc.js';
import {
  ejectionControl,
  ejectMedia,
  eventNotification,
  findNewDevices,
  loadMedia,
  mcnControl,
  mediaRemoval,
  release,
  reserve,
} from './tray.js';
import { getVolume, setVolume } from './volume.js';
import { diskVerify, getMediaTypesEx, isWritable } from './writing.js';

/** @internal Operations by control code, the code as `normaliseControlCode` gives it. */
export const handlers: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [controlCode.IOCTL_CDROM_READ_TOC, readToc],
  [controlCode.IOCTL_CDROM_READ_TOC_EX, readTocEx],
  [controlCode.IOCTL_CDROM_GET_LAST_SESSION, getLastSession],
  [controlCode.IOCTL_CDROM_PLAY_AUDIO_MSF, playAudioMsf],
  [controlCode.IOCTL_CDROM_SEEK_AUDIO_MSF, seekAudioMsf],
  [controlCode.IOCTL_CDROM_PAUSE_AUDIO, pauseAudio],
  [controlCode.IOCTL_CDROM_RESUME_AUDIO, resumeAudio],
  [controlCode.IOCTL_CDROM_STOP_AUDIO, stopAudio],
  [controlCode.IOCTL_CDROM_READ_Q_CHANNEL, readQChannel],
  [controlCode.IOCTL_CDROM_GET_VOLUME, getVolume],
  [controlCode.IOCTL_CDROM_SET_VOLUME, setVolume],
  [controlCode.IOCTL_CDROM_GET_CONTROL, passedOn],
  [controlCode.IOCTL_CDROM_DISK_TYPE, passedOn],
  [controlCode.IOCTL_CDROM_GET_CONFIGURATION, getConfiguration],
  [controlCode.IOCTL_CDROM_GET_INQUIRY_DATA, getInquiryData],
  [controlCode.IOCTL_CDROM_GET_PERFORMANCE, getPerformance],
  [controlCode.IOCTL_CDROM_SET_SPEED, setSpeed],
  [controlCode.IOCTL_CDROM_SEND_OPC_INFORMATION, sendOpcInformation],
  [controlCode.IOCTL_CDROM_RAW_READ, rawRead],
  [controlCode.IOCTL_CDROM_EXCLUSIVE_ACCESS, exclusiveAccessControl],
  [controlCode.IOCTL_CDROM_ENABLE_STREAMING, enableStreaming],
  [controlCode.IOCTL_STORAGE_CHECK_VERIFY, checkVerify],
  [controlCode.IOCTL_STORAGE_CHECK_VERIFY2, checkVerify],
  [controlCode.IOCTL_CDROM_GET_DRIVE_GEOMETRY, getDriveGeometry],
  [controlCode.IOCTL_CDROM_GET_DRIVE_GEOMETRY_EX, getDriveGeometryEx],
  [controlCode.IOCTL_DISK_GET_DRIVE_GEOMETRY, getDriveGeometry],
  [controlCode.IOCTL_DISK_GET_DRIVE_GEOMETRY_EX, getDriveGeometryEx],
  [controlCode.IOCTL_DISK_GET_LENGTH_INFO, getLengthInfo],
  [controlCode.IOCTL_DISK_GET_DRIVE_LAYOUT, getDriveLayout],
  [controlCode.IOCTL_DISK_GET_DRIVE_LAYOUT_EX, getDriveLayoutEx],
  [controlCode.IOCTL_DISK_GET_PARTITION_INFO, getPartitionInfo],
  [controlCode.IOCTL_DISK_GET_PARTITION_INFO_EX, getPartitionInfoEx],
  [controlCode.IOCTL_STORAGE_MEDIA_REMOVAL, mediaRemoval],
  [controlCode.IOCTL_STORAGE_EJECTION_CONTROL, ejectionControl],
  [controlCode.IOCTL_STORAGE_EJECT_MEDIA, ejectMedia],
  [controlCode.IOCTL_STORAGE_LOAD_MEDIA, loadMedia],
  [controlCode.IOCTL_STORAGE_LOAD_MEDIA2, loadMedia],
  [controlCode.IOCTL_STORAGE_RESERVE, reserve],
  [controlCode.IOCTL_STORAGE_RELEASE, release],
  [controlCode.IOCTL_STORAGE_FIND_NEW_DEVICES, findNewDevices],
  [controlCode.IOCTL_STORAGE_MCN_CONTROL, mcnControl],
  [controlCode.IOCTL_STORAGE_READ_CAPACITY, readCapacity],
  [controlCode.IOCTL_SCSI_PASS_THROUGH, passThrough('buffered')],
  [controlCode.IOCTL_SCSI_PASS_THROUGH_DIRECT, passThrough('direct')],
  [controlCode.IOCTL_SCSI_PASS_THROUGH_EX, passThrough('bufferedEx')],
  [controlCode.IOCTL_SCSI_PASS_THROUGH_DIRECT_EX, passThrough('directEx')],
  [controlCode.IOCTL_SCSI_GET_ADDRESS, getAddress],
  [controlCode.IOCTL_SCSI_GET_CAPABILITIES, getCapabilities],
  [controlCode.IOCTL_SCSI_GET_INQUIRY_DATA, getAdapterInquiryData],
  [controlCode.IOCTL_STORAGE_GET_DEVICE_NUMBER, getDeviceNumber],
  [controlCode.IOCTL_STORAGE_GET_HOTPLUG_INFO, getHotplugInfo],
  [controlCode.IOCTL_STORAGE_SET_HOTPLUG_INFO, setHotplugInfo],
  [controlCode.IOCTL_STORAGE_CHECK_PRIORITY_HINT_SUPPORT, checkPriorityHintSupport],
  [controlCode.IOCTL_STORAGE_SET_READ_AHEAD, setReadAhead],
  [controlCode.IOCTL_DISK_ARE_VOLUMES_READY, areVolumesReady],
  [controlCode.IOCTL_STORAGE_GET_MEDIA_TYPES, passedOn],
  [controlCode.IOCTL_STORAGE_GET_MEDIA_SERIAL_NUMBER, passedOn],
  [controlCode.IOCTL_STORAGE_PREDICT_FAILURE, passedOn],
  [controlCode.IOCTL_DISK_UPDATE_DRIVE_SIZE, passedOn],
  [controlCode.IOCTL_DVD_SET_READ_AHEAD, passedOn],
  [controlCode.IOCTL_CDROM_UNLOAD_DRIVER, passedOn],
  [controlCode.IOCTL_DVD_START_SESSION, startSession],
  [controlCode.IOCTL_DVD_READ_KEY, readKey],
  [controlCode.IOCTL_DVD_SEND_KEY, sendReadAccessKey],
  [controlCode.IOCTL_DVD_SEND_KEY2, sendAnyKey],
  [controlCode.IOCTL_DVD_END_SESSION, endSession],
  [controlCode.IOCTL_DVD_GET_REGION, getRegion],
  [controlCode.IOCTL_DVD_READ_STRUCTURE, readStructure],
  [controlCode.IOCTL_AACS_READ_MEDIA_KEY_BLOCK_SIZE, passedOn],
  [controlCode.IOCTL_AACS_READ_MEDIA_KEY_BLOCK, readMediaKeyBlock],
  [controlCode.IOCTL_AACS_START_SESSION, startAacsSession],
  [controlCode.IOCTL_AACS_END_SESSION, endAacsSession],
  [controlCode.IOCTL_AACS_SEND_CERTIFICATE, sendCertificate],
  [controlCode.IOCTL_AACS_GET_CERTIFICATE, getCertificate],
  [controlCode.IOCTL_AACS_GET_CHALLENGE_KEY, getChallengeKey],
  [controlCode.IOCTL_AACS_SEND_CHALLENGE_KEY, sendChallengeKey],
  [controlCode.IOCTL_AACS_READ_VOLUME_ID, readVolumeId],
  [controlCode.IOCTL_AACS_READ_SERIAL_NUMBER, readSerialNumber],
  [controlCode.IOCTL_AACS_READ_MEDIA_ID, readMediaId],
  [controlCode.IOCTL_AACS_READ_BINDING_NONCE, readBindingNonce],
  [controlCode.IOCTL_AACS_GENERATE_BINDING_NONCE, generateBindingNonce],
  [controlCode.IOCTL_DISK_VERIFY, diskVerify],
  [controlCode.IOCTL_DISK_IS_WRITABLE, isWritable],
  [controlCode.IOCTL_STORAGE_GET_MEDIA_TYPES_EX, getMediaTypesEx],
  [controlCode.IOCTL_STORAGE_QUERY_PROPERTY, queryProperty],
  [controlCode.IOCTL_STORAGE_EVENT_NOTIFICATION, eventNotification],
  [controlCode.IOCTL_STORAGE_PERSISTENT_RESERVE_IN, persistentReserveIn],
  [controlCode.IOCTL_STORAGE_PERSISTENT_RESERVE_OUT, persistentReserveOut],
  [controlCode.IOCTL_STORAGE_BREAK_RESERVATION, passedOn],
  [controlCode.IOCTL_STORAGE_RESET_BUS, passedOn],
  [controlCode.IOCTL_STORAGE_RESET_DEVICE, passedOn],
  [controlCode.IOCTL_SCSI_MINIPORT, passedOn],
  [controlCode.IOCTL_SCSI_RESCAN_BUS, passedOn],
  [controlCode.IOCTL_MOUNTDEV_QUERY_UNIQUE_ID, queryUniqueId],
  [controlCode.IOCTL_MOUNTDEV_QUERY_DEVICE_NAME, queryDeviceName],
  [controlCode.IOCTL_MOUNTDEV_QUERY_SUGGESTED_LINK_NAME, querySuggestedLinkName],
]);
