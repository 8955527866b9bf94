import { describe, expect, it } from 'vitest';
import {
  cdSectorType,
  cdTextPack,
  cdTextPacks,
  completeSector,
  encodeCdText,
  extractSubChannel,
  isSubChannelQRight,
  lbaOfMsf,
  read10,
  readCd,
  readCdMsf,
  readDiscInformation,
  readHeader,
  readPositionQ,
  readTocCdText,
  readTocFormatted,
  readTocMultiSession,
  readTocRaw,
  readTrackInformation,
  sectorFormat,
  subChannel,
  toBytes,
  writeSubHeader,
} from '../../../mmc/index.js';
import { bytesSource, CompactDisc, numberedSource, type TrackInput, toneSource } from '../../../src/virtual/index.js';
import { answerOf, run, setUp } from './virtual-helpers.js';

const dataTrack = (blockCount: number): TrackInput => ({ type: 'mode1', source: numberedSource(blockCount) });
const audioTrack = (blockCount: number): TrackInput => ({
  type: 'audio',
  source: toneSource({ blockCount, hertz: 441 }),
});

/** Audio, then data, as a CD-Extra is; and a third session. */
const threeSessions = (): CompactDisc =>
  new CompactDisc({
    sessions: [
      { tracks: [audioTrack(400), audioTrack(300)] },
      { tracks: [dataTrack(350)], discType: 0x20 },
      { tracks: [dataTrack(320)] },
    ],
  });
const second = 700 + 11_400;
const third = second + 350 + 6900;
const end = third + 320;

/** A sector of every kind of mode 2, whole: form 1, form 2, formless. */
function mode2Sectors(): Uint8Array {
  const sectors = new Uint8Array(3 * 2352);
  for (let i = 0; i < sectors.length; i++) sectors[i] = (i * 7) & 0xff;
  const formats = [sectorFormat.mode2Form1, sectorFormat.mode2Form2, sectorFormat.mode2Formless];
  for (const [i, format] of formats.entries()) {
    const at = i * 2352;
    if (format !== sectorFormat.mode2Formless)
      writeSubHeader(sectors, at, {
        fileNumber: 1,
        channelNumber: 2,
        submode: i === 1 ? 0x20 : 0x08,
        codingInformation: 3,
      });
    completeSector(sectors, at, format, i);
  }
  return sectors;
}

