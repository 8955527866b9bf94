import { describe, expect, it } from 'vitest';
import {
  addressOfMsf,
  hex,
  msfOfLba,
  readDiscInformation,
  readTocFormatted,
  readTocMultiSession,
  readTocRaw,
  toBytes,
} from '../../../mmc/index.js';
import { Dvd, dvdRamInMemory, numberedSource } from '../../../src/virtual/index.js';
import { answerOf, firstAudioStart, leadOut, run, secondAudioStart, setUp } from './virtual-helpers.js';

const starts = [
  [1, 4, 0],
  [2, 2, firstAudioStart],
  [3, 1, secondAudioStart],
  [0xaa, 1, leadOut],
] as const;

describe('READ TOC/PMA/ATIP, formatted', () => {
  it('lists the tracks and the lead-out', () => {
    const toc = setUp().device.sendSync(readTocFormatted, {});
    expect([toc.firstTrackNumber, toc.lastTrackNumber, toc.tocDataLength]).toEqual([1, 3, 2 + 4 * 8]);
    expect(toc.tracks).toEqual(
      starts.map(([trackNumber, control, trackStartAddress]) => ({ adr: 1, control, trackNumber, trackStartAddress })),
    );
  });

  it('tells times where they are asked for: address 0 is 00:02:00', () => {
    const toc = setUp().device.sendSync(readTocFormatted, { msf: true });
    expect(toc.tracks.map(({ trackStartAddress }) => trackStartAddress)).toEqual(
      starts.map(([, , start]) => addressOfMsf(msfOfLba(start))),
    );
    expect(toc.tracks[0]!.trackStartAddress).toBe(0x000200);
  });

  it('begins with the track asked for', () => {
    const numbersFrom = (trackSessionNumber: number) =>
      setUp()
        .device.sendSync(readTocFormatted, { trackSessionNumber })
        .tracks.map(({ trackNumber }) => trackNumber);
    expect(numbersFrom(1)).toEqual([1, 2, 3, 0xaa]);
    expect(numbersFrom(3)).toEqual([3, 0xaa]);
    expect(numbersFrom(0xaa)).toEqual([0xaa]);
  });

  it('refuses tracks that there are not', () => {
    const { device } = setUp();
    for (const trackSessionNumber of [4, 99, 0xa9, 0xab])
      expect(answerOf(device.exchangeSync(readTocFormatted, { trackSessionNumber }))).toBe('5/24/00');
  });

  it('keeps telling the whole length when it is cut', () => {
    const { transport } = setUp();
    const whole = run(transport, [0x43, 0, 0, 0, 0, 0, 0, 3, 0x24, 0], { in: 804 });
    expect(whole.completion.transferredBytes).toBe(36);
    for (const length of [0, 1, 4, 12, 35]) {
      const { completion, data } = run(transport, [0x43, 0, 0, 0, 0, 0, 0, 0, length, 0], { in: 64 });
      expect(completion.transferredBytes).toBe(length);
      expect(data.subarray(0, length)).toEqual(whole.data.subarray(0, length));
    }
  });

  it('of a DVD is one data track', () => {
    const { device } = setUp({ medium: new Dvd(numberedSource(500_000)) });
    expect(device.sendSync(readTocFormatted, {}).tracks).toEqual([
      { adr: 1, control: 4, trackNumber: 1, trackStartAddress: 0 },
      { adr: 1, control: 4, trackNumber: 0xaa, trackStartAddress: 500_000 },
    ]);
    expect(answerOf(device.exchangeSync(readTocFormatted, { msf: true }))).toBe('GOOD');
  });
});

describe('READ TOC/PMA/ATIP, the other formats', () => {
  it('tells of one session', () => {
    const { device } = setUp();
    expect(device.sendSync(readTocMultiSession, {})).toEqual({
      tocDataLength: 10,
      firstCompleteSessionNumber: 1,
      lastCompleteSessionNumber: 1,
      adr: 1,
      control: 4,
      firstTrackNumberInLastCompleteSession: 1,
      startAddressOfFirstTrackInLastSession: 0,
    });
    expect(device.sendSync(readTocMultiSession, { msf: true }).startAddressOfFirstTrackInLastSession).toBe(0x000200);
  });

  it('gives the lead-in: first track, last track, lead-out, then the tracks', () => {
    const { descriptors } = setUp().device.sendSync(readTocRaw, {});
    expect(descriptors.map(({ point, adr, control, sessionNumber }) => [sessionNumber, adr, control, point])).toEqual([
      [1, 1, 4, 0xa0],
      [1, 1, 1, 0xa1],
      [1, 1, 1, 0xa2],
      [1, 1, 4, 1],
      [1, 1, 2, 2],
      [1, 1, 1, 3],
    ]);
    const times = descriptors.map(({ pmin, psec, pframe }) => [pmin, psec, pframe]);
    const timeOf = (lba: number) => Object.values(msfOfLba(lba));
    expect(times).toEqual([[1, 0, 0], [3, 0, 0], ...[leadOut, 0, firstAudioStart, secondAudioStart].map(timeOf)]);
  });

  it('has no lead-in on a DVD: 5/30/02', () => {
    const { device } = setUp({ medium: new Dvd(numberedSource(500)) });
    expect(answerOf(device.exchangeSync(readTocRaw, {}))).toBe('5/30/02');
  });
});

describe('READ DISC INFORMATION', () => {
  it('of a CD: complete, with the tracks of its only session', () => {
    const information = setUp().device.sendSync(readDiscInformation, {});
    expect(information).toMatchObject({
      erasable: false,
      discStatus: 2,
      stateOfLastSession: 3,
      numberOfFirstTrackOnDisc: 1,
      numberOfSessionsLsb: 1,
      firstTrackNumberInLastSessionLsb: 1,
      lastTrackNumberInLastSessionLsb: 3,
      opcTables: [],
    });
    expect(information.discInformationLength).toBe(32);
  });

  it('of a DVD-RAM: neither blank nor complete, but written at random', () => {
    const { device } = setUp({ medium: dvdRamInMemory() });
    expect(device.sendSync(readDiscInformation, {})).toMatchObject({ erasable: true, discStatus: 3 });
  });

  it('comes as bytes that decode to themselves', () => {
    const { transport, device } = setUp();
    const { data } = run(transport, [0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0], { in: 34 });
    const { transfer } = readDiscInformation;
    if (!('layout' in transfer)) throw new Error('READ DISC INFORMATION has a layout');
    expect(hex(toBytes(transfer.layout, device.sendSync(readDiscInformation, {})))).toBe(hex(data));
  });
});
