import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type CdSectorSelection,
  cdSectorType,
  cdSubChannelSelection,
  completeMode1Sector,
  decodeSense,
  hex,
  readCd,
  readCdSectorBytes,
  subChannelQCrc,
} from '../../../mmc/index.js';
import { bytesSource, CompactDisc } from '../../../src/virtual/index.js';
import { fixture } from '../../mmc/disc/fixture.js';
import {
  answerOf,
  dataBlocks,
  firstAudioStart,
  leadOut,
  plainDisc,
  poison,
  run,
  secondAudioStart,
  setUp,
} from './virtual-helpers.js';

const wholeSector = { sync: true, headerCodes: 3, userData: true, edcAndEcc: true } as const;
const nothing: CdSectorSelection = {
  expectedSectorType: 0,
  sync: false,
  headerCodes: 0,
  userData: false,
  edcAndEcc: false,
  c2ErrorInformation: 0,
  subChannelSelection: 0,
};

function read(
  startingLogicalBlockAddress: number,
  transferLengthBlocks: number,
  selection: Partial<CdSectorSelection>,
) {
  const { device } = setUp();
  return device.sendSync(readCd, { startingLogicalBlockAddress, transferLengthBlocks, ...selection });
}

/** Channel Q out of 96 bytes of raw P to W. */
function channel(raw: Uint8Array, bit: number): Uint8Array {
  const bytes = new Uint8Array(12);
  for (let i = 0; i < 96; i++) bytes[i >> 3]! |= ((raw[i]! >> bit) & 1) << (7 - (i & 7));
  return bytes;
}

describe('READ CD of a data track', () => {
  it('makes whole sectors of user data: sync, header, EDC and ECC', () => {
    const sectors = read(16, 2, wholeSector);
    expect(sectors.length).toBe(2 * 2352);
    for (const [i, time] of ['00 02 16', '00 02 17'].entries()) {
      const sector = sectors.subarray(2352 * i, 2352 * (i + 1));
      expect(hex(sector.subarray(0, 16))).toBe(`00 FF FF FF FF FF FF FF FF FF FF 00 ${time} 01`);
      const expected = new Uint8Array(2352);
      expected.set(sector.subarray(16, 2064), 16);
      completeMode1Sector(expected, 0, 16 + i);
      expect(sector).toEqual(expected);
    }
  });

  // The sum was computed with the sector reconstruction of ecm (Neill Corlett's Error Code Modeler).
  it('makes the sector that ecm makes', () => {
    const ramp = Uint8Array.from({ length: 2048 }, (_, i) => i & 0xff);
    const disc = new CompactDisc({ tracks: [{ type: 'mode1', source: bytesSource(ramp, 2048) }] });
    const { device } = setUp({ medium: disc });
    const sector = device.sendSync(readCd, {
      startingLogicalBlockAddress: 0,
      transferLengthBlocks: 1,
      ...wholeSector,
    });
    expect(createHash('sha256').update(sector).digest('hex')).toBe(
      'f6a94f686e87d4dd2816703689017aa16078564724f033e97eb0faa23cb1adb3',
    );
  });

  const selections: CdSectorSelection[] = [];
  for (let code = 0; code < 32; code++)
    selections.push({
      ...nothing,
      sync: (code & 16) !== 0,
      headerCodes: (code >> 2) & 3,
      userData: (code & 2) !== 0,
      edcAndEcc: (code & 1) !== 0,
    });

  it('returns any selection of parts that touch, and refuses the others', () => {
    const whole = read(20, 3, wholeSector);
    let refused = 0;
    for (const selection of selections) {
      const length = readCdSectorBytes(selection, cdSectorType.mode1);
      const { transport } = setUp();
      const cdb = readCd.encodeCdb({ startingLogicalBlockAddress: 20, transferLengthBlocks: 3, ...selection });
      const { completion, data } = run(transport, cdb, { in: 3 * 2352 });
      if (length === undefined) {
        expect(answerOf(completion)).toBe('5/24/00');
        refused++;
        continue;
      }
      expect([answerOf(completion), completion.transferredBytes]).toEqual(['GOOD', 3 * length]);
      const { sync, headerCodes, userData } = selection;
      const from = sync ? 0 : headerCodes & 1 ? 12 : userData ? 16 : 2064;
      for (let i = 0; i < 3; i++)
        expect(data.subarray(length * i, length * (i + 1))).toEqual(
          whole.subarray(2352 * i + from, 2352 * i + from + length),
        );
      expect(data.subarray(3 * length).every((byte) => byte === poison)).toBe(true);
    }
    expect(refused).toBe(11);
  });

  it('returns raw sectors of an image as they are', () => {
    const image = Uint8Array.from({ length: 3 * 2352 }, (_, i) => (i * 7) & 0xff);
    const disc = new CompactDisc({ tracks: [{ type: 'mode1', source: bytesSource(image, 2352) }] });
    const { device } = setUp({ medium: disc });
    const request = { startingLogicalBlockAddress: 0, transferLengthBlocks: 3 };
    expect(device.sendSync(readCd, { ...request, ...wholeSector })).toEqual(image);
    const userData = device.sendSync(readCd, { ...request, userData: true });
    expect(userData.subarray(2048, 4096)).toEqual(image.subarray(2352 + 16, 2352 + 2064));
  });

  it('reads the pause before address 0, and nothing before that', () => {
    const { device } = setUp();
    const sector = device.sendSync(readCd, {
      startingLogicalBlockAddress: -150,
      transferLengthBlocks: 1,
      ...wholeSector,
    });
    expect(hex(sector.subarray(12, 20))).toBe('00 00 00 01 00 00 00 00');
    const before = { startingLogicalBlockAddress: -151, transferLengthBlocks: 1, ...wholeSector };
    expect(answerOf(device.exchangeSync(readCd, before))).toBe('5/21/00');
  });
});

