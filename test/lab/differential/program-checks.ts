/** What unmodified programs managed with our own drive: `../recordings/programs.json`. */
import { readFileSync } from 'node:fs';

/** One thing that they did. */
export interface ProgramCheck {
  readonly what: string;
  /** The one that does it comes first. */
  readonly programs: readonly string[];
  /** The medium in the drive. */
  readonly medium: string;
}

export interface ProgramRecording {
  /** Of the Debian packages, by program. */
  readonly versions: Readonly<Record<string, string>>;
  readonly checks: readonly ProgramCheck[];
}

export function readProgramRecording(file: string | URL): ProgramRecording {
  return JSON.parse(readFileSync(file, 'utf8')) as ProgramRecording;
}
