import { describe, expect, it } from 'vitest';
import {
  bdRead,
  bdRPseudoOverwrite,
  bdWrite,
  cdAudioExternalPlay,
  cdMastering,
  cdRead,
  cdRwMediaWriteSupport,
  cdTrackAtOnce,
  core,
  driveSerialNumber,
  dvdCss,
  dvdPlusR,
  dvdPlusRDualLayer,
  dvdPlusRw,
  dvdRead,
  dvdRWrite,
  type Feature,
  featureRequest,
  findFeature,
  firmwareInformation,
  formattable,
  getConfiguration,
  hardwareDefectManagement,
  hex,
  incrementalStreamingWritable,
  microcodeUpgrade,
  morphing,
  multiRead,
  powerManagement,
  profileList,
  randomReadable,
  randomWritable,
  realTimeStreaming,
  removableMedium,
  restrictedOverwrite,
  rigidRestrictedOverwrite,
  timeout,
} from '../../../mmc/index.js';
import { Dvd, dvdRamInMemory, numberedSource, type VirtualDriveOptions } from '../../../src/virtual/index.js';
import { run, setUp } from './virtual-helpers.js';

const all = [
  profileList,
  core,
  morphing,
  removableMedium,
  randomReadable,
  multiRead,
  cdRead,
  dvdRead,
  randomWritable,
  incrementalStreamingWritable,
  formattable,
  hardwareDefectManagement,
  restrictedOverwrite,
  dvdPlusRw,
  dvdPlusR,
  rigidRestrictedOverwrite,
  cdTrackAtOnce,
  cdMastering,
  dvdRWrite,
  cdRwMediaWriteSupport,
  bdRPseudoOverwrite,
  dvdPlusRDualLayer,
  bdRead,
  bdWrite,
  powerManagement,
  cdAudioExternalPlay,
  microcodeUpgrade,
  timeout,
  dvdCss,
  realTimeStreaming,
  driveSerialNumber,
  firmwareInformation,
].map(({ code }) => code);
const always = [
  profileList,
  core,
  morphing,
  removableMedium,
  powerManagement,
  microcodeUpgrade,
  timeout,
  driveSerialNumber,
  firmwareInformation,
].map(({ code }) => code);

const ask = (options: VirtualDriveOptions, rt: number, startingFeatureNumber = 0) =>
  setUp(options).device.sendSync(getConfiguration, { rt, startingFeatureNumber });
const codesOf = (...args: Parameters<typeof ask>) => ask(...args).features.map(({ featureCode }) => featureCode);

