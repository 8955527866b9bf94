import { describe, expect, it } from 'vitest';
import {
  audioStatus,
  configuration,
  findFeature,
  formattedToc,
  multiSessionInformation,
  nominalPerformance,
  parseHex,
  rawToc,
  realTimeStreaming,
  standardInquiry,
  subChannelCurrentPosition,
  subChannelIsrc,
  subChannelMediaCatalogNumber,
  toBytes,
} from '../../../mmc/index.js';
import { Device, openTransport } from '../../../src/index.js';
import {
  cdromPerformanceRequest,
  cdromPlayAudioMsf,
  cdromReadTocEx,
  cdromSetSpeed,
  cdromSubQDataFormat,
  controlCode as codes,
  diskGeometryEx,
  getConfigurationInput,
  getLengthInformation,
  getMediaTypes,
  type IoctlResult,
  isNtSuccess,
  mediaCharacteristic,
  ntStatusName,
  openCdrom,
  partitionInformation,
  storageAdapterDescriptor,
  storageDeviceDescriptor,
  storageDeviceNumber,
  storageMediaType,
  storagePropertyId,
  storagePropertyQuery,
  storageQueryType,
  storageReadCapacity,
  subQDataFormat,
} from '../../../src/ioctl/index.js';
import { firstAudioStart, leadOut, secondAudioStart, setUp } from '../virtual/virtual-helpers.js';

/** A handle on a virtual drive with a mixed-mode CD. */
function onDisc() {
  const { device, clock, drive } = setUp();
  const handle = openCdrom(device, { volumeMounted: false });
  const ok = async (code: number, input?: Uint8Array, output = 0): Promise<Uint8Array> => {
    const result: IoctlResult = await handle.ioctl(code, input, output);
    expect(isNtSuccess(result.ntStatus), ntStatusName(result.ntStatus)).toBe(true);
    return result.output;
  };
  return { device, clock, drive, handle, ok };
}

const msfOf = (lba: number) => {
  const frames = lba + 150;
  return { m: Math.trunc(frames / 4500), s: Math.trunc(frames / 75) % 60, f: frames % 75 };
};