describe('READ CD of an audio track', () => {
  it('returns 2352 bytes for any selection, with samples that are the same every time', () => {
    const sectors = read(firstAudioStart, 2, { userData: true });
    expect(sectors.length).toBe(2 * 2352);
    const samples = new DataView(sectors.buffer, sectors.byteOffset);
    for (let sample = 0; sample < 2 * 588; sample++) {
      const expected = Math.round(8000 * Math.sin((2 * Math.PI * (sample % 100)) / 100));
      expect(samples.getInt16(4 * sample, true)).toBe(expected);
      expect(samples.getInt16(4 * sample + 2, true)).toBe(expected);
    }
    expect(read(firstAudioStart, 2, wholeSector)).toEqual(sectors);
    expect(read(firstAudioStart, 2, { headerCodes: 1 })).toEqual(sectors);
  });

  it('is silent in a pause that is not in the image', () => {
    expect(read(firstAudioStart - 1, 1, { userData: true })).toEqual(new Uint8Array(2352));
  });

  it('returns C2 error information without errors', () => {
    const plain = read(firstAudioStart, 2, { userData: true });
    for (const [c2ErrorInformation, length] of [
      [1, 294],
      [2, 296],
    ] as const) {
      const data = read(firstAudioStart, 2, { userData: true, c2ErrorInformation });
      expect(data.length).toBe(2 * (2352 + length));
      expect(data.subarray(2352 + length, 2352 + length + 2352)).toEqual(plain.subarray(2352));
      expect(data.subarray(2352, 2352 + length).every((byte) => byte === 0)).toBe(true);
    }
  });
});

