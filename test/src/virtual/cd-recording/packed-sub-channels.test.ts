import { describe, expect, it } from 'vitest';
import {
  capabilitiesAndMechanicalStatus,
  cdMastering,
  cdSubChannelSelection,
  cdTrackAtOnce,
  featureRequest,
  findFeature,
  findModePage,
  getConfiguration,
  modeSense10,
  readCd,
  rwPack,
  writeType,
} from '../../../../mmc/index.js';
import { fixture } from '../../../mmc/disc/fixture.js';
import { answerOf } from '../virtual-helpers.js';
import { Burner, dataOf } from './burner.js';
import { expectSame } from './expect-same.js';

const sectorBytes = 2352;
const blockBytes = 2448;
const audio = 0;
/** Packs with their parity, and what an initiator sends of them: the parity is the drive's. */
const whole = fixture('reedsolo-rw-packs.bin');
const bare = whole.map((symbol, i) => {
  const at = i % 24;
  return at >= rwPack.pParity || (at >= rwPack.qParity && at < rwPack.data) ? 0 : symbol;
});
/** Sectors whose packs there are. */
const packedSectors = whole.length / 96;

/** Audio with the packs from the tenth block on. */
function blocksWith(packs: Uint8Array, count: number): { samples: Uint8Array; blocks: Uint8Array } {
  const samples = dataOf(count, 7, sectorBytes);
  const blocks = new Uint8Array(count * blockBytes);
  for (let i = 0; i < count; i++) {
    blocks.set(samples.subarray(i * sectorBytes, (i + 1) * sectorBytes), i * blockBytes);
    if (i >= 10 && i < 10 + packedSectors)
      blocks.set(packs.subarray((i - 10) * 96, (i - 9) * 96), i * blockBytes + sectorBytes);
  }
  return { samples, blocks };
}

function subChannels(burner: Burner, start: number, count: number, subChannelSelection: number): Uint8Array {
  return burner.device.sendSync(readCd, {
    startingLogicalBlockAddress: start,
    transferLengthBlocks: count,
    subChannelSelection,
  });
}

const rToW = (raw: Uint8Array): Uint8Array => raw.map((byte) => byte & 0x3f);

/** Symbols that reedsolo has otherwise than libedc: parity, and none else. */
const symbolsWrongInLibedc = whole.filter((symbol, i) => symbol !== fixture('libedc-rw-packs.bin')[i]).length;

/** Packs come back with the parity of reedsolo, two sectors late, and lie on the disc where libedc puts them. */
function expectPacked(burner: Burner, first: number): void {
  const read = subChannels(burner, first + 2, packedSectors, cdSubChannelSelection.correctedRw);
  expectSame(read, whole);
  const raw = rToW(subChannels(burner, first, packedSectors, cdSubChannelSelection.raw));
  const libedc = fixture('libedc-rw-raw.bin');
  expect(raw.filter((byte, i) => byte !== libedc[i]).length).toBeLessThanOrEqual(symbolsWrongInLibedc);
}

describe('packs of R to W', () => {
  it('are interleaved and get their parity, session at once with form C0h', () => {
    const burner = new Burner('cd-r');
    burner.select({ writeType: writeType.sessionAtOnce, trackMode: audio, dataBlockType: 0, multiSession: 0 });
    const sheet = [
      [1, 0, 0, 0x01, 0, 0, 0, 0],
      [1, 1, 0, 0xc0, 0, 0, 0, 0],
      [1, 1, 1, 0xc0, 0, 0, 2, 0],
      [1, 0xaa, 1, 0x01, 0, 0, 6, 0],
    ];
    expect(answerOf(burner.cueSheet(sheet))).toBe('GOOD');
    const { samples, blocks } = blocksWith(bare, 450);
    for (let at = 0; at < 450; at += 15)
      expect(burner.write(at - 150, blocks.subarray(at * blockBytes, (at + 15) * blockBytes), blockBytes)).toBe('GOOD');
    expect(burner.synchronize()).toBe('GOOD');
    expectPacked(burner, -140);
    const read = burner.device.sendSync(readCd, {
      startingLogicalBlockAddress: -150,
      transferLengthBlocks: 450,
      userData: true,
    });
    expectSame(read, samples);
  });

  it('and raw sub-channels come with audio tracks at once, with P and Q of the drive', () => {
    for (const dataBlockType of [2, 3]) {
      const burner = new Burner('cd-r');
      burner.select({ trackMode: audio, dataBlockType });
      const sent = dataBlockType === 2 ? bare : fixture('libedc-rw-raw.bin').map((byte) => byte | 0xc0);
      const { blocks } = blocksWith(sent, 300);
      for (let at = 0; at < 300; at += 20)
        expect(burner.write(at, blocks.subarray(at * blockBytes, (at + 20) * blockBytes), blockBytes)).toBe('GOOD');
      expect(burner.synchronize()).toBe('GOOD');
      const raw = subChannels(burner, 10, packedSectors, cdSubChannelSelection.raw);
      expect(raw.some((byte) => byte >= 0x80)).toBe(false);
      if (dataBlockType === 2) expectPacked(burner, 10);
      else expectSame(rToW(raw), fixture('libedc-rw-raw.bin'));
    }
  });

  it('are what the features and mode page 2Ah promise', () => {
    const { device } = new Burner('cd-r');
    const configuration = device.sendSync(getConfiguration, { rt: featureRequest.all });
    const trackAtOnce = findFeature(configuration, cdTrackAtOnce)!;
    expect(trackAtOnce).toMatchObject({ rwRaw: true, rwPack: true, rwSubCode: true });
    expect([1, 2, 3].map((type) => (trackAtOnce.dataTypeSupported >> type) & 1)).toEqual([0, 1, 1]);
    expect(findFeature(configuration, cdMastering)).toMatchObject({ rw: true });
    const page = device.sendSync(modeSense10, { pageCode: 0x2a });
    expect(findModePage(page, capabilitiesAndMechanicalStatus)).toMatchObject({
      rwSupported: true,
      rwDeinterleavedAndCorrected: true,
    });
  });

  it('do not come with data tracks or in packets', () => {
    const burner = new Burner('cd-r');
    const { blocks } = blocksWith(bare, 1);
    burner.select({ dataBlockType: 2 });
    expect(burner.write(0, blocks, blockBytes)).toBe('5/64/00');
    burner.select({ writeType: writeType.packetOrIncremental, trackMode: audio, dataBlockType: 2 });
    expect(burner.write(0, blocks, blockBytes)).toBe('5/64/00');
  });

  it('begin anew with each track at once', () => {
    const burner = new Burner('cd-r');
    burner.select({ trackMode: audio, dataBlockType: 2 });
    const block = new Uint8Array(blockBytes);
    block.set(whole.subarray(0, 96), sectorBytes);
    const filler = new Uint8Array(300 * blockBytes);
    expect(burner.write(0, filler, blockBytes)).toBe('GOOD');
    expect(burner.write(300, block, blockBytes)).toBe('GOOD');
    burner.synchronize();
    const { nextWritableAddress } = burner.track(2);
    expect(burner.write(nextWritableAddress, filler, blockBytes)).toBe('GOOD');
    burner.synchronize();
    expect(rToW(subChannels(burner, 300, 1, cdSubChannelSelection.raw)).some((byte) => byte > 0)).toBe(true);
    expectSame(rToW(subChannels(burner, nextWritableAddress, 2, cdSubChannelSelection.raw)), new Uint8Array(2 * 96));
  });
});
