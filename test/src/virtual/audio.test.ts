import { describe, expect, it } from 'vitest';
import {
  addressOfMsf,
  audioStatus,
  cdAudioControl,
  hex,
  mechanismState,
  mechanismStatus,
  modePageOf,
  modeSelect10,
  msfOfLba,
  pauseResume,
  playAudio10,
  playAudioMsf,
  read10,
  readSubChannelAudioStatus,
  readSubChannelCurrentPosition,
  readSubChannelIsrc,
  readSubChannelMediaCatalogNumber,
  startStopUnit,
  stopPlayScan,
} from '../../../mmc/index.js';
import type { Device } from '../../../src/device/index.js';
import { CompactDisc, Dvd, numberedSource, toneSource } from '../../../src/virtual/index.js';
import {
  answerOf,
  dataBlocks,
  firstAudioBlocks,
  firstAudioStart,
  leadOut,
  plainDisc,
  run,
  secondAudioStart,
  setUp,
} from './virtual-helpers.js';

const statusOf = (device: Device): number => device.sendSync(readSubChannelAudioStatus, {}).audioStatus;
const addressOf = (device: Device): number => device.sendSync(readSubChannelCurrentPosition, {}).absoluteCdAddress;
const play = (device: Device, startingLogicalBlockAddress: number, playLengthBlocks: number): string =>
  answerOf(device.exchangeSync(playAudio10, { startingLogicalBlockAddress, playLengthBlocks }));

describe('PLAY AUDIO(10)', () => {
  it('plays 75 blocks a second', () => {
    const { device, clock } = setUp();
    expect(play(device, firstAudioStart, 300)).toBe('GOOD');
    expect([statusOf(device), addressOf(device)]).toEqual([audioStatus.playing, firstAudioStart]);
    clock.advance(1000);
    expect([statusOf(device), addressOf(device)]).toEqual([audioStatus.playing, firstAudioStart + 75]);
    clock.advance(500);
    expect(addressOf(device)).toBe(firstAudioStart + 112);
    expect(device.sendSync(mechanismStatus, {})).toMatchObject({
      mechanismState: mechanismState.playing,
      currentLba: firstAudioStart + 112,
    });
  });

  it('tells once that it ended, and after that that there is no status', () => {
    const { device, clock } = setUp();
    play(device, firstAudioStart, 75);
    clock.advance(60_000);
    expect([statusOf(device), statusOf(device)]).toEqual([audioStatus.completed, audioStatus.none]);
    expect(addressOf(device)).toBe(firstAudioStart + 75);
  });

  it('plays on over the end of a track', () => {
    const { device, clock } = setUp();
    play(device, firstAudioStart, 700);
    clock.advance(9000);
    expect(device.sendSync(readSubChannelCurrentPosition, {})).toMatchObject({
      audioStatus: audioStatus.playing,
      trackNumber: 3,
      indexNumber: 0,
    });
  });

  it('ends with the track where mode page 0Eh says so', () => {
    const { device, clock } = setUp();
    const page = modePageOf(cdAudioControl, {
      immed: true,
      sotc: true,
      logicalBlocksPerSecondOfAudioPlayback: 75,
      outputPort0ChannelSelection: 1,
      outputPort1ChannelSelection: 2,
    });
    device.sendSync(modeSelect10, {}, { pages: [page] });
    play(device, firstAudioStart, 700);
    clock.advance(60_000);
    expect(addressOf(device)).toBe(firstAudioStart + firstAudioBlocks);
    expect(statusOf(device)).toBe(audioStatus.none);
  });

  it('goes on from where the pick-up is', () => {
    const { device, clock } = setUp();
    play(device, firstAudioStart, 300);
    clock.advance(1000);
    expect(play(device, 0xffffffff, 10)).toBe('GOOD');
    expect(addressOf(device)).toBe(firstAudioStart + 75);
  });

  it('plays nothing for a length of zero', () => {
    const { device } = setUp();
    expect(play(device, firstAudioStart, 0)).toBe('GOOD');
    expect(statusOf(device)).toBe(audioStatus.none);
  });

  it('refuses data (5/64/00), and addresses that there are not (5/21/00)', () => {
    const { device } = setUp();
    expect(play(device, 0, 10)).toBe('5/64/00');
    expect(play(device, dataBlocks - 1, 10)).toBe('5/64/00');
    expect(play(device, leadOut, 1)).toBe('5/21/00');
    expect(play(device, leadOut - 1, 2)).toBe('5/21/00');
  });

  it('refuses a DVD: 5/30/02', () => {
    const { device } = setUp({ medium: new Dvd(numberedSource(500)) });
    expect(play(device, 0, 10)).toBe('5/30/02');
  });

  it('is ended by reading, by stopping the disc, and by opening the tray', () => {
    for (const end of ['read', 'stop', 'open'] as const) {
      const { device, drive } = setUp();
      play(device, firstAudioStart, 300);
      if (end === 'read') device.sendSync(read10, { logicalBlockAddress: 0, transferLengthBlocks: 4 });
      else if (end === 'stop') device.sendSync(startStopUnit, {});
      else {
        drive.pressEjectButton();
        drive.pressEjectButton();
        answerOf(device.exchangeSync(readSubChannelAudioStatus, {}));
      }
      expect([end, statusOf(device)]).toEqual([end, audioStatus.none]);
    }
  });
});