describe('READ CD with sub-channels', () => {
  it('returns formatted Q behind the sector', () => {
    const data = read(firstAudioStart, 2, { userData: true, subChannelSelection: 2 });
    expect(data.length).toBe(2 * 2368);
    const [first, second] = [data.subarray(2352, 2368), data.subarray(2368 + 2352)];
    expect(hex(first.subarray(0, 10))).toBe('21 02 01 00 00 00 00 00 08 00');
    expect(hex(second.subarray(0, 10))).toBe('21 02 01 00 00 01 00 00 08 01');
    for (const q of [first, second]) expect((q[10]! << 8) | q[11]!).toBe(subChannelQCrc(q));
    // Channel P: the first sector of a track still has it set.
    expect([first[15], second[15]]).toEqual([0x80, 0x00]);
  });

  it('returns raw P to W, from which Q and its CRC come out', () => {
    const data = read(secondAudioStart - 1, 2, { userData: true, subChannelSelection: 1 });
    expect(data.length).toBe(2 * 2448);
    const lastOfPause = data.subarray(2352, 2448);
    const firstOfTrack = data.subarray(2448 + 2352);
    expect(hex(channel(lastOfPause, 6).subarray(0, 7))).toBe('11 03 00 00 00 00 00');
    expect(hex(channel(firstOfTrack, 6).subarray(0, 7))).toBe('11 03 01 00 00 00 00');
    expect(channel(lastOfPause, 7)).toEqual(new Uint8Array(12).fill(0xff));
    for (const bit of [0, 1, 2, 3, 4, 5]) expect(channel(lastOfPause, bit)).toEqual(new Uint8Array(12));
  });

  it('returns them alone', () => {
    expect(read(0, 3, { subChannelSelection: 1 }).length).toBe(3 * 96);
    expect(hex(read(0, 1, { subChannelSelection: 2 }))).toBe('41 01 01 00 00 00 00 00 02 00 28 32 00 00 00 80');
  });

  /** The packs of libedc's fixture, of which the first sector's begin at address 3. */
  const packedDisc = (damaged: readonly number[] = []) => {
    const raw = new Uint8Array(20 * 96);
    raw.set(fixture('libedc-rw-raw.bin'), 3 * 96);
    for (const at of damaged) raw[at]! ^= 0x2a;
    return new CompactDisc({
      tracks: [
        {
          type: 'audio',
          source: bytesSource(new Uint8Array(20 * 2352), 2352),
          subChannels: bytesSource(raw, 96),
          hasOnlyRToW: true,
        },
      ],
    });
  };
  const readPacked = (medium: CompactDisc, startingLogicalBlockAddress: number, transferLengthBlocks: number) =>
    setUp({ medium }).device.sendSync(readCd, {
      startingLogicalBlockAddress,
      transferLengthBlocks,
      subChannelSelection: cdSubChannelSelection.correctedRw,
    });
  const rightPacks = () => {
    const packs = fixture('reedsolo-rw-packs.bin');
    return Array.from({ length: packs.length / 24 }, (_, i) => packs.slice(24 * i, 24 * i + 24));
  };
  const packsIn = (bytes: Uint8Array) =>
    Array.from({ length: bytes.length / 24 }, (_, i) => bytes.slice(24 * i, 24 * i + 24));
  /** Packs whose parity libedc gets wrong. */
  const wrongInLibedc = [1, 7, 9, 10, 15, 20, 23, 27, 31, 34, 37, 41, 46, 47];

  it('returns packs of R to W two sectors late: the last symbols of a pack are there', () => {
    const packs = packsIn(readPacked(packedDisc(), 5, 10));
    for (const [i, pack] of rightPacks().slice(0, 40).entries())
      if (!wrongInLibedc.includes(i)) expect(packs[i]).toEqual(pack);
    expect(readPacked(packedDisc(), 4, 1)).not.toEqual(readPacked(packedDisc(), 5, 1));
    expect(readPacked(packedDisc(), 7, 1)).toEqual(readPacked(packedDisc(), 5, 3).subarray(192));
    expect(readPacked(packedDisc(), -150, 3)).toEqual(new Uint8Array(3 * 96));
  });

  it('corrects up to two wrong symbols of a pack', () => {
    // Its first symbol, and its eighth, which is in the next sector.
    const packs = packsIn(readPacked(packedDisc([3 * 96, 3 * 96 + 175]), 5, 1));
    expect(packs[0]).toEqual(rightPacks()[0]);
  });

  it('has the indexes of a track', () => {
    const indexAt = (lba: number) => read(lba, 1, { subChannelSelection: 2 })[2];
    expect([-1, 0, 224, 225, 300].map((offset) => indexAt(secondAudioStart + offset))).toEqual([0, 1, 1, 2, 2]);
  });

  it('has the catalog number and the ISRC once in a hundred sectors', () => {
    const data = read(600, 200, { subChannelSelection: 2 });
    const modes = Array.from({ length: 200 }, (_, i) => data[16 * i]! & 0x0f);
    expect(modes.filter((adr) => adr === 2).length).toBe(2);
    expect(modes.filter((adr) => adr === 3).length).toBe(2);
    const catalog = data.subarray(16 * modes.indexOf(2));
    expect(hex(catalog.subarray(1, 8))).toBe('49 88 00 61 16 26 90');
    for (let i = 0; i < 200; i++) {
      const q = data.subarray(16 * i, 16 * (i + 1));
      expect((q[10]! << 8) | q[11]!).toBe(subChannelQCrc(q));
    }
  });
});

describe('READ CD', () => {
  it('is refused where the sector type is another than expected: 5/64/00', () => {
    const { device } = setUp();
    const ask = (startingLogicalBlockAddress: number, expectedSectorType: number) =>
      answerOf(
        device.exchangeSync(readCd, {
          startingLogicalBlockAddress,
          transferLengthBlocks: 1,
          expectedSectorType,
          userData: true,
        }),
      );
    expect(ask(0, cdSectorType.mode1)).toBe('GOOD');
    expect(ask(0, cdSectorType.cdDa)).toBe('5/64/00');
    expect(ask(0, cdSectorType.mode2Form1)).toBe('5/64/00');
    expect(ask(firstAudioStart, cdSectorType.cdDa)).toBe('GOOD');
    expect(ask(firstAudioStart, cdSectorType.mode1)).toBe('5/64/00');
  });

  it('stops where data changes to audio', () => {
    const { transport } = setUp();
    const cdb = readCd.encodeCdb({
      startingLogicalBlockAddress: dataBlocks - 1,
      transferLengthBlocks: 2,
      ...wholeSector,
    });
    const { completion, data } = run(transport, cdb, { in: 2 * 2352 });
    expect([answerOf(completion), completion.transferredBytes]).toEqual(['5/64/00', 2352]);
    expect(decodeSense(completion.sense)?.information).toBe(BigInt(dataBlocks));
    expect(data.subarray(2352).every((byte) => byte === poison)).toBe(true);
  });

  it('ends at the lead-out: 5/21/00', () => {
    const { device } = setUp();
    const ask = (startingLogicalBlockAddress: number, transferLengthBlocks: number) =>
      answerOf(device.exchangeSync(readCd, { startingLogicalBlockAddress, transferLengthBlocks, userData: true }));
    expect(ask(leadOut - 1, 1)).toBe('GOOD');
    expect(ask(leadOut - 1, 2)).toBe('5/21/00');
    expect(ask(leadOut, 0)).toBe('5/21/00');
  });

  it('moves nothing for a selection of nothing', () => {
    const { transport } = setUp({ medium: plainDisc() });
    const { completion } = run(transport, [0xbe, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0], { in: 16 });
    expect([answerOf(completion), completion.transferredBytes]).toEqual(['GOOD', 0]);
  });
});
