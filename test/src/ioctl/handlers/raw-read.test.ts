import { describe, expect, it } from 'vitest';
import { cdSectorType, hex, readCd, readCdSectorBytes, toBytes } from '../../../../mmc/index.js';
import { Device } from '../../../../src/device/index.js';
import {
  controlCode,
  ntStatus,
  ntStatusName,
  openCdrom,
  rawReadInfo,
  type TrackMode,
  trackModeType,
} from '../../../../src/ioctl/index.js';
import { good, type Reply, ScriptedTransport } from '../../../helpers/scripted-transport.js';
import { replies } from '../rows/notation.js';

function setUp(...script: Reply[]) {
  const transport = new ScriptedTransport(...script);
  return { transport, handle: openCdrom(new Device(transport)) };
}
const everything = { c2Pointers: true, subCode: true };

/** CDB and sector length of each mode, from RAW_READ_INFO's documentation and READ CD's byte 9 and 10. */
const modes: [TrackMode, cdb: string, sectorBytes: number, sectorType: number][] = [
  ['yellowMode2', 'BE 0C 00 00 01 00 00 00 02 B0 00 00', 2352, cdSectorType.mode2Formless],
  ['xaForm2', 'BE 14 00 00 01 00 00 00 02 F0 00 00', 2352, cdSectorType.mode2Form2],
  ['cdda', 'BE 04 00 00 01 00 00 00 02 F0 00 00', 2352, cdSectorType.cdDa],
  ['rawWithC2AndSubCode', 'BE 00 00 00 01 00 00 00 02 F4 01 00', 2744, cdSectorType.cdDa],
  ['rawWithC2', 'BE 00 00 00 01 00 00 00 02 F4 00 00', 2648, cdSectorType.cdDa],
  ['rawWithSubCode', 'BE 00 00 00 01 00 00 00 02 F0 01 00', 2448, cdSectorType.cdDa],
];

describe('IOCTL_CDROM_RAW_READ', () => {
  it.each(modes)('reads %s with READ CD', async (trackMode, cdb, sectorBytes, sectorType) => {
    const { handle, transport } = setUp({ data: new Uint8Array(2 * sectorBytes).fill(5) });
    handle.state.rawReadCapabilities = everything;
    const result = await handle.rawRead({ logicalBlockAddress: 256, sectorCount: 2, trackMode });
    expect(result).toMatchObject({ ntStatus: ntStatus.STATUS_SUCCESS, information: 2 * sectorBytes });
    expect(result.output).toEqual(new Uint8Array(2 * sectorBytes).fill(5));
    expect(transport.sent.map((sent) => hex(sent.cdb))).toEqual([cdb]);
    // What the CDB selects of a sector is as long as the control code promises.
    expect(readCdSectorBytes(readCd.decodeCdb(transport.sent[0]!.cdb), sectorType)).toBe(sectorBytes);
  });

  it('counts addresses in units of 2048 bytes and drops what is left over', async () => {
    const { handle, transport } = setUp({ data: new Uint8Array(2352) });
    const input = toBytes(rawReadInfo, {
      diskOffset: 5n * 2048n + 2047n,
      sectorCount: 1,
      trackMode: trackModeType.cdda,
    });
    await handle.ioctl(controlCode.IOCTL_CDROM_RAW_READ, input, 2352);
    expect(hex(transport.sent[0]!.cdb)).toBe('BE 04 00 00 00 05 00 00 01 F0 00 00');
  });

  it('says how much came where the drive sends less', async () => {
    const { handle } = setUp({ data: new Uint8Array(1000) });
    const result = await handle.rawRead({ logicalBlockAddress: 0, sectorCount: 1, trackMode: 'cdda' });
    expect([result.information, result.output.length]).toEqual([1000, 1000]);
  });

  it('is not allowed while the volume is to be verified, except for who verifies it', async () => {
    const { handle, transport } = setUp({ data: new Uint8Array(2352) });
    handle.state.verifyRequired = true;
    const parameters = { logicalBlockAddress: 0, sectorCount: 1, trackMode: 'cdda' } as const;
    expect((await handle.rawRead(parameters)).ntStatus).toBe(ntStatus.STATUS_VERIFY_REQUIRED);
    expect(transport.sent).toEqual([]);
    const overriding = await handle.rawRead(parameters, { overrideVerifyVolume: true });
    expect(overriding.ntStatus).toBe(ntStatus.STATUS_SUCCESS);
  });

  const info = (diskOffset: bigint, sectorCount: number, trackMode: number) =>
    toBytes(rawReadInfo, { diskOffset, sectorCount, trackMode });
  const sector = 2352;
  it.each([
    ['no input', new Uint8Array(0), sector, 'STATUS_BUFFER_TOO_SMALL', 0],
    ['15 bytes', new Uint8Array(15), sector, 'STATUS_BUFFER_TOO_SMALL', 16],
    ['no sectors', info(0n, 0, 2), sector, 'STATUS_INVALID_PARAMETER', 0],
    ['track mode 6', info(0n, 1, 6), sector, 'STATUS_INVALID_PARAMETER', 0],
    ['track mode -1', info(0n, 1, -1), sector, 'STATUS_INVALID_PARAMETER', 0],
    ['an offset that wraps', info(2n ** 64n - 2048n, 1, 2), sector, 'STATUS_INVALID_PARAMETER', 0],
    ['an address of more than 31 bits', info(2n ** 42n, 1, 2), sector, 'STATUS_INVALID_PARAMETER', 0],
    ['too little room', info(0n, 1, 2), sector - 1, 'STATUS_INVALID_PARAMETER', 0],
    ['more sectors than there is room for', info(0n, 0xffff_ffff, 2), sector, 'STATUS_INVALID_PARAMETER', 0],
    ['more than one transfer', info(0n, 28, 2), 28 * sector, 'STATUS_INVALID_PARAMETER', 0],
  ] as const)('refuses %s', async (_, input, outputLength, status, information) => {
    const { handle, transport } = setUp();
    const result = await handle.ioctl(controlCode.IOCTL_CDROM_RAW_READ, input, outputLength);
    expect([ntStatusName(result.ntStatus), result.information]).toEqual([status, information]);
    expect(transport.sent).toEqual([]);
  });

  it.each([
    ['a negative address', { logicalBlockAddress: -150, sectorCount: 1 }],
    ['more than one transfer', { logicalBlockAddress: 0, sectorCount: 0xffff_ffff }],
  ])('refuses %s', async (_, where) => {
    const { handle } = setUp();
    const result = await handle.rawRead({ ...where, trackMode: 'cdda' });
    expect(result.ntStatus).toBe(ntStatus.STATUS_INVALID_PARAMETER);
  });

  it('refuses what lies behind the end of the medium, where that is known', async () => {
    const { handle } = setUp({ data: new Uint8Array(2352) });
    handle.state.lastLogicalBlockAddress = 99;
    const at = (logicalBlockAddress: number) =>
      handle.rawRead({ logicalBlockAddress, sectorCount: 1, trackMode: 'cdda' });
    expect((await at(100)).ntStatus).toBe(ntStatus.STATUS_INVALID_PARAMETER);
    expect((await at(99)).ntStatus).toBe(ntStatus.STATUS_SUCCESS);
  });
});

