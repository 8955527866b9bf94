/** What unmodified programs managed with our own drive: `../recordings/programs.json`. */
import { readFileSync } from 'node:fs';

/** One thing for them to do. */
export interface ProgramTask {
  readonly what: string;
  /** The one that does it comes first. */
  readonly programs: readonly string[];
  /** The medium in the drive. */
  readonly medium: string;
}

/** One thing that they did. */
export interface ProgramCheck extends ProgramTask {
  /** What the judge found meanwhile, in the form of `../../recorders/verdicts.ts`. */
  readonly judge: readonly string[];
}

/** `cdrskin, cd-info: writes a data track at once (cd-r)`: what a task is called. */
export const taskName = ({ programs, what, medium }: ProgramTask): string =>
  `${programs.join(', ')}: ${what} (${medium})`;

export interface ProgramRecording {
  /** Of the Debian packages, by program. */
  readonly versions: Readonly<Record<string, string>>;
  readonly checks: readonly ProgramCheck[];
}

export function readProgramRecording(file: string | URL): ProgramRecording {
  return JSON.parse(readFileSync(file, 'utf8')) as ProgramRecording;
}
