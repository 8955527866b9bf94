/*
 * Where the headers of mingw-w64 put the members of the structures of control codes. Never run: the numbers are in the
 * assembler code that a compiler makes of it, for 64 bits or for 32, in lines that begin with `@`:
 *
 *   @ mingw-w64 version
 *   @ STRUCTURE bytes
 *   @ STRUCTURE.member offset bytes
 *   @ STRUCTURE.member offset mask, of a member that is part of a byte
 */
#define _WIN32_WINNT 0x0A00
#define NTDDI_VERSION 0x0A000007
#define WIN32_LEAN_AND_MEAN
#include <stddef.h>
#include <windows.h>

/* Only winioctl.h has it, and that has structures of its own. */
#define DEVICE_TYPE DWORD
#include <ntddstor.h>
#include <ntdddisk.h>
#include <ntddcdrm.h>
#include <ntddcdvd.h>
#include <ntddmmc.h>
#include <ntddscsi.h>
#include <mountdev.h>

#define STRUCTURE(type) __asm__ volatile("@ " #type " %c0" : : "i"(sizeof(type)))
#define MEMBER(type, member)                                                                                           \
    __asm__ volatile("@ " #type "." #member " %c0 %c1"                                                                 \
                     :                                                                                                 \
                     : "i"(offsetof(type, member)), "i"(sizeof(((type *)0)->member)))
/* Such a member has no address, so the byte is shown with all bits of the member set, and no others. */
#define BITS(type, member, byte)                                                                                       \
    __asm__ volatile("@ " #type "." #member " " #byte " mask %c0"                                                      \
                     :                                                                                                 \
                     : "i"(0u + ((union {                                                                              \
                                    type structure;                                                                    \
                                    UCHAR bytes[sizeof(type)];                                                         \
                                }){.structure = {.member = -1}})                                                       \
                                   .bytes[byte]))

void version(void)
{
    __asm__ volatile("@ mingw-w64 " __MINGW64_VERSION_STR);
}