describe('on the virtual drive', () => {
  it('the TOC codes agree about the disc', async () => {
    const { ok } = onDisc();
    const toc = formattedToc.decode(await ok(codes.IOCTL_CDROM_READ_TOC, undefined, 804));
    const addresses = await ok(codes.IOCTL_CDROM_READ_TOC_EX, toBytes(cdromReadTocEx, { format: 0 }), 804);
    const starts = formattedToc.decode(addresses).tracks.map((track) => track.trackStartAddress);
    expect(starts).toEqual([0, firstAudioStart, secondAudioStart, leadOut]);
    expect(toc.tracks.map((track) => track.trackNumber)).toEqual([1, 2, 3, 0xaa]);
    const sessions = multiSessionInformation.decode(await ok(codes.IOCTL_CDROM_GET_LAST_SESSION, undefined, 12));
    expect(sessions).toMatchObject({ firstCompleteSessionNumber: 1, lastCompleteSessionNumber: 1 });
    const raw = await ok(codes.IOCTL_CDROM_READ_TOC_EX, toBytes(cdromReadTocEx, { format: 2, sessionTrack: 1 }), 2048);
    expect(rawToc.decode(raw).descriptors.length).toBeGreaterThanOrEqual(6);
  });

  it('audio plays, keeps others from reading, pauses, goes on and stops', async () => {
    const { ok, handle, clock } = onDisc();
    const [from, to] = [msfOf(firstAudioStart), msfOf(secondAudioStart)];
    const times = toBytes(cdromPlayAudioMsf, {
      ...{ startingM: from.m, startingS: from.s, startingF: from.f },
      ...{ endingM: to.m, endingS: to.s, endingF: to.f },
    });
    const where = async () => {
      const input = toBytes(cdromSubQDataFormat, { format: subQDataFormat.currentPosition });
      return subChannelCurrentPosition.decode(await ok(codes.IOCTL_CDROM_READ_Q_CHANNEL, input, 16));
    };
    await ok(codes.IOCTL_CDROM_PLAY_AUDIO_MSF, times);
    expect(await where()).toMatchObject({ audioStatus: audioStatus.playing, trackNumber: 2 });
    const busy = await handle.ioctl(codes.IOCTL_CDROM_READ_TOC, undefined, 804);
    expect(ntStatusName(busy.ntStatus)).toBe('STATUS_DEVICE_BUSY');
    expect(ntStatusName((await handle.read(0, 2048)).ntStatus)).toBe('STATUS_DEVICE_BUSY');
    await ok(codes.IOCTL_CDROM_PAUSE_AUDIO);
    expect((await where()).audioStatus).toBe(audioStatus.paused);
    await ok(codes.IOCTL_CDROM_READ_TOC, undefined, 804);
    await ok(codes.IOCTL_CDROM_RESUME_AUDIO);
    expect((await where()).audioStatus).toBe(audioStatus.playing);
    clock.advance(60_000);
    await ok(codes.IOCTL_CDROM_READ_TOC, undefined, 804);
    expect(handle.state.playActive).toBe(false);
    await ok(codes.IOCTL_CDROM_STOP_AUDIO);
    const paused = await handle.ioctl(codes.IOCTL_CDROM_PAUSE_AUDIO);
    expect(ntStatusName(paused.ntStatus)).toBe('STATUS_INVALID_DEVICE_REQUEST');
  });

  it('the catalog number and the ISRC are those of the disc', async () => {
    const { ok } = onDisc();
    const read = (format: number, track = 0) =>
      ok(codes.IOCTL_CDROM_READ_Q_CHANNEL, toBytes(cdromSubQDataFormat, { format, track }), 24);
    const catalog = subChannelMediaCatalogNumber.decode(await read(subQDataFormat.mediaCatalog));
    expect(catalog).toMatchObject({ mcval: true, mediaCatalogNumber: '4988006116269' });
    const isrc = subChannelIsrc.decode(await read(subQDataFormat.trackIsrc, 2));
    expect(isrc).toMatchObject({ tcval: true, isrc: 'GBAYE6700149' });
  });

  it('the volume that was set is the volume that is told', async () => {
    const { ok } = onDisc();
    expect(await ok(codes.IOCTL_CDROM_GET_VOLUME, undefined, 4)).toHaveLength(4);
    await ok(codes.IOCTL_CDROM_SET_VOLUME, parseHex('40 80 00 00'));
    expect(await ok(codes.IOCTL_CDROM_GET_VOLUME, undefined, 4)).toEqual(Uint8Array.of(0x40, 0x80, 0, 0));
  });

  it('what the drive is can be told from its features, its speeds and its INQUIRY data', async () => {
    const { ok, handle } = onDisc();
    const noPointers = new Uint8Array(16);
    const input = toBytes(getConfigurationInput, { feature: 0x107, requestType: 2, reserved: noPointers });
    const features = configuration.decode(await ok(codes.IOCTL_CDROM_GET_CONFIGURATION, input, 1000));
    expect(findFeature(features, realTimeStreaming)).toMatchObject({ current: true });
    expect(features.features).toHaveLength(1);
    const request = { requestType: 1, performanceType: 1, exceptions: 1, tolerance: 1 };
    const speeds = await ok(codes.IOCTL_CDROM_GET_PERFORMANCE, toBytes(cdromPerformanceRequest, request), 100);
    expect(nominalPerformance.decode(speeds).descriptors.length).toBeGreaterThan(0);
    const inquiry = standardInquiry.decode(await ok(codes.IOCTL_CDROM_GET_INQUIRY_DATA, undefined, 255));
    expect(inquiry).toMatchObject({ peripheralDeviceType: 5, t10VendorIdentification: 'DISCWIRE' });
    await ok(codes.IOCTL_CDROM_SET_SPEED, toBytes(cdromSetSpeed, { requestType: 0, readSpeed: 1764 }));
    // The medium cannot be written, so there is no power to calibrate.
    const opc = await handle.ioctl(codes.IOCTL_CDROM_SEND_OPC_INFORMATION, Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0));
    expect(ntStatusName(opc.ntStatus)).toBe('STATUS_UNRECOGNIZED_MEDIA');
  });

  it('the tray does what it is told, and what it is not', async () => {
    const { ok, handle, drive, device } = onDisc();
    const [prevent, allow] = [Uint8Array.of(1), Uint8Array.of(0)];
    await ok(codes.IOCTL_STORAGE_MEDIA_REMOVAL, prevent);
    expect(drive.isRemovalPrevented).toBe(true);
    const locked = await handle.ioctl(codes.IOCTL_STORAGE_EJECT_MEDIA);
    expect(ntStatusName(locked.ntStatus)).toBe('STATUS_INVALID_DEVICE_REQUEST');
    await ok(codes.IOCTL_STORAGE_MEDIA_REMOVAL, allow);
    await ok(codes.IOCTL_STORAGE_EJECT_MEDIA);
    expect(drive.isTrayOpen).toBe(true);
    expect(ntStatusName((await handle.checkVerify()).ntStatus)).toBe('STATUS_NO_MEDIA_IN_DEVICE');
    await ok(codes.IOCTL_DISK_LOAD_MEDIA);
    expect(drive.isTrayOpen).toBe(false);
    const other = openCdrom(device, { volumeMounted: false });
    await other.ioctl(codes.IOCTL_STORAGE_EJECTION_CONTROL, prevent);
    const busy = await handle.ioctl(codes.IOCTL_CDROM_EJECT_MEDIA);
    expect(ntStatusName(busy.ntStatus)).toBe('STATUS_DEVICE_BUSY');
    await other.close();
    expect(drive.isRemovalPrevented).toBe(false);
  });

  it('the medium has one length, however it is asked for', async () => {
    const { ok } = onDisc();
    const bytes = BigInt(leadOut) * 2048n;
    const capacity = storageReadCapacity.decode(await ok(codes.IOCTL_STORAGE_READ_CAPACITY, undefined, 32));
    expect(capacity).toMatchObject({ numberOfBlocks: BigInt(leadOut), diskLength: bytes, blockLength: 2048 });
    const length = getLengthInformation.decode(await ok(codes.IOCTL_DISK_GET_LENGTH_INFO, undefined, 8));
    expect(length).toEqual({ length: bytes });
    const geometry = diskGeometryEx.decode(await ok(codes.IOCTL_CDROM_GET_DRIVE_GEOMETRY_EX, undefined, 40));
    expect(geometry).toMatchObject({ diskSize: bytes, cylinders: BigInt(Math.floor(leadOut / 2048)) });
    const partition = partitionInformation.decode(await ok(codes.IOCTL_DISK_GET_PARTITION_INFO, undefined, 32));
    expect(partition.partitionLength).toBe(bytes);
  });

  it('a disc that is no DVD has no copy protection to begin a session with', async () => {
    const { handle } = onDisc();
    const session = await handle.ioctl(codes.IOCTL_DVD_START_SESSION, undefined, 4);
    expect(handle.state.featureCodes).toContain(0x1f);
    expect(ntStatusName(session.ntStatus)).toBe('STATUS_UNRECOGNIZED_MEDIA');
    expect(session.exchanges.at(-1)!.completion?.status).toBe(2);
    const structure = await handle.ioctl(codes.IOCTL_DVD_READ_STRUCTURE, new Uint8Array(17), 64);
    expect(ntStatusName(structure.ntStatus)).toBe('STATUS_UNRECOGNIZED_MEDIA');
  });

  it('the system knows the device, and the drive takes advice to read ahead', async () => {
    const { ok, handle } = onDisc();
    const number = storageDeviceNumber.decode(await ok(codes.IOCTL_STORAGE_GET_DEVICE_NUMBER, undefined, 12));
    expect(number).toEqual({ deviceType: 2, deviceNumber: 0, partitionNumber: 0xffff_ffff });
    const ahead = await handle.ioctl(codes.IOCTL_STORAGE_SET_READ_AHEAD, new Uint8Array(16));
    expect(ntStatusName(ahead.ntStatus)).toBe('STATUS_SUCCESS');
  });

  it('device and adapter are described as INQUIRY and the transport have it', async () => {
    const { ok, device } = onDisc();
    const query = (propertyId: number) =>
      toBytes(storagePropertyQuery, { propertyId, queryType: storageQueryType.standard });
    const descriptor = await ok(codes.IOCTL_STORAGE_QUERY_PROPERTY, query(storagePropertyId.device), 512);
    const { size, deviceType, removableMedia, vendorIdOffset, productIdOffset } =
      storageDeviceDescriptor.decode(descriptor);
    expect({ size, deviceType, removableMedia }).toEqual({ size: descriptor.length, deviceType: 5, removableMedia: 1 });
    const textAt = (offset: number) =>
      new TextDecoder().decode(descriptor.subarray(offset, descriptor.indexOf(0, offset)));
    expect([vendorIdOffset, productIdOffset].map(textAt)).toEqual(['DISCWIRE', 'VIRTUAL DRIVE   ']);
    const adapter = await ok(codes.IOCTL_STORAGE_QUERY_PROPERTY, query(storagePropertyId.adapter), 32);
    const { maximumTransferLength, alignmentMask } = storageAdapterDescriptor.decode(adapter);
    const { maximumTransferBytes, alignmentBytes } = device.transport.limits;
    expect([maximumTransferLength, alignmentMask]).toEqual([maximumTransferBytes, alignmentBytes - 1]);
  });

  it.each([
    ['virtual:', storageMediaType.cdRom],
    ['virtual:dvd-ram', storageMediaType.removableMedia],
  ])('the medium of %s is of the type that it can be written as', async (name, mounted) => {
    await using device = new Device(await openTransport(name));
    const handle = openCdrom(device, { volumeMounted: false });
    const { output } = await handle.ioctl(codes.IOCTL_STORAGE_GET_MEDIA_TYPES_EX, undefined, 72);
    const { mediaInfo } = getMediaTypes.decode(output);
    const isMounted = ({ mediaCharacteristics }: (typeof mediaInfo)[number]) =>
      mediaCharacteristics >= mediaCharacteristic.currentlyMounted;
    expect(mediaInfo.filter(isMounted).map(({ mediaType }) => mediaType)).toEqual([mounted]);
  });
});
