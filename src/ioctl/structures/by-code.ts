/** Which structures go in and out with which control code. */
import {
  atip,
  type Codec,
  cdTextToc,
  configuration,
  formattedToc,
  multiSessionInformation,
  nominalPerformance,
  performanceExceptions,
  persistentReservation,
  persistentReserveKeys,
  programMemoryArea,
  rawToc,
  standardInquiry,
  subChannelCurrentPosition,
  subChannelIsrc,
  subChannelMediaCatalogNumber,
  writeSpeeds,
} from '../../../mmc/index.js';
import { type ControlCodeName, controlCodeName, normaliseControlCode } from '../control-codes.js';
import * as aacs from './aacs.js';
import * as audio from './audio.js';
import * as cdrom from './cdrom.js';
import * as setup from './configuration.js';
import * as device from './device.js';
import * as disk from './disk.js';
import * as dvd from './dvd.js';
import * as mount from './mount.js';
import * as pass from './pass-through.js';
import * as property from './property.js';
import * as reservation from './reservation.js';
import { preventMediaRemoval } from './tray.js';

/** A structure that goes in or out with a control code. */
export interface CodeStructure {
  /** What the headers call it. */
  readonly name: string;
  readonly layout: Codec<any, any>;
  /** The form of it that a 32-bit program uses, where that is another one. */
  readonly layout32?: Codec<any, any>;
  /** When it is this one, where there are several. */
  readonly when?: string;
  /** It is what the drive sent, and big-endian. */
  readonly isFromDrive?: true;
}

/** The structures of a control code; several where the request says which. */
export interface CodeStructures {
  readonly input: readonly CodeStructure[];
  readonly output: readonly CodeStructure[];
}

const structure = (name: string, layout: Codec<any, any>, when?: string): CodeStructure => ({
  name,
  layout,
  ...(when && { when }),
});
const fromDrive = (name: string, layout: Codec<any, any>, when?: string): CodeStructure => ({
  ...structure(name, layout, when),
  isFromDrive: true,
});
const input = (...structures: CodeStructure[]): CodeStructures => ({ input: structures, output: [] });
const output = (...structures: CodeStructure[]): CodeStructures => ({ input: [], output: structures });
const both = ({ input: goesIn }: CodeStructures, { output: comesOut }: CodeStructures): CodeStructures => ({
  input: goesIn,
  output: comesOut,
});
const inAndOut = (item: CodeStructure): CodeStructures => ({ input: [item], output: [item] });

const count = output(structure('ULONG', cdrom.mediaChangeCount));
const prevention = input(structure('PREVENT_MEDIA_REMOVAL', preventMediaRemoval));
const geometry = output(structure('DISK_GEOMETRY', disk.diskGeometry));
const geometryEx = output(structure('DISK_GEOMETRY_EX', disk.diskGeometryEx));
const volume = structure('VOLUME_CONTROL', audio.volumeControl);
const session = structure('DVD_SESSION_ID', dvd.dvdSessionId);
const key = structure('DVD_COPY_PROTECT_KEY', dvd.dvdCopyProtectKey);
const hotplug = structure('STORAGE_HOTPLUG_INFO', device.storageHotplugInfo);
const ofSession = (name: string, layout: Codec<any, any>) => both(input(session), output(structure(name, layout)));
const layer = structure('AACS_LAYER_NUMBER', aacs.aacsLayerNumber);
const readAhead = input(structure('STORAGE_SET_READ_AHEAD', device.storageSetReadAhead));
const nonce = both(
  input(structure('AACS_READ_BINDING_NONCE', aacs.aacsReadBindingNonce)),
  output(structure('AACS_BINDING_NONCE', aacs.aacsIdentifier)),
);