void ntddcdrm(void)
{
    STRUCTURE(CDROM_TOC);
    MEMBER(CDROM_TOC, Length);
    MEMBER(CDROM_TOC, FirstTrack);
    MEMBER(CDROM_TOC, LastTrack);
    MEMBER(CDROM_TOC, TrackData);
    STRUCTURE(CDROM_TOC_SESSION_DATA);
    MEMBER(CDROM_TOC_SESSION_DATA, Length);
    MEMBER(CDROM_TOC_SESSION_DATA, FirstCompleteSession);
    MEMBER(CDROM_TOC_SESSION_DATA, LastCompleteSession);
    BITS(CDROM_TOC_SESSION_DATA, TrackData[0].Control, 5);
    BITS(CDROM_TOC_SESSION_DATA, TrackData[0].Adr, 5);
    MEMBER(CDROM_TOC_SESSION_DATA, TrackData[0].TrackNumber);
    MEMBER(CDROM_TOC_SESSION_DATA, TrackData[0].Address);
    STRUCTURE(CDROM_TOC_FULL_TOC_DATA);
    MEMBER(CDROM_TOC_FULL_TOC_DATA, Length);
    MEMBER(CDROM_TOC_FULL_TOC_DATA, FirstCompleteSession);
    MEMBER(CDROM_TOC_FULL_TOC_DATA, LastCompleteSession);
    MEMBER(CDROM_TOC_FULL_TOC_DATA, Descriptors);
    STRUCTURE(CDROM_TOC_PMA_DATA);
    MEMBER(CDROM_TOC_PMA_DATA, Length);
    MEMBER(CDROM_TOC_PMA_DATA, Descriptors);
    STRUCTURE(CDROM_TOC_ATIP_DATA);
    MEMBER(CDROM_TOC_ATIP_DATA, Length);
    MEMBER(CDROM_TOC_ATIP_DATA, Descriptors);
    STRUCTURE(CDROM_TOC_CD_TEXT_DATA);
    MEMBER(CDROM_TOC_CD_TEXT_DATA, Length);
    MEMBER(CDROM_TOC_CD_TEXT_DATA, Descriptors);
    STRUCTURE(CDROM_READ_TOC_EX);
    BITS(CDROM_READ_TOC_EX, Format, 0);
    BITS(CDROM_READ_TOC_EX, Msf, 0);
    MEMBER(CDROM_READ_TOC_EX, SessionTrack);
    STRUCTURE(CDROM_SUB_Q_DATA_FORMAT);
    MEMBER(CDROM_SUB_Q_DATA_FORMAT, Format);
    MEMBER(CDROM_SUB_Q_DATA_FORMAT, Track);
    STRUCTURE(SUB_Q_CURRENT_POSITION);
    MEMBER(SUB_Q_CURRENT_POSITION, Header.AudioStatus);
    MEMBER(SUB_Q_CURRENT_POSITION, Header.DataLength);
    MEMBER(SUB_Q_CURRENT_POSITION, FormatCode);
    BITS(SUB_Q_CURRENT_POSITION, Control, 5);
    BITS(SUB_Q_CURRENT_POSITION, ADR, 5);
    MEMBER(SUB_Q_CURRENT_POSITION, TrackNumber);
    MEMBER(SUB_Q_CURRENT_POSITION, IndexNumber);
    MEMBER(SUB_Q_CURRENT_POSITION, AbsoluteAddress);
    MEMBER(SUB_Q_CURRENT_POSITION, TrackRelativeAddress);
    STRUCTURE(SUB_Q_MEDIA_CATALOG_NUMBER);
    MEMBER(SUB_Q_MEDIA_CATALOG_NUMBER, Header.AudioStatus);
    MEMBER(SUB_Q_MEDIA_CATALOG_NUMBER, Header.DataLength);
    MEMBER(SUB_Q_MEDIA_CATALOG_NUMBER, FormatCode);
    BITS(SUB_Q_MEDIA_CATALOG_NUMBER, Mcval, 8);
    MEMBER(SUB_Q_MEDIA_CATALOG_NUMBER, MediaCatalog);
    STRUCTURE(SUB_Q_TRACK_ISRC);
    MEMBER(SUB_Q_TRACK_ISRC, Header.AudioStatus);
    MEMBER(SUB_Q_TRACK_ISRC, Header.DataLength);
    MEMBER(SUB_Q_TRACK_ISRC, FormatCode);
    MEMBER(SUB_Q_TRACK_ISRC, Track);
    BITS(SUB_Q_TRACK_ISRC, Tcval, 8);
    MEMBER(SUB_Q_TRACK_ISRC, TrackIsrc);
    STRUCTURE(CDROM_PLAY_AUDIO_MSF);
    MEMBER(CDROM_PLAY_AUDIO_MSF, StartingM);
    MEMBER(CDROM_PLAY_AUDIO_MSF, StartingS);
    MEMBER(CDROM_PLAY_AUDIO_MSF, StartingF);
    MEMBER(CDROM_PLAY_AUDIO_MSF, EndingM);
    MEMBER(CDROM_PLAY_AUDIO_MSF, EndingS);
    MEMBER(CDROM_PLAY_AUDIO_MSF, EndingF);
    STRUCTURE(CDROM_SEEK_AUDIO_MSF);
    MEMBER(CDROM_SEEK_AUDIO_MSF, M);
    MEMBER(CDROM_SEEK_AUDIO_MSF, S);
    MEMBER(CDROM_SEEK_AUDIO_MSF, F);
    STRUCTURE(CDROM_AUDIO_CONTROL);
    MEMBER(CDROM_AUDIO_CONTROL, LbaFormat);
    MEMBER(CDROM_AUDIO_CONTROL, LogicalBlocksPerSecond);
    STRUCTURE(VOLUME_CONTROL);
    MEMBER(VOLUME_CONTROL, PortVolume);
    STRUCTURE(CDROM_DISK_DATA);
    MEMBER(CDROM_DISK_DATA, DiskData);
    STRUCTURE(RAW_READ_INFO);
    MEMBER(RAW_READ_INFO, DiskOffset);
    MEMBER(RAW_READ_INFO, SectorCount);
    MEMBER(RAW_READ_INFO, TrackMode);
    STRUCTURE(CDROM_SET_SPEED);
    MEMBER(CDROM_SET_SPEED, RequestType);
    MEMBER(CDROM_SET_SPEED, ReadSpeed);
    MEMBER(CDROM_SET_SPEED, WriteSpeed);
    MEMBER(CDROM_SET_SPEED, RotationControl);
}

