import { describe, expect, it } from 'vitest';
import { type Command, decodeSense, fieldsOf, hex, mmcCommands, parseHex, reservedBit } from '../../../mmc/index.js';
import { handlers } from '../../../src/virtual/handlers/index.js';
import { answerOf, culpritOf, run, setUp } from './virtual-helpers.js';

/** The commands of the drive, by id. */
const commandIds = [
  'testUnitReady',
  'requestSense',
  'inquiry',
  'inquirySupportedVpdPages',
  'inquiryUnitSerialNumber',
  'inquiryDeviceIdentification',
  'inquiryVitalProductData',
  'startStopUnit',
  'preventAllowMediumRemoval',
  'readBufferCapacity',
  'readCapacity',
  'read10',
  'read12',
  'write10',
  'write12',
  'readCd',
  'readCdMsf',
  'readHeader',
  'readTocFormatted',
  'readTocMultiSession',
  'readTocRaw',
  'readTocAtip',
  'readTocCdText',
  'readTocPma',
  'readSubChannelAudioStatus',
  'readSubChannelCurrentPosition',
  'readSubChannelMediaCatalogNumber',
  'readSubChannelIsrc',
  'playAudio10',
  'playAudioMsf',
  'pauseResume',
  'stopPlayScan',
  'getConfiguration',
  'getEventStatusNotification',
  'modeSense10',
  'modeSelect10',
  'modeSense6',
  'modeSelect6',
  'getPerformance',
  'getPerformanceExceptions',
  'getPerformanceDefectStatus',
  'getPerformanceWriteSpeed',
  'setStreaming',
  'setCdSpeed',
  'playAudio12',
  'playAudioTrackIndex',
  'scan',
  'seek10',
  'setReadAhead',
  'verify10',
  'verify12',
  'reserve6',
  'reserve10',
  'release6',
  'release10',
  'writeAndVerify10',
  'reportLuns',
  'reportSupportedOperationCode',
  'reportSupportedOperationCodes',
  'reportSupportedOperationCodesWithTimeouts',
  'sendDiagnostic',
  'sendDiagnosticDefaultSelfTest',
  'readBuffer',
  'readBufferDescriptor',
  'readBufferEchoDescriptor',
  'readBufferHeaderAndData',
  'writeBuffer',
  'reportKey',
  'reportKeyAuthenticationSuccessFlag',
  'reportKeyInvalidateAgid',
  'reportKeyRpcState',
  'reportKeyTitleKey',
  'sendKey',
  'sendKeyInvalidateAgid',
  'sendKeyRpcRegion',
  'readDiscInformation',
  'readDiscInformationPowResources',
  'readDiscInformationTrackResources',
  'mechanismStatus',
  'readTrackInformation',
  'reserveTrack',
  'reserveTrackAddress',
  'closeTrackSession',
  'blank',
  'formatUnit',
  'formatUnitCdRw',
  'readFormatCapacities',
  'sendCueSheet',
  'sendOpcInformation',
  'sendOpcInformationPerform',
  'synchronizeCache10',
  'readDiscStructure',
  'sendDiscStructure',
];
const commands = commandIds.map((id) => mmcCommands.byId(id)!);

/** A CDB of a command, with its defaults, and zeros where it has none. */
function cdbOf(command: Command): Uint8Array {
  return command.encodeCdb(Object.fromEntries(command.required.map((name) => [name, 0])));
}

describe('the drive', () => {
  it('carries out the commands that it is said to, and no command without a declaration', () => {
    expect([...handlers.keys()].map(({ id }) => id).sort()).toEqual([...commandIds].sort());
    for (const command of handlers.keys()) expect(mmcCommands.byId(command.id)).toBe(command);
  });

  it('refuses an operation code that it does not know with a pointer to byte 0', () => {
    const { transport } = setUp();
    const { completion } = run(transport, [0x1f, 0, 0, 0, 0, 0]);
    expect(answerOf(completion)).toBe('5/20/00');
    expect(hex(completion.sense)).toBe('70 00 05 00 00 00 00 0A 00 00 00 00 20 00 00 C0 00 00');
  });
});

