/** Other people's recording programs on our own drive, through the kernel: the cases of `../../recorders`. */
import type { Case } from '../../recorders/bench.js';
import { cases } from '../../recorders/cases.js';
import { KernelBench } from './kernel-bench.js';
import type { Lab } from './lab.js';
import type { ProgramReport } from './program-report.js';
import type { AttachedDrive, ServedDrives } from './served-drives.js';

/** The stand-in runs all of them; here are those whose commands differ most, for an emulated processor takes its time. */
const chosen: readonly (readonly [name: RegExp, ...media: string[]])[] = [
  [/^cdrskin writes a data track at once/, 'cd-r'],
  [/^cdrskin writes sessions/, 'cd-rw'],
  [/^cdrskin writes an audio session at once, with CD-TEXT/, 'cd-r'],
  [/^cdrdao writes audio with CD-TEXT.*mmc:/, 'cd-r'],
  [/^wodim -dao writes data/, 'cd-r'],
  [/^xorriso writes a session/, 'dvd-r', 'dvd+rw', 'bd-re'],
  [/^growisofs formats and writes an image/, 'dvd+rw'],
  [/^growisofs writes an image and closes/, 'dvd+r'],
  [/^dvd\+rw-format -force$/, 'dvd-ram', 'dvd-rw'],
];

const isChosen = ({ name, medium }: Case) =>
  chosen.some(([part, ...media]) => part.test(name) && media.includes(medium));

/** Programs spend most of their time asleep, so that every drive has one of its own. */
export async function checkRecorders(
  lab: Lab,
  report: ProgramReport,
  served: ServedDrives,
  drives: readonly AttachedDrive[],
) {
  lab.heading(`recording programs on our own drives ${drives.map(({ node }) => node).join(', ')}`);
  const waiting = cases.filter(isChosen);
  const work = async (drive: AttachedDrive) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { name, medium, programs, check } = next;
      // The name of a case begins with the program.
      const task = { drive: 'our recorder', what: name.slice(name.indexOf(' ') + 1), programs, medium };
      await report.check(task, async () => {
        await using bench = await KernelBench.open(served, drive, medium);
        await check(bench);
      });
    }
  };
  await Promise.all(drives.map(work));
}
