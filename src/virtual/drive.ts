import type { Clock } from '../time/clock.js';
import { Dispatcher } from './dispatch.js';
import { Faults } from './faults/faults.js';
import type { FaultPlan } from './faults/index.js';
import { checkPlan } from './faults/plan.js';
import type { JudgeReport } from './judge/index.js';
import { Judge } from './judge/judge.js';
import type { Medium } from './media/medium.js';
import { settingsOf, type VirtualDriveOptions } from './options.js';
import { Unit } from './unit.js';
import { VirtualTransport } from './virtual-transport.js';

/**
 * An optical drive in this process: it reads and records CD, DVD and BD media, and plays audio on its clock. Commands
 * come in through {@link connect}; the other methods are the hands of an operator.
 */
export class VirtualDrive implements Disposable {
  readonly #unit: Unit;
  readonly #dispatcher: Dispatcher;
  #judge: Judge | undefined;
  #faults: Faults | undefined;

  /** Throws RangeError for options out of range, FaultPlanError for faults that are none. */
  constructor(options: VirtualDriveOptions = {}) {
    this.#unit = new Unit(settingsOf(options), options.medium);
    this.#dispatcher = new Dispatcher(this.#unit);
    if (options.faults) this.setFaults(options.faults);
    if (options.judge) this.startJudge();
  }

  /** From now on every command is judged; the report begins anew. */
  startJudge(): void {
    this.#judge = new Judge(this.#unit);
    this.#intercept();
  }

  /**
   * What the hosts have done wrong or unwisely so far; undefined: nobody has started the judge. What a host leaves
   * undone (an open session, a locked tray) is told when its transport has closed.
   */
  report(): JudgeReport | undefined {
    return this.#judge?.report();
  }

  /**
   * From now on the drive misbehaves by this plan, from its beginning; undefined: no longer. Throws FaultPlanError with
   * everything that is wrong with the plan, and then changes nothing.
   */
  setFaults(plan: FaultPlan | undefined): void {
    this.#faults = plan && new Faults(this.#unit, checkPlan(plan));
    this.#intercept();
  }

  /** The judge sees what the host sees, so it comes first. */
  #intercept(): void {
    this.#dispatcher.intercept([this.#judge, this.#faults].flatMap((each) => each?.intercept ?? []));
  }

  /** Whether every command ends at once: there is neither `timing` nor a fault plan that would keep one waiting. */
  get isInstant(): boolean {
    return this.#unit.settings.timingFactor === 0 && this.#faults === undefined;
  }

  /** What audio play and becoming ready go by: the clock of the options, or a `ManualClock`. */
  get clock(): Clock {
    return this.#unit.clock;
  }

  /**
   * A new initiator (I_T nexus), with unit attentions, events and locks of its own; they are gone when the transport
   * closes. Closing it leaves the drive to the other initiators.
   */
  connect(name = 'virtual:'): VirtualTransport {
    return this.#connect(name, () => {});
  }

  /** @internal As `connect`, but the drive closes with the transport. */
  connectOnly(name: string): VirtualTransport {
    return this.#connect(name, () => this.close());
  }

  #connect(name: string, onClose: () => void): VirtualTransport {
    const initiator = this.#unit.connect();
    return new VirtualTransport(name, this, this.#dispatcher, initiator, () => {
      this.#judge?.end(initiator);
      this.#unit.disconnect(initiator);
      onClose();
    });
  }

  /** What lies in the tray, open or closed. */
  get medium(): Medium | undefined {
    return this.#unit.mediumInTray;
  }

  get isTrayOpen(): boolean {
    return this.#unit.isTrayOpen;
  }

  /** Whether an initiator prevents medium removal. */
  get isRemovalPrevented(): boolean {
    return this.#unit.isRemovalPrevented;
  }

  /** Lays a medium in and closes the tray. Throws where there is one already. */
  insert(medium: Medium): void {
    if (this.#unit.mediumInTray) throw new Error('there is a medium in the drive; take it out, or use changeMedium');
    this.#unit.exchange(medium);
  }

  /** Takes the medium out, locked or not, as through the hole for the paper clip; the tray ends up closed. */
  removeMedium(): Medium | undefined {
    return this.#unit.exchange(undefined);
  }

  /** Puts another medium in place of the one that is there, locked or not, and returns that. */
  changeMedium(medium: Medium): Medium | undefined {
    return this.#unit.exchange(medium);
  }

  /** Opens the tray, or closes it. While removal is prevented it only tells the initiators, by an event. */
  pressEjectButton(): void {
    if (this.#unit.isTrayOpen) this.#unit.closeTray();
    else if (this.#unit.isRemovalPrevented) this.#unit.requestEject();
    else this.#unit.openTray();
  }

  /** Pushes an open tray in. */
  closeTray(): void {
    this.#unit.closeTray();
  }

  /** A reset, or power off and on: locks and settings are gone, and every initiator is told 6/29/00. */
  reset(): void {
    this.#faults?.reset();
    this.#unit.reset();
  }

  /** Closes the medium, and with it the files it is read from. */
  close(): void {
    this.#unit.mediumInTray?.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