void ntddcdvd(void)
{
    STRUCTURE(DVD_SESSION_ID);
    STRUCTURE(DVD_COPY_PROTECT_KEY);
    MEMBER(DVD_COPY_PROTECT_KEY, KeyLength);
    MEMBER(DVD_COPY_PROTECT_KEY, SessionId);
    MEMBER(DVD_COPY_PROTECT_KEY, KeyType);
    MEMBER(DVD_COPY_PROTECT_KEY, KeyFlags);
    MEMBER(DVD_COPY_PROTECT_KEY, Parameters);
    MEMBER(DVD_COPY_PROTECT_KEY, KeyData);
    STRUCTURE(DVD_READ_STRUCTURE);
    MEMBER(DVD_READ_STRUCTURE, BlockByteOffset);
    MEMBER(DVD_READ_STRUCTURE, Format);
    MEMBER(DVD_READ_STRUCTURE, SessionId);
    MEMBER(DVD_READ_STRUCTURE, LayerNumber);
    STRUCTURE(DVD_DESCRIPTOR_HEADER);
    MEMBER(DVD_DESCRIPTOR_HEADER, Length);
    MEMBER(DVD_DESCRIPTOR_HEADER, Data);
    STRUCTURE(DVD_REGION);
    MEMBER(DVD_REGION, CopySystem);
    MEMBER(DVD_REGION, RegionData);
    MEMBER(DVD_REGION, SystemRegion);
    MEMBER(DVD_REGION, ResetCount);
    STRUCTURE(STORAGE_SET_READ_AHEAD);
    MEMBER(STORAGE_SET_READ_AHEAD, TriggerAddress);
    MEMBER(STORAGE_SET_READ_AHEAD, TargetAddress);
}