const structures: { readonly [N in ControlCodeName]?: CodeStructures } = {
  IOCTL_CDROM_READ_TOC: output(fromDrive('CDROM_TOC', formattedToc)),
  IOCTL_CDROM_READ_TOC_EX: both(
    input(structure('CDROM_READ_TOC_EX', audio.cdromReadTocEx)),
    output(
      fromDrive('CDROM_TOC', formattedToc, 'format 0'),
      fromDrive('CDROM_TOC_SESSION_DATA', multiSessionInformation, 'format 1'),
      fromDrive('CDROM_TOC_FULL_TOC_DATA', rawToc, 'format 2'),
      fromDrive('CDROM_TOC_PMA_DATA', programMemoryArea, 'format 3'),
      fromDrive('CDROM_TOC_ATIP_DATA', atip, 'format 4'),
      fromDrive('CDROM_TOC_CD_TEXT_DATA', cdTextToc, 'format 5'),
    ),
  ),
  IOCTL_CDROM_GET_LAST_SESSION: output(fromDrive('CDROM_TOC_SESSION_DATA', multiSessionInformation)),
  IOCTL_CDROM_PLAY_AUDIO_MSF: input(structure('CDROM_PLAY_AUDIO_MSF', audio.cdromPlayAudioMsf)),
  IOCTL_CDROM_SEEK_AUDIO_MSF: input(structure('CDROM_SEEK_AUDIO_MSF', audio.cdromSeekAudioMsf)),
  IOCTL_CDROM_READ_Q_CHANNEL: both(
    input(structure('CDROM_SUB_Q_DATA_FORMAT', audio.cdromSubQDataFormat)),
    output(
      fromDrive('SUB_Q_CURRENT_POSITION', subChannelCurrentPosition, 'format 1'),
      fromDrive('SUB_Q_MEDIA_CATALOG_NUMBER', subChannelMediaCatalogNumber, 'format 2'),
      fromDrive('SUB_Q_TRACK_ISRC', subChannelIsrc, 'format 3'),
    ),
  ),
  IOCTL_CDROM_GET_VOLUME: output(volume),
  IOCTL_CDROM_SET_VOLUME: input(volume),
  IOCTL_CDROM_GET_CONTROL: output(structure('CDROM_AUDIO_CONTROL', audio.cdromAudioControl)),
  IOCTL_CDROM_DISK_TYPE: output(structure('CDROM_DISK_DATA', setup.cdromDiskData)),
  IOCTL_CDROM_RAW_READ: input(structure('RAW_READ_INFO', cdrom.rawReadInfo)),
  IOCTL_CDROM_GET_CONFIGURATION: {
    input: [
      {
        name: 'GET_CONFIGURATION_IOCTL_INPUT',
        layout: setup.getConfigurationInput,
        layout32: setup.getConfigurationInput32,
      },
    ],
    output: [fromDrive('GET_CONFIGURATION_HEADER', configuration)],
  },
  IOCTL_CDROM_GET_INQUIRY_DATA: output(fromDrive('INQUIRY data', standardInquiry)),
  IOCTL_CDROM_EXCLUSIVE_ACCESS: both(
    input(
      structure('CDROM_EXCLUSIVE_ACCESS', cdrom.exclusiveAccess, 'query and unlock'),
      structure('CDROM_EXCLUSIVE_LOCK', cdrom.exclusiveLock, 'lock'),
    ),
    output(structure('CDROM_EXCLUSIVE_LOCK_STATE', cdrom.exclusiveLockState)),
  ),
  IOCTL_CDROM_ENABLE_STREAMING: input(structure('CDROM_STREAMING_CONTROL', cdrom.streamingControl)),
  IOCTL_CDROM_GET_PERFORMANCE: both(
    input(
      structure('CDROM_PERFORMANCE_REQUEST', setup.cdromPerformanceRequest, 'request type 1'),
      structure('CDROM_WRITE_SPEED_REQUEST', setup.cdromWriteSpeedRequest, 'request type 2'),
    ),
    output(
      fromDrive(
        'CDROM_NOMINAL_PERFORMANCE_DESCRIPTOR',
        nominalPerformance,
        'request type 1, nominal or the entire list',
      ),
      fromDrive('CDROM_EXCEPTION_PERFORMANCE_DESCRIPTOR', performanceExceptions, 'request type 1, exceptions only'),
      fromDrive('CDROM_WRITE_SPEED_DESCRIPTOR', writeSpeeds, 'request type 2'),
    ),
  ),
  IOCTL_CDROM_SET_SPEED: input(
    structure('CDROM_SET_SPEED', setup.cdromSetSpeed, 'request type 0'),
    structure('CDROM_SET_STREAMING', setup.cdromSetStreaming, 'request type 1'),
  ),
  IOCTL_CDROM_SEND_OPC_INFORMATION: input(structure('CDROM_SIMPLE_OPC_INFO', setup.cdromSimpleOpcInfo)),
  IOCTL_STORAGE_CHECK_VERIFY: count,
  IOCTL_CDROM_GET_DRIVE_GEOMETRY: geometry,
  IOCTL_DISK_GET_DRIVE_GEOMETRY: geometry,
  IOCTL_CDROM_GET_DRIVE_GEOMETRY_EX: geometryEx,
  IOCTL_DISK_GET_DRIVE_GEOMETRY_EX: geometryEx,
  IOCTL_DISK_GET_LENGTH_INFO: output(structure('GET_LENGTH_INFORMATION', disk.getLengthInformation)),
  IOCTL_DISK_GET_DRIVE_LAYOUT: output(structure('DRIVE_LAYOUT_INFORMATION', disk.driveLayoutInformation)),
  IOCTL_DISK_GET_DRIVE_LAYOUT_EX: output(structure('DRIVE_LAYOUT_INFORMATION_EX', disk.driveLayoutInformationEx)),
  IOCTL_DISK_GET_PARTITION_INFO: output(structure('PARTITION_INFORMATION', disk.partitionInformation)),
  IOCTL_DISK_GET_PARTITION_INFO_EX: output(structure('PARTITION_INFORMATION_EX', disk.partitionInformationEx)),
  IOCTL_DISK_VERIFY: input(structure('VERIFY_INFORMATION', disk.verifyInformation)),
  IOCTL_STORAGE_READ_CAPACITY: output(structure('STORAGE_READ_CAPACITY', disk.storageReadCapacity)),
  IOCTL_STORAGE_MEDIA_REMOVAL: prevention,
  IOCTL_STORAGE_EJECTION_CONTROL: prevention,
  IOCTL_STORAGE_MCN_CONTROL: prevention,
  IOCTL_STORAGE_EVENT_NOTIFICATION: input(structure('STORAGE_EVENT_NOTIFICATION', device.storageEventNotification)),
  IOCTL_STORAGE_SET_READ_AHEAD: readAhead,
  IOCTL_DVD_SET_READ_AHEAD: readAhead,
  IOCTL_STORAGE_PREDICT_FAILURE: output(structure('STORAGE_PREDICT_FAILURE', device.storagePredictFailure)),
  IOCTL_STORAGE_CHECK_PRIORITY_HINT_SUPPORT: output(
    structure('STORAGE_PRIORITY_HINT_SUPPORT', device.storagePriorityHintSupport),
  ),
  IOCTL_STORAGE_GET_MEDIA_SERIAL_NUMBER: output(
    structure('STORAGE_MEDIA_SERIAL_NUMBER_DATA', device.storageMediaSerialNumberData),
  ),
  IOCTL_STORAGE_GET_DEVICE_NUMBER: output(structure('STORAGE_DEVICE_NUMBER', device.storageDeviceNumber)),
  IOCTL_STORAGE_GET_HOTPLUG_INFO: output(hotplug),
  IOCTL_STORAGE_SET_HOTPLUG_INFO: input(hotplug),
  IOCTL_STORAGE_GET_MEDIA_TYPES_EX: output(structure('GET_MEDIA_TYPES', property.getMediaTypes)),
  IOCTL_STORAGE_QUERY_PROPERTY: both(
    input(structure('STORAGE_PROPERTY_QUERY', property.storagePropertyQuery)),
    output(
      structure('STORAGE_DEVICE_DESCRIPTOR', property.storageDeviceDescriptor, 'property 0'),
      structure('STORAGE_ADAPTER_DESCRIPTOR', property.storageAdapterDescriptor, 'property 1'),
      structure('STORAGE_WRITE_CACHE_PROPERTY', property.storageWriteCacheProperty, 'property 4'),
    ),
  ),
  IOCTL_STORAGE_PERSISTENT_RESERVE_IN: both(
    input(structure('PERSISTENT_RESERVE_COMMAND', reservation.persistentReserveInCommand)),
    output(
      fromDrive('PRI_REGISTRATION_LIST', persistentReserveKeys, 'service action 0'),
      fromDrive('PRI_RESERVATION_LIST', persistentReservation, 'service action 1'),
    ),
  ),
  IOCTL_STORAGE_PERSISTENT_RESERVE_OUT: input(
    structure('PERSISTENT_RESERVE_COMMAND', reservation.persistentReserveOutCommand),
  ),
  IOCTL_STORAGE_RESET_BUS: input(structure('STORAGE_BUS_RESET_REQUEST', reservation.storageBusResetRequest)),
  IOCTL_STORAGE_BREAK_RESERVATION: input(
    structure('STORAGE_BREAK_RESERVATION_REQUEST', reservation.storageBreakReservationRequest),
  ),
  IOCTL_SCSI_PASS_THROUGH: inAndOut({
    name: 'SCSI_PASS_THROUGH',
    layout: pass.scsiPassThrough,
    layout32: pass.scsiPassThrough32,
  }),
  IOCTL_SCSI_PASS_THROUGH_DIRECT: inAndOut({
    name: 'SCSI_PASS_THROUGH_DIRECT',
    layout: pass.scsiPassThroughDirect,
    layout32: pass.scsiPassThroughDirect32,
  }),
  IOCTL_SCSI_PASS_THROUGH_EX: inAndOut({
    name: 'SCSI_PASS_THROUGH_EX',
    layout: pass.scsiPassThroughEx,
    layout32: pass.scsiPassThroughEx32,
  }),
  IOCTL_SCSI_PASS_THROUGH_DIRECT_EX: inAndOut({
    name: 'SCSI_PASS_THROUGH_DIRECT_EX',
    layout: pass.scsiPassThroughDirectEx,
    layout32: pass.scsiPassThroughDirectEx32,
  }),
  IOCTL_SCSI_MINIPORT: input(structure('SRB_IO_CONTROL', pass.srbIoControl)),
  IOCTL_SCSI_GET_ADDRESS: output(structure('SCSI_ADDRESS', pass.scsiAddress)),
  IOCTL_SCSI_GET_CAPABILITIES: output(structure('IO_SCSI_CAPABILITIES', pass.ioScsiCapabilities)),
  IOCTL_SCSI_GET_INQUIRY_DATA: output(structure('SCSI_ADAPTER_BUS_INFO', pass.scsiAdapterBusInfo)),
  IOCTL_DVD_START_SESSION: output(session),
  IOCTL_DVD_END_SESSION: input(session),
  IOCTL_DVD_READ_KEY: inAndOut(key),
  IOCTL_DVD_SEND_KEY: input(key),
  IOCTL_DVD_SEND_KEY2: input(key),
  IOCTL_DVD_GET_REGION: output(structure('DVD_REGION', dvd.dvdRegion)),
  IOCTL_DVD_READ_STRUCTURE: both(
    input(structure('DVD_READ_STRUCTURE', dvd.dvdReadStructure)),
    output(structure('DVD_DESCRIPTOR_HEADER', dvd.dvdDescriptorHeader)),
  ),
  IOCTL_AACS_START_SESSION: output(session),
  IOCTL_AACS_END_SESSION: input(session),
  IOCTL_AACS_SEND_CERTIFICATE: input(structure('AACS_SEND_CERTIFICATE', aacs.aacsSendCertificate)),
  IOCTL_AACS_GET_CERTIFICATE: ofSession('AACS_CERTIFICATE', aacs.aacsCertificate),
  IOCTL_AACS_GET_CHALLENGE_KEY: ofSession('AACS_CHALLENGE_KEY', aacs.aacsChallengeKey),
  IOCTL_AACS_SEND_CHALLENGE_KEY: input(structure('AACS_SEND_CHALLENGE_KEY', aacs.aacsSendChallengeKey)),
  IOCTL_AACS_READ_VOLUME_ID: ofSession('AACS_VOLUME_ID', aacs.aacsIdentifier),
  IOCTL_AACS_READ_SERIAL_NUMBER: ofSession('AACS_SERIAL_NUMBER', aacs.aacsIdentifier),
  IOCTL_AACS_READ_MEDIA_ID: ofSession('AACS_MEDIA_ID', aacs.aacsIdentifier),
  IOCTL_AACS_READ_BINDING_NONCE: nonce,
  IOCTL_AACS_GENERATE_BINDING_NONCE: nonce,
  IOCTL_AACS_READ_MEDIA_KEY_BLOCK: input(layer),
  IOCTL_AACS_READ_MEDIA_KEY_BLOCK_SIZE: both(input(layer), output(structure('ULONG', aacs.aacsMediaKeyBlockSize))),
  IOCTL_MOUNTDEV_QUERY_UNIQUE_ID: output(structure('MOUNTDEV_UNIQUE_ID', mount.mountdevUniqueId)),
  IOCTL_MOUNTDEV_QUERY_DEVICE_NAME: output(structure('MOUNTDEV_NAME', mount.mountdevName)),
  IOCTL_MOUNTDEV_QUERY_SUGGESTED_LINK_NAME: output(
    structure('MOUNTDEV_SUGGESTED_LINK_NAME', mount.mountdevSuggestedLinkName),
  ),
};

const none: CodeStructures = { input: [], output: [] };

/** The structures of a control code; nothing in and out for one that has none, or that is not known. */
export function structuresOf(controlCode: number): CodeStructures {
  const names = [controlCode, normaliseControlCode(controlCode)].map(controlCodeName);
  const found = names.map((name) => name && structures[name]).find((entry) => entry !== undefined);
  return found ?? none;
}
