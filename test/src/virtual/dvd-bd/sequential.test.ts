import { describe, expect, it } from 'vitest';
import {
  closeFunction,
  decodeSense,
  discStatus,
  multiSession,
  read10,
  readTocFormatted,
  readTocMultiSession,
  sessionState,
  writeType,
} from '../../../../mmc/index.js';
import { answerOf, run } from '../virtual-helpers.js';
import { type Burner, blocksOf, burner, isSame } from './burner.js';

const sequentialMedia = ['dvd-r', 'dvd-r-dl', 'dvd-rw', 'dvd+r', 'dvd+r-dl', 'bd-r', 'bd-r-dl'] as const;

/** A medium, and the drive ready to record it incrementally where the write parameters count. */
function incremental(name: string): Burner {
  const drive = burner(name);
  drive.select({ writeType: writeType.packetOrIncremental, multiSession: multiSession.nextAllowed });
  return drive;
}

const capacities: Readonly<Record<string, number>> = {
  'dvd-r': 2_298_496,
  'dvd-r-dl': 4_171_712,
  'dvd-rw': 2_298_496,
  'dvd+r': 2_295_104,
  'dvd+r-dl': 4_173_824,
  'bd-r': 12_219_392,
  'bd-r-dl': 24_438_784,
};

describe.each(sequentialMedia)('a blank %s', (name) => {
  const ecc = name.startsWith('bd') ? 32 : 16;

  it('has one empty session with one track, which is the invisible one too', () => {
    const { info, track } = incremental(name);
    expect(info()).toMatchObject({ discStatus: discStatus.empty, stateOfLastSession: sessionState.empty });
    const whole = { nwaV: true, blank: true, nextWritableAddress: 0, freeBlocks: capacities[name] };
    expect(track(1)).toMatchObject({ ...whole, logicalTrackSizeBlocks: capacities[name] });
    expect(track(0xff)).toMatchObject({ ...whole, logicalTrackNumberLsb: 1 });
  });

  it('has nothing to read, and no table of contents', () => {
    const { read, device, capacity } = incremental(name);
    expect(capacity()).toBe(1);
    expect(read(0, 1)).toBe('5/21/00');
    expect(answerOf(device.exchangeSync(readTocFormatted, {}))).toBe('5/24/00');
  });

  it('is written where the next write has to be, and nowhere else: 5/21/02', () => {
    const { write, track } = incremental(name);
    expect(write(ecc, blocksOf(1))).toBe('5/21/02');
    expect(write(0, blocksOf(20))).toBe('GOOD');
    expect(write(0, blocksOf(1))).toBe('5/21/02');
    expect(write(20, blocksOf(12))).toBe('GOOD');
    expect(track(1)).toMatchObject({ nextWritableAddress: 32, blank: false, lraV: true, lastRecordedAddress: 31 });
  });

  it('is not written outside of it: 5/21/00', () => {
    const { write } = incremental(name);
    expect(write(capacities[name]!, blocksOf(1))).toBe('5/21/00');
    expect(write(-1, blocksOf(1))).toBe('5/21/00');
  });

  it('fills up the ECC block with zeros when the cache is synchronized', () => {
    const { write, synchronize, contents, track } = incremental(name);
    write(0, blocksOf(3));
    expect(synchronize()).toBe('GOOD');
    expect(track(1).nextWritableAddress).toBe(ecc);
    expect(isSame(contents(0, ecc).subarray(0, 3 * 2048), blocksOf(3))).toBe(true);
    expect(contents(3, ecc - 3).every((byte) => byte === 0)).toBe(true);
  });

  it('closes a track and goes on in the next one of the session', () => {
    const { write, close, track, info } = incremental(name);
    write(0, blocksOf(5));
    expect(close(closeFunction.track, 1)).toBe('GOOD');
    expect(track(1)).toMatchObject({ nwaV: false, logicalTrackSizeBlocks: ecc, sessionNumberLsb: 1 });
    expect(track(2)).toMatchObject({ nextWritableAddress: ecc, sessionNumberLsb: 1, blank: true });
    expect(info()).toMatchObject({ discStatus: discStatus.incomplete, stateOfLastSession: sessionState.incomplete });
    expect(close(closeFunction.track, 1)).toBe('GOOD');
    expect(close(closeFunction.track, 3)).toBe('5/24/00');
  });

  it('closes sessions, tells of them in its table of contents, and reads all of them', () => {
    const { write, synchronize, close, track, info, contents, device } = incremental(name);
    write(0, blocksOf(50, 1));
    synchronize();
    close(closeFunction.track, 1);
    expect(close(closeFunction.session)).toBe('GOOD');
    const next = track(0xff).nextWritableAddress;
    expect(next % ecc).toBe(0);
    write(next, blocksOf(40, 2));
    close(closeFunction.track, 2);
    close(closeFunction.session);
    expect(isSame(contents(0, 50), blocksOf(50, 1))).toBe(true);
    expect(isSame(contents(next, 40), blocksOf(40, 2))).toBe(true);
    expect(info()).toMatchObject({
      discStatus: discStatus.incomplete,
      stateOfLastSession: sessionState.empty,
      numberOfSessionsLsb: 3,
      firstTrackNumberInLastSessionLsb: 3,
    });
    expect(device.sendSync(readTocMultiSession, {})).toMatchObject({
      lastCompleteSessionNumber: 2,
      startAddressOfFirstTrackInLastSession: next,
    });
    const { tracks } = device.sendSync(readTocFormatted, {});
    expect(tracks.map((entry) => entry.trackStartAddress)).toEqual([0, next, next + 48 + (ecc === 32 ? 16 : 0)]);
  });

  it('keeps reserved tracks, each with a next writable address of its own', () => {
    const { reserve, write, track, close } = incremental(name);
    expect(reserve(100)).toBe('GOOD');
    const size = ecc === 32 ? 128 : 112;
    expect(track(1)).toMatchObject({ rt: true, nextWritableAddress: 0, logicalTrackSizeBlocks: size });
    expect(track(2)).toMatchObject({ rt: false, nextWritableAddress: size });
    expect(write(size, blocksOf(32))).toBe('GOOD');
    expect(write(0, blocksOf(32))).toBe('GOOD');
    expect(write(32, blocksOf(size))).toBe('5/63/00');
    expect(close(closeFunction.session)).toBe('5/72/04');
    expect(close(closeFunction.track, 1)).toBe('GOOD');
    expect(track(1)).toMatchObject({ rt: false, logicalTrackSizeBlocks: size, lastRecordedAddress: size - 1 });
    expect(close(closeFunction.session)).toBe('GOOD');
  });

  it('reads zeros where a reserved track was closed before it was full', () => {
    const { reserve, write, contents, close, read } = incremental(name);
    reserve(4096);
    write(0, blocksOf(32));
    expect(read(32, 1)).toBe('5/21/00');
    close(closeFunction.track, 1);
    expect(contents(32, 64).every((byte) => byte === 0)).toBe(true);
    expect(contents(4000, 96).every((byte) => byte === 0)).toBe(true);
  });

  it('refuses reservations that do not fit, or are too many: 5/24/00, 5/72/05', () => {
    const { reserve, write } = incremental(name);
    expect(reserve(0)).toBe('5/24/00');
    expect(reserve(capacities[name]! + 1)).toBe('5/24/00');
    const answers = Array.from({ length: 17 }, () => reserve(ecc));
    const reservations = name.startsWith('dvd-') ? 2 : 15;
    expect(answers.indexOf('5/72/05')).toBe(reservations);
    write(reservations * ecc, blocksOf(ecc));
    expect(reserve(ecc)).toBe('5/2C/00');
  });

  it('has a hole that cannot be read where a reserved track is empty: 3/11/00 with the address', () => {
    const { reserve, write, transport } = incremental(name);
    reserve(ecc * 4);
    write(0, blocksOf(ecc));
    write(ecc * 4, blocksOf(ecc));
    const cdb = read10.encodeCdb({ logicalBlockAddress: ecc - 2, transferLengthBlocks: 4 });
    const { completion } = run(transport, cdb, { in: 4 * 2048 });
    expect([answerOf(completion), completion.transferredBytes]).toEqual(['3/11/00', 2 * 2048]);
    expect(decodeSense(completion.sense)?.information).toBe(BigInt(ecc));
  });

  it('closes nothing where nothing was written', () => {
    const { close, info } = incremental(name);
    expect(close(closeFunction.track, 1)).toBe('GOOD');
    expect(close(closeFunction.session)).toBe('GOOD');
    expect(info().discStatus).toBe(discStatus.empty);
  });
});