describe('PLAY AUDIO MSF', () => {
  const times = (start: number, end: number) => {
    const [s, e] = [msfOfLba(start), msfOfLba(end)];
    return {
      startingM: s.minute,
      startingS: s.second,
      startingF: s.frame,
      endingM: e.minute,
      endingS: e.second,
      endingF: e.frame,
    };
  };

  it('plays up to the ending time, which is not played', () => {
    const { device, clock } = setUp();
    device.sendSync(playAudioMsf, times(firstAudioStart, firstAudioStart + 75));
    clock.advance(999);
    expect(statusOf(device)).toBe(audioStatus.playing);
    clock.advance(1);
    expect(statusOf(device)).toBe(audioStatus.completed);
  });

  it('takes FFh, FFh, FFh for where the pick-up is', () => {
    const { device, clock } = setUp();
    device.sendSync(playAudioMsf, times(firstAudioStart, leadOut));
    clock.advance(1000);
    const current = { startingM: 0xff, startingS: 0xff, startingF: 0xff };
    device.sendSync(playAudioMsf, { ...times(0, leadOut), ...current });
    expect(addressOf(device)).toBe(firstAudioStart + 75);
  });

  it('plays nothing where start and end are the same', () => {
    const { device } = setUp();
    device.sendSync(playAudioMsf, times(firstAudioStart, firstAudioStart));
    expect(statusOf(device)).toBe(audioStatus.none);
  });

  it('ends at the lead-out: 5/21/00 behind it', () => {
    const { device } = setUp();
    expect(answerOf(device.exchangeSync(playAudioMsf, times(firstAudioStart, leadOut)))).toBe('GOOD');
    expect(answerOf(device.exchangeSync(playAudioMsf, times(firstAudioStart, leadOut + 1)))).toBe('5/21/00');
  });
});

describe('audio that runs into data', () => {
  it('stops there with an error, which is told once', () => {
    const audioThenData = new CompactDisc({
      tracks: [
        { type: 'audio', source: toneSource({ blockCount: 75, hertz: 441 }) },
        { type: 'mode1', source: numberedSource(300) },
      ],
    });
    const { device, clock } = setUp({ medium: audioThenData });
    expect(play(device, 0, 100)).toBe('GOOD');
    clock.advance(5000);
    expect([statusOf(device), statusOf(device)]).toEqual([audioStatus.stoppedByError, audioStatus.none]);
    expect(addressOf(device)).toBe(75);
  });
});

describe('PAUSE/RESUME', () => {
  it('holds the position while the clock goes on', () => {
    const { device, clock } = setUp();
    play(device, firstAudioStart, 300);
    clock.advance(1000);
    device.sendSync(pauseResume, { resume: false });
    clock.advance(60_000);
    expect([statusOf(device), addressOf(device)]).toEqual([audioStatus.paused, firstAudioStart + 75]);
    device.sendSync(pauseResume, { resume: true });
    clock.advance(2000);
    expect([statusOf(device), addressOf(device)]).toEqual([audioStatus.playing, firstAudioStart + 225]);
    clock.advance(1000);
    expect(statusOf(device)).toBe(audioStatus.completed);
  });

  it('may be repeated', () => {
    const { device } = setUp();
    play(device, firstAudioStart, 300);
    for (const resume of [false, false, true, true])
      expect(answerOf(device.exchangeSync(pauseResume, { resume }))).toBe('GOOD');
  });

  it('needs something that is played: 5/2C/00', () => {
    const { device, clock } = setUp();
    for (const resume of [false, true]) expect(answerOf(device.exchangeSync(pauseResume, { resume }))).toBe('5/2C/00');
    play(device, firstAudioStart, 75);
    clock.advance(1000);
    expect(answerOf(device.exchangeSync(pauseResume, { resume: false }))).toBe('5/2C/00');
  });
});

