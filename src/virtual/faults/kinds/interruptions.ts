/** Faults that break a command off: nobody answers, a reset, the tray opens. */
import { scsiStatus } from '../../../transport/transport.js';
import { NoAnswer } from '../../no-answer.js';
import { checkCondition } from '../completions.js';
import type { FaultContext } from '../fault-context.js';
import { defineFault, type FaultKind, type Struck } from '../fault-kind.js';
import { choice, flag, integer, orElse, sense } from '../members.js';

const isTransfer = ({ isRead, isWrite }: FaultContext): boolean => isRead || isWrite;
const blocksBefore = orElse(0, integer(0, 65_535, 'Of a read or a write: how many blocks are moved before.'));

/** The first blocks are still moved, the others are not. */
const shorten =
  (blocks: number) =>
  ({ context }: Struck) =>
    isTransfer(context) && blocks < context.extent!.count ? context.shortened(blocks) : undefined;

export const interruptionFaults: readonly FaultKind[] = [
  defineFault({
    kind: 'timeout',
    about:
      'The command is not answered: its time limit passes on the clock of the drive, and the transport fails with `timeout`.',
    members: {
      until: orElse(
        'timeout',
        choice(['timeout', 'reset'], 'reset: no other command is answered either, until the drive is reset.'),
      ),
      executed: orElse(false, flag('Whether the command is carried out all the same.')),
    },
    create: ({ until, executed }) => {
      const silence = ({ context }: Struck): NoAnswer => {
        const { timeoutMs } = context.request;
        return new NoAnswer(
          'timeout',
          `no answer within ${timeoutMs} ms (the fault plan says so)`,
          timeoutMs,
          until === 'reset',
        );
      };
      return executed ? { answer: silence } : { instead: silence };
    },
    example: { kind: 'timeout', commands: ['read10'], after: 5, times: 1 },
  }),

  defineFault({
    kind: 'reset',
    about:
      'The bus is reset in the middle of the command. The transport fails with `busReset`, and the next command is told 6/29/00.',
    members: { blocksBefore },
    create: ({ blocksBefore: blocks }) => ({
      request: shorten(blocks),
      answer({ context }) {
        context.unit.reset();
        return new NoAnswer('busReset', 'the bus was reset while the command ran (the fault plan says so)');
      },
    }),
    example: { kind: 'reset', commands: ['write10'], after: 20, times: 1, blocksBefore: 8 },
  }),

  defineFault({
    kind: 'trayOpens',
    about: 'The tray opens in the middle of the command, locked or not. The medium stays in it.',
    members: {
      blocksBefore,
      sense: orElse({ senseKey: 2, asc: 0x3a, ascq: 0x02 }, sense('What is told: 2/3A/02 where not given.')),
    },
    create: ({ blocksBefore: blocks, sense: input }) => ({
      request: shorten(blocks),
      answer({ context }, completion) {
        context.unit.openTray();
        return checkCondition(input, completion.status === scsiStatus.good ? completion.transferredBytes : 0);
      },
    }),
    example: { kind: 'trayOpens', commands: ['write10'], after: 50, times: 1, blocksBefore: 4 },
  }),
];
