import { describe, expect, it } from 'vitest';
import {
  cdSectorType,
  discStatus,
  readCapacity,
  readCd,
  readHeader,
  readSubChannelCurrentPosition,
  readTocAtip,
  readTocFormatted,
  readTocPma,
  readTocRaw,
  type SectorFormat,
  sectorFaults,
  sessionState,
} from '../../../../mmc/index.js';
import type { CdMedium } from '../../../../src/virtual/index.js';
import { answerOf } from '../virtual-helpers.js';
import { Burner, dataOf } from './burner.js';
import { expectSame } from './expect-same.js';

describe('a blank CD-R', () => {
  const blank = new Burner('cd-r');
  const { device } = blank;

  it('says that it is blank, how much goes onto it, and who made it', () => {
    expect(blank.information).toMatchObject({
      discStatus: discStatus.empty,
      stateOfLastSession: sessionState.empty,
      erasable: false,
      numberOfSessionsLsb: 1,
      firstTrackNumberInLastSessionLsb: 1,
      lastTrackNumberInLastSessionLsb: 1,
      lastSessionLeadInStartAddress: 0x61_1a_42,
      lastPossibleLeadOutStartAddress: 0x4f_3b_47,
    });
    expect(blank.track(1)).toMatchObject({ blank: true, nwaV: true, nextWritableAddress: 0, freeBlocks: 359_846 });
    expect(device.sendSync(readTocAtip, {})).toMatchObject({ startOfLeadInMinute: 97, startOfLeadInSecond: 26 });
  });

  it('has nothing to read, and no table of contents', () => {
    expect(blank.tryRead(0, 1)).toBe('5/21/00');
    expect(answerOf(device.exchangeSync(readTocFormatted, {}))).toBe('5/24/00');
    expect(device.sendSync(readCapacity, {}).returnedLogicalBlockAddress).toBe(0);
    expect(device.sendSync(readTocPma, {}).descriptors).toEqual([]);
  });

  it('has no pause before a track, and no channel Q: 5/21/00, 5/30/02', () => {
    const pause = { startingLogicalBlockAddress: -1, transferLengthBlocks: 1, userData: true };
    expect(answerOf(device.exchangeSync(readCd, pause))).toBe('5/21/00');
    expect(answerOf(device.exchangeSync(readHeader, { logicalBlockAddress: 0xffff_ffff }))).toBe('5/21/00');
    expect(answerOf(device.exchangeSync(readSubChannelCurrentPosition, {}))).toBe('5/30/02');
  });
});