describe('STOP PLAY/SCAN', () => {
  it('ends audio play, playing or paused, and leaves the pick-up there', () => {
    for (const isPaused of [false, true]) {
      const { device, clock } = setUp({ stopPlayScanWhenIdle: 'illegalRequest' });
      play(device, firstAudioStart, 300);
      clock.advance(1000);
      if (isPaused) device.sendSync(pauseResume, { resume: false });
      expect(answerOf(device.exchangeSync(stopPlayScan, {}))).toBe('GOOD');
      expect([statusOf(device), addressOf(device)]).toEqual([audioStatus.none, firstAudioStart + 75]);
    }
  });

  it('on an idle drive is GOOD or 5/2C/00, as the drive is made', () => {
    expect(answerOf(setUp().device.exchangeSync(stopPlayScan, {}))).toBe('GOOD');
    const strict = setUp({ stopPlayScanWhenIdle: 'illegalRequest' });
    expect(answerOf(strict.device.exchangeSync(stopPlayScan, {}))).toBe('5/2C/00');
    play(strict.device, firstAudioStart, 75);
    strict.clock.advance(1000);
    expect(answerOf(strict.device.exchangeSync(stopPlayScan, {}))).toBe('5/2C/00');
  });
});

describe('READ SUB-CHANNEL', () => {
  it('without SUBQ is four bytes', () => {
    const { transport } = setUp();
    const { completion, data } = run(transport, [0x42, 0, 0, 1, 0, 0, 0, 0, 16, 0], { in: 16 });
    expect(hex(data.subarray(0, completion.transferredBytes))).toBe('00 15 00 00');
  });

  it('tells the position as block addresses, negative in the pause of a track', () => {
    const { device, transport } = setUp();
    play(device, secondAudioStart - 10, 5);
    const { data } = run(transport, [0x42, 0, 0x40, 1, 0, 0, 0, 0, 16, 0], { in: 16 });
    expect(hex(data)).toBe(`00 11 00 0C 01 11 03 00 ${hex(u32(secondAudioStart - 10))} FF FF FF F6`);
  });

  it('tells it as times where they are asked for; in a pause they count down to zero', () => {
    const { device } = setUp();
    const position = (lba: number) => {
      play(device, lba, 1);
      return device.sendSync(readSubChannelCurrentPosition, { msf: true });
    };
    expect(position(secondAudioStart + 80)).toMatchObject({
      indexNumber: 1,
      absoluteCdAddress: addressOfMsf(msfOfLba(secondAudioStart + 80)),
      trackRelativeCdAddress: 0x000105,
    });
    expect(position(secondAudioStart - 1)).toMatchObject({ indexNumber: 0, trackRelativeCdAddress: 0 });
    expect(position(secondAudioStart + 225)).toMatchObject({ indexNumber: 2, trackRelativeCdAddress: 0x000300 });
  });

  it('after a read is behind what was read', () => {
    const { device } = setUp();
    device.sendSync(read10, { logicalBlockAddress: 10, transferLengthBlocks: 5 });
    expect(device.sendSync(readSubChannelCurrentPosition, {})).toMatchObject({
      audioStatus: audioStatus.none,
      control: 4,
      trackNumber: 1,
      absoluteCdAddress: 15,
    });
  });

  it('tells the media catalog number, if there is one', () => {
    expect(setUp().device.sendSync(readSubChannelMediaCatalogNumber, {})).toMatchObject({
      subChannelDataLength: 20,
      mcval: true,
      mediaCatalogNumber: '4988006116269',
    });
    expect(setUp({ medium: plainDisc() }).device.sendSync(readSubChannelMediaCatalogNumber, {})).toMatchObject({
      subChannelDataLength: 20,
      mcval: false,
    });
  });

  it('tells the ISRC of a track, if it has one', () => {
    const { device } = setUp();
    expect(device.sendSync(readSubChannelIsrc, { trackNumber: 2 })).toMatchObject({
      subChannelDataLength: 20,
      trackNumber: 2,
      tcval: true,
      isrc: 'GBAYE6700149',
    });
    expect(device.sendSync(readSubChannelIsrc, { trackNumber: 1 })).toMatchObject({ trackNumber: 1, tcval: false });
  });
});

const u32 = (value: number): Uint8Array => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
