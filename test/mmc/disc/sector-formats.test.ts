import { describe, expect, it } from 'vitest';
import {
  completeSector,
  correctSector,
  hasSync,
  hex,
  isSectorScrambled,
  lbaOfMsf,
  mode2Form1Sector,
  rawSectorBytes,
  readSubHeader,
  type SectorFormat,
  scrambleSector,
  sectorAddress,
  sectorFault,
  sectorFaults,
  sectorFormat,
  sectorFormatOf,
  submode,
  writeSubHeader,
} from '../../../mmc/index.js';
import { fixture, sectorsOf } from './fixture.js';

const { cdDa, mode0, mode1, mode2Formless, mode2Form1, mode2Form2 } = sectorFormat;
const poison = 0xa5;

/** Ranges of each format that follow from the rest and the address. */
const computedRanges: Readonly<Record<SectorFormat, readonly (readonly [number, number])[]>> = {
  [cdDa]: [],
  [mode0]: [[0, 2352]],
  [mode1]: [
    [0, 16],
    [2064, 2352],
  ],
  [mode2Formless]: [[0, 16]],
  [mode2Form1]: [
    [0, 16],
    [20, 24],
    [2072, 2352],
  ],
  [mode2Form2]: [
    [0, 16],
    [20, 24],
    [2348, 2352],
  ],
};

const lba = (minute: number, second: number, frame: number): number => lbaOfMsf({ minute, second, frame });
const madeElsewhere = [
  ...[mode0, mode1, mode2Formless, mode2Form1, mode2Form2].map((format, i) => ({
    source: 'libedc of cdrkit',
    format,
    address: 1733 * i,
    sector: sectorsOf('libedc-sectors.bin')[i]!,
  })),
  ...[mode2Form1, mode2Form1, mode2Form2, mode2Form2].map((format, i) => ({
    source: 'vcdimager',
    format,
    address: [16, 225, 320, 484][i]!,
    sector: sectorsOf('vcdimager.bin')[i]!,
  })),
];

describe.each(madeElsewhere)('a sector of format $format at $address by $source', ({ format, address, sector }) => {
  it('is recognised, has its address, and no faults', () => {
    expect(sectorFormatOf(sector)).toBe(format);
    expect(sectorAddress(sector)).toBe(address);
    expect(sectorFaults(sector, 0, format)).toBe(0);
  });

  it('comes out the same when all that follows from its data is written anew', () => {
    const rebuilt = new Uint8Array(3 * rawSectorBytes).fill(poison);
    rebuilt.set(sector, rawSectorBytes);
    for (const [from, to] of computedRanges[format]) rebuilt.fill(poison, rawSectorBytes + from, rawSectorBytes + to);
    completeSector(rebuilt, rawSectorBytes, format, address);
    expect(hex(rebuilt.subarray(rawSectorBytes, 2 * rawSectorBytes))).toBe(hex(sector));
    expect(rebuilt.subarray(0, rawSectorBytes).every((byte) => byte === poison)).toBe(true);
    expect(rebuilt.subarray(2 * rawSectorBytes).every((byte) => byte === poison)).toBe(true);
  });

  it('needs no correction', () => {
    const corrected = sector.slice();
    expect(correctSector(corrected, 0, format)).toBe(0);
    expect(corrected).toEqual(sector);
  });
});

describe('scrambling', () => {
  const plain = sectorsOf('libedc-sectors.bin');
  const scrambled = sectorsOf('libedc-scrambled.bin');

  it.each([0, 1, 2, 3, 4])('makes of sector %i what libedc makes, and back', (i) => {
    const sector = plain[i]!.slice();
    scrambleSector(sector);
    expect(hex(sector)).toBe(hex(scrambled[i]!));
    scrambleSector(sector);
    expect(sector).toEqual(plain[i]);
  });

  it.each([0, 1, 2, 3, 4])('shows in sector %i', (i) => {
    expect(isSectorScrambled(scrambled[i]!)).toBe(true);
    expect(isSectorScrambled(plain[i]!)).toBe(false);
    expect(sectorFormatOf(scrambled[i]!)).toBeUndefined();
  });

  it('leaves what is around the sector alone', () => {
    const three = new Uint8Array(3 * rawSectorBytes);
    scrambleSector(three, rawSectorBytes);
    expect(hex(three.subarray(rawSectorBytes, rawSectorBytes + 20))).toBe(
      '00 00 00 00 00 00 00 00 00 00 00 00 01 80 00 60 00 28 00 1E',
    );
    expect(three.subarray(0, rawSectorBytes).some((byte) => byte !== 0)).toBe(false);
    expect(three.subarray(2 * rawSectorBytes).some((byte) => byte !== 0)).toBe(false);
  });
});