void ntdddisk(void)
{
    STRUCTURE(DISK_GEOMETRY);
    MEMBER(DISK_GEOMETRY, Cylinders);
    MEMBER(DISK_GEOMETRY, MediaType);
    MEMBER(DISK_GEOMETRY, TracksPerCylinder);
    MEMBER(DISK_GEOMETRY, SectorsPerTrack);
    MEMBER(DISK_GEOMETRY, BytesPerSector);
    STRUCTURE(DISK_GEOMETRY_EX);
    MEMBER(DISK_GEOMETRY_EX, Geometry.Cylinders);
    MEMBER(DISK_GEOMETRY_EX, Geometry.MediaType);
    MEMBER(DISK_GEOMETRY_EX, Geometry.TracksPerCylinder);
    MEMBER(DISK_GEOMETRY_EX, Geometry.SectorsPerTrack);
    MEMBER(DISK_GEOMETRY_EX, Geometry.BytesPerSector);
    MEMBER(DISK_GEOMETRY_EX, DiskSize);
    MEMBER(DISK_GEOMETRY_EX, Data);
    STRUCTURE(GET_LENGTH_INFORMATION);
    MEMBER(GET_LENGTH_INFORMATION, Length);
    STRUCTURE(VERIFY_INFORMATION);
    MEMBER(VERIFY_INFORMATION, StartingOffset);
    MEMBER(VERIFY_INFORMATION, Length);
    STRUCTURE(PARTITION_INFORMATION);
    MEMBER(PARTITION_INFORMATION, StartingOffset);
    MEMBER(PARTITION_INFORMATION, PartitionLength);
    MEMBER(PARTITION_INFORMATION, HiddenSectors);
    MEMBER(PARTITION_INFORMATION, PartitionNumber);
    MEMBER(PARTITION_INFORMATION, PartitionType);
    MEMBER(PARTITION_INFORMATION, BootIndicator);
    MEMBER(PARTITION_INFORMATION, RecognizedPartition);
    MEMBER(PARTITION_INFORMATION, RewritePartition);
    STRUCTURE(DRIVE_LAYOUT_INFORMATION);
    MEMBER(DRIVE_LAYOUT_INFORMATION, PartitionCount);
    MEMBER(DRIVE_LAYOUT_INFORMATION, Signature);
    MEMBER(DRIVE_LAYOUT_INFORMATION, PartitionEntry[0].StartingOffset);
    MEMBER(DRIVE_LAYOUT_INFORMATION, PartitionEntry[0].PartitionLength);
    MEMBER(DRIVE_LAYOUT_INFORMATION, PartitionEntry[0].HiddenSectors);
    MEMBER(DRIVE_LAYOUT_INFORMATION, PartitionEntry[0].PartitionNumber);
    MEMBER(DRIVE_LAYOUT_INFORMATION, PartitionEntry[0].PartitionType);
    MEMBER(DRIVE_LAYOUT_INFORMATION, PartitionEntry[0].BootIndicator);
    MEMBER(DRIVE_LAYOUT_INFORMATION, PartitionEntry[0].RecognizedPartition);
    MEMBER(DRIVE_LAYOUT_INFORMATION, PartitionEntry[0].RewritePartition);
    STRUCTURE(PARTITION_INFORMATION_EX);
    MEMBER(PARTITION_INFORMATION_EX, PartitionStyle);
    MEMBER(PARTITION_INFORMATION_EX, StartingOffset);
    MEMBER(PARTITION_INFORMATION_EX, PartitionLength);
    MEMBER(PARTITION_INFORMATION_EX, PartitionNumber);
    MEMBER(PARTITION_INFORMATION_EX, RewritePartition);
    MEMBER(PARTITION_INFORMATION_EX, Mbr.PartitionType);
    MEMBER(PARTITION_INFORMATION_EX, Mbr.BootIndicator);
    MEMBER(PARTITION_INFORMATION_EX, Mbr.RecognizedPartition);
    MEMBER(PARTITION_INFORMATION_EX, Mbr.HiddenSectors);
    MEMBER(PARTITION_INFORMATION_EX, Mbr.PartitionId);
    STRUCTURE(DRIVE_LAYOUT_INFORMATION_EX);
    MEMBER(DRIVE_LAYOUT_INFORMATION_EX, PartitionStyle);
    MEMBER(DRIVE_LAYOUT_INFORMATION_EX, PartitionCount);
    MEMBER(DRIVE_LAYOUT_INFORMATION_EX, Mbr.Signature);
    MEMBER(DRIVE_LAYOUT_INFORMATION_EX, PartitionEntry[0].PartitionStyle);
    MEMBER(DRIVE_LAYOUT_INFORMATION_EX, PartitionEntry[0].StartingOffset);
    MEMBER(DRIVE_LAYOUT_INFORMATION_EX, PartitionEntry[0].PartitionLength);
    MEMBER(DRIVE_LAYOUT_INFORMATION_EX, PartitionEntry[0].PartitionNumber);
    MEMBER(DRIVE_LAYOUT_INFORMATION_EX, PartitionEntry[0].RewritePartition);
    MEMBER(DRIVE_LAYOUT_INFORMATION_EX, PartitionEntry[0].Mbr.PartitionType);
    MEMBER(DRIVE_LAYOUT_INFORMATION_EX, PartitionEntry[0].Mbr.BootIndicator);
    MEMBER(DRIVE_LAYOUT_INFORMATION_EX, PartitionEntry[0].Mbr.RecognizedPartition);
    MEMBER(DRIVE_LAYOUT_INFORMATION_EX, PartitionEntry[0].Mbr.HiddenSectors);
    MEMBER(DRIVE_LAYOUT_INFORMATION_EX, PartitionEntry[0].Mbr.PartitionId);
}