describe.each(commands)('$name', (command) => {
  const cdb = cdbOf(command);

  it('is refused with any reserved bit set, and the pointer says which', () => {
    const { transport } = setUp();
    const reserved: string[] = [];
    for (const { name, byte, byteLength } of fieldsOf(command.layout)) {
      if (name !== undefined) continue;
      for (let i = byte; i < byte + byteLength!; i++)
        for (let bit = 0; bit < 8; bit++) {
          const stray = cdb.slice();
          stray[i]! |= 1 << bit;
          if (reservedBit(command, stray) === undefined) continue;
          const { completion } = run(transport, stray);
          expect([answerOf(completion), culpritOf(stray, completion)]).toEqual(['5/24/00', `reserved ${i}.${bit}`]);
          reserved.push(`${i}.${bit}`);
        }
    }
    // Vital product data, whose pages are all refused, has as many reserved bits as INQUIRY.
    const hasReserved = fieldsOf(command.layout).some(({ name }) => name === undefined);
    expect(reserved.length > 0).toBe(hasReserved);
  });

  it('is refused with NACA, and the pointer says CONTROL', () => {
    const { transport } = setUp();
    const naca = cdb.slice();
    naca[command.cdbLength - 1] = 0x04;
    const { completion } = run(transport, naca);
    expect([answerOf(completion), culpritOf(naca, completion)]).toEqual(['5/24/00', 'control']);
  });

  it('moves nothing when it is refused', () => {
    const { transport } = setUp();
    const naca = cdb.slice();
    naca[command.cdbLength - 1] = 0x04;
    const { completion, data } = run(transport, naca, { in: 64 });
    expect(completion.transferredBytes).toBe(0);
    expect(data).toEqual(new Uint8Array(64).fill(0xa5));
  });
});

describe('reserved bits', () => {
  it('are not looked at by a drive that is made so', () => {
    const { transport } = setUp({ reservedBits: 'ignore' });
    expect(answerOf(run(transport, [0, 0xff, 0xff, 0, 0, 0]).completion)).toBe('GOOD');
  });
});