describe('a disc of several sessions', () => {
  it('has a lead-out of 6750 and then of 2250 sectors, a lead-in of 4500 and a pause of 150 between them', () => {
    const disc = threeSessions();
    expect(disc.tracks.map(({ start, pauseStart }) => [pauseStart, start])).toEqual([
      [0, 0],
      [400, 400],
      [second - 150, second],
      [third - 150, third],
    ]);
    expect(disc.sessions.map(({ leadOutStart }) => leadOutStart)).toEqual([700, second + 350, end]);
  });

  it('tells its tracks, and where the last session begins', () => {
    const { device } = setUp({ medium: threeSessions() });
    expect(device.sendSync(readTocFormatted, {}).tracks.map((t) => [t.trackNumber, t.trackStartAddress])).toEqual([
      [1, 0],
      [2, 400],
      [3, second],
      [4, third],
      [0xaa, end],
    ]);
    expect(device.sendSync(readTocMultiSession, {})).toMatchObject({
      firstCompleteSessionNumber: 1,
      lastCompleteSessionNumber: 3,
      firstTrackNumberInLastCompleteSession: 4,
      startAddressOfFirstTrackInLastSession: third,
    });
    expect(device.sendSync(readDiscInformation, {})).toMatchObject({
      numberOfSessionsLsb: 3,
      firstTrackNumberInLastSessionLsb: 4,
      lastTrackNumberInLastSessionLsb: 4,
    });
    expect(device.sendSync(readTrackInformation, { addressNumberType: 1, addressOrNumber: 3 })).toMatchObject({
      sessionNumberLsb: 2,
      logicalTrackStartAddress: second,
      logicalTrackSizeBlocks: 350,
      dataMode: 1,
    });
  });

  it('tells every lead-in, from the session asked for on', () => {
    const { device } = setUp({ medium: threeSessions() });
    const { descriptors } = device.sendSync(readTocRaw, {});
    expect(descriptors.map(({ sessionNumber, point }) => `${sessionNumber}:${point.toString(16)}`)).toEqual([
      '1:a0',
      '1:a1',
      '1:a2',
      '1:1',
      '1:2',
      '1:b0',
      '2:a0',
      '2:a1',
      '2:a2',
      '2:3',
      '2:b0',
      '3:a0',
      '3:a1',
      '3:a2',
      '3:4',
    ]);
    const discTypes = descriptors.filter(({ point }) => point === 0xa0).map(({ psec }) => psec);
    expect(discTypes).toEqual([0, 0x20, 0]);
    // B0h says where the program area of the next session begins: with the pause.
    const next = descriptors
      .filter(({ point }) => point === 0xb0)
      .map(({ min: minute, sec, frame }) => lbaOfMsf({ minute, second: sec, frame }));
    expect(next).toEqual([second - 150, third - 150]);
    expect(device.sendSync(readTocRaw, { trackSessionNumber: 3 }).descriptors.length).toBe(4);
    expect(answerOf(device.exchangeSync(readTocRaw, { trackSessionNumber: 4 }))).toBe('5/24/00');
  });

  it('cannot be read between its sessions, and reading stops where one ends', () => {
    const { transport, device } = setUp({ medium: threeSessions() });
    expect(
      answerOf(
        device.exchangeSync(readCd, { startingLogicalBlockAddress: 700, transferLengthBlocks: 1, userData: true }),
      ),
    ).toBe('5/21/00');
    expect(answerOf(device.exchangeSync(read10, { logicalBlockAddress: second + 350, transferLengthBlocks: 1 }))).toBe(
      '5/21/00',
    );
    const cdb = readCd.encodeCdb({ startingLogicalBlockAddress: 698, transferLengthBlocks: 4, userData: true });
    const { completion } = run(transport, cdb, { in: 4 * 2352 });
    expect([answerOf(completion), completion.transferredBytes]).toEqual(['5/21/00', 2 * 2352]);
    expect(device.sendSync(read10, { logicalBlockAddress: second, transferLengthBlocks: 350 }).length).toBe(350 * 2048);
  });

  it('takes addresses that are given', () => {
    const disc = new CompactDisc({
      firstTrackNumber: 3,
      sessions: [
        {
          tracks: [
            { ...dataTrack(300), start: 0 },
            { ...dataTrack(300), start: 450 },
          ],
          leadOutStart: 800,
        },
        { tracks: [{ ...dataTrack(10), start: 20_000 }] },
      ],
    });
    expect(disc.tracks.map((t) => [t.number, t.pauseStart, t.start, t.end])).toEqual([
      [3, 0, 0, 300],
      [4, 300, 450, 800],
      [5, 19_850, 20_000, 20_010],
    ]);
    const { device } = setUp({ medium: disc });
    expect(device.sendSync(readTocFormatted, {})).toMatchObject({ firstTrackNumber: 3, lastTrackNumber: 5 });
  });

  it.each([
    [
      () => new CompactDisc({ tracks: [dataTrack(300), { ...dataTrack(10), start: 299 }] }),
      'track 2 begins at 299, and what is before it ends at 300',
    ],
    [() => new CompactDisc({ sessions: [{ tracks: [dataTrack(300)] }, { tracks: [] }] }), 'session 2 has no track'],
    [
      () => new CompactDisc({ tracks: [dataTrack(300)], leadOutStart: 299 }),
      'track 1 ends at 300, and its lead-out starts at 299',
    ],
    [
      () => new CompactDisc({ firstTrackNumber: 99, tracks: [dataTrack(300), dataTrack(300)] }),
      '1 to 99 tracks, not 2 from 99 on',
    ],
    [() => new CompactDisc({ tracks: [dataTrack(300)], cdTextPacks: new Uint8Array(17) }), '17 bytes of CD-TEXT'],
  ])('refuses what cannot be: %#', (make, message) => {
    expect(make).toThrow(RangeError);
    expect(make).toThrow(message);
  });
});

