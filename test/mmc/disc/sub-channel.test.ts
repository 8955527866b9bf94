import { describe, expect, it } from 'vitest';
import {
  hex,
  lbaOfMsf,
  leadOutTrack,
  parseHex,
  subChannelQCrc,
  writeFormattedQ,
  writeIsrcQ,
  writeMediaCatalogNumberQ,
  writePositionQ,
  writeRawSubChannels,
} from '../../../mmc/index.js';

const dataTrack = 4;

function positionQ(position: Parameters<typeof writePositionQ>[2]): string {
  const q = new Uint8Array(12).fill(0xa5);
  writePositionQ(q, 0, position);
  return hex(q).replaceAll(' ', '').toLowerCase();
}

// Sub-channels of pressed discs, from the logs in DiscImageCreator's sources and the tests of a viewer for them.
describe('channel Q of pressed discs', () => {
  it('is written as it was read at address 0 of a data track', () => {
    const position = { control: dataTrack, trackNumber: 1, index: 1, relativeAddress: 0, logicalBlockAddress: 0 };
    expect(positionQ(position)).toBe('410101000000000002002832');
    expect(positionQ({ ...position, relativeAddress: 1, logicalBlockAddress: 1 })).toBe('410101000001000002019242');
  });

  it('counts down to zero in a pause', () => {
    const index1 = lbaOfMsf({ minute: 31, second: 46, frame: 74 });
    const lastOfPause = { control: dataTrack, trackNumber: 37, index: 0 };
    expect(positionQ({ ...lastOfPause, relativeAddress: -1, logicalBlockAddress: index1 - 1 })).toBe(
      '41370000000000314673bc02',
    );
    expect(positionQ({ ...lastOfPause, index: 1, relativeAddress: 1, logicalBlockAddress: index1 + 1 })).toBe(
      '413701000001003147002c45',
    );
  });

  it('carries a catalog number of zeros', () => {
    const q = new Uint8Array(12).fill(0xa5);
    writeMediaCatalogNumberQ(q, 0, dataTrack, '0000000000000', lbaOfMsf({ minute: 31, second: 46, frame: 74 }));
    expect(hex(q).replaceAll(' ', '').toLowerCase()).toBe('420000000000000000746d7c');
  });
});

describe('channel Q', () => {
  it('has the CRC in its last two bytes', () => {
    expect(subChannelQCrc(parseHex('41 01 01 00 00 00 00 00 02 00'))).toBe(0x2832);
    expect(subChannelQCrc(parseHex('FF 41 01 01 00 00 00 00 00 02 00'), 1)).toBe(0x2832);
  });

  it('calls the lead-out AAh', () => {
    const q = positionQ({
      control: 0,
      trackNumber: leadOutTrack,
      index: 1,
      relativeAddress: 5,
      logicalBlockAddress: 300_005,
    });
    expect(q.slice(0, 12)).toBe('01aa01000005');
  });

  it('packs the digits of a catalog number two to a byte, and the frame of its address', () => {
    const q = new Uint8Array(12);
    writeMediaCatalogNumberQ(q, 0, 0, '4988006116269', 1);
    expect(hex(q.subarray(0, 10))).toBe('02 49 88 00 61 16 26 90 00 01');
  });

  it('packs an ISRC: five characters of six bits, seven of four', () => {
    const q = new Uint8Array(12);
    writeIsrcQ(q, 0, 0, 'GBAYE6700149', 0);
    const bits = [...q.subarray(1, 9)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const characters = [0, 6, 12, 18, 24].map((at) => Number.parseInt(bits.slice(at, at + 6), 2));
    expect(characters).toEqual([...'GBAYE'].map((letter) => letter.charCodeAt(0) - 0x30));
    expect(bits.slice(30, 32)).toBe('00');
    expect(hex(q.subarray(5, 9))).toBe('67 00 14 90');
    expect(q[0]).toBe(0x03);
  });
});

describe('what READ CD returns of the sub-channels', () => {
  const q = parseHex('41 01 01 00 00 00 00 00 02 00 28 32');

  it('formatted: Q, three bytes of padding, and channel P in the top bit of the last', () => {
    const formatted = new Uint8Array(17).fill(0xa5);
    writeFormattedQ(formatted, 1, q, 0, true);
    expect(hex(formatted)).toBe('A5 41 01 01 00 00 00 00 00 02 00 28 32 00 00 00 80');
  });

  it('raw: one bit of each channel in every byte, P first', () => {
    const raw = new Uint8Array(96).fill(0xa5);
    writeRawSubChannels(raw, 0, q, 0, true);
    const channel = (bit: number) =>
      [...raw].reduce((sum, byte, i) => {
        sum[i >> 3]! |= ((byte >> bit) & 1) << (7 - (i & 7));
        return sum;
      }, new Uint8Array(12));
    expect(channel(7)).toEqual(new Uint8Array(12).fill(0xff));
    expect(channel(6)).toEqual(q);
    for (const bit of [5, 4, 3, 2, 1, 0]) expect(channel(bit)).toEqual(new Uint8Array(12));
  });
});