void ntddmmc(void)
{
    STRUCTURE(GET_CONFIGURATION_IOCTL_INPUT);
    MEMBER(GET_CONFIGURATION_IOCTL_INPUT, Feature);
    MEMBER(GET_CONFIGURATION_IOCTL_INPUT, RequestType);
    MEMBER(GET_CONFIGURATION_IOCTL_INPUT, Reserved);
    STRUCTURE(GET_CONFIGURATION_HEADER);
    MEMBER(GET_CONFIGURATION_HEADER, DataLength);
    MEMBER(GET_CONFIGURATION_HEADER, CurrentProfile);
    MEMBER(GET_CONFIGURATION_HEADER, Data);
}

void ntddscsi(void)
{
    STRUCTURE(SCSI_PASS_THROUGH);
    MEMBER(SCSI_PASS_THROUGH, Length);
    MEMBER(SCSI_PASS_THROUGH, ScsiStatus);
    MEMBER(SCSI_PASS_THROUGH, PathId);
    MEMBER(SCSI_PASS_THROUGH, TargetId);
    MEMBER(SCSI_PASS_THROUGH, Lun);
    MEMBER(SCSI_PASS_THROUGH, CdbLength);
    MEMBER(SCSI_PASS_THROUGH, SenseInfoLength);
    MEMBER(SCSI_PASS_THROUGH, DataIn);
    MEMBER(SCSI_PASS_THROUGH, DataTransferLength);
    MEMBER(SCSI_PASS_THROUGH, TimeOutValue);
    MEMBER(SCSI_PASS_THROUGH, DataBufferOffset);
    MEMBER(SCSI_PASS_THROUGH, SenseInfoOffset);
    MEMBER(SCSI_PASS_THROUGH, Cdb);
    STRUCTURE(SCSI_PASS_THROUGH_DIRECT);
    MEMBER(SCSI_PASS_THROUGH_DIRECT, Length);
    MEMBER(SCSI_PASS_THROUGH_DIRECT, ScsiStatus);
    MEMBER(SCSI_PASS_THROUGH_DIRECT, PathId);
    MEMBER(SCSI_PASS_THROUGH_DIRECT, TargetId);
    MEMBER(SCSI_PASS_THROUGH_DIRECT, Lun);
    MEMBER(SCSI_PASS_THROUGH_DIRECT, CdbLength);
    MEMBER(SCSI_PASS_THROUGH_DIRECT, SenseInfoLength);
    MEMBER(SCSI_PASS_THROUGH_DIRECT, DataIn);
    MEMBER(SCSI_PASS_THROUGH_DIRECT, DataTransferLength);
    MEMBER(SCSI_PASS_THROUGH_DIRECT, TimeOutValue);
    MEMBER(SCSI_PASS_THROUGH_DIRECT, DataBuffer);
    MEMBER(SCSI_PASS_THROUGH_DIRECT, SenseInfoOffset);
    MEMBER(SCSI_PASS_THROUGH_DIRECT, Cdb);
    STRUCTURE(SRB_IO_CONTROL);
    MEMBER(SRB_IO_CONTROL, HeaderLength);
    MEMBER(SRB_IO_CONTROL, Signature);
    MEMBER(SRB_IO_CONTROL, Timeout);
    MEMBER(SRB_IO_CONTROL, ControlCode);
    MEMBER(SRB_IO_CONTROL, ReturnCode);
    MEMBER(SRB_IO_CONTROL, Length);
    STRUCTURE(SCSI_ADDRESS);
    MEMBER(SCSI_ADDRESS, Length);
    MEMBER(SCSI_ADDRESS, PortNumber);
    MEMBER(SCSI_ADDRESS, PathId);
    MEMBER(SCSI_ADDRESS, TargetId);
    MEMBER(SCSI_ADDRESS, Lun);
    STRUCTURE(IO_SCSI_CAPABILITIES);
    MEMBER(IO_SCSI_CAPABILITIES, Length);
    MEMBER(IO_SCSI_CAPABILITIES, MaximumTransferLength);
    MEMBER(IO_SCSI_CAPABILITIES, MaximumPhysicalPages);
    MEMBER(IO_SCSI_CAPABILITIES, SupportedAsynchronousEvents);
    MEMBER(IO_SCSI_CAPABILITIES, AlignmentMask);
    MEMBER(IO_SCSI_CAPABILITIES, TaggedQueuing);
    MEMBER(IO_SCSI_CAPABILITIES, AdapterScansDown);
    MEMBER(IO_SCSI_CAPABILITIES, AdapterUsesPio);
    STRUCTURE(SCSI_ADAPTER_BUS_INFO);
    MEMBER(SCSI_ADAPTER_BUS_INFO, NumberOfBuses);
    MEMBER(SCSI_ADAPTER_BUS_INFO, BusData[0].NumberOfLogicalUnits);
    MEMBER(SCSI_ADAPTER_BUS_INFO, BusData[0].InitiatorBusId);
    MEMBER(SCSI_ADAPTER_BUS_INFO, BusData[0].InquiryDataOffset);
    STRUCTURE(SCSI_INQUIRY_DATA);
    MEMBER(SCSI_INQUIRY_DATA, PathId);
    MEMBER(SCSI_INQUIRY_DATA, TargetId);
    MEMBER(SCSI_INQUIRY_DATA, Lun);
    MEMBER(SCSI_INQUIRY_DATA, DeviceClaimed);
    MEMBER(SCSI_INQUIRY_DATA, InquiryDataLength);
    MEMBER(SCSI_INQUIRY_DATA, NextInquiryDataOffset);
    MEMBER(SCSI_INQUIRY_DATA, InquiryData);
}