describe('what a sector is', () => {
  it('audio without a sync', () => {
    const audio = new Uint8Array(rawSectorBytes).fill(0x11);
    expect(sectorFormatOf(audio)).toBe(cdDa);
    expect(hasSync(audio)).toBe(false);
    expect(isSectorScrambled(audio)).toBe(false);
    expect(sectorFaults(audio, 0, cdDa)).toBe(0);
  });

  it('nothing with a sync and mode 3', () => {
    const sector = sectorsOf('libedc-sectors.bin')[1]!;
    sector[15] = 3;
    expect(sectorFormatOf(sector)).toBeUndefined();
  });

  it('its mode under a block indicator of packet writing', () => {
    const sector = sectorsOf('libedc-sectors.bin')[1]!;
    sector[15] = 0xe1;
    expect(sectorFormatOf(sector)).toBe(mode1);
  });

  it('form 1 with one copy of the sub-header damaged, formless with two that differ and codes that are wrong', () => {
    const form1 = sectorsOf('vcdimager.bin')[0]!;
    form1[21]! ^= 0x40;
    expect(sectorFormatOf(form1)).toBe(mode2Form1);
    const formless = sectorsOf('libedc-sectors.bin')[2]!;
    expect(sectorFormatOf(formless)).toBe(mode2Formless);
  });
});

describe('faults are told apart', () => {
  const broken = (i: number, at: number): Uint8Array => {
    const sector = sectorsOf('libedc-sectors.bin')[i]!;
    sector[at]! ^= 0x01;
    return sector;
  };
  const { sync, header, subHeader, zero, edc, pParity, qParity } = sectorFault;

  it.each([
    ['the sync of mode 1', 1, mode1, 5, sync | edc],
    ['the mode of mode 1', 1, mode1, 15, header | edc | pParity | qParity],
    ['user data of mode 1', 1, mode1, 1000, edc | pParity | qParity],
    ['the EDC of mode 1', 1, mode1, 2064, edc | pParity | qParity],
    ['the zeros of mode 1', 1, mode1, 2070, zero | pParity | qParity],
    ['the P parity of mode 1', 1, mode1, 2100, pParity | qParity],
    ['the Q parity of mode 1', 1, mode1, 2300, qParity],
    ['user data of mode 0', 0, mode0, 1000, zero],
    ['the mode of a formless sector', 2, mode2Formless, 15, header],
    ['the mode of form 1, which no code covers', 3, mode2Form1, 15, header],
    ['the sub-header of form 1', 3, mode2Form1, 16, subHeader | edc | pParity | qParity],
    ['user data of form 1', 3, mode2Form1, 1000, edc | pParity | qParity],
    ['user data of form 2', 4, mode2Form2, 1000, edc],
  ])('%s', (_, i, format, at, faults) => {
    expect(sectorFaults(broken(i, at), 0, format)).toBe(faults);
  });

  it('a header that is no time', () => {
    const sector = sectorsOf('libedc-sectors.bin')[2]!;
    sector[13] = 0x60;
    expect(sectorAddress(sector)).toBeUndefined();
    expect(sectorFaults(sector, 0, mode2Formless)).toBe(header);
  });

  it('form 2 taken for form 1, but not one without an EDC', () => {
    const sector = sectorsOf('libedc-sectors.bin')[4]!;
    expect(sectorFaults(sector, 0, mode2Form1) & subHeader).toBe(subHeader);
    sector.fill(0, 2348);
    expect(sectorFaults(sector, 0, mode2Form2)).toBe(0);
  });
});

describe('a sub-header', () => {
  it('stands twice in the sector', () => {
    const sector = new Uint8Array(rawSectorBytes);
    const value = { fileNumber: 1, channelNumber: 2, submode: submode.data | submode.endOfFile, codingInformation: 3 };
    writeSubHeader(sector, 0, value);
    expect(hex(sector.subarray(mode2Form1Sector.subHeader, mode2Form1Sector.userData))).toBe('01 02 88 03 01 02 88 03');
    expect(readSubHeader(sector)).toEqual(value);
  });

  it('gets the bit of its form when the sector is completed', () => {
    const sector = new Uint8Array(rawSectorBytes);
    writeSubHeader(sector, 0, { fileNumber: 0, channelNumber: 0, submode: submode.data, codingInformation: 0 });
    completeSector(sector, 0, mode2Form2, lba(0, 2, 0));
    expect(readSubHeader(sector).submode).toBe(submode.data | submode.form2);
    expect(sectorFormatOf(sector)).toBe(mode2Form2);
    completeSector(sector, 0, mode2Form1, lba(0, 2, 0));
    expect(readSubHeader(sector).submode).toBe(submode.data);
    expect(sectorFaults(sector, 0, mode2Form1)).toBe(0);
  });

  it('is that of vcdimager: real-time video in the second file', () => {
    expect(readSubHeader(fixture('vcdimager.bin'), 3 * rawSectorBytes)).toEqual({
      fileNumber: 1,
      channelNumber: 1,
      submode: submode.realTime | submode.form2 | submode.video,
      codingInformation: 0x0f,
    });
  });
});
