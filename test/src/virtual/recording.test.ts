import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  closeTrackSession,
  parseHex,
  read10,
  readDiscInformation,
  readFormatCapacities,
  readTrackInformation,
  synchronizeCache10,
  trackAddressType,
  write10,
} from '../../../mmc/index.js';
import { Device } from '../../../src/device/index.js';
import {
  Dvd,
  dvdRamInMemory,
  type Medium,
  memoryStore,
  numberedSource,
  openVirtual,
  recordableMedia,
} from '../../../src/virtual/index.js';
import {
  answerOf,
  culpritOf,
  firstAudioStart,
  leadOut,
  mixedDisc,
  pauseBlocks,
  run,
  secondAudioStart,
  setUp,
} from './virtual-helpers.js';

describe('READ TRACK INFORMATION of a disc that is complete', () => {
  const { device } = setUp();
  const track = (addressNumberType: number, addressOrNumber: number) =>
    device.sendSync(readTrackInformation, { addressNumberType, addressOrNumber });

  it('finds a track by its number, by an address in it, and by its session', () => {
    const { trackNumber, logicalBlockAddress, sessionNumber } = trackAddressType;
    expect(track(trackNumber, 2).logicalTrackStartAddress).toBe(firstAudioStart);
    expect(track(logicalBlockAddress, firstAudioStart).logicalTrackNumberLsb).toBe(2);
    expect(track(logicalBlockAddress, secondAudioStart + 5).logicalTrackNumberLsb).toBe(3);
    expect(track(sessionNumber, 1).logicalTrackNumberLsb).toBe(1);
  });

  it('says that nothing can be written any more', () => {
    expect(track(trackAddressType.trackNumber, 1)).toMatchObject({
      nwaV: false,
      lraV: true,
      trackMode: 4,
      dataMode: 1,
      logicalTrackSizeBlocks: firstAudioStart - pauseBlocks,
    });
  });

  it('refuses a track that is not there, and an open one where all are closed', () => {
    const ask = (addressOrNumber: number, open = false) =>
      answerOf(device.exchangeSync(readTrackInformation, { addressNumberType: 1, addressOrNumber, open }));
    expect(ask(4)).toBe('5/24/00');
    expect(ask(1, true)).toBe('5/24/00');
    expect(ask(0xff)).toBe('5/24/00');
  });

  it('has its first track from the pause on, and nothing behind its last', () => {
    const at = (addressOrNumber: number, medium?: Medium) =>
      setUp(medium ? { medium } : {}).device.exchangeSync(readTrackInformation, {
        addressNumberType: 0,
        addressOrNumber,
      });
    for (const address of [0xffff_ffff, -150 >>> 0, leadOut - 1]) expect(answerOf(at(address))).toBe('GOOD');
    for (const address of [-151 >>> 0, leadOut, 0x7fff_ffff]) expect(answerOf(at(address))).toBe('5/24/00');
    expect(answerOf(at(99, dvdRamInMemory(100)))).toBe('GOOD');
    for (const address of [100, 0xffff_ffff]) expect(answerOf(at(address, dvdRamInMemory(100)))).toBe('5/24/00');
  });
});

describe('recording commands', () => {
  it('are refused by a medium that cannot be written, or is written in another way: 5/30/02', () => {
    for (const { device } of [setUp(), setUp({ medium: dvdRamInMemory(100) })]) {
      const outcome = device.exchangeSync(closeTrackSession, { closeFunction: 1, logicalTrackNumber: 1 });
      expect(answerOf(outcome)).toBe('5/30/02');
    }
  });
});

describe('READ FORMAT CAPACITIES', () => {
  it('tells of the medium, or that there is none', () => {
    const withMedium = setUp({ medium: dvdRamInMemory(100) }).device.sendSync(readFormatCapacities, {});
    expect(withMedium).toMatchObject({ numberOfBlocks: 100, descriptorType: 2, blockLengthBytes: 2048 });
    expect(setUp({ medium: undefined }).device.sendSync(readFormatCapacities, {})).toMatchObject({ descriptorType: 3 });
  });

  it.each([
    ['cd-r', 359_846],
    ['dvd-r', 2_298_496],
    ['dvd+r-dl', 4_173_824],
  ])('tells that a blank %s is blank, and how much goes onto it', (name, numberOfBlocks) => {
    const { device } = setUp({ medium: recordableMedia[name]!(memoryStore()) });
    expect(device.sendSync(readFormatCapacities, {})).toMatchObject({ numberOfBlocks, descriptorType: 1 });
  });

  it('has to wait for a medium that is being loaded: 2/04/01', () => {
    const { device } = setUp({ becomingReadyMs: 1000 });
    expect(answerOf(device.exchangeSync(readFormatCapacities, {}))).toBe('2/04/01');
  });
});