void ntddstor(void)
{
    STRUCTURE(PREVENT_MEDIA_REMOVAL);
    MEMBER(PREVENT_MEDIA_REMOVAL, PreventMediaRemoval);
    STRUCTURE(STORAGE_DEVICE_NUMBER);
    MEMBER(STORAGE_DEVICE_NUMBER, DeviceType);
    MEMBER(STORAGE_DEVICE_NUMBER, DeviceNumber);
    MEMBER(STORAGE_DEVICE_NUMBER, PartitionNumber);
    STRUCTURE(STORAGE_HOTPLUG_INFO);
    MEMBER(STORAGE_HOTPLUG_INFO, Size);
    MEMBER(STORAGE_HOTPLUG_INFO, MediaRemovable);
    MEMBER(STORAGE_HOTPLUG_INFO, MediaHotplug);
    MEMBER(STORAGE_HOTPLUG_INFO, DeviceHotplug);
    MEMBER(STORAGE_HOTPLUG_INFO, WriteCacheEnableOverride);
    STRUCTURE(STORAGE_EVENT_NOTIFICATION);
    MEMBER(STORAGE_EVENT_NOTIFICATION, Version);
    MEMBER(STORAGE_EVENT_NOTIFICATION, Size);
    MEMBER(STORAGE_EVENT_NOTIFICATION, Events);
    STRUCTURE(STORAGE_PREDICT_FAILURE);
    MEMBER(STORAGE_PREDICT_FAILURE, PredictFailure);
    MEMBER(STORAGE_PREDICT_FAILURE, VendorSpecific);
    STRUCTURE(STORAGE_PRIORITY_HINT_SUPPORT);
    MEMBER(STORAGE_PRIORITY_HINT_SUPPORT, SupportFlags);
    STRUCTURE(STORAGE_MEDIA_SERIAL_NUMBER_DATA);
    MEMBER(STORAGE_MEDIA_SERIAL_NUMBER_DATA, SerialNumberLength);
    MEMBER(STORAGE_MEDIA_SERIAL_NUMBER_DATA, SerialNumber);
    STRUCTURE(STORAGE_READ_CAPACITY);
    MEMBER(STORAGE_READ_CAPACITY, Version);
    MEMBER(STORAGE_READ_CAPACITY, Size);
    MEMBER(STORAGE_READ_CAPACITY, BlockLength);
    MEMBER(STORAGE_READ_CAPACITY, NumberOfBlocks);
    MEMBER(STORAGE_READ_CAPACITY, DiskLength);
    STRUCTURE(STORAGE_BUS_RESET_REQUEST);
    MEMBER(STORAGE_BUS_RESET_REQUEST, PathId);
    STRUCTURE(STORAGE_BREAK_RESERVATION_REQUEST);
    MEMBER(STORAGE_BREAK_RESERVATION_REQUEST, Length);
    MEMBER(STORAGE_BREAK_RESERVATION_REQUEST, _unused);
    MEMBER(STORAGE_BREAK_RESERVATION_REQUEST, PathId);
    MEMBER(STORAGE_BREAK_RESERVATION_REQUEST, TargetId);
    MEMBER(STORAGE_BREAK_RESERVATION_REQUEST, Lun);
    STRUCTURE(PERSISTENT_RESERVE_COMMAND);
    MEMBER(PERSISTENT_RESERVE_COMMAND, Version);
    MEMBER(PERSISTENT_RESERVE_COMMAND, Size);
    BITS(PERSISTENT_RESERVE_COMMAND, PR_IN.ServiceAction, 8);
    MEMBER(PERSISTENT_RESERVE_COMMAND, PR_IN.AllocationLength);
    BITS(PERSISTENT_RESERVE_COMMAND, PR_OUT.ServiceAction, 8);
    BITS(PERSISTENT_RESERVE_COMMAND, PR_OUT.Type, 9);
    BITS(PERSISTENT_RESERVE_COMMAND, PR_OUT.Scope, 9);
    MEMBER(PERSISTENT_RESERVE_COMMAND, PR_OUT.ParameterList);
    STRUCTURE(STORAGE_PROPERTY_QUERY);
    MEMBER(STORAGE_PROPERTY_QUERY, PropertyId);
    MEMBER(STORAGE_PROPERTY_QUERY, QueryType);
    MEMBER(STORAGE_PROPERTY_QUERY, AdditionalParameters);
    STRUCTURE(STORAGE_DESCRIPTOR_HEADER);
    MEMBER(STORAGE_DESCRIPTOR_HEADER, Version);
    MEMBER(STORAGE_DESCRIPTOR_HEADER, Size);
    STRUCTURE(STORAGE_DEVICE_DESCRIPTOR);
    MEMBER(STORAGE_DEVICE_DESCRIPTOR, Version);
    MEMBER(STORAGE_DEVICE_DESCRIPTOR, Size);
    MEMBER(STORAGE_DEVICE_DESCRIPTOR, DeviceType);
    MEMBER(STORAGE_DEVICE_DESCRIPTOR, DeviceTypeModifier);
    MEMBER(STORAGE_DEVICE_DESCRIPTOR, RemovableMedia);
    MEMBER(STORAGE_DEVICE_DESCRIPTOR, CommandQueueing);
    MEMBER(STORAGE_DEVICE_DESCRIPTOR, VendorIdOffset);
    MEMBER(STORAGE_DEVICE_DESCRIPTOR, ProductIdOffset);
    MEMBER(STORAGE_DEVICE_DESCRIPTOR, ProductRevisionOffset);
    MEMBER(STORAGE_DEVICE_DESCRIPTOR, SerialNumberOffset);
    MEMBER(STORAGE_DEVICE_DESCRIPTOR, BusType);
    MEMBER(STORAGE_DEVICE_DESCRIPTOR, RawPropertiesLength);
    MEMBER(STORAGE_DEVICE_DESCRIPTOR, RawDeviceProperties);
    STRUCTURE(STORAGE_ADAPTER_DESCRIPTOR);
    MEMBER(STORAGE_ADAPTER_DESCRIPTOR, Version);
    MEMBER(STORAGE_ADAPTER_DESCRIPTOR, Size);
    MEMBER(STORAGE_ADAPTER_DESCRIPTOR, MaximumTransferLength);
    MEMBER(STORAGE_ADAPTER_DESCRIPTOR, MaximumPhysicalPages);
    MEMBER(STORAGE_ADAPTER_DESCRIPTOR, AlignmentMask);
    MEMBER(STORAGE_ADAPTER_DESCRIPTOR, AdapterUsesPio);
    MEMBER(STORAGE_ADAPTER_DESCRIPTOR, AdapterScansDown);
    MEMBER(STORAGE_ADAPTER_DESCRIPTOR, CommandQueueing);
    MEMBER(STORAGE_ADAPTER_DESCRIPTOR, AcceleratedTransfer);
    MEMBER(STORAGE_ADAPTER_DESCRIPTOR, BusType);
    MEMBER(STORAGE_ADAPTER_DESCRIPTOR, BusMajorVersion);
    MEMBER(STORAGE_ADAPTER_DESCRIPTOR, BusMinorVersion);
    MEMBER(STORAGE_ADAPTER_DESCRIPTOR, SrbType);
    MEMBER(STORAGE_ADAPTER_DESCRIPTOR, AddressType);
    STRUCTURE(STORAGE_WRITE_CACHE_PROPERTY);
    MEMBER(STORAGE_WRITE_CACHE_PROPERTY, Version);
    MEMBER(STORAGE_WRITE_CACHE_PROPERTY, Size);
    MEMBER(STORAGE_WRITE_CACHE_PROPERTY, WriteCacheType);
    MEMBER(STORAGE_WRITE_CACHE_PROPERTY, WriteCacheEnabled);
    MEMBER(STORAGE_WRITE_CACHE_PROPERTY, WriteCacheChangeable);
    MEMBER(STORAGE_WRITE_CACHE_PROPERTY, WriteThroughSupported);
    MEMBER(STORAGE_WRITE_CACHE_PROPERTY, FlushCacheSupported);
    MEMBER(STORAGE_WRITE_CACHE_PROPERTY, UserDefinedPowerProtection);
    MEMBER(STORAGE_WRITE_CACHE_PROPERTY, NVCacheEnabled);
    STRUCTURE(DEVICE_MEDIA_INFO);
    MEMBER(DEVICE_MEDIA_INFO, DeviceSpecific.RemovableDiskInfo.Cylinders);
    MEMBER(DEVICE_MEDIA_INFO, DeviceSpecific.RemovableDiskInfo.MediaType);
    MEMBER(DEVICE_MEDIA_INFO, DeviceSpecific.RemovableDiskInfo.TracksPerCylinder);
    MEMBER(DEVICE_MEDIA_INFO, DeviceSpecific.RemovableDiskInfo.SectorsPerTrack);
    MEMBER(DEVICE_MEDIA_INFO, DeviceSpecific.RemovableDiskInfo.BytesPerSector);
    MEMBER(DEVICE_MEDIA_INFO, DeviceSpecific.RemovableDiskInfo.NumberMediaSides);
    MEMBER(DEVICE_MEDIA_INFO, DeviceSpecific.RemovableDiskInfo.MediaCharacteristics);
    STRUCTURE(GET_MEDIA_TYPES);
    MEMBER(GET_MEDIA_TYPES, DeviceType);
    MEMBER(GET_MEDIA_TYPES, MediaInfoCount);
    MEMBER(GET_MEDIA_TYPES, MediaInfo);
}

void mountdev(void)
{
    STRUCTURE(MOUNTDEV_UNIQUE_ID);
    MEMBER(MOUNTDEV_UNIQUE_ID, UniqueIdLength);
    MEMBER(MOUNTDEV_UNIQUE_ID, UniqueId);
    STRUCTURE(MOUNTDEV_NAME);
    MEMBER(MOUNTDEV_NAME, NameLength);
    MEMBER(MOUNTDEV_NAME, Name);
    STRUCTURE(MOUNTDEV_SUGGESTED_LINK_NAME);
    MEMBER(MOUNTDEV_SUGGESTED_LINK_NAME, UseOnlyIfThereAreNoOtherLinks);
    MEMBER(MOUNTDEV_SUGGESTED_LINK_NAME, NameLength);
    MEMBER(MOUNTDEV_SUGGESTED_LINK_NAME, Name);
}