describe('closing the disc', () => {
  const finalized = { discStatus: discStatus.finalized, stateOfLastSession: sessionState.complete };

  it.each([
    ['dvd+r', closeFunction.finalizeMinimalRadius],
    ['dvd+r', closeFunction.finalize],
    ['dvd+r-dl', closeFunction.finalizeMinimalRadius],
    ['bd-r', closeFunction.finalize],
  ])('%s with close function %i leaves nothing to write: 7/27/00', (name, code) => {
    const { write, close, info, track, capacity } = incremental(name);
    expect(close(code)).toBe('5/2C/00');
    write(0, blocksOf(64));
    expect(close(code)).toBe('GOOD');
    expect(info()).toMatchObject({ ...finalized, numberOfSessionsLsb: 1, lastTrackNumberInLastSessionLsb: 1 });
    expect(track(1).nwaV).toBe(false);
    expect(capacity()).toBe(64);
    expect(write(64, blocksOf(32))).toBe('7/27/00');
  });

  it('closes an empty session behind others', () => {
    const { write, close, info } = incremental('dvd+r');
    write(0, blocksOf(64));
    close(closeFunction.session);
    expect(close(closeFunction.finalizeMinimalRadius)).toBe('GOOD');
    expect(info()).toMatchObject({ ...finalized, numberOfSessionsLsb: 1 });
  });

  it('is what DVD-R makes of closing a session when mode page 05h says that no other is to come', () => {
    const drive = incremental('dvd-r');
    drive.select({ multiSession: multiSession.none });
    drive.write(0, blocksOf(64));
    expect(drive.close(closeFunction.session)).toBe('GOOD');
    expect(drive.info()).toMatchObject(finalized);
  });

  it.each([
    ['dvd-r', closeFunction.finalize],
    ['dvd-r', closeFunction.stopBackgroundFormat],
    ['dvd+r', closeFunction.finalizeDvdRw],
    ['bd-r', closeFunction.finalizeMinimalRadius],
  ])('%s does not know close function %i', (name, code) => {
    const { write, close } = incremental(name);
    write(0, blocksOf(64));
    expect(close(code)).toBe('5/24/00');
  });
});

