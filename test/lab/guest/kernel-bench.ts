/** The recorders' bench with a kernel in it: programs find the drive as `/dev/srN`, as they would any other. */
import { Device } from '../../../src/device/index.js';
import { openTransport } from '../../../src/open.js';
import type { FaultPlan } from '../../../src/virtual/index.js';
import { Bench } from '../../recorders/bench.js';
import type { AttachedDrive, ServedDrives } from './served-drives.js';

export class KernelBench extends Bench {
  protected readonly node: string;
  protected readonly environment = {};
  readonly #served: ServedDrives;
  readonly #drive: number;
  readonly #device: Device;

  private constructor(served: ServedDrives, drive: AttachedDrive, device: Device) {
    super();
    this.node = drive.node;
    this.#served = served;
    this.#drive = drive.number;
    this.#device = device;
  }

  /** Lays a blank medium into the drive. */
  static async open(served: ServedDrives, drive: AttachedDrive, medium: string): Promise<KernelBench> {
    const bench = new KernelBench(served, drive, new Device(await openTransport(drive.generic)));
    await served.control('change', { drive: drive.number, medium: `${bench.disc}?new=${medium}` });
    return bench;
  }

  override async reload(): Promise<void> {
    await this.#served.control('eject', { drive: this.#drive });
    await this.#served.control('insert', { drive: this.#drive, medium: this.disc });
  }

  override async setFaults(plan: FaultPlan | undefined): Promise<void> {
    await this.#served.control('faults', { drive: this.#drive, ...(plan && { plan }) });
  }

  protected override openDevice(): Device {
    return this.#device;
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await this.setFaults(undefined);
    await this.#device.close();
    await this.#served.control('eject', { drive: this.#drive });
    await super[Symbol.asyncDispose]();
  }
}