describe('track at once', () => {
  it('writes a track, complete with the flush, and a session that can be read', () => {
    const burner = new Burner('cd-r');
    const data = dataOf(310);
    burner.select();
    expect(burner.write(0, data.subarray(0, 2048 * 300))).toBe('GOOD');
    expect(burner.track(1)).toMatchObject({ blank: false, nwaV: true, nextWritableAddress: 300 });
    expect(burner.write(300, data.subarray(2048 * 300))).toBe('GOOD');
    expectSame(burner.read(0, 310), data);
    expect(burner.synchronize()).toBe('GOOD');
    expect(burner.track(1)).toMatchObject({ nwaV: false, logicalTrackSizeBlocks: 312 });
    expect(answerOf(burner.device.exchangeSync(readTocFormatted, {}))).toBe('5/24/00');
    expect(burner.close('session')).toBe('GOOD');
    expect(burner.information).toMatchObject({ discStatus: discStatus.incomplete, numberOfSessionsLsb: 2 });
    expect(burner.device.sendSync(readTocRaw, {}).descriptors).toMatchObject([
      { point: 0xa0, pmin: 1 },
      { point: 0xa1, pmin: 1 },
      { point: 0xa2, pmin: 0, psec: 6, pframe: 12 },
      { point: 1, pmin: 0, psec: 2, pframe: 0 },
      { adr: 5, point: 0xb0 },
    ]);
    expectSame(burner.read(0, 310), data);
  });

  it('leaves two blocks of run-out that cannot be read', () => {
    const burner = new Burner('cd-r');
    burner.select();
    burner.write(0, dataOf(300));
    burner.synchronize();
    burner.close('session');
    expect(burner.tryRead(300, 1)).toBe('5/64/00');
    expect(burner.tryRead(302, 1)).toBe('5/21/00');
  });

  it('puts a second session behind lead-out, lead-in and pause', () => {
    const burner = new Burner('cd-r');
    const second = dataOf(305, 9);
    burner.select();
    burner.write(0, dataOf(300));
    burner.synchronize();
    burner.close('session');
    const start = 302 + 6750 + 4500 + 150;
    expect(burner.track(2)).toMatchObject({ blank: true, sessionNumberLsb: 2, nextWritableAddress: start });
    burner.select({ multiSession: 0 });
    expect(burner.write(start, second)).toBe('GOOD');
    burner.synchronize();
    expect(burner.close('session')).toBe('GOOD');
    expectSame(burner.read(start, 305), second);
    expect(burner.information).toMatchObject({ discStatus: discStatus.finalized, numberOfSessionsLsb: 2 });
    expect(burner.write(start + 20_000, dataOf(1))).toBe('5/30/05');
  });

  it.each([
    ['mode 1', 8, 2048, cdSectorType.mode1],
    ['mode 2 without a form', 9, 2336, cdSectorType.mode2Formless],
    ['form 1 with the sub-header of the mode page', 10, 2048, cdSectorType.mode2Form1],
    ['form 1', 11, 2056, cdSectorType.mode2Form1],
    ['form 2 with the sub-header of the mode page', 12, 2324, cdSectorType.mode2Form2],
    ['form 1 or 2, as the sub-header says', 13, 2332, cdSectorType.mode2Form2],
  ])('writes blocks of %s (type %i)', (_what, dataBlockType, blockBytes, sectorType) => {
    const burner = new Burner('cd-r');
    const data = dataOf(4, 3, blockBytes);
    // The sub-header, twice; what comes in it says form 2.
    if (dataBlockType > 10 && dataBlockType !== 12)
      for (let i = 0; i < 4; i++)
        data.set([0, 0, dataBlockType === 13 ? 0x20 : 8, 0, 0, 0, dataBlockType === 13 ? 0x20 : 8, 0], i * blockBytes);
    burner.select({ dataBlockType, subHeaderByte2: dataBlockType === 12 ? 0x20 : 8, sessionFormat: 0x20 });
    expect(burner.write(0, data, blockBytes)).toBe('GOOD');
    burner.synchronize();
    const sectors = burner.device.sendSync(readCd, {
      startingLogicalBlockAddress: 0,
      transferLengthBlocks: 4,
      expectedSectorType: sectorType,
      sync: true,
      headerCodes: 3,
      userData: true,
      edcAndEcc: true,
    });
    const at = { 8: 16, 9: 16, 10: 24, 11: 16, 12: 24, 13: 16 }[dataBlockType]!;
    for (let i = 0; i < 4; i++) {
      const sector = sectors.subarray(2352 * i, 2352 * (i + 1));
      expectSame(sector.subarray(at, at + blockBytes), data.subarray(i * blockBytes, (i + 1) * blockBytes));
      if (dataBlockType !== 9) expect(sectorFaults(sector, 0, sectorType as SectorFormat)).toBe(0);
    }
  });

  it('writes audio with its ISRC and catalog number, and reads its run-out as silence', () => {
    const burner = new Burner('cd-r');
    const samples = dataOf(300, 5, 2352);
    burner.select({
      trackMode: 0,
      dataBlockType: 0,
      tcval: true,
      isrc: 'GBAYE6700149',
      mcval: true,
      mediaCatalogNumber: '4988006116269',
    });
    expect(burner.write(0, samples, 2352)).toBe('GOOD');
    burner.synchronize();
    burner.close('session');
    const read = burner.device.sendSync(readCd, {
      startingLogicalBlockAddress: 0,
      transferLengthBlocks: 302,
      expectedSectorType: cdSectorType.cdDa,
      userData: true,
    });
    expectSame(read.subarray(0, samples.length), samples);
    expect(read.subarray(samples.length).every((byte) => byte === 0)).toBe(true);
    const { mediaCatalogNumber, tracks } = burner.drive.medium as CdMedium;
    expect(mediaCatalogNumber).toBe('4988006116269');
    expect(tracks).toMatchObject([{ isrc: 'GBAYE6700149' }]);
  });

  it('changes nothing in a test write', () => {
    const burner = new Burner('cd-r');
    burner.select({ testWrite: true });
    expect(burner.write(0, dataOf(300))).toBe('GOOD');
    expect(burner.write(300, dataOf(10))).toBe('GOOD');
    expect(burner.write(5, dataOf(1))).toBe('5/21/02');
    expect(burner.synchronize()).toBe('GOOD');
    expect(burner.close('track', 1)).toBe('GOOD');
    expect(burner.close('session')).toBe('GOOD');
    expect(burner.information.discStatus).toBe(discStatus.empty);
    burner.select();
    expect(burner.write(0, dataOf(300))).toBe('GOOD');
  });
});

