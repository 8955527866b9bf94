import { describe, expect, it } from 'vitest';
import {
  blank,
  closeFunction,
  discStatus,
  readDiscInformationPowResources,
  readDiscInformationTrackResources,
  readFormatCapacities,
  readTrackInformation,
  reserveTrackAddress,
  trackAddressType,
} from '../../../../mmc/index.js';
import { memoryStore } from '../../../../src/virtual/index.js';
import { answerOf } from '../virtual-helpers.js';
import { type Burner, blocksOf, burner, burnerOver, isSame } from './burner.js';

const capacityBlocks = 12_219_392;

describe('BD-R', () => {
  const reserveAt = ({ device }: Burner, reservationLba: number) =>
    answerOf(device.exchangeSync(reserveTrackAddress, { reservationLba }));

  it('splits its last track at an address, written or not', () => {
    const drive = burner('bd-r');
    drive.write(0, blocksOf(64));
    expect(reserveAt(drive, 1024)).toBe('GOOD');
    expect(drive.track(1)).toMatchObject({ rt: true, nextWritableAddress: 64, freeBlocks: 960 });
    expect(drive.track(2)).toMatchObject({ nextWritableAddress: 1024 });
    expect(drive.write(1024, blocksOf(32))).toBe('GOOD');
    expect(drive.write(64, blocksOf(32))).toBe('GOOD');
  });

  it('splits it at no other than the start of a cluster behind what is written: 5/24/00', () => {
    const drive = burner('bd-r');
    drive.write(0, blocksOf(64));
    for (const address of [0, 64, 65, 1000, capacityBlocks, 0x7fff_ffe0])
      expect(reserveAt(drive, address)).toBe('5/24/00');
  });

  it('is the only one that does', () => {
    expect(reserveAt(burner('dvd+r'), 1024)).toBe('5/30/02');
  });

  it('finds the open track behind an address', () => {
    const drive = burner('bd-r');
    drive.write(0, blocksOf(32));
    drive.close(closeFunction.track, 1);
    const found = drive.device.sendSync(readTrackInformation, {
      open: true,
      addressNumberType: trackAddressType.trackNumber,
      addressOrNumber: 1,
    });
    expect(found.logicalTrackNumberLsb).toBe(2);
  });

  it('tells how many tracks it can have, and has', () => {
    const drive = burner('bd-r');
    const resources = () => drive.device.sendSync(readDiscInformationTrackResources, {});
    expect(resources()).toEqual({
      discInformationLength: 10,
      discInformationDataType: 1,
      maximumPossibleNumberOfTracks: 7927,
      numberOfAssignedTracks: 1,
      maximumPossibleNumberOfAppendableTracks: 16,
      currentNumberOfAppendableTracks: 1,
    });
    drive.reserve(32);
    drive.reserve(32);
    drive.write(0, blocksOf(32));
    expect(resources()).toMatchObject({ numberOfAssignedTracks: 3, currentNumberOfAppendableTracks: 2 });
    drive.write(32, blocksOf(32));
    drive.close(closeFunction.finalize);
    expect(resources()).toMatchObject({ numberOfAssignedTracks: 2, currentNumberOfAppendableTracks: 0 });
  });

  it('has no more tracks than it has room to list: the last one is the end of it', () => {
    const store = memoryStore();
    const full = { sessionNumber: 1, size: 32, recorded: 32, status: 'closed' };
    const tracks = Array.from({ length: 7926 }, (_, i) => ({ ...full, start: 32 * i }));
    const start = 32 * tracks.length;
    const open = { sessionNumber: 1, start, size: capacityBlocks - start, recorded: 0, status: 'open' };
    store.commit({ medium: 'bd-r', tracks: [...tracks, open], isFinalized: false });
    const drive = burnerOver('bd-r', store);
    expect(drive.reserve(32)).toBe('5/72/05');
    expect(drive.write(start, blocksOf(32))).toBe('GOOD');
    expect(drive.close(closeFunction.track, 7927)).toBe('GOOD');
    expect(drive.info()).toMatchObject({
      lastTrackNumberInLastSessionMsb: 7927 >> 8,
      lastTrackNumberInLastSessionLsb: 7927 & 0xff,
    });
    expect(drive.write(start + 32, blocksOf(32))).toBe('5/21/02');
    expect(drive.close(closeFunction.session)).toBe('GOOD');
    expect(drive.info().discStatus).toBe(discStatus.finalized);
  });

  it('gets spare areas once, before it is written', () => {
    const drive = burner('bd-r');
    const capacitiesOf = () => drive.device.sendSync(readFormatCapacities, {});
    const [, standard] = capacitiesOf().formattableCapacities;
    expect(standard).toMatchObject({ formatType: 0x32, numberOfBlocks: 11_826_176 });
    expect(drive.format({ numberOfBlocks: 11_826_176, formatType: 0x32, formatSubType: 1 })).toBe('GOOD');
    expect(capacitiesOf()).toMatchObject({ descriptorType: 2, numberOfBlocks: 11_826_176, formattableCapacities: [] });
    expect(drive.track(1).freeBlocks).toBe(11_826_176);
    expect(drive.format({ numberOfBlocks: 11_826_176, formatType: 0x32, formatSubType: 1 })).toBe('5/2C/00');
  });

  it('is overwritten where it was formatted so, at the cost of blocks at the end', () => {
    const drive = burner('bd-r');
    drive.format({ numberOfBlocks: 11_826_176, formatType: 0x00 });
    drive.write(0, blocksOf(128));
    drive.synchronize();
    expect(drive.write(40, blocksOf(2, 9))).toBe('GOOD');
    expect(isSame(drive.contents(40, 2), blocksOf(2, 9))).toBe(true);
    expect(drive.track(1).nextWritableAddress).toBe(160);
    expect(drive.write(33, blocksOf(2, 9))).toBe('GOOD');
    expect(drive.track(1).nextWritableAddress).toBe(160);
    expect(drive.write(200, blocksOf(2, 9))).toBe('5/21/02');
    expect(drive.write(-1, blocksOf(2, 9))).toBe('5/21/00');
  });

  it('tells what is left for that', () => {
    const drive = burner('bd-r');
    drive.format({ numberOfBlocks: 11_826_176, formatType: 0x00 });
    const resources = () => drive.device.sendSync(readDiscInformationPowResources, {});
    const clusters = 11_826_176 / 32;
    expect(resources()).toMatchObject({
      discInformationDataType: 2,
      remainingPowReplacements: clusters,
      remainingPowReallocationMapEntries: 12_288,
    });
    drive.write(0, blocksOf(128));
    drive.write(40, blocksOf(2, 9));
    expect(resources()).toMatchObject({
      remainingPowReplacements: clusters - 5,
      remainingPowReallocationMapEntries: 12_287,
    });
    drive.close(closeFunction.finalize);
    expect(resources().remainingPowReplacements).toBe(0);
  });

  it('is not overwritten otherwise', () => {
    const drive = burner('bd-r');
    expect(answerOf(drive.device.exchangeSync(readDiscInformationPowResources, {}))).toBe('5/24/00');
    drive.write(0, blocksOf(128));
    expect(drive.write(40, blocksOf(2, 9))).toBe('5/21/02');
    expect(answerOf(drive.device.exchangeSync(blank, { blankingType: 0 }))).toBe('5/30/02');
  });
});
