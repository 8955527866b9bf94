/**
 * Structures of the size of the medium. None of them has a pointer, so they are the same for 32 and 64 bits. A CD or DVD
 * has no partitions: what the driver tells of them is made up, one partition over all of the medium.
 *
 * Facts: ntdddisk.h, ntddstor.h and winioctl.h of mingw-w64 and of the Windows SDK.
 */
import { bytes, record, reserved, u8, u32le, u64le } from '../../../mmc/index.js';

const geometryFields = [
  u64le('cylinders'),
  u32le('mediaType'),
  u32le('tracksPerCylinder'),
  u32le('sectorsPerTrack'),
  u32le('bytesPerSector'),
] as const;

/** DISK_GEOMETRY, output of the GET_DRIVE_GEOMETRY codes. `mediaType` is {@link mediaType}`.removableMedia`. */
export const diskGeometry = record([...geometryFields]);

/** DISK_GEOMETRY_EX up to its `Data`, output of the GET_DRIVE_GEOMETRY_EX codes. */
export const diskGeometryEx = record([...geometryFields, u64le('diskSize')]);

/** MEDIA_TYPE: the one of the values of `mediaType` in {@link diskGeometry} that a CD-ROM driver tells. */
export const mediaType = { removableMedia: 11 } as const;

/** STORAGE_READ_CAPACITY, output of IOCTL_STORAGE_READ_CAPACITY. `version` and `size` are both its length. */
export const storageReadCapacity = record([
  u32le('version'),
  u32le('size'),
  u32le('blockLength'),
  reserved(4),
  u64le('numberOfBlocks'),
  u64le('diskLength'),
]);

/** GET_LENGTH_INFORMATION, output of IOCTL_DISK_GET_LENGTH_INFO: bytes. */
export const getLengthInformation = record([u64le('length')]);

/** VERIFY_INFORMATION, input of IOCTL_DISK_VERIFY: bytes. */
export const verifyInformation = record([u64le('startingOffset'), u32le('length'), reserved(4)]);

const partitionFields = [
  u64le('startingOffset'),
  u64le('partitionLength'),
  u32le('hiddenSectors'),
  u32le('partitionNumber'),
  u8('partitionType'),
  u8('bootIndicator'),
  u8('recognizedPartition'),
  u8('rewritePartition'),
  reserved(4),
] as const;

/** PARTITION_INFORMATION, output of IOCTL_DISK_GET_PARTITION_INFO. */
export const partitionInformation = record([...partitionFields]);

/** DRIVE_LAYOUT_INFORMATION with one partition, output of IOCTL_DISK_GET_DRIVE_LAYOUT. */
export const driveLayoutInformation = record([u32le('partitionCount'), u32le('signature'), ...partitionFields]);

const partitionExFields = [
  u32le('partitionStyle'),
  reserved(4),
  u64le('startingOffset'),
  u64le('partitionLength'),
  u32le('partitionNumber'),
  u8('rewritePartition'),
  reserved(3),
  u8('partitionType'),
  u8('bootIndicator'),
  u8('recognizedPartition'),
  reserved(1),
  u32le('hiddenSectors'),
  bytes(16, 'partitionId'),
  reserved(88),
] as const;

/** PARTITION_INFORMATION_EX of a partition in a master boot record, output of IOCTL_DISK_GET_PARTITION_INFO_EX. */
export const partitionInformationEx = record([...partitionExFields]);

/** DRIVE_LAYOUT_INFORMATION_EX with one such partition, output of IOCTL_DISK_GET_DRIVE_LAYOUT_EX. */
export const driveLayoutInformationEx = record([
  u32le('layoutStyle'),
  u32le('partitionCount'),
  u32le('signature'),
  u32le('checkSum'),
  reserved(32),
  ...partitionExFields,
]);
