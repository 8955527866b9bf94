/** Where a host reads and writes. */
import {
  read10,
  read12,
  readCapacity,
  readCd,
  readTocFormatted,
  readTrackInformation,
  senseKey,
  writeType,
} from '../../../../mmc/index.js';
import { profile } from '../../media/medium.js';
import type { JudgedCommand } from '../judged-command.js';
import type { Rule } from '../rule.js';
import { writtenIn } from '../rule-description.js';

const outOfRange = 0x21;

/** Media on which any block can be written, and what a block really is there: an ECC block or a cluster, in blocks. */
const blocksWrittenTogether: Readonly<Record<number, number>> = {
  [profile.dvdRam]: 16,
  [profile.dvdPlusRw]: 16,
  [profile.dvdRwRestrictedOverwrite]: 16,
  [profile.bdRRandom]: 32,
  [profile.bdRe]: 32,
};

/** Reading and writing at addresses. */
export const addressRules: readonly Rule[] = [
  {
    id: 'read-beyond-capacity',
    title: 'Reading behind the last block',
    severity: 'error',
    source: writtenIn('MMC-6', 'READ CAPACITY', readCapacity),
    why: 'No drive can answer that with data.',
    remedy: 'Take the last block from READ CAPACITY or the table of contents, and stop there.',
    check(command, history) {
      const extent = readExtent(command);
      const { mediumBefore } = command;
      if (!extent || !mediumBefore || !command.isRefused(senseKey.illegalRequest, outOfRange, 0)) return undefined;
      const { from, count } = extent;
      if (from + count <= mediumBefore.blockCount) return undefined;
      const asked =
        history.hasAsked(readCapacity) || history.hasAsked(readTocFormatted)
          ? ''
          : ', and the host had asked for neither the capacity nor the table of contents';
      return `blocks ${from} to ${from + count - 1} were read, the last one is ${mediumBefore.blockCount - 1}${asked}`;
    },
  },
  {
    id: 'write-not-at-next-writable-address',
    title: 'Writing elsewhere than at the next writable address',
    severity: 'error',
    source: writtenIn('MMC-6', 'READ TRACK INFORMATION, next writable address', readTrackInformation),
    why: 'A medium that is recorded sequentially takes the next block at one address only.',
    remedy: 'Ask for the next writable address with READ TRACK INFORMATION and begin there.',
    check(command) {
      const { write, tracksBefore } = command;
      if (!write || !command.isRefused(senseKey.illegalRequest, outOfRange)) return undefined;
      const address = write.logicalBlockAddress;
      const open = tracksBefore.filter(({ nextWritableAddress }) => nextWritableAddress !== undefined);
      if (open.length === 0 || open.some(({ nextWritableAddress }) => nextWritableAddress === address))
        return undefined;
      const addresses = open.map(({ nextWritableAddress }) => nextWritableAddress).join(' or ');
      return `a write began at block ${address}, the next writable address was ${addresses}`;
    },
  },
  {
    id: 'next-writable-address-guessed',
    title: 'Appending without asking where',
    severity: 'advice',
    source: writtenIn('MMC-6', 'READ TRACK INFORMATION, next writable address', readTrackInformation),
    why: 'It fitted this time; gaps between tracks, link blocks and sessions move it.',
    remedy: 'Ask for it with READ TRACK INFORMATION before the first write.',
    check(command, history) {
      const { write, tracksBefore } = command;
      if (!write || !command.isGood || history.lastWrite !== undefined || write.logicalBlockAddress <= 0)
        return undefined;
      if (command.unit.mode.writeParameters.writeType > writeType.trackAtOnce) return undefined;
      const isNext = tracksBefore.some(({ nextWritableAddress }) => nextWritableAddress === write.logicalBlockAddress);
      if (!isNext || history.hasAsked(readTrackInformation)) return undefined;
      return `the first write was at block ${write.logicalBlockAddress}, and nobody had asked for the next writable address`;
    },
  },
  {
    id: 'write-not-aligned',
    title: 'Writing parts of an ECC block or cluster',
    severity: 'warning',
    source: writtenIn('MMC-6', 'Random Writable feature, blocking'),
    why: 'The drive has to read the rest and write all of it again, which is slow and wears the medium.',
    remedy: 'Begin at a multiple of the blocking factor and write whole ones.',
    check(command) {
      const { write, mediumBefore } = command;
      const blocking = mediumBefore && blocksWrittenTogether[mediumBefore.profile];
      if (!write || !blocking || !command.isGood) return undefined;
      const { logicalBlockAddress, count } = write;
      if (logicalBlockAddress % blocking === 0 && count % blocking === 0) return undefined;
      return `${count} blocks were written at block ${logicalBlockAddress}; this medium is written ${blocking} at a time`;
    },
  },
];

function readExtent(command: JudgedCommand): { from: number; count: number } | undefined {
  const read = command.as(read10) ?? command.as(read12);
  if (read) return { from: read.logicalBlockAddress, count: read.transferLengthBlocks };
  const cd = command.as(readCd);
  return cd && { from: cd.startingLogicalBlockAddress, count: cd.transferLengthBlocks };
}