describe('a track in mode 2', () => {
  const whole = mode2Sectors();
  const disc = (): CompactDisc => new CompactDisc({ tracks: [{ type: 'mode2Xa', source: bytesSource(whole, 2352) }] });

  it.each([
    ['everything', 0xf8, [2352, 2352, 2352], [0, 0, 0]],
    ['user data', 0x10, [2048, 2328, 2336], [24, 24, 16]],
    ['the header', 0x20, [4, 4, 4], [12, 12, 12]],
    ['the sub-header', 0x40, [8, 8, 0], [16, 16, 16]],
    ['sub-header and user data', 0x50, [2056, 2336, 2336], [16, 16, 16]],
    ['EDC and ECC behind user data', 0x18, [2328, 2328, 2336], [24, 24, 16]],
  ] as const)('gives %s of each sector as its form has it', (_what, selection, lengths, starts) => {
    const { transport } = setUp({ medium: disc() });
    const { completion, data } = run(transport, [0xbe, 0, 0, 0, 0, 0, 0, 0, 3, selection, 0, 0], { in: 3 * 2352 });
    const expected = lengths.flatMap((length, i) => [
      ...whole.subarray(i * 2352 + starts[i]!, i * 2352 + starts[i]! + length),
    ]);
    expect(answerOf(completion)).toBe('GOOD');
    expect([...data.subarray(0, completion.transferredBytes)]).toEqual(expected);
  });

  it('gives only the sectors of the type that is expected', () => {
    const { device, transport } = setUp({ medium: disc() });
    const types = [cdSectorType.mode2Form1, cdSectorType.mode2Form2, cdSectorType.mode2Formless];
    for (const [lba, type] of types.entries())
      for (const expectedSectorType of [1, 2, 3, 4, 5])
        expect(
          answerOf(
            device.exchangeSync(readCd, {
              startingLogicalBlockAddress: lba,
              transferLengthBlocks: 1,
              expectedSectorType,
              userData: true,
            }),
          ),
        ).toBe(type === expectedSectorType ? 'GOOD' : '5/64/00');
    const { completion } = run(transport, [0xbe, 4 << 2, 0, 0, 0, 0, 0, 0, 3, 0x10, 0, 0], { in: 3 * 2352 });
    expect([answerOf(completion), completion.transferredBytes]).toEqual(['5/64/00', 2048]);
  });

  it('gives READ(10) the 2048 bytes of form 1, and nothing of what has others', () => {
    const { device, transport } = setUp({ medium: disc() });
    expect(device.sendSync(read10, { logicalBlockAddress: 0, transferLengthBlocks: 1 })).toEqual(whole.slice(24, 2072));
    expect(answerOf(device.exchangeSync(read10, { logicalBlockAddress: 1, transferLengthBlocks: 1 }))).toBe('5/64/00');
    const { completion } = run(transport, [0x28, 0, 0, 0, 0, 0, 0, 0, 2, 0], { in: 4096 });
    expect([answerOf(completion), completion.transferredBytes]).toEqual(['5/64/00', 2048]);
  });

  it('tells its mode and its address', () => {
    const { device } = setUp({ medium: disc() });
    expect(device.sendSync(readHeader, { logicalBlockAddress: 2, msf: true })).toEqual({
      cdRomDataMode: 2,
      cdRomAddress: 0x000202,
    });
    expect(device.sendSync(readTrackInformation, { addressNumberType: 1, addressOrNumber: 1 }).dataMode).toBe(2);
    // The pause before the first track.
    expect(device.sendSync(readHeader, { logicalBlockAddress: 0xffff_ffff, msf: true }).cdRomAddress).toBe(0x00014a);
    expect(device.sendSync(readHeader, { logicalBlockAddress: 0xffff_ffff }).cdRomAddress).toBe(0xffff_ffff);
    // Disc type in point A0h: CD-ROM XA.
    expect(device.sendSync(readTocRaw, {}).descriptors[0]).toMatchObject({ point: 0xa0, psec: 0x20 });
  });

  it.each([
    ['mode2Form1', 2048, 24],
    ['mode2Form2', 2324, 24],
    ['mode2Formless', 2336, 16],
    ['mode2Xa', 2336, 16],
  ] as const)('%s of %d bytes a block is made whole', (type, bytes, at) => {
    const format = { mode2Form1: 0, mode2Form2: 1, mode2Formless: 2, mode2Xa: 0 }[type];
    const sector = whole.subarray(format * 2352, (format + 1) * 2352);
    const medium = new CompactDisc({ tracks: [{ type, source: bytesSource(sector.slice(at, at + bytes), bytes) }] });
    const made = setUp({ medium }).device.sendSync(readCd, {
      startingLogicalBlockAddress: 0,
      transferLengthBlocks: 1,
      sync: true,
      headerCodes: 3,
      userData: true,
      edcAndEcc: true,
    });
    const expected = sector.slice();
    if (bytes < 2336)
      writeSubHeader(expected, 0, {
        fileNumber: 0,
        channelNumber: 0,
        submode: type === 'mode2Form1' ? 8 : 0x20,
        codingInformation: 0,
      });
    completeSector(
      expected,
      0,
      ([sectorFormat.mode2Form1, sectorFormat.mode2Form2, sectorFormat.mode2Formless] as const)[format]!,
      0,
    );
    expect(made).toEqual(expected);
  });
});