describe('DVD-R at once', () => {
  function atOnce(): Burner {
    const drive = burner('dvd-r');
    drive.select({ writeType: writeType.sessionAtOnce, multiSession: multiSession.none });
    return drive;
  }

  it('ends with the cache: the track is as long as it was reserved, and the disc is closed', () => {
    const { reserve, write, synchronize, info, track, capacity, contents } = atOnce();
    expect(reserve(77)).toBe('GOOD');
    expect(write(0, blocksOf(50))).toBe('GOOD');
    expect(write(50, blocksOf(27))).toBe('GOOD');
    expect(synchronize()).toBe('GOOD');
    expect(info()).toMatchObject({ discStatus: discStatus.finalized });
    expect(track(1)).toMatchObject({ packetOrIncremental: false });
    expect(capacity()).toBe(77);
    expect(isSame(contents(0, 50), blocksOf(50))).toBe(true);
  });

  it('takes no more than was reserved', () => {
    const { reserve, write } = atOnce();
    reserve(77);
    write(0, blocksOf(77));
    expect(write(77, blocksOf(1))).toBe('5/21/02');
  });

  it('needs a session of its own: 5/64/00', () => {
    const drive = incremental('dvd-r');
    drive.write(0, blocksOf(16));
    drive.close(closeFunction.track, 1);
    drive.select({ writeType: writeType.sessionAtOnce });
    expect(drive.write(16, blocksOf(16))).toBe('5/64/00');
    drive.select({ writeType: writeType.trackAtOnce });
    expect(drive.write(16, blocksOf(16))).toBe('5/64/00');
  });
});

