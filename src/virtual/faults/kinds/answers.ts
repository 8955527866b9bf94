/** Faults of answers: what the drive says, and what the bridge between makes of it. */
import { decodeSense, encodeSense } from '../../../../mmc/index.js';
import { type Completion, scsiStatus } from '../../../transport/transport.js';
import { bareStatus, checkCondition } from '../completions.js';
import { defineFault, type FaultKind } from '../fault-kind.js';
import { choice, flag, integer, optional, orElse, sense } from '../members.js';
import { isServedAnyTime } from '../served-any-time.js';

const statusByName = {
  busy: scsiStatus.busy,
  reservationConflict: scsiStatus.reservationConflict,
  taskSetFull: scsiStatus.taskSetFull,
  taskAborted: scsiStatus.taskAborted,
} as const;
const fixedBytes = 18;

export const answerFaults: readonly FaultKind[] = [
  defineFault({
    kind: 'checkCondition',
    about: 'The command ends with CHECK CONDITION and this sense data.',
    members: {
      sense: sense('For example 3/73/03, power calibration area error, or 4/44/00.'),
      executed: orElse(false, flag('Whether the command is carried out all the same.')),
    },
    create: ({ sense: input, executed }) =>
      executed
        ? { answer: (_struck, { transferredBytes }) => checkCondition(input, transferredBytes) }
        : { instead: () => checkCondition(input) },
    example: { kind: 'checkCondition', commands: ['sendOpcInformationPerform'], sense: '3/73/03' },
  }),

  defineFault({
    kind: 'status',
    about: 'The command ends with another SCSI status, and is not carried out.',
    members: { status: choice(Object.keys(statusByName) as (keyof typeof statusByName)[], 'Which one.') },
    create: ({ status }) => ({ instead: () => bareStatus(statusByName[status]) }),
    example: { kind: 'status', status: 'busy', times: 3 },
  }),

  defineFault({
    kind: 'unitAttention',
    about:
      'A unit attention in place of the answer. Without `times` it never ends: a storm. INQUIRY and the other commands that no unit attention stops are spared.',
    members: { sense: orElse({ senseKey: 6, asc: 0x28, ascq: 0x00 }, sense('What is told: 6/28/00 where not given.')) },
    appliesTo: ({ request }) => !isServedAnyTime(request.cdb),
    create: ({ sense: input }) => ({
      instead: ({ context }) => (isServedAnyTime(context.request.cdb) ? undefined : checkCondition(input)),
    }),
    example: { kind: 'unitAttention', sense: '6/29/00', times: 20 },
  }),

  defineFault({
    kind: 'sense',
    about: 'Sense data as bridges between USB and ATAPI make of it, wherever the drive answers with CHECK CONDITION.',
    members: {
      form: choice(
        ['none', 'noSense', 'descriptor', 'truncated', 'other'],
        'none: no bytes. noSense: sense key 0 and no code. descriptor: descriptor format. truncated: the first `bytes`. other: `sense` in its place.',
      ),
      bytes: orElse(8, integer(1, fixedBytes - 1, 'Of `truncated`: how many are left.')),
      sense: optional(sense('Of `other`.')),
    },
    create: ({ form, bytes, sense: other }) => ({
      answer(_struck, completion) {
        if (completion.status !== scsiStatus.checkCondition) return undefined;
        return { ...completion, sense: mangled(completion, form, bytes, other) };
      },
    }),
    example: { kind: 'sense', form: 'truncated', bytes: 8 },
  }),

  defineFault({
    kind: 'residual',
    about: 'The number of bytes that were moved is told wrong. The data itself is as the drive gave it.',
    members: { bytes: integer(-16_777_216, 16_777_216, 'What is added to it; it stays within the buffer.') },
    appliesTo: ({ request }) => request.direction !== 'none',
    create: ({ bytes }) => ({
      answer({ context }, completion) {
        const told = completion.transferredBytes + bytes;
        return { ...completion, transferredBytes: Math.max(0, Math.min(context.request.data.length, told)) };
      },
    }),
    example: { kind: 'residual', commands: ['inquiry'], bytes: -4 },
  }),
];

function mangled(
  { sense: bytes }: Completion,
  form: 'none' | 'noSense' | 'descriptor' | 'truncated' | 'other',
  length: number,
  other: Parameters<typeof encodeSense>[0] | undefined,
): Uint8Array {
  const decoded = decodeSense(bytes);
  switch (form) {
    case 'none':
      return new Uint8Array(0);
    case 'noSense':
      return encodeSense({ senseKey: 0 });
    case 'truncated':
      return bytes.slice(0, length);
    case 'other':
      return other ? encodeSense(other) : bytes;
    case 'descriptor':
      if (decoded?.senseKey === undefined) return bytes;
      return encodeSense({
        format: 'descriptor',
        deferred: decoded.deferred,
        senseKey: decoded.senseKey,
        asc: decoded.asc,
        ascq: decoded.ascq,
        information: decoded.valid ? decoded.information : undefined,
        senseKeySpecific: decoded.senseKeySpecific,
      });
  }
}
