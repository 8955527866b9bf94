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
import { answerOf, standInEnvironment, standInNode } from '../stand-in/virtual-drive.js';
import { type Answer, type Ask, CommandServer } from '../stand-in/wire.js';
import { Bench } from './bench.js';
import { verdictsOf } from './verdicts.js';

const pollMs = 600_000;

/** A drive without any kernel. */
export class StandInBench extends Bench {
  protected readonly node = standInNode;
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
    this.#program = this.#drive.connect();
    this.#server = new CommandServer((ask) => this.#answer(ask));
  }

  static async open(medium: string): Promise<StandInBench> {
    const bench = new StandInBench(medium);
    await bench.#server.listen(bench.#socket);
    return bench;
  }

  protected get environment(): NodeJS.ProcessEnv {
    return standInEnvironment(this.folder, this.#socket);
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

  #answer(ask: Ask): Answer {
    if (ask.cdb[0] === testUnitReady.operationCode) this.#clock.advance(pollMs);
    const answer = answerOf(this.#program, ask);
    const decoded = answer.status === 0 ? undefined : decodeSense(answer.sense);
    const refusal = decoded && [decoded.senseKey, decoded.asc, decoded.ascq].map((n) => n?.toString(16)).join('/');
    const line = `${hex(ask.cdb)} ${mmcCommands.find(ask.cdb)?.name ?? '?'}${refusal ? ` ${refusal}` : ''}`;
    if (refusal) this.refusals.push(line);
    this.keep(`${line} ${hex((ask.data.length > 0 ? ask.data : answer.dataIn).subarray(0, 64))}`);
    return answer;
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