describe('READ DISC INFORMATION of a disc that is only read', () => {
  it('says that its use is not restricted', () => {
    for (const medium of [mixedDisc(), new Dvd(numberedSource(100))])
      expect(setUp({ medium }).device.sendSync(readDiscInformation, {}).uru).toBe(true);
  });
});

describe('SEND OPC INFORMATION', () => {
  it('takes entries of eight bytes: 5/1A/00', () => {
    const { transport } = setUp({ medium: recordableMedia['cd-r']!(memoryStore()) });
    const send = (length: number) =>
      answerOf(run(transport, [0x54, 0, 0, 0, 0, 0, 0, 0, length, 0], { out: new Uint8Array(length) }).completion);
    expect([send(0), send(8), send(7), send(12)]).toEqual(['GOOD', 'GOOD', '5/1A/00', '5/1A/00']);
  });
});

describe('FORMAT UNIT', () => {
  const whole = '00 23 05 40 98 00 00 00';
  function format(name: string, cdb: string, list: string): [string, string | undefined] {
    const bytes = parseHex(cdb);
    const { completion } = run(setUp({ medium: recordableMedia[name]!(memoryStore()) }).transport, bytes, {
      out: parseHex(list),
    });
    return [answerOf(completion), culpritOf(bytes, completion)];
  }

  it('takes options with FOV, IMMED without too, and one descriptor', () => {
    expect(format('dvd+rw', '04 11 00 00 00 00', `00 82 00 08 ${whole}`)[0]).toBe('GOOD');
    expect(format('dvd+rw', '04 11 00 00 00 00', `00 02 00 08 ${whole}`)[0]).toBe('GOOD');
    expect(format('dvd+rw', '04 11 00 00 00 00', `00 20 00 08 ${whole}`)).toEqual(['5/26/00', 'data 1.5']);
    expect(format('dvd+rw', '04 11 00 00 00 00', `00 88 00 08 ${whole}`)).toEqual(['5/26/00', 'data 1.3']);
    expect(format('dvd+rw', '04 11 00 00 00 00', `00 82 00 10 ${whole}`)).toEqual(['5/26/00', 'data 2']);
  });

  it('is for media that can be formatted: 5/30/06', () => {
    for (const name of ['cd-r', 'dvd-r', 'dvd+r'])
      expect(format(name, '04 11 00 00 00 00', `00 82 00 08 ${whole}`)[0]).toBe('5/30/06');
    expect(format('dvd+rw', '04 17 00 00 00 00', `00 82 00 08 ${whole}`)[0]).toBe('5/30/06');
  });

  it('takes no protection information, long list or interleave, and a list of defects only for DVD-RAM', () => {
    const list = `00 00 00 08 ${whole}`;
    expect(format('dvd+rw', '04 91 00 00 00 00', list)).toEqual(['5/24/00', 'fmtpinfo']);
    expect(format('dvd+rw', '04 31 00 00 00 00', list)).toEqual(['5/24/00', 'longlist']);
    expect(format('dvd+rw', '04 19 00 00 00 00', list)).toEqual(['5/24/00', 'cmpList']);
    expect(format('dvd+rw', '04 11 00 00 01 00', list)).toEqual(['5/24/00', 'interleaveValue']);
    expect(format('dvd-ram', '04 19 00 00 00 00', '00 00 00 08 00 23 05 40 00 00 08 00')[0]).toBe('GOOD');
  });
});

describe('a recording in a file', () => {
  it('begins blank, goes on where it was, and is never made twice', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'discwire-recording-'));
    const path = join(folder, 'ram.disc');
    try {
      const data = new Uint8Array(2048).fill(0x5a);
      await expect(openVirtual(`virtual:${path}`)).rejects.toMatchObject({ kind: 'notFound' });
      {
        await using device = new Device(await openVirtual(`virtual:${path}?new=dvd-ram&power-on=silent`));
        await device.send(write10, { logicalBlockAddress: 7, transferLengthBlocks: 1 }, data);
        await device.send(synchronizeCache10, {});
      }
      await using device = new Device(await openVirtual(`virtual:${path}?power-on=silent`));
      expect(await device.send(read10, { logicalBlockAddress: 7, transferLengthBlocks: 1 })).toEqual(data);
      await expect(openVirtual(`virtual:${path}?new=dvd-ram`)).rejects.toThrow('exists; leave out "new"');
      await expect(openVirtual('virtual:?new=dvd-ram')).rejects.toThrow('"new" is for a file that ends in .disc');
      await using plus = await openVirtual(`virtual:${join(folder, 'plus.disc')}?new=dvd+rw`);
      expect(plus.drive.medium?.kind).toBe('dvd');
      await expect(openVirtual(`virtual:${path}?new=vinyl`)).rejects.toThrow('new cannot be "vinyl"; it takes cd-r, ');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
