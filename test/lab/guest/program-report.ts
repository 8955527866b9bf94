/**
 * Which unmodified programs managed what with our own drives, and what the judge found meanwhile: `programs.json`, from
 * which docs/compatibility.md is made.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JudgeReport } from '../../../src/virtual/index.js';
import { versionsOf } from '../../programs/version.js';
import { mustBeJudged, verdictsOf } from '../../recorders/verdicts.js';
import {
  type ProgramCheck,
  type ProgramRecording,
  type ProgramTask,
  readProgramRecording,
  taskName,
} from '../differential/program-checks.js';
import type { Lab } from './lab.js';
import type { AttachedDrive, ServedDrives } from './served-drives.js';

export class ProgramReport {
  readonly #lab: Lab;
  readonly #served: ServedDrives;
  /** What the project says. */
  readonly #recording: ProgramRecording;
  readonly #passed: ProgramCheck[] = [];
  readonly #seconds: Record<string, number> = {};

  constructor(lab: Lab, served: ServedDrives) {
    this.#lab = lab;
    this.#served = served;
    this.#recording = readProgramRecording(join(lab.places.app, 'test/lab/recordings/programs.json'));
  }

  /** A check like others, which is remembered when it has passed. The judge must find what it has found before. */
  async check({ number }: AttachedDrive, task: ProgramTask, body: () => unknown): Promise<void> {
    const name = `our drive: ${taskName(task)}`;
    const began = performance.now();
    await this.#lab.check(name, async () => {
      await this.#served.control('judge', { drive: number });
      await body();
      const { findings } = (await this.#served.control('report', { drive: number })) as JudgeReport;
      const judge = verdictsOf(findings);
      this.#passed.push({ ...task, judge });
      mustBeJudged(judge, this.#recording.checks.find((each) => taskName(each) === taskName(task))?.judge);
    });
    this.#seconds[name] = Math.round((performance.now() - began) / 100) / 10;
  }

  /** Writes what passed, with the versions, to be taken over into the project; and how long each took. */
  #write(passed: readonly ProgramCheck[]): void {
    const names = [...new Set(passed.flatMap(({ programs }) => programs))].sort();
    const versions = versionsOf(names);
    const text = `${JSON.stringify({ versions, checks: passed }, undefined, 2)}\n`;
    writeFileSync(join(this.#lab.places.out, 'programs.json'), text);
    this.#lab.figures['ourDriveSeconds'] = this.#seconds;
  }

  /** What the project says that they manage is what they have managed. */
  async finish(): Promise<void> {
    // Drives work side by side.
    const passed = [...this.#passed].sort((one, other) => (taskName(one) < taskName(other) ? -1 : 1));
    this.#write(passed);
    await this.#lab.check('the programs of docs/compatibility.md have managed all that it says', () =>
      assert.deepEqual(passed.map(taskName), this.#recording.checks.map(taskName)),
    );
  }
}
