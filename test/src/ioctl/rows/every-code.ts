/** The statuses that control codes have in common: what the drive, the transport or the system does to cause them. */
import { Device } from '../../../../src/device/index.js';
import {
  type CdromHandle,
  type CdromOptions,
  type CdromState,
  type ControlCodeName,
  controlCode,
  decomposeControlCode,
  type NtStatusName,
  openCdrom,
} from '../../../../src/ioctl/index.js';
import { ManualClock } from '../../../../src/time/clock.js';
import type { Completion, TransferRequest } from '../../../../src/transport/transport.js';
import { ScriptedTransport } from '../../../helpers/scripted-transport.js';
import { replies } from './notation.js';
import { type Subject, subjects } from './subjects.js';

/** What the drive answers to every command, and the status that follows from it. */
const causedByDrive: readonly [reply: string, status: NtStatusName, options?: CdromOptions][] = [
  ['2/3A/00', 'STATUS_NO_MEDIA_IN_DEVICE'],
  ['2/3A/02', 'STATUS_NO_MEDIA_IN_DEVICE'],
  ['2/04/03', 'STATUS_NO_MEDIA_IN_DEVICE'],
  ['2/04/01', 'STATUS_DEVICE_NOT_READY'],
  ['2/04/04', 'STATUS_DEVICE_NOT_READY'],
  ['2/04/00', 'STATUS_DEVICE_NOT_READY'],
  ['2/04/02', 'STATUS_DEVICE_NOT_READY'],
  ['2/30/00', 'STATUS_DEVICE_NOT_READY'],
  ['BSY', 'STATUS_DEVICE_NOT_READY'],
  ['6/28/00', 'STATUS_VERIFY_REQUIRED'],
  ['6/29/00', 'STATUS_VERIFY_REQUIRED'],
  ['6/2A/01', 'STATUS_VERIFY_REQUIRED'],
  ['6/3F/00', 'STATUS_VERIFY_REQUIRED'],
  ['6/28/00', 'STATUS_IO_DEVICE_ERROR', { volumeMounted: false }],
  ['6/29/00', 'STATUS_IO_DEVICE_ERROR', { volumeMounted: false }],
  ['4/3E/01', 'STATUS_IO_DEVICE_ERROR'],
  ['B/00/00', 'STATUS_IO_DEVICE_ERROR'],
  ['RST', 'STATUS_IO_DEVICE_ERROR'],
  ['5/20/00', 'STATUS_INVALID_DEVICE_REQUEST'],
  ['5/24/00', 'STATUS_INVALID_DEVICE_REQUEST'],
  ['5/26/00', 'STATUS_INVALID_DEVICE_REQUEST'],
  ['5/2C/00', 'STATUS_INVALID_DEVICE_REQUEST'],
  ['5/64/00', 'STATUS_INVALID_DEVICE_REQUEST'],
  ['TO', 'STATUS_IO_TIMEOUT'],
  ['RC', 'STATUS_DEVICE_BUSY'],
  ['6/5A/01', 'STATUS_DEVICE_BUSY'],
  ['5/25/00', 'STATUS_NO_SUCH_DEVICE'],
  ['NODEV', 'STATUS_NO_SUCH_DEVICE'],
  ['SEL', 'STATUS_DEVICE_NOT_CONNECTED'],
  ['3/30/01', 'STATUS_UNRECOGNIZED_MEDIA'],
  ['3/30/02', 'STATUS_UNRECOGNIZED_MEDIA'],
  ['3/57/00', 'STATUS_UNRECOGNIZED_MEDIA'],
  ['3/11/00', 'STATUS_DEVICE_DATA_ERROR'],
];

/** The same, of codes about copy protection. */
const causedByProtection: typeof causedByDrive = [
  ['5/6F/00', 'STATUS_CSS_AUTHENTICATION_FAILURE'],
  ['5/6F/01', 'STATUS_CSS_KEY_NOT_PRESENT'],
  ['5/6F/02', 'STATUS_CSS_KEY_NOT_ESTABLISHED'],
  ['5/6F/03', 'STATUS_CSS_SCRAMBLED_SECTOR'],
  ['5/6F/04', 'STATUS_CSS_REGION_MISMATCH'],
  ['5/6F/05', 'STATUS_CSS_RESETS_EXHAUSTED'],
  ['5/6F/06', 'STATUS_COPY_PROTECTION_FAILURE'],
];

/** A drive that has one answer to everything. */
class StubbornTransport extends ScriptedTransport {
  constructor(readonly reply: string) {
    super();
  }
  override async execute(request: TransferRequest): Promise<Completion> {
    request.signal?.throwIfAborted();
    return new ScriptedTransport(...replies(this.reply)).executeSync(request);
  }
}

/** One status of one control code: what brings it about, and how. */
export interface CodeCase {
  readonly name: ControlCodeName;
  readonly cause: string;
  readonly status: NtStatusName;
  readonly reply: string;
  readonly options?: CdromOptions;
  readonly state?: Partial<CdromState>;
  /** Another handle holds the exclusive lock. */
  readonly locked?: boolean;
  /** Taken back before it is sent. */
  readonly cancelled?: boolean;
}

function casesOf(name: ControlCodeName, subject: Subject): CodeCase[] {
  const cases: CodeCase[] = [];
  const add = (cause: string, status: NtStatusName, rest: Partial<CodeCase> = {}) =>
    cases.push({ name, cause, status, reply: 'G', ...rest });
  if (decomposeControlCode(controlCode[name]).access !== 0)
    add('a handle without access', 'STATUS_ACCESS_DENIED', { options: { access: 'none' } });
  const whileLocked = subject.passesLock ? 'STATUS_SUCCESS' : 'STATUS_ACCESS_DENIED';
  add('the exclusive lock of another', whileLocked, { locked: true });
  if (subject.sendsNothing || subject.isPassThrough) return cases;
  add('being taken back', 'STATUS_CANCELLED', { cancelled: true });
  add('the drive being pulled out', 'STATUS_DEVICE_DOES_NOT_EXIST', {
    reply: '2/3A/00',
    state: { surpriseRemoved: true },
  });
  const causes = subject.isProtected ? [...causedByDrive, ...causedByProtection] : causedByDrive;
  for (const [reply, status, options = {}] of causes)
    add(`${reply}${options.volumeMounted === false ? ' without a volume' : ''}`, status, { reply, options });
  for (const reply of ['2/04/07', '2/04/08'])
    add(reply, subject.readsMedium ? 'STATUS_DEVICE_BUSY' : 'STATUS_DEVICE_NOT_READY', { reply });
  return cases;
}

/** Every status that a control code shares with others. */
export const codeCases: readonly CodeCase[] = Object.entries(subjects).flatMap(([name, subject]) =>
  casesOf(name as ControlCodeName, subject),
);

/** Sends the request of a case's subject to a drive that behaves as the case says. */
export async function runCase(testCase: CodeCase) {
  const { name, options, state, locked, cancelled } = testCase;
  const subject = subjects[name];
  const device = new Device(new StubbornTransport(testCase.reply));
  const open = (): CdromHandle => openCdrom(device, { clock: new ManualClock(), ...subject.options, ...options });
  const handle = open();
  if (locked) await open().exclusiveLock('another program', { ignoreVolume: true, access: 'readWrite' });
  Object.assign(handle.state, subject.state, state);
  const controller = new AbortController();
  if (cancelled) controller.abort();
  const output = new Uint8Array(subject.output ?? 0).fill(0xaa);
  const result = await handle.ioctl(controlCode[name], subject.input, output, { signal: controller.signal });
  return { ...result, buffer: output };
}
