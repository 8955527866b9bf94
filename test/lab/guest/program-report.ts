/** Which unmodified programs managed what with our own drive: `programs.json`, from which docs/compatibility.md is made. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { versionOf } from '../../recorders/bench.js';
import { type ProgramCheck, readProgramRecording } from '../differential/program-checks.js';
import type { Lab } from './lab.js';

/** What is to be done, on which drive. */
export type Task = ProgramCheck & { readonly drive: string };

export class ProgramReport {
  readonly #lab: Lab;
  /** In the order in which they began; a hole where one failed. */
  readonly #passed: (ProgramCheck | undefined)[] = [];
  readonly #seconds: Record<string, number> = {};

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** A check like others, which is remembered when it has passed. */
  async check({ drive, ...task }: Task, body: () => unknown): Promise<void> {
    const name = `${drive}: ${task.programs.join(', ')}: ${task.what} (${task.medium})`;
    const place = this.#passed.push(undefined) - 1;
    const began = performance.now();
    await this.#lab.check(name, async () => {
      await body();
      this.#passed[place] = task;
    });
    this.#seconds[name] = Math.round((performance.now() - began) / 100) / 10;
  }

  /** What passed, in order. */
  get passed(): readonly ProgramCheck[] {
    return this.#passed.filter((each) => each !== undefined);
  }

  /** Writes what passed, with the versions, to be taken over into the project; and how long each took. */
  write(): void {
    const names = [...new Set(this.passed.flatMap(({ programs }) => programs))].sort();
    const versions = Object.fromEntries(names.map((name) => [name, versionOf(name).slice(name.length + 1)]));
    const lines = this.passed.map((each) => JSON.stringify(each)).join(',\n');
    const text = `{"versions":${JSON.stringify(versions)},"checks":[\n${lines}\n]}\n`;
    writeFileSync(join(this.#lab.places.out, 'programs.json'), text);
    this.#lab.figures['ourDriveSeconds'] = this.#seconds;
  }
}

/** What the project says that they manage is what they have managed. */
export async function checkProgramReport(lab: Lab, report: ProgramReport): Promise<void> {
  report.write();
  const recording = readProgramRecording(join(lab.places.app, 'test/lab/recordings/programs.json'));
  await lab.check('the programs of docs/compatibility.md have managed all that it says', () =>
    assert.deepEqual(report.passed, recording.checks),
  );
}
