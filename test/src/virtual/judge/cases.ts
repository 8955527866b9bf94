/** For each rule a program that breaks it and one that does the same thing right. */
import {
  blank,
  cdSectorType,
  closeTrackSession,
  getConfiguration,
  type Input,
  inquiry,
  modeSelect10,
  modeSense10,
  parseHex,
  preventAllowMediumRemoval,
  read10,
  readCapacity,
  readCd,
  readDiscInformation,
  readTrackInformation,
  requestSense,
  sendCueSheet,
  sendOpcInformationPerform,
  setCdSpeed,
  startStopUnit,
  synchronizeCache10,
  testUnitReady,
  toBytes,
  write10,
  writeParameters,
  writeType,
} from '../../../../mmc/index.js';
import type { Medium, VirtualDriveOptions } from '../../../../src/virtual/index.js';
import { dvdRamInMemory } from '../../../../src/virtual/index.js';
import { profile } from '../../../../src/virtual/media/medium.js';
import { Refusal } from '../../../../src/virtual/refusal.js';
import { plainDisc, run, type Setup } from '../virtual-helpers.js';
import { sequentialMedium } from './sequential-medium.js';

type Program = (setup: Setup) => void;

export interface Case {
  readonly medium?: () => Medium;
  readonly options?: VirtualDriveOptions;
  readonly wrong: Program;
  readonly right: Program;
  /** What the finding says. */
  readonly says: RegExp;
}

const blocks = (count: number, blockBytes = 2048): Uint8Array => new Uint8Array(count * blockBytes);

function write(setup: Setup, logicalBlockAddress: number, count = 1, blockBytes = 2048): void {
  const cdb = write10.encodeCdb({ logicalBlockAddress, transferLengthBlocks: count });
  run(setup.transport, cdb, { out: blocks(count, blockBytes) });
}

/** MODE SELECT of page 05h as the drive has it, with changes. */
function setWriteParameters(setup: Setup, changes: Partial<Input<typeof writeParameters.layout>>): void {
  const { pages } = setup.device.sendSync(modeSense10, { pageCode: writeParameters.code });
  selectWriteParameters(setup, { ...(pages[0] as Input<typeof writeParameters.layout>), ...changes });
}

function selectWriteParameters({ transport }: Setup, page: Input<typeof writeParameters.layout>): void {
  const bytes = toBytes(writeParameters.layout, page);
  const list = new Uint8Array(8 + bytes.length);
  list.set(bytes, 8);
  run(transport, modeSelect10.encodeCdb({ parameterListLength: list.length }), { out: list });
}

const someParameters = { pageCode: writeParameters.code, writeType: 1, trackMode: 4, dataBlockType: 8 } as const;
const cueLines = (...lines: string[]): Uint8Array => parseHex(lines.join(' '));
const leadIn = '41 00 00 14 00 00 00 00';
const pause = '41 01 00 10 00 00 00 00';
const track = '41 01 01 10 00 00 02 00';
const leadOut = '41 AA 01 14 00 01 02 00';

const sendCues =
  (...lines: string[]): Program =>
  ({ transport }) => {
    const list = cueLines(...lines);
    run(transport, sendCueSheet.encodeCdb({ cueSheetSizeBytes: list.length }), { out: list });
  };
const cueCase = (says: RegExp, ...lines: string[]): Case => ({
  medium: () => sequentialMedium({ profile: profile.cdR }),
  wrong: sendCues(...lines),
  right: sendCues(leadIn, pause, track, leadOut),
  says,
});

const cdR = (more: Parameters<typeof sequentialMedium>[0] = {}) => sequentialMedium({ profile: profile.cdR, ...more });
const eject: Program = ({ device }) => void device.exchangeSync(startStopUnit, { loej: true });
const close: Program = ({ device }) => {
  device.exchangeSync(closeTrackSession, { closeFunction: 1, immed: true });
  device.exchangeSync(closeTrackSession, { closeFunction: 2, immed: true });
};
const sync: Program = ({ device }) => void device.exchangeSync(synchronizeCache10, {});
const mediumError = () => new Refusal({ senseKey: 3, asc: 0x0c, ascq: 0x09 });

