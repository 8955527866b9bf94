/**
 * Structures of the table of contents and of audio play. What the drive sends is handed out as it is, so it is decoded
 * with the layouts of its commands: `formattedToc`, `multiSessionInformation`, `subChannelCurrentPosition` and so on.
 *
 * Facts: ntddcdrm.h of mingw-w64 and of the Windows SDK.
 */
import { bits, bytes, flag, record, reserved, u8, u16le } from '../../../mmc/index.js';

/** Bytes of CDROM_TOC, output of IOCTL_CDROM_READ_TOC: a header, and 99 tracks with the lead-out. */
export const cdromTocBytes = 804;

/** Bytes of CDROM_TOC_SESSION_DATA, output of IOCTL_CDROM_GET_LAST_SESSION. */
export const cdromTocSessionDataBytes = 12;

/** CDROM_READ_TOC_EX, input of IOCTL_CDROM_READ_TOC_EX. `format` is the format of READ TOC/PMA/ATIP: 0 to 5. */
export const cdromReadTocEx = record([
  bits({ msf: flag, reserved1: 3, format: 4 }),
  u8('sessionTrack'),
  u8('reserved2'),
  u8('reserved3'),
]);

/** CDROM_SUB_Q_DATA_FORMAT, input of IOCTL_CDROM_READ_Q_CHANNEL. See {@link subQDataFormat}. */
export const cdromSubQDataFormat = record([u8('format'), u8('track')]);

/** Values of `format` in {@link cdromSubQDataFormat}. */
export const subQDataFormat = { currentPosition: 1, mediaCatalog: 2, trackIsrc: 3 } as const;

/** CDROM_PLAY_AUDIO_MSF, input of IOCTL_CDROM_PLAY_AUDIO_MSF. */
export const cdromPlayAudioMsf = record([
  u8('startingM'),
  u8('startingS'),
  u8('startingF'),
  u8('endingM'),
  u8('endingS'),
  u8('endingF'),
]);

/** CDROM_SEEK_AUDIO_MSF, input of IOCTL_CDROM_SEEK_AUDIO_MSF. */
export const cdromSeekAudioMsf = record([u8('m'), u8('s'), u8('f')]);

/** VOLUME_CONTROL, of IOCTL_CDROM_GET_VOLUME and IOCTL_CDROM_SET_VOLUME: 0 is silence, FFh full, one a port. */
export const volumeControl = record([bytes(4, 'portVolume')]);

/** CDROM_AUDIO_CONTROL, which drivers before Windows Vista gave for IOCTL_CDROM_GET_CONTROL. */
export const cdromAudioControl = record([u8('lbaFormat'), reserved(1), u16le('logicalBlocksPerSecond')]);