describe('a write is refused', () => {
  it('anywhere but at the next writable address: 5/21/02', () => {
    const burner = new Burner('cd-r');
    burner.select();
    expect(burner.write(1, dataOf(1))).toBe('5/21/02');
    expect(burner.write(-150, dataOf(1))).toBe('5/21/02');
    burner.write(0, dataOf(300));
    expect(burner.write(0, dataOf(1))).toBe('5/21/02');
    burner.synchronize();
    expect(burner.write(300, dataOf(1))).toBe('5/21/02');
    expect(burner.write(452, dataOf(1))).toBe('GOOD');
  });

  it('with another kind of block than the track has: 5/64/00', () => {
    const burner = new Burner('cd-r');
    burner.select();
    burner.write(0, dataOf(10));
    burner.select({ dataBlockType: 9 });
    expect(burner.write(10, dataOf(1, 0, 2336), 2336)).toBe('5/64/00');
    burner.select({ trackMode: 0 });
    expect(burner.write(10, dataOf(1))).toBe('5/64/00');
  });

  it('where it does not fit: 5/63/00, and nothing of it is written', () => {
    const burner = new Burner('cd-r');
    burner.select();
    expect(answerOf(burner.reserve(359_000))).toBe('GOOD');
    const left = burner.track(2);
    expect(left.freeBlocks).toBe(359_846 - 359_000 - 150);
    expect(burner.write(left.nextWritableAddress, dataOf(left.freeBlocks + 1))).toBe('5/63/00');
    expect(burner.track(2).blank).toBe(true);
    expect(burner.write(left.nextWritableAddress, dataOf(left.freeBlocks))).toBe('GOOD');
  });
});

describe('reserved tracks', () => {
  it('are listed, written at any time, and have to be written before the session closes', () => {
    const burner = new Burner('cd-r');
    burner.select();
    expect(answerOf(burner.reserve(400))).toBe('GOOD');
    expect(burner.track(1)).toMatchObject({
      rt: true,
      blank: true,
      nwaV: true,
      nextWritableAddress: 0,
      freeBlocks: 400,
    });
    expect(burner.write(550, dataOf(300))).toBe('GOOD');
    burner.synchronize();
    expect(burner.device.sendSync(readTocPma, {}).descriptors).toMatchObject([
      { adr: 2 },
      { adr: 1, point: 1, pmin: 0, psec: 2, min: 0, sec: 7, frame: 25 },
      { adr: 1, point: 2, pmin: 0, psec: 9, pframe: 25 },
    ]);
    expect(burner.tryRead(0, 1)).toBe('5/64/00');
    expect((burner.drive.medium as CdMedium).tracks).toMatchObject([{ number: 1 }, { number: 2, start: 550 }]);
    expect(burner.close('session')).toBe('5/72/04');
    expect(burner.write(0, dataOf(100, 7))).toBe('GOOD');
    burner.synchronize();
    expect(burner.track(1)).toMatchObject({ nwaV: true, nextWritableAddress: 100, freeBlocks: 300 });
    expect(burner.close('track', 1)).toBe('GOOD');
    expect(burner.close('session')).toBe('GOOD');
    expectSame(burner.read(0, 100), dataOf(100, 7));
    expect(burner.read(150, 250).every((byte) => byte === 0)).toBe(true);
  });

  it('are at most 99, and no larger than the room', () => {
    const burner = new Burner('cd-r');
    burner.select();
    expect(answerOf(burner.reserve(359_847))).toBe('5/63/00');
    expect(answerOf(burner.reserve(0))).toBe('5/24/00');
    for (let i = 0; i < 99; i++) expect(answerOf(burner.reserve(300))).toBe('GOOD');
    expect(answerOf(burner.reserve(300))).toBe('5/72/05');
  });
});

describe('closing', () => {
  it('is refused where there is nothing to close', () => {
    const burner = new Burner('cd-r');
    burner.select();
    expect(burner.close('session')).toBe('5/2C/00');
    expect(burner.close('track', 1)).toBe('5/24/00');
    burner.write(0, dataOf(300));
    burner.synchronize();
    burner.close('session');
    expect(burner.close('session')).toBe('5/2C/00');
  });
});
