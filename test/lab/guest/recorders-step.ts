/** Other people's recording programs on our own drive, through the kernel: the cases of `../../recorders`. */
import type { Case } from '../../recorders/bench.js';
import { cases } from '../../recorders/cases.js';
import { KernelBench } from './kernel-bench.js';
import type { ProgramReport } from './program-report.js';
import type { AttachedDrive, ServedDrives } from './served-drives.js';

/**
 * The stand-in runs all of them; here are those whose commands differ most, for an emulated processor takes its time. Those
 * that take longest come first, so that no drive is left with one at the end.
 */
const chosen: readonly (readonly [name: RegExp, ...media: string[]])[] = [
  [/^cdrskin writes sessions/, 'cd-rw'],
  [/^cdparanoia recovers/, 'cd-r'],
  [/^xorriso writes a session/, 'dvd+rw', 'bd-re', 'dvd-r', 'dvd+r', 'bd-r'],
  [/^cdrskin blank=format_overwrite$/, 'dvd-rw'],
  [/^cdrdao writes audio with CD-TEXT.*mmc:/, 'cd-r'],
  [/^cdrskin appends a session/, 'dvd+r', 'bd-r'],
  [/^cdrskin writes an audio session at once, with CD-TEXT/, 'cd-r'],
  [/^cdrskin blank=format_defectmgt$/, 'bd-re'],
  [/^growisofs writes an image and closes/, 'dvd+r'],
  [/^wodim -dao writes data/, 'cd-r'],
  [/^dvd\+rw-format -force$/, 'dvd-rw', 'dvd-ram'],
  [/^cdrskin writes a data track at once/, 'cd-r'],
  [/^cdrskin writes at once/, 'dvd-r'],
  [/^growisofs formats and writes an image/, 'dvd+rw'],
];

/** The cases that are still to be run. Programs spend most of their time asleep, so that several drives share them. */
export class RecorderQueue {
  readonly #report: ProgramReport;
  readonly #served: ServedDrives;
  readonly #waiting: Case[] = chosen.flatMap(([part, ...media]) =>
    media.flatMap((medium) => cases.filter((each) => part.test(each.name) && each.medium === medium)),
  );

  constructor(report: ProgramReport, served: ServedDrives) {
    this.#report = report;
    this.#served = served;
  }

  /** Runs cases on a drive until there are none left. */
  async work(drive: AttachedDrive): Promise<void> {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const { name, medium, programs, check } = next;
      // The name of a case begins with the program.
      const task = { what: name.slice(name.indexOf(' ') + 1), programs, medium };
      await this.#report.check(drive, task, async () => {
        await using bench = await KernelBench.open(this.#served, drive, medium);
        await check(bench);
      });
    }
  }
}