describe('GET CONFIGURATION', () => {
  it('lists all features in ascending order, whatever medium there is', () => {
    for (const medium of [undefined, dvdRamInMemory()]) expect(codesOf({ medium }, featureRequest.all)).toEqual(all);
    expect([...all].sort((a, b) => a - b)).toEqual(all);
  });

  it('lists those that are current with the medium', () => {
    const current = (options: VirtualDriveOptions) => codesOf(options, featureRequest.current);
    const sorted = (...codes: number[]) => codes.sort((a, b) => a - b);
    const reading = [randomReadable.code, realTimeStreaming.code];
    expect(current({ medium: undefined })).toEqual(always);
    expect(current({})).toEqual(sorted(...always, ...reading, multiRead.code, cdRead.code, cdAudioExternalPlay.code));
    expect(current({ medium: new Dvd(numberedSource(500)) })).toEqual(sorted(...always, ...reading, dvdRead.code));
    expect(current({ medium: dvdRamInMemory() })).toEqual(
      sorted(...always, ...reading, dvdRead.code, randomWritable.code, formattable.code, hardwareDefectManagement.code),
    );
    expect(current({ becomingReadyMs: 1000 })).toEqual(always);
  });

  it('begins with the starting feature, and with RT 2 it is only that one', () => {
    expect(codesOf({}, featureRequest.all, 0x100)).toEqual(all.filter((code) => code >= 0x100));
    expect(codesOf({}, featureRequest.all, 0x1000)).toEqual([]);
    expect(codesOf({}, featureRequest.current, 0x1f)).toEqual([0x100, 0x103, 0x104, 0x105, 0x107, 0x108, 0x10c]);
    expect(codesOf({}, featureRequest.one, 0x107)).toEqual([0x107]);
    expect(codesOf({}, featureRequest.one, 0x109)).toEqual([]);
    expect(codesOf({ medium: undefined }, featureRequest.one, 0x107)).toEqual([0x107]);
  });

  it('tells the profile of the medium, and marks it in the list', () => {
    const profileOf = (options: VirtualDriveOptions) => {
      const configuration = ask(options, featureRequest.all);
      const listed = findFeature(configuration, profileList)!.profiles.filter(({ currentp }) => currentp);
      expect(listed.map(({ profileNumber }) => profileNumber)).toEqual(
        configuration.currentProfile === 0 ? [] : [configuration.currentProfile],
      );
      return configuration.currentProfile;
    };
    expect(profileOf({ medium: undefined })).toBe(0x00);
    expect(profileOf({})).toBe(0x08);
    expect(profileOf({ medium: new Dvd(numberedSource(500)) })).toBe(0x10);
    expect(profileOf({ medium: dvdRamInMemory() })).toBe(0x12);
    expect(profileOf({ becomingReadyMs: 1000 })).toBe(0x00);
  });

  it('tells the size of a medium that can be written', () => {
    const configuration = ask({ medium: dvdRamInMemory(64) }, featureRequest.all);
    expect(findFeature(configuration, randomWritable)).toMatchObject({
      current: true,
      lastLba: 63,
      logicalBlockSizeBytes: 2048,
      blocking: 16,
    });
  });

  it('announces its whole length when it is cut', () => {
    const { transport } = setUp();
    const { completion, data } = run(transport, [0x46, 0, 0, 0, 0, 0, 0, 0, 8, 0], { in: 64 });
    expect(completion.transferredBytes).toBe(8);
    const { dataLength } = ask({}, featureRequest.all);
    expect(new DataView(data.buffer).getUint32(0)).toBe(dataLength);
    expect(dataLength).toBeGreaterThan(100);
  });
});

describe('the bits of features', () => {
  const featureIn = (personality: string, feature: Feature) =>
    findFeature(setUp({ medium: undefined, personality }).device.sendSync(getConfiguration, {}), feature);

  it.each(['cd-reader', 'cd-writer', 'dvd-writer', 'bd-writer'])(
    'of a %s tell that it has operational events',
    (name) => {
      expect(featureIn(name, morphing)).toMatchObject({ ocevent: true, async: false });
    },
  );

  it.each(['cd-writer', 'dvd-writer'])('of a %s tell of no formats of BD', (name) => {
    expect(featureIn(name, formattable)).toMatchObject({ renosa: false, expand: false, qcert: false, cert: false });
  });

  it('tell of the formats of BD-RE that there are, and of defects of DVD-RW that can be read', () => {
    expect(featureIn('bd-writer', formattable)).toMatchObject({
      renosa: true,
      expand: false,
      qcert: true,
      cert: true,
      frf: false,
      rrm: false,
    });
    expect(featureIn('bd-writer', rigidRestrictedOverwrite)).toMatchObject({ dsdr: true, dsdg: false });
  });

  it('tell of reservations by address, and of track resources, where there is BD-R', () => {
    expect(featureIn('dvd-writer', incrementalStreamingWritable)).toMatchObject({ arsv: false, trio: false });
    expect(featureIn('bd-writer', incrementalStreamingWritable)).toMatchObject({ arsv: true, trio: true });
  });
});

describe('feature 0107h', () => {
  const descriptor = (options: VirtualDriveOptions) => {
    const { transport } = setUp(options);
    const { completion, data } = run(transport, [0x46, 2, 1, 7, 0, 0, 0, 0, 16, 0], { in: 16 });
    return hex(data.subarray(8, completion.transferredBytes));
  };

  it('is there and current, with writing, speeds and SET CD SPEED', () => {
    expect(descriptor({})).toBe('01 07 15 04 0F 00 00 00');
  });

  it('is not current without a medium', () => {
    expect(descriptor({ medium: undefined })).toBe('01 07 14 04 0F 00 00 00');
  });

  it('can be made not current, without writing, or absent', () => {
    expect(descriptor({ realTimeStreaming: { current: false } })).toBe('01 07 14 04 0F 00 00 00');
    expect(descriptor({ realTimeStreaming: { streamWriting: false } })).toBe('01 07 15 04 0E 00 00 00');
    expect(descriptor({ realTimeStreaming: false })).toBe('');
  });
});
