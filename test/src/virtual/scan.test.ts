import { describe, expect, it } from 'vitest';
import {
  addressOfMsf,
  audioStatus,
  mechanismState,
  mechanismStatus,
  msfOfLba,
  pauseResume,
  playAudio12,
  playAudioTrackIndex,
  readSubChannelAudioStatus,
  readSubChannelCurrentPosition,
  scan,
  scanType,
  seek10,
  verify10,
  verify12,
} from '../../../mmc/index.js';
import {
  answerOf,
  dataBlocks,
  firstAudioStart,
  leadOut,
  type Setup,
  secondAudioStart,
  setUp,
} from './virtual-helpers.js';

const statusOf = ({ device }: Setup): number => device.sendSync(readSubChannelAudioStatus, {}).audioStatus;
const addressOf = ({ device }: Setup): number => device.sendSync(readSubChannelCurrentPosition, {}).absoluteCdAddress;
const stateOf = ({ device }: Setup): number => device.sendSync(mechanismStatus, {}).mechanismState;

describe('SCAN', () => {
  it('goes over the disc eight times as fast as play, to the end of the audio', () => {
    const setup = setUp();
    setup.device.sendSync(scan, { scanStartingAddress: firstAudioStart });
    setup.clock.advance(1000);
    expect(addressOf(setup)).toBe(firstAudioStart + 600);
    expect([statusOf(setup), stateOf(setup)]).toEqual([audioStatus.playing, mechanismState.scanning]);
    setup.clock.advance(60_000);
    expect([statusOf(setup), addressOf(setup)]).toEqual([audioStatus.completed, leadOut]);
  });

  it('goes backwards with DIRECT, to where the audio begins', () => {
    const setup = setUp();
    setup.device.sendSync(scan, { scanStartingAddress: secondAudioStart, direct: true });
    setup.clock.advance(500);
    expect(addressOf(setup)).toBe(secondAudioStart - 300);
    setup.clock.advance(60_000);
    expect(addressOf(setup)).toBe(dataBlocks);
  });

  it('begins at an address, a time or a track', () => {
    const from = (type: number, scanStartingAddress: number) => {
      const setup = setUp();
      return [answerOf(setup.device.exchangeSync(scan, { type, scanStartingAddress })), addressOf(setup)];
    };
    expect(from(scanType.msf, addressOfMsf(msfOfLba(secondAudioStart)))).toEqual(['GOOD', secondAudioStart]);
    expect(from(scanType.trackNumber, 2)).toEqual(['GOOD', firstAudioStart]);
    expect(from(scanType.trackNumber, 9)[0]).toBe('5/24/00');
    expect(from(scanType.logicalBlockAddress, 10)[0]).toBe('5/64/00');
    expect(from(scanType.logicalBlockAddress, leadOut)[0]).toBe('5/21/00');
    expect(from(3, 0)[0]).toBe('5/24/00');
  });

  it('is play again after a pause', () => {
    const setup = setUp();
    setup.device.sendSync(scan, { scanStartingAddress: firstAudioStart });
    setup.clock.advance(500);
    setup.device.sendSync(pauseResume, { resume: false });
    setup.device.sendSync(pauseResume, { resume: true });
    setup.clock.advance(1000);
    expect(addressOf(setup)).toBe(firstAudioStart + 300 + 75);
    expect(stateOf(setup)).toBe(mechanismState.playing);
  });
});

describe('PLAY AUDIO(12) and PLAY AUDIO TRACK INDEX', () => {
  it('play a length', () => {
    const setup = setUp();
    setup.device.sendSync(playAudio12, { startingLogicalBlockAddress: firstAudioStart, playLengthBlocks: 75 });
    setup.clock.advance(999);
    expect(statusOf(setup)).toBe(audioStatus.playing);
    setup.clock.advance(2);
    expect([statusOf(setup), addressOf(setup)]).toEqual([audioStatus.completed, firstAudioStart + 75]);
  });

  it('play from one index to the end of another', () => {
    const setup = setUp();
    const play = (startingTrack: number, startingIndex: number, endingTrack: number, endingIndex: number) =>
      answerOf(
        setup.device.exchangeSync(playAudioTrackIndex, { startingTrack, startingIndex, endingTrack, endingIndex }),
      );
    expect(play(3, 1, 3, 1)).toBe('GOOD');
    expect(addressOf(setup)).toBe(secondAudioStart);
    setup.clock.advance(60_000);
    expect(addressOf(setup)).toBe(secondAudioStart + 225);
    expect(play(2, 1, 99, 99)).toBe('GOOD');
    setup.clock.advance(60_000);
    expect(addressOf(setup)).toBe(leadOut);
    expect(play(9, 1, 9, 1)).toBe('5/24/00');
    expect(play(3, 1, 2, 1)).toBe('5/24/00');
    expect(play(1, 1, 1, 1)).toBe('5/64/00');
  });
});

describe('SEEK(10) and VERIFY', () => {
  it('move the pick-up, and end what plays', () => {
    const setup = setUp();
    setup.device.sendSync(playAudio12, { startingLogicalBlockAddress: firstAudioStart, playLengthBlocks: 75 });
    setup.device.sendSync(seek10, { logicalBlockAddress: 20 });
    expect([statusOf(setup), addressOf(setup)]).toEqual([audioStatus.none, 20]);
    setup.device.sendSync(verify10, { logicalBlockAddress: 0, verificationLengthBlocks: 40 });
    expect(addressOf(setup)).toBe(40);
    setup.device.sendSync(verify12, { logicalBlockAddress: 40, verificationLengthBlocks: 60 });
    expect(addressOf(setup)).toBe(100);
  });

  it.each([verify10, verify12])('stay on the disc, and $name in its data', (command) => {
    const { device } = setUp();
    expect(answerOf(device.exchangeSync(seek10, { logicalBlockAddress: leadOut }))).toBe('5/21/00');
    const verify = (logicalBlockAddress: number, verificationLengthBlocks: number) =>
      answerOf(device.exchangeSync(command, { logicalBlockAddress, verificationLengthBlocks }));
    expect(verify(leadOut - 1, 2)).toBe('5/21/00');
    expect(verify(firstAudioStart, 1)).toBe('5/64/00');
    expect(verify(0, 0)).toBe('GOOD');
  });
});