describe('a test of writing', () => {
  it('goes as if it were recorded, and leaves the disc as it was', () => {
    const drive = incremental('dvd-r');
    drive.select({ testWrite: true });
    expect(drive.reserve(1024)).toBe('GOOD');
    expect(drive.write(0, blocksOf(100))).toBe('GOOD');
    expect(drive.track(1)).toMatchObject({ nextWritableAddress: 100, rt: true });
    expect(drive.synchronize()).toBe('GOOD');
    drive.select({ testWrite: false });
    expect(drive.write(0, blocksOf(16, 3))).toBe('GOOD');
    expect(drive.track(1)).toMatchObject({ nextWritableAddress: 16, rt: false });
    expect(isSame(drive.contents(0, 16), blocksOf(16, 3))).toBe(true);
  });
});

describe('DVD+R', () => {
  it('has fragments, which are not said to be incremental', () => {
    const drive = incremental('dvd+r');
    drive.write(0, blocksOf(16));
    expect(drive.track(1)).toMatchObject({ packetOrIncremental: false, fp: false });
    expect(incremental('dvd-r').track(1)).toMatchObject({ packetOrIncremental: true, fp: false });
  });

  it('tells where its next intro and its lead-out can be, while there can be any', () => {
    const { write, close, info } = incremental('dvd+r');
    expect(info()).toMatchObject({ lastSessionLeadInStartAddress: 0, lastPossibleLeadOutStartAddress: 2_295_104 });
    write(0, blocksOf(16));
    close(closeFunction.session);
    expect(info()).toMatchObject({
      lastSessionLeadInStartAddress: 16 + 1024,
      lastPossibleLeadOutStartAddress: 2_295_104,
    });
    close(closeFunction.finalize);
    expect(info()).toMatchObject({
      lastSessionLeadInStartAddress: 0xffff_ffff,
      lastPossibleLeadOutStartAddress: 0xffff_ffff,
    });
  });

  it('makes one track of the fragments of a session', () => {
    const { write, close, info, track } = incremental('dvd+r');
    write(0, blocksOf(16));
    close(closeFunction.track, 1);
    write(16, blocksOf(32));
    close(closeFunction.session);
    expect(info()).toMatchObject({ numberOfSessionsLsb: 2, firstTrackNumberInLastSessionLsb: 2 });
    expect(track(1)).toMatchObject({ logicalTrackStartAddress: 0, logicalTrackSizeBlocks: 48 });
  });
});

describe('a disc that is full', () => {
  it('cannot be written any more, and is closed for good by closing its session', () => {
    const drive = incremental('dvd+r');
    const blocks = capacities['dvd+r']!;
    expect(drive.reserve(blocks - 32)).toBe('GOOD');
    expect(drive.write(blocks - 32, blocksOf(32))).toBe('GOOD');
    expect(drive.write(blocks, blocksOf(1))).toBe('5/21/00');
    expect(drive.track(2)).toMatchObject({ nwaV: false, freeBlocks: 0 });
    drive.close(closeFunction.track, 1);
    expect(drive.close(closeFunction.session)).toBe('GOOD');
    expect(drive.info().discStatus).toBe(discStatus.finalized);
    expect(drive.capacity()).toBe(blocks);
  });
});
