/** Unmodified programs in front of a drive with a recordable disc: what every case is written for, wherever the drive is. */
import { join } from 'node:path';
import { read10, testUnitReady } from '../../mmc/index.js';
import type { Device } from '../../src/device/index.js';
import type { FaultPlan } from '../../src/virtual/index.js';
import type { ProgramCase } from '../programs/cases.js';
import { type Outcome, ProgramBench, runProgram } from '../programs/program-bench.js';

/** A drive with one recordable disc, and a folder of its own. */
export abstract class Bench extends ProgramBench {
  /** Every command that was refused, and how, where that is known. */
  readonly refusals: string[] = [];

  /** The disc: the state of the medium in the folder. */
  protected get disc(): string {
    return join(this.folder, 'burn.disc');
  }

  /** What the programs call the drive. */
  protected abstract readonly node: string;
  /** Commands of ours to the same drive. */
  protected abstract openDevice(): Device;
  /** Variables that the programs need to find the drive. */
  protected abstract readonly environment: NodeJS.ProcessEnv;

  /** The disc as it is found by who opens its file now. */
  abstract reload(): Promise<void>;
  /** The drive misbehaves by a plan from now on; undefined: it behaves again. */
  abstract setFaults(plan: FaultPlan | undefined): Promise<void>;

  get device(): Device {
    const device = this.openDevice();
    // What the program has changed it is told once.
    device.exchangeSync(testUnitReady, {});
    device.exchangeSync(testUnitReady, {});
    return device;
  }

  /** User data, read by ourselves. */
  async readBlocks(start: number, count: number): Promise<Uint8Array> {
    const data = new Uint8Array(2048 * count);
    for (let done = 0; done < count; done += 64) {
      const transferLengthBlocks = Math.min(64, count - done);
      data.set(
        await this.device.send(read10, { logicalBlockAddress: start + done, transferLengthBlocks }),
        2048 * done,
      );
    }
    return data;
  }

  /** Runs a program; `DEVICE` in its arguments is the drive. */
  override async run(program: string, ...programArguments: string[]): Promise<Outcome> {
    this.keep(`== ${program} ${programArguments.join(' ')}`);
    const atDrive = programArguments.map((text) => text.replaceAll('DEVICE', this.node));
    const outcome = await runProgram(program, atDrive, this.folder, this.environment);
    this.keep(`${outcome.output}\n== exit ${outcome.code}`);
    return outcome;
  }

  /** Keeps what happened, for finding out what went wrong. */
  protected keep(_text: string): void {}
}

/** One thing that a program has to manage with the drive. */
export interface Case extends ProgramCase<Bench> {
  readonly medium: string;
}