export const cases: Readonly<Record<string, Case>> = {
  'reserved-bit-set': {
    wrong: ({ transport }) => void run(transport, parseHex('00 00 80 00 00 00')),
    right: ({ transport }) => void run(transport, parseHex('00 00 00 00 00 00')),
    says: /^byte 2 bit 7 /,
  },
  'obsolete-field': {
    wrong: ({ transport }) => void run(transport, parseHex('28 01 00 00 00 10 00 00 01 00'), { in: 2048 }),
    right: ({ transport }) => void run(transport, parseHex('28 00 00 00 00 10 00 00 01 00'), { in: 2048 }),
    says: /^relativeAddress was set/,
  },
  'outdated-command': {
    wrong: ({ transport }) => void run(transport, parseHex('08 00 00 10 01 00'), { in: 2048 }),
    right: ({ device }) => void device.exchangeSync(read10, { logicalBlockAddress: 16, transferLengthBlocks: 1 }),
    says: /^READ\(6\) was sent; READ\(10\) does its work/,
  },
  'allocation-length-odd': {
    wrong: ({ device }) => void device.exchangeSync(inquiry, { allocationLength: 37 }),
    right: ({ device }) => void device.exchangeSync(inquiry, { allocationLength: 36 }),
    says: /37 bytes/,
  },
  'allocation-length-too-short': {
    wrong: ({ device }) => void device.exchangeSync(getConfiguration, { allocationLength: 2 }),
    right: ({ device }) => void device.exchangeSync(getConfiguration, { allocationLength: 8 }),
    says: /was 2 bytes, the length of the answer stands in its first 4/,
  },
  'buffer-too-short': {
    wrong: ({ transport }) => void run(transport, parseHex('28 00 00 00 00 10 00 00 02 00'), { in: 2048 }),
    right: ({ transport }) => void run(transport, parseHex('28 00 00 00 00 10 00 00 02 00'), { in: 4096 }),
    says: /moves 4096 bytes, the buffer had 2048/,
  },
  'immed-not-set': {
    medium: () => sequentialMedium({ recordedBlocks: 5 }),
    wrong: ({ device }) => void device.exchangeSync(blank, { blankingType: 1 }),
    right: ({ device }) => void device.exchangeSync(blank, { blankingType: 1, immed: true }),
    says: /without IMMED/,
  },
  'command-not-supported': {
    wrong: ({ transport }) => void run(transport, parseHex('58 00 00 00 00 01 00 00 00 00')),
    right: ({ device }) => void device.exchangeSync(testUnitReady, {}),
    says: /does not have REPAIR TRACK.* never asked for the features/,
  },
  'read-beyond-capacity': {
    medium: () => plainDisc(300),
    wrong: ({ device }) => void device.exchangeSync(read10, { logicalBlockAddress: 299, transferLengthBlocks: 2 }),
    right: ({ device }) => {
      device.exchangeSync(readCapacity, {});
      device.exchangeSync(read10, { logicalBlockAddress: 299, transferLengthBlocks: 1 });
    },
    says: /^blocks 299 to 300 were read, the last one is 299, and the host had asked for neither/,
  },
  'write-not-at-next-writable-address': {
    medium: () => sequentialMedium({ recordedBlocks: 16 }),
    wrong: (setup) => write(setup, 32),
    right: (setup) => write(setup, 16),
    says: /began at block 32, the next writable address was 16/,
  },
  'next-writable-address-guessed': {
    medium: () => sequentialMedium({ recordedBlocks: 16 }),
    wrong: (setup) => write(setup, 16),
    right: (setup) => {
      setup.device.exchangeSync(readTrackInformation, { addressNumberType: 1, addressOrNumber: 0xff });
      write(setup, 16);
    },
    says: /first write was at block 16/,
  },
  'write-not-aligned': {
    medium: () => dvdRamInMemory(64),
    wrong: (setup) => write(setup, 8, 16),
    right: (setup) => write(setup, 16, 16),
    says: /16 blocks were written at block 8; this medium is written 16 at a time/,
  },
  'read-cd-selection-not-allowed': {
    wrong: ({ device }) =>
      void device.exchangeSync(readCd, {
        startingLogicalBlockAddress: 0,
        transferLengthBlocks: 1,
        expectedSectorType: cdSectorType.mode1,
        sync: true,
        userData: true,
      }),
    right: ({ device }) =>
      void device.exchangeSync(readCd, { startingLogicalBlockAddress: 0, transferLengthBlocks: 1, userData: true }),
    says: /type 2 does not give sync with user data/,
  },
  'read-of-another-sector-type': {
    wrong: ({ device }) =>
      void device.exchangeSync(readCd, {
        startingLogicalBlockAddress: 0,
        transferLengthBlocks: 1,
        expectedSectorType: cdSectorType.cdDa,
        userData: true,
      }),
    right: ({ device }) =>
      void device.exchangeSync(readCd, { startingLogicalBlockAddress: 0, transferLengthBlocks: 1, userData: true }),
    says: /^sector 0 is not of the type/,
  },
  'medium-change-ignored': {
    medium: () => dvdRamInMemory(64),
    wrong: (setup) => {
      setup.drive.changeMedium(dvdRamInMemory(64));
      setup.device.exchangeSync(testUnitReady, {});
      write(setup, 0, 16);
    },
    right: (setup) => {
      setup.drive.changeMedium(dvdRamInMemory(64));
      setup.device.exchangeSync(testUnitReady, {});
      setup.device.exchangeSync(readDiscInformation, {});
      write(setup, 0, 16);
    },
    says: /told of a new medium at command 1 /,
  },
  'reset-ignored': {
    medium: () => sequentialMedium(),
    wrong: (setup) => {
      setWriteParameters(setup, { writeType: writeType.sessionAtOnce });
      setup.drive.reset();
      setup.device.exchangeSync(testUnitReady, {});
      write(setup, 0);
    },
    right: (setup) => {
      setWriteParameters(setup, { writeType: writeType.sessionAtOnce });
      setup.drive.reset();
      setup.device.exchangeSync(testUnitReady, {});
      setWriteParameters(setup, { writeType: writeType.sessionAtOnce });
      write(setup, 0);
    },
    says: /told of a reset at command 3 /,
  },
  'erased-unseen': {
    medium: () => sequentialMedium({ recordedBlocks: 5 }),
    wrong: ({ device }) => void device.exchangeSync(blank, { blankingType: 1, immed: true }),
    right: ({ device }) => {
      device.exchangeSync(readDiscInformation, {});
      device.exchangeSync(blank, { blankingType: 1, immed: true });
    },
    says: /not empty was erased/,
  },
  'blanked-again': {
    medium: () => sequentialMedium(),
    wrong: ({ device }) => void device.exchangeSync(blank, { blankingType: 1, immed: true }),
    right: ({ device }) => void device.exchangeSync(readDiscInformation, {}),
    says: /blank already/,
  },
  'write-parameters-unread': {
    medium: () => sequentialMedium(),
    wrong: (setup) => selectWriteParameters(setup, someParameters),
    right: (setup) => setWriteParameters(setup, { writeType: 1 }),
    says: /page 05h was set/,
  },
  'unchangeable-parameter-set': {
    wrong: ({ transport }) => {
      const list = parseHex(`00 00 00 00 00 00 00 00 2A 02 00 00`);
      run(transport, modeSelect10.encodeCdb({ parameterListLength: list.length }), { out: list });
    },
    right: ({ device }) => void device.exchangeSync(modeSense10, { pageCode: 0x2a, pc: 1 }),
    says: /page 2Ah/,
  },
  'power-not-calibrated': {
    medium: () => sequentialMedium(),
    wrong: (setup) => write(setup, 0),
    right: (setup) => {
      setup.device.exchangeSync(sendOpcInformationPerform, {});
      write(setup, 0);
    },
    says: /without power calibration/,
  },
  'block-type-not-of-track-mode': {
    medium: () => cdR({ blockBytes: 2352 }),
    wrong: (setup) => {
      setWriteParameters(setup, { trackMode: 4, dataBlockType: 0 });
      write(setup, 0, 1, 2352);
    },
    right: (setup) => {
      setWriteParameters(setup, { trackMode: 0, dataBlockType: 0 });
      write(setup, 0, 1, 2352);
    },
    says: /track mode 4 \(data\) was written with data block type 0, of 2352 bytes/,
  },
  'wrong-write-length': {
    medium: () => cdR(),
    wrong: (setup) => write(setup, 0, 2, 2352),
    right: (setup) => write(setup, 0, 2),
    says: /2 blocks came with 2352 bytes each, the drive took 2048/,
  },
  'cue-sheet-missing': {
    medium: () => cdR({ needsCueSheet: true }),
    wrong: (setup) => {
      setWriteParameters(setup, { writeType: writeType.sessionAtOnce });
      write(setup, 0);
    },
    right: (setup) => {
      setWriteParameters(setup, { writeType: writeType.sessionAtOnce });
      sendCues(leadIn, pause, track, leadOut)(setup);
      write(setup, 0);
    },
    says: /without a cue sheet/,
  },
  'cue-sheet-in-wrong-mode': {
    wrong: sendCues(leadIn, pause, track, leadOut),
    right: (setup) => {
      setWriteParameters(setup, { writeType: writeType.sessionAtOnce });
      sendCues(leadIn, pause, track, leadOut)(setup);
    },
    says: /while the write type was 1/,
  },
  'multi-session-changed': {
    medium: () => sequentialMedium(),
    wrong: (setup) => {
      write(setup, 0);
      setWriteParameters(setup, { multiSession: 3 });
      write(setup, 1);
    },
    right: (setup) => {
      setWriteParameters(setup, { multiSession: 3 });
      write(setup, 0);
      write(setup, 1);
    },
    says: /multi-session was 0 .* and is 3/,
  },
  'buffer-ran-empty': {
    medium: () => cdR(),
    wrong: (setup) => {
      setWriteParameters(setup, { bufe: false });
      write(setup, 0, 16);
      setup.clock.advance(500);
      write(setup, 16, 16);
    },
    right: (setup) => {
      setWriteParameters(setup, { bufe: false });
      write(setup, 0, 16);
      setup.clock.advance(2);
      write(setup, 16, 16);
    },
    says: /empty for \d+ ms/,
  },
  underrun: {
    medium: () => sequentialMedium({ failure: mediumError() }),
    wrong: (setup) => write(setup, 0),
    right: sync,
    says: /ran out of data/,
  },
  'removal-not-prevented': {
    medium: () => sequentialMedium(),
    wrong: (setup) => write(setup, 0),
    right: (setup) => {
      setup.device.exchangeSync(preventAllowMediumRemoval, { prevent: true });
      write(setup, 0);
    },
    says: /not locked/,
  },
  'write-after-deferred-error': {
    medium: () => sequentialMedium({ failure: new Refusal({ deferred: true, senseKey: 3, asc: 0x0c, ascq: 0 }) }),
    wrong: (setup) => {
      write(setup, 0);
      write(setup, 0);
    },
    right: (setup) => {
      write(setup, 0);
      setup.device.exchangeSync(readTrackInformation, { addressNumberType: 1, addressOrNumber: 0xff });
      write(setup, 0);
    },
    says: /command 1 told of a deferred error/,
  },
  'cue-sheet-length': cueCase(/has 33 bytes/, leadIn, pause, track, leadOut, '00'),
  'cue-sheet-lead-in': cueCase(/not the lead-in/, pause, track, leadOut),
  'cue-sheet-lead-out': cueCase(/not the lead-out/, leadIn, pause, track),
  'cue-sheet-order': cueCase(
    /goes back from 00:01:00 to 00:00:50/,
    leadIn,
    '41 01 00 10 00 00 01 00',
    '41 01 01 10 00 00 00 32',
    leadOut,
  ),
  'cue-sheet-tracks': cueCase(/track 3 follows track 1/, leadIn, pause, track, '41 03 01 10 00 00 04 00', leadOut),
  'cue-sheet-first-pause': cueCase(/begins with index 1 at 00:02:00/, leadIn, track, leadOut),
  'cue-sheet-data-form': cueCase(/data form 3Fh/, leadIn, '41 01 00 3F 00 00 00 00', track, leadOut),
  'polling-too-fast': {
    wrong: ({ device, clock }) => {
      for (let i = 0; i < 25; i++, clock.advance(1)) device.exchangeSync(testUnitReady, {});
    },
    right: ({ device, clock }) => {
      for (let i = 0; i < 25; i++, clock.advance(100)) device.exchangeSync(testUnitReady, {});
    },
    says: /20 polls .* every 1\.0 ms/,
  },
  'work-not-awaited': {
    options: { timing: 'real', becomingReadyMs: 0 },
    medium: () => sequentialMedium({ durationMs: 3_600_000, recordedBlocks: 5 }),
    wrong: (setup) => {
      setup.device.exchangeSync(blank, { blankingType: 1, immed: true });
      write(setup, 0);
    },
    right: (setup) => {
      setup.device.exchangeSync(blank, { blankingType: 1, immed: true });
      setup.clock.advance(3_600_001);
      setup.device.exchangeSync(testUnitReady, {});
      write(setup, 0);
    },
    says: /at work since command 1/,
  },
  'refused-command-repeated': {
    wrong: ({ device }) => {
      for (let i = 0; i < 2; i++) device.exchangeSync(read10, { logicalBlockAddress: 1e6, transferLengthBlocks: 1 });
    },
    right: ({ device }) =>
      [1e6, 1].forEach((logicalBlockAddress) => {
        device.exchangeSync(read10, { logicalBlockAddress, transferLengthBlocks: 1 });
      }),
    says: /2 times/,
  },
  'hard-error-repeated': {
    options: { faults: { faults: [{ kind: 'unreadable' }] } },
    wrong: ({ device }) => {
      for (let i = 0; i < 16; i++) device.exchangeSync(read10, { logicalBlockAddress: 1, transferLengthBlocks: 1 });
    },
    right: ({ device }) => {
      for (let i = 0; i < 15; i++) device.exchangeSync(read10, { logicalBlockAddress: 1, transferLengthBlocks: 1 });
    },
    says: /16 times in a row/,
  },
  'sense-asked-again': {
    wrong: ({ device }) => {
      device.exchangeSync(read10, { logicalBlockAddress: 1e6, transferLengthBlocks: 1 });
      device.exchangeSync(requestSense, {});
    },
    right: ({ device }) => void device.exchangeSync(requestSense, {}),
    says: /sense of command 1 came with its status/,
  },
  'time-limit-too-short': {
    medium: () => sequentialMedium({ recordedBlocks: 5 }),
    wrong: ({ transport, clock, drive }) => {
      const recorder = drive.medium!.recorder!;
      const original = recorder.blank!;
      recorder.blank = (...args) => {
        clock.advance(2000);
        return original(...args);
      };
      run(transport, blank.encodeCdb({ blankingType: 1 }));
    },
    right: ({ transport }) => void run(transport, blank.encodeCdb({ blankingType: 1 })),
    says: /took 2000 ms, its time limit was 1000 ms/,
  },
  'speed-not-in-list': {
    medium: () => dvdRamInMemory(64),
    wrong: ({ device }) =>
      void device.exchangeSync(setCdSpeed, {
        logicalUnitReadSpeedKilobytesPerSecond: 0xffff,
        logicalUnitWriteSpeedKilobytesPerSecond: 1234,
      }),
    right: ({ device }) =>
      void device.exchangeSync(setCdSpeed, {
        logicalUnitReadSpeedKilobytesPerSecond: 0xffff,
        logicalUnitWriteSpeedKilobytesPerSecond: 0xffff,
      }),
    says: /1234 kB\/s was set; there are /,
  },
  'session-left-open': {
    medium: () => sequentialMedium(),
    wrong: (setup) => {
      write(setup, 0);
      sync(setup);
      eject(setup);
    },
    right: (setup) => {
      write(setup, 0);
      sync(setup);
      close(setup);
      eject(setup);
    },
    says: /session that command 1 wrote to was open at the eject/,
  },
  'cache-not-synchronized': {
    medium: () => dvdRamInMemory(64),
    wrong: (setup) => {
      write(setup, 0, 16);
      eject(setup);
    },
    right: (setup) => {
      write(setup, 0, 16);
      sync(setup);
      eject(setup);
    },
    says: /what command 1 wrote had not been synchronized before the eject/,
  },
  'close-without-synchronizing': {
    medium: () => sequentialMedium(),
    wrong: (setup) => {
      write(setup, 0);
      close(setup);
    },
    right: (setup) => {
      write(setup, 0);
      sync(setup);
      close(setup);
    },
    says: /before CLOSE TRACK SESSION/,
  },
  'track-left-open': {
    medium: () => sequentialMedium({ recordedBlocks: 5 }),
    wrong: ({ device }) => void device.exchangeSync(closeTrackSession, { closeFunction: 2, immed: true }),
    right: close,
    says: /while track 1 was open/,
  },
  'prevent-without-allow': {
    wrong: ({ device }) => void device.exchangeSync(preventAllowMediumRemoval, { prevent: true }),
    right: ({ device }) => {
      device.exchangeSync(preventAllowMediumRemoval, { prevent: true });
      device.exchangeSync(preventAllowMediumRemoval, { prevent: false });
    },
    says: /prevented at command 1 and never allowed/,
  },
  'eject-while-prevented': {
    wrong: (setup) => {
      setup.device.exchangeSync(preventAllowMediumRemoval, { prevent: true });
      eject(setup);
    },
    right: (setup) => {
      setup.device.exchangeSync(preventAllowMediumRemoval, { prevent: true });
      setup.device.exchangeSync(preventAllowMediumRemoval, { prevent: false });
      eject(setup);
    },
    says: /prevented since command 1/,
  },
};
