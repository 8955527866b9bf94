/** Unit attention x reservation x command, for whatever knows all three: the drive, and the target in front of it. */
import { decodeSense } from '../../mmc/index.js';
import type { Completion } from '../../src/transport/transport.js';

export const cdbs = {
  testUnitReady: [0x00, 0, 0, 0, 0, 0],
  read10: [0x28, 0, 0, 0, 0, 0, 0, 0, 1, 0],
  reserve6: [0x16, 0, 0, 0, 0, 0],
  release6: [0x17, 0, 0, 0, 0, 0],
  inquiry: [0x12, 0, 0, 0, 36, 0],
  getEventStatusNotification: [0x4a, 1, 0, 0, 0x10, 0, 0, 0, 8, 0],
  requestSense: [0x03, 0, 0, 0, 18, 0],
} as const;

/** What happened to the drive, and whether another initiator has it to itself. */
export interface Circumstances {
  readonly wasReset: boolean;
  readonly mediumChanged: boolean;
  readonly isReserved: boolean;
}

const reset = '6/29/00';
const changed = '6/28/00';
const conflict = 'CONFLICT';

const command = (name: keyof typeof cdbs, ...answers: readonly string[]) => ({ name, answers });

/** What each command is answered, sent as often as there are answers. */
export const precedence: readonly (Circumstances & { readonly commands: readonly ReturnType<typeof command>[] })[] = [
  {
    wasReset: false,
    mediumChanged: false,
    isReserved: true,
    commands: [
      command('testUnitReady', conflict, conflict),
      command('read10', conflict),
      command('reserve6', conflict),
      command('release6', 'GOOD'),
      command('inquiry', 'GOOD'),
      command('getEventStatusNotification', 'GOOD'),
      command('requestSense', 'GOOD, 0/00/00'),
    ],
  },
  {
    wasReset: false,
    mediumChanged: true,
    isReserved: false,
    commands: [
      command('testUnitReady', changed, 'GOOD'),
      command('read10', changed, 'GOOD'),
      command('reserve6', changed, 'GOOD'),
      command('release6', changed, 'GOOD'),
      command('inquiry', 'GOOD'),
      command('getEventStatusNotification', 'GOOD'),
      command('requestSense', `GOOD, ${changed}`, 'GOOD, 0/00/00'),
    ],
  },
  {
    wasReset: false,
    mediumChanged: true,
    isReserved: true,
    commands: [
      command('testUnitReady', conflict, conflict),
      command('read10', conflict, conflict),
      command('reserve6', conflict),
      // It does not conflict, so the unit attention is the first thing that it meets.
      command('release6', changed, 'GOOD'),
      command('inquiry', 'GOOD'),
      command('getEventStatusNotification', 'GOOD'),
      command('requestSense', `GOOD, ${changed}`),
    ],
  },
  {
    wasReset: true,
    mediumChanged: false,
    isReserved: true,
    commands: [
      command('testUnitReady', reset, conflict),
      command('read10', reset, conflict),
      command('reserve6', reset, conflict),
      command('release6', reset, 'GOOD'),
      command('inquiry', 'GOOD'),
      command('getEventStatusNotification', 'GOOD'),
      command('requestSense', `GOOD, ${reset}`),
    ],
  },
  {
    wasReset: true,
    mediumChanged: true,
    isReserved: true,
    commands: [
      command('testUnitReady', reset, conflict, conflict),
      command('release6', reset, changed, 'GOOD'),
      command('requestSense', `GOOD, ${reset}`, `GOOD, ${changed}`),
    ],
  },
  {
    wasReset: true,
    mediumChanged: true,
    isReserved: false,
    commands: [command('testUnitReady', reset, changed, 'GOOD'), command('read10', reset, changed, 'GOOD')],
  },
];

const words = (sense: Uint8Array): string => {
  const { senseKey = 0, asc = 0, ascq = 0 } = decodeSense(sense) ?? {};
  return `${senseKey}/${[asc, ascq].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('/')}`;
};

/** An answer in words, with what REQUEST SENSE has told. */
export function answerInWords(cdb: readonly number[], { status, sense }: Completion, data: Uint8Array): string {
  if (status === 0x18) return conflict;
  if (status === 0x02) return words(sense);
  if (status !== 0) return `status ${status}`;
  return cdb === cdbs.requestSense ? `GOOD, ${words(data)}` : 'GOOD';
}