describe('a value in a CDB that the drive does not take', () => {
  const cases: readonly [what: string, cdb: string, field: string][] = [
    ['REQUEST SENSE in descriptor format', '03 01 00 00 FC 00', 'desc'],
    ['INQUIRY for command support data', '12 02 00 00 24 00', 'cmddt'],
    ['INQUIRY with a page code but no EVPD', '12 00 80 00 24 00', 'pageCode'],
    ['INQUIRY for a VPD page it does not have', '12 01 B1 00 24 00', 'pageCode'],
    ['START STOP UNIT for another format layer', '1B 00 00 01 04 00', 'fl'],
    ['START STOP UNIT with an unknown power condition', '1B 00 00 00 70 00', 'powerCondition'],
    ['READ CAPACITY with an address', '25 00 00 00 00 01 00 00 00 00', 'logicalBlockAddress'],
    ['READ CAPACITY with PMI', '25 00 00 00 00 00 00 00 01 00', 'pmi'],
    ['READ(10) with a relative address', '28 01 00 00 00 00 00 00 01 00', 'relativeAddress'],
    ['WRITE(10) with TSR', '2A 04 00 00 00 00 00 00 00 00', 'tsr'],
    ['READ SUB-CHANNEL in a format that does not exist', '42 02 40 04 00 00 00 00 10 00', 'subChannelParameterList'],
    ['READ SUB-CHANNEL for the ISRC of no track', '42 02 40 03 00 00 09 00 18 00', 'trackNumber'],
    ['READ TOC in a format that it does not have', '43 00 05 00 00 00 00 00 10 00', 'format'],
    ['READ TOC from a track behind the last', '43 00 00 00 00 00 04 00 10 00', 'trackSessionNumber'],
    ['READ TOC from a session behind the last', '43 00 02 00 00 00 02 00 10 00', 'trackSessionNumber'],
    ['GET CONFIGURATION with the reserved RT', '46 03 00 00 00 00 00 00 10 00', 'rt'],
    ['PLAY AUDIO MSF from a time that is none', '47 00 00 00 3C 00 00 03 00 00', 'startingS'],
    ['PLAY AUDIO MSF up to a time that is none', '47 00 00 00 02 00 00 03 4B 00', 'endingF'],
    ['PLAY AUDIO MSF backwards', '47 00 00 00 08 00 00 07 00 00', 'startingM'],
    ['GET EVENT STATUS NOTIFICATION, asynchronous', '4A 00 00 00 10 00 00 00 08 00', 'polled'],
    ['READ DISC INFORMATION of another type', '51 03 00 00 00 00 00 00 22 00', 'dataType'],
    ['READ DISC INFORMATION of track resources of a disc without', '51 01 00 00 00 00 00 00 22 00', 'dataType'],
    ['READ DISC INFORMATION of POW resources of a disc without', '51 02 00 00 00 00 00 00 22 00', 'dataType'],
    ['MODE SELECT without PF', '55 00 00 00 00 00 00 00 00 00', 'pf'],
    ['MODE SELECT that saves', '55 11 00 00 00 00 00 00 00 00', 'sp'],
    ['MODE SELECT that reverts', '55 12 00 00 00 00 00 00 00 00', 'rtd'],
    ['MODE SENSE of a page it does not have', '5A 08 1C 00 00 00 00 00 40 00', 'pageCode'],
    ['MODE SENSE of a sub-page', '5A 08 0E 01 00 00 00 00 40 00', 'subpageCode'],
    ['WRITE(12) with TSR', 'AA 04 00 00 00 00 00 00 00 00 00 00', 'tsr'],
    ['GET PERFORMANCE with another tolerance', 'AC 08 00 00 00 00 00 00 00 01 00 00', 'tolerance'],
    ['GET PERFORMANCE with the reserved EXCEPT', 'AC 13 00 00 00 00 00 00 00 01 00 00', 'except'],
    ['GET PERFORMANCE of a type it does not have', 'AC 10 00 00 00 00 00 00 00 01 05 00', 'type'],
    [
      'GET PERFORMANCE of the defects of a disc that is not overwritten in ECC blocks',
      'AC 00 00 00 00 00 00 00 00 01 02 00',
      'type',
    ],
    ['GET PERFORMANCE type 3 with a data type', 'AC 04 00 00 00 00 00 00 00 01 03 00', 'dataType'],
    ['SET STREAMING of another type', 'B6 00 00 00 00 00 00 00 05 00 1C 00', 'type'],
    ['SET CD SPEED with a reserved rotation', 'BB 02 FF FF FF FF 00 00 00 00 00 00', 'rotationalControl'],
    ['READ CD with digital audio play', 'BE 02 00 00 00 00 00 00 01 F8 00 00', 'dap'],
    ['READ CD of a reserved sector type', 'BE 18 00 00 00 00 00 00 01 F8 00 00', 'expectedSectorType'],
    ['READ CD with the reserved C2 code', 'BE 00 00 00 00 00 00 00 01 FE 00 00', 'c2ErrorInformation'],
    ['READ CD with a reserved sub-channel', 'BE 00 00 00 00 00 00 00 01 F8 03 00', 'subChannelSelection'],
    ['READ CD of parts that do not touch', 'BE 00 00 00 00 00 00 00 01 90 00 00', 'sync'],
    ['READ CD of header and ECC only', 'BE 00 00 00 00 00 00 00 01 28 00 00', 'headerCodes'],
  ];

  it.each(cases)('%s: 5/24/00 that points to the field', (_what, cdbText, field) => {
    const cdb = parseHex(cdbText);
    // READ CD's reserved sector type 6 is the one with both upper bits.
    if (cdb[0] === 0xbe && field === 'expectedSectorType') cdb[1] = 0x18;
    const { transport } = setUp();
    const { completion } = run(transport, cdb, { in: 2352 });
    expect([answerOf(completion), culpritOf(cdb, completion)]).toEqual(['5/24/00', field]);
  });

  it('MODE SENSE of saved values: 5/39/00', () => {
    const { transport } = setUp();
    expect(answerOf(run(transport, parseHex('5A 08 CE 00 00 00 00 00 40 00'), { in: 64 }).completion)).toBe('5/39/00');
  });

  it('the pointer has the most significant bit of the field', () => {
    const { transport } = setUp();
    const { sense } = run(transport, parseHex('BE 00 00 00 00 00 00 00 01 FE 00 00')).completion;
    expect(decodeSense(sense)?.senseKeySpecific).toEqual({
      kind: 'fieldPointer',
      commandData: true,
      fieldPointer: 9,
      bitPointer: 2,
    });
  });
});
