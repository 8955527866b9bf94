/**
 * What a control code costs over `device.send` of the command that it becomes.
 *
 *   npm run bench -- ioctl
 *
 * The transport answers at once, so the difference is all that the layer adds: checks, queue, rules, result.
 */

import * as mmc from '../../dist/mmc/index.js';
import { toBytes } from '../../dist/mmc/index.js';
import { Device } from '../../dist/src/device/index.js';
import {
  controlCode,
  openCdrom,
  rawReadInfo,
  scsiPassThroughDirect,
  trackModeType,
} from '../../dist/src/ioctl/index.js';
import { compareAwaited } from './compare.mjs';

const goalMicroseconds = 5;
const sense = new Uint8Array(0);
const answer = new Uint8Array(4096);
answer.set([0x00, 0x12, 1, 1, 0, 0x14, 1, 0, 0, 0, 2, 0, 0, 0x14, 0xaa, 0, 0, 1, 2, 3]);

/** A drive that has always answered already. */
const instant = {
  name: 'instant:',
  limits: { maximumTransferBytes: 65_536, alignmentBytes: 1, maximumCdbBytes: 16, maximumSenseBytes: 252 },
  async execute({ direction, data }) {
    if (direction === 'in') data.set(answer.subarray(0, data.length));
    return { status: 0, sense, transferredBytes: data.length, durationMs: 0 };
  },
  async close() {},
  async [Symbol.asyncDispose]() {},
};

const device = new Device(instant);
const cdrom = openCdrom(device);
const toc = new Uint8Array(804);
const sector = new Uint8Array(2352);
const inquiryData = new Uint8Array(36);
const rawRead = toBytes(rawReadInfo, { diskOffset: 0n, sectorCount: 1, trackMode: trackModeType.cdda });
const padded = new Uint8Array(16);
padded.set(mmc.inquiry.encodeCdb({ allocationLength: 36 }));
const passThrough = toBytes(scsiPassThroughDirect, {
  length: scsiPassThroughDirect.span,
  cdbLength: 6,
  dataIn: 1,
  dataTransferLength: 36,
  timeOutValue: 10,
  dataBuffer: 0x1000n,
  cdb: padded,
});
const memory = () => inquiryData;
const count = new Uint8Array(4);

const calls = [
  [
    'IOCTL_CDROM_CHECK_VERIFY',
    () => cdrom.ioctl(controlCode.IOCTL_CDROM_CHECK_VERIFY, undefined, count),
    () => device.send(mmc.testUnitReady, {}),
  ],
  [
    'IOCTL_CDROM_READ_TOC',
    () => cdrom.ioctl(controlCode.IOCTL_CDROM_READ_TOC, undefined, toc),
    () => device.send(mmc.readTocFormatted, { msf: true, allocationLength: toc.length }),
  ],
  [
    'IOCTL_CDROM_RAW_READ, 1 sector',
    () => cdrom.ioctl(controlCode.IOCTL_CDROM_RAW_READ, rawRead, sector),
    () =>
      device.send(
        mmc.readCd,
        {
          expectedSectorType: 1,
          sync: true,
          headerCodes: 3,
          userData: true,
          startingLogicalBlockAddress: 0,
          transferLengthBlocks: 1,
        },
        undefined,
        { buffer: sector },
      ),
  ],
  [
    'IOCTL_SCSI_PASS_THROUGH_DIRECT, INQUIRY',
    () => cdrom.ioctl(controlCode.IOCTL_SCSI_PASS_THROUGH_DIRECT, passThrough, passThrough, { memory }),
    () => device.send(mmc.inquiry, { allocationLength: 36 }, undefined, { buffer: inquiryData }),
  ],
  [
    'ReadFile, 1 block',
    () => cdrom.read(0, 2048),
    () => device.send(mmc.read10, { logicalBlockAddress: 0, transferLengthBlocks: 1 }),
  ],
];

for (const [name, mine] of calls) {
  const { ntStatus } = await mine();
  if (ntStatus !== 0) throw new Error(`${name} ended in 0x${ntStatus.toString(16)}`);
}
console.log('| | control code, µs | device.send, µs | over it, µs | goal: at most 5 µs |\n|---|--:|--:|--:|---|');
for (const [name, mine, theirs] of calls) {
  const { discwire, bare } = await compareAwaited(mine, theirs);
  const over = discwire - bare;
  console.log(
    `| ${name} | ${discwire.toFixed(2)} | ${bare.toFixed(2)} | ${over.toFixed(2)} | ${over <= goalMicroseconds ? 'met' : 'missed'} |`,
  );
}
