import { hex } from '../../../../mmc/index.js';
import { Device } from '../../../../src/device/index.js';
import {
  type CdromHandle,
  type CdromOptions,
  type CdromState,
  type IoctlOptions,
  type IoctlResult,
  type NtStatusName,
  openCdrom,
} from '../../../../src/ioctl/index.js';
import { ManualClock } from '../../../../src/time/clock.js';
import { ScriptedTransport } from '../../../helpers/scripted-transport.js';
import { replies } from './notation.js';

/** What one acceptance row gives and expects. */
export interface Row {
  readonly id: string;
  /** In words, where the replies do not say it all. */
  readonly title?: string;
  readonly replies?: string;
  readonly options?: CdromOptions;
  /** What the device state is before. */
  readonly state?: Partial<CdromState>;
  /** What lengths the transport's adapter takes a multiple of. Default: 1. */
  readonly alignmentBytes?: number;
  /** The largest transfer of the transport. Default: 65536. */
  readonly maximumTransferBytes?: number;
  /** Another handle holds the exclusive lock. */
  readonly locked?: boolean;
  readonly input?: Uint8Array;
  /** Length of the output buffer, which is filled with AAh before. */
  readonly output?: number;
  readonly request?: IoctlOptions;
  /** Flags of the handle before; they are put there without a command. */
  readonly flags?: 'read' | 'write' | 'both';
  /** What is done, where it is not the one call of the section. The last result counts. */
  readonly act?: (bench: Bench) => Promise<IoctlResult>;
  /** CDBs, as `cdbs` takes them. */
  readonly sent: string;
  readonly status: NtStatusName;
  readonly information?: number;
  /** The output buffer afterwards, in hexadecimal; untouched where not given. */
  readonly outputAfter?: string;
  /** Waits between retries, in milliseconds. */
  readonly delaysMs?: readonly number[];
  readonly flagsAfter?: 'off' | 'read' | 'write' | 'both';
  readonly stateAfter?: Partial<CdromState>;
  /** Anything else. */
  readonly also?: (bench: Bench, result: IoctlResult) => void | Promise<void>;
}

const flagsOf = {
  read: { mode: 'readOnly', read: true, write: false },
  write: { mode: 'writeOnly', read: false, write: true },
  both: { mode: 'readWrite', read: true, write: true },
} as const;

/** A scripted drive with a handle on it, and whatever a row wants before. */
export class Bench {
  readonly clock = new ManualClock();
  readonly transport: ScriptedTransport;
  readonly device: Device;
  readonly handle: CdromHandle;
  readonly output: Uint8Array;

  constructor(readonly row: Row) {
    this.transport = new ScriptedTransport(...replies(row.replies ?? ''));
    Object.assign(this.transport.limits, {
      alignmentBytes: row.alignmentBytes ?? 1,
      maximumTransferBytes: row.maximumTransferBytes ?? 65_536,
    });
    this.device = new Device(this.transport);
    this.handle = this.open();
    this.output = new Uint8Array(row.output ?? 0).fill(0xaa);
  }

  /** Another handle on the same device, with the row's options. */
  open(): CdromHandle {
    return openCdrom(this.device, { clock: this.clock, ...this.row.options });
  }

  async prepare(): Promise<void> {
    const { flags, state, locked } = this.row;
    if (flags) {
      this.handle.state.streamingCapabilities = { read: true, write: true };
      await this.handle.enableStreaming(flagsOf[flags].mode, { setStreaming: false });
      this.handle.state.streamingCapabilities = undefined;
    }
    if (locked) await this.open().exclusiveLock('another program', { ignoreVolume: true });
    Object.assign(this.handle.state, state);
  }

  /** Sends the row's input and output with a control code. */
  ioctl(code: number, handle = this.handle): Promise<IoctlResult> {
    return handle.ioctl(code, this.row.input, this.output, this.row.request);
  }

  get sent(): string[] {
    return this.transport.sent.map(({ cdb }) => hex(cdb));
  }
}

/** The two flags that a word in a row stands for. */
export function flagsNamed(name: 'off' | 'read' | 'write' | 'both'): { read: boolean; write: boolean } {
  if (name === 'off') return { read: false, write: false };
  const { read, write } = flagsOf[name];
  return { read, write };
}