describe('READ CD MSF', () => {
  it('reads from one time to before another', () => {
    const { device, transport } = setUp();
    const times = { startingM: 0, startingS: 2, startingF: 16, endingM: 0, endingS: 2, endingF: 19 };
    expect(device.sendSync(readCdMsf, { ...times, userData: true })).toEqual(
      device.sendSync(readCd, { startingLogicalBlockAddress: 16, transferLengthBlocks: 3, userData: true }),
    );
    expect(answerOf(device.exchangeSync(readCdMsf, { ...times, endingF: 15, userData: true }))).toBe('5/24/00');
    expect(answerOf(run(transport, [0xb9, 0, 0, 0, 60, 0, 0, 2, 0, 0x10, 0, 0], { in: 2352 }).completion)).toBe(
      '5/24/00',
    );
  });
});

describe('sub-channels', () => {
  it('come from the image where it has them, R to W as well', () => {
    const raw = Uint8Array.from({ length: 96 * 300 }, (_, i) => (i * 31) & 0xff);
    const medium = new CompactDisc({ tracks: [{ ...dataTrack(300), subChannels: bytesSource(raw, 96) }] });
    const { device } = setUp({ medium });
    const read = (lba: number, subChannelSelection: number) =>
      device.sendSync(readCd, { startingLogicalBlockAddress: lba, transferLengthBlocks: 1, subChannelSelection });
    expect(read(17, 1)).toEqual(raw.slice(17 * 96, 18 * 96));
    const q = new Uint8Array(12);
    extractSubChannel(raw, 17 * 96, subChannel.q, q, 0);
    expect(read(17, 2).subarray(0, 12)).toEqual(q);
  });

  it('say in every session where they are', () => {
    const { device } = setUp({ medium: threeSessions() });
    const position = { control: 0, trackNumber: 0, index: 0, relativeAddress: 0, logicalBlockAddress: 0 };
    for (const [lba, track, index, relative] of [
      [second - 1, 3, 0, -1],
      [second + 5, 3, 1, 5],
      [third + 5, 4, 1, 5],
    ] as const) {
      const q = device.sendSync(readCd, {
        startingLogicalBlockAddress: lba,
        transferLengthBlocks: 1,
        subChannelSelection: 2,
      });
      expect(isSubChannelQRight(q)).toBe(true);
      expect(readPositionQ(q, 0, position)).toBe(true);
      expect(position).toMatchObject({
        trackNumber: track,
        index,
        relativeAddress: relative,
        logicalBlockAddress: lba,
      });
    }
  });
});

describe('CD-TEXT', () => {
  const packs = encodeCdText([
    {
      blockNumber: 0,
      characterCode: 0,
      languageCode: 9,
      copyrightFlags: 0,
      firstTrackNumber: 1,
      lastTrackNumber: 1,
      disc: { title: 'Disc' },
      tracks: new Map([[1, { title: 'Track' }]]),
    },
  ]);

  it('is what the lead-in has', () => {
    const medium = new CompactDisc({ tracks: [audioTrack(400)], cdTextPacks: toBytes(cdTextPacks, { packs }) });
    expect(
      setUp({ medium })
        .device.sendSync(readTocCdText, {})
        .packs.map((pack) => toBytes(cdTextPack, pack)),
    ).toEqual(packs.map((pack) => toBytes(cdTextPack, pack)));
  });

  it('is refused where there is none', () => {
    expect(answerOf(setUp().device.exchangeSync(readTocCdText, {}))).toBe('5/24/00');
  });
});
