/** The drive in this process, in front of programs that find it by the stand-in of `../stand-in`. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeSense, hex, mmcCommands, testUnitReady } from '../../mmc/index.js';
import { Device } from '../../src/device/index.js';
import { ManualClock } from '../../src/time/clock.js';
import {
  type FaultPlan,
  fileStore,
  type Medium,
  openRecording,
  recordableMedia,
  VirtualDrive,
  type VirtualTransport,
} from '../../src/virtual/index.js';
import { compile } from '../stand-in/run.js';
import { type Answer, type Ask, CommandServer, wireDirection } from '../stand-in/wire.js';
import { Bench } from './bench.js';
import { verdictsOf } from './verdicts.js';

const directions = { [wireDirection.none]: 'none', [wireDirection.in]: 'in', [wireDirection.out]: 'out' } as const;

const pollMs = 600_000;

/** A drive without any kernel. */
export class StandInBench extends Bench {
  protected readonly node = '/dev/sr9';
  /** Programs that wait for the drive go by clocks of their own: on its clock time passes when they ask whether it is ready. */
  readonly #clock = new ManualClock();
  readonly #drive: VirtualDrive;
  readonly #server: CommandServer;
  /** What the programs' commands come through. */
  readonly #program: VirtualTransport;
  #device: Device | undefined;
  readonly #socket = join(this.folder, 'drive');
  readonly #log: string | undefined = process.env['RECORDERS_LOG'];

  private constructor(medium: string) {
    super();
    this.#drive = new VirtualDrive({
      medium: this.#medium(medium),
      powerOnUnitAttention: false,
      clock: this.#clock,
      judge: true,
    });
    const transport = this.#drive.connect();
    this.#program = transport;
    this.#server = new CommandServer((ask) => this.#answer(ask, transport));
  }

  static async open(medium: string): Promise<StandInBench> {
    const bench = new StandInBench(medium);
    await bench.#server.listen(bench.#socket);
    return bench;
  }

  protected get environment(): NodeJS.ProcessEnv {
    const preloaded = compile(this.folder, 'shim.c', []);
    return { LD_PRELOAD: preloaded, STAND_IN_NODE: this.node, STAND_IN_SOCKET: this.#socket };
  }

  #medium(name: string): Medium {
    const open = recordableMedia[name];
    if (!open) throw new Error(`there is no medium ${name}`);
    return open(fileStore(this.disc));
  }

  override async reload(): Promise<void> {
    this.#drive.removeMedium()?.close();
    this.#drive.insert(openRecording(fileStore(this.disc)));
  }

  override async setFaults(plan: FaultPlan | undefined): Promise<void> {
    this.#drive.setFaults(plan);
  }

  /** What the judge has to say of the programs, now that they have gone away: which is host 1. */
  async verdicts(): Promise<string[]> {
    await this.#program.close();
    return verdictsOf(this.#drive.report()!.findings.filter(({ host }) => host === 1));
  }

  protected override openDevice(): Device {
    this.#device ??= new Device(this.#drive.connect());
    return this.#device;
  }

  #answer(ask: Ask, transport: ReturnType<VirtualDrive['connect']>): Answer {
    if (ask.cdb[0] === testUnitReady.operationCode) this.#clock.advance(pollMs);
    const direction = directions[ask.direction as keyof typeof directions];
    const buffer = direction === 'in' ? new Uint8Array(ask.room) : ask.data;
    const cdb = Uint8Array.from(ask.cdb);
    const { status, sense, transferredBytes } = transport.executeSync({
      cdb,
      direction,
      data: buffer,
      timeoutMs: 60_000,
    });
    const decoded = status === 0 ? undefined : decodeSense(sense);
    const refusal = decoded && [decoded.senseKey, decoded.asc, decoded.ascq].map((n) => n?.toString(16)).join('/');
    const line = `${hex(cdb)} ${mmcCommands.find(cdb)?.name ?? '?'}${refusal ? ` ${refusal}` : ''}`;
    if (refusal) this.refusals.push(line);
    const data = direction === 'none' ? '' : ` ${hex(buffer.subarray(0, Math.min(transferredBytes, 64)))}`;
    this.keep(`${line}${data}`);
    return { status, sense, dataIn: direction === 'in' ? buffer.subarray(0, transferredBytes) : new Uint8Array() };
  }

  /** Every command, and what the programs say. */
  protected override keep(text: string): void {
    if (this.#log) appendFileSync(this.#log, `${text}\n`);
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.close();
    this.#drive.close();
    await super[Symbol.asyncDispose]();
  }
}