describe('C2 pointers and sub-code', () => {
  const configuration = (cdRead?: number): Reply => {
    const feature = cdRead === undefined ? [] : [0x00, 0x1e, 0x09, 4, cdRead, 0, 0, 0];
    return { data: Uint8Array.from([0, 0, 0, 4 + feature.length, 0, 0, 0, 8, ...feature]) };
  };
  /** Mode page 2Ah as far as it counts here: byte 5 has RW supported (bit 2) and C2 pointers (bit 4). */
  const modePage = (flags: number): Reply => {
    const page = [0x2a, 18, 0x3f, 0x37, 0xf1, flags, ...new Array<number>(14).fill(0)];
    return { data: Uint8Array.from([0, 6 + page.length, 0, 0, 0, 0, 0, 0, ...page]) };
  };
  const c2Feature = 0x02;
  const c2Page = 0x10;
  const rwPage = 0x04;

  it.each([
    ['rawWithC2', c2Feature, 0, true],
    ['rawWithC2', 0, c2Page, true],
    ['rawWithC2', undefined, c2Page, true],
    ['rawWithC2', 0, rwPage, false],
    ['rawWithSubCode', c2Feature, rwPage, true],
    ['rawWithSubCode', c2Feature, c2Page, false],
    ['rawWithC2AndSubCode', c2Feature, rwPage, true],
    ['rawWithC2AndSubCode', c2Feature, 0, false],
    ['rawWithC2AndSubCode', 0, rwPage, false],
  ] as const)('%s, feature bits %s, page bits %s: allowed is %s', async (trackMode, feature, page, allowed) => {
    const { handle, transport } = setUp(configuration(feature), modePage(page), { data: new Uint8Array(2744) });
    const result = await handle.rawRead({ logicalBlockAddress: 0, sectorCount: 1, trackMode });
    expect(ntStatusName(result.ntStatus)).toBe(allowed ? 'STATUS_SUCCESS' : 'STATUS_INVALID_DEVICE_REQUEST');
    expect(transport.sent.map(({ cdb }) => cdb[0])).toEqual(allowed ? [0x46, 0x5a, 0xbe] : [0x46, 0x5a]);
  });

  it('are asked for once', async () => {
    const sectors = { data: new Uint8Array(2744) };
    const { handle, transport } = setUp(configuration(c2Feature), modePage(rwPage), sectors, sectors);
    for (let i = 0; i < 2; i++)
      await handle.rawRead({ logicalBlockAddress: i, sectorCount: 1, trackMode: 'rawWithC2AndSubCode' });
    expect(transport.sent.map(({ cdb }) => cdb[0])).toEqual([0x46, 0x5a, 0xbe, 0xbe]);
  });

  it('are not there where the drive knows neither command, or sends nothing', async () => {
    for (const script of [replies('5/20/00 -> 5/24/00'), [good, good]]) {
      const { handle } = setUp(...script);
      const result = await handle.rawRead({ logicalBlockAddress: 0, sectorCount: 1, trackMode: 'rawWithC2' });
      expect(result.ntStatus).toBe(ntStatus.STATUS_INVALID_DEVICE_REQUEST);
    }
  });

  it('end the request as their commands end otherwise, and are asked for again', async () => {
    const { handle, transport } = setUp(...replies('2/3A/00'), configuration(c2Feature), ...replies('2/3A/00'));
    for (let i = 0; i < 2; i++) {
      const result = await handle.rawRead({ logicalBlockAddress: 0, sectorCount: 1, trackMode: 'rawWithC2' });
      expect(result.ntStatus).toBe(ntStatus.STATUS_NO_MEDIA_IN_DEVICE);
    }
    expect(transport.sent.map(({ cdb }) => cdb[0])).toEqual([0x46, 0x46, 0x5a]);
  });

  it('are nobody’s concern without them', async () => {
    const { handle, transport } = setUp({ data: new Uint8Array(2352) });
    await handle.rawRead({ logicalBlockAddress: 0, sectorCount: 1, trackMode: 'cdda' });
    expect(transport.sent).toHaveLength(1);
  });
});
