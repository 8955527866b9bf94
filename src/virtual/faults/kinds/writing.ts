/** Faults of what is written. */

import { readTrackInformation } from '../../../../mmc/index.js';
import { scsiStatus } from '../../../transport/transport.js';
import { checkCondition } from '../completions.js';
import type { FaultContext } from '../fault-context.js';
import { defineFault, type FaultKind } from '../fault-kind.js';
import { flag, integer, orElse, sense } from '../members.js';
import { nextWritable } from '../next-writable.js';
import { isServedAnyTime } from '../served-any-time.js';

const isWrite = (context: FaultContext): boolean => context.isWrite;

export const writingFaults: readonly FaultKind[] = [
  defineFault({
    kind: 'corruptWrite',
    about: 'Wrong bytes get onto the medium, and nothing tells of it: a comparison finds them.',
    members: { bytesPerBlock: orElse(1, integer(1, 2048, 'How many bytes of each block are wrong.')) },
    isPerBlock: true,
    appliesTo: isWrite,
    create: ({ bytesPerBlock }) => ({
      request({ context, chance, hits, times }) {
        const { first, count } = context.extent!;
        const { request } = context;
        const blockBytes = Math.floor(request.data.length / count);
        if (!(blockBytes > 0)) return undefined;
        const data = request.data.slice();
        for (let address = first; address < first + count; address++)
          for (let i = 0; hits(address) && i < bytesPerBlock; i++) {
            const at = (address - first) * blockBytes + Math.floor(chance(address, times, 2 * i) * blockBytes);
            data[at] = data[at]! ^ (1 + Math.floor(chance(address, times, 2 * i + 1) * 255));
          }
        return { ...request, data };
      },
    }),
    example: { kind: 'corruptWrite', probability: 0.001 },
  }),

  defineFault({
    kind: 'deferredError',
    about:
      'A write is answered with GOOD, and a later command is told that it failed: sense data with response code 71h.',
    members: {
      sense: orElse({ senseKey: 3, asc: 0x0c, ascq: 0x00 }, sense('What is told: 3/0C/00 where not given.')),
      commandsLater: orElse(
        1,
        integer(1, 10_000, 'How many commands later. INQUIRY, REQUEST SENSE and the like do not count.'),
      ),
      lost: orElse(
        true,
        flag('Whether the data of the write is lost. Media that are written in sequence need it: false.'),
      ),
    },
    appliesTo: isWrite,
    create({ sense: input, commandsLater, lost }) {
      const due: { address: number; left: number }[] = [];
      return {
        // A write of no blocks: the drive refuses what it would refuse, and writes nothing.
        request: ({ context }) => (lost ? context.shortened(0) : undefined),
        answer({ context }, completion) {
          if (completion.status !== scsiStatus.good) return undefined;
          due.push({ address: context.extent!.first, left: commandsLater });
          return { ...completion, transferredBytes: context.request.data.length };
        },
        later({ request }) {
          if (due.length === 0 || isServedAnyTime(request.cdb)) return undefined;
          for (const error of due) error.left--;
          const at = due.findIndex(({ left }) => left <= 0);
          if (at < 0) return undefined;
          const [error] = due.splice(at, 1);
          return checkCondition({ ...input, deferred: true, information: error!.address >>> 0 });
        },
      };
    },
    example: { kind: 'deferredError', after: 10, times: 1, commandsLater: 2 },
  }),

  defineFault({
    kind: 'nextWritableAddress',
    about: 'READ TRACK INFORMATION tells another next writable address than the true one.',
    members: { offsetBlocks: integer(-1_000_000, 1_000_000, 'What is added to it.') },
    appliesTo: ({ command }) => command === readTrackInformation,
    create: ({ offsetBlocks }) => ({
      answer({ context }, completion) {
        nextWritable(context.request.data.subarray(0, completion.transferredBytes), offsetBlocks);
        return undefined;
      },
    }),
    example: { kind: 'nextWritableAddress', offsetBlocks: 16, times: 1 },
  }),
];
