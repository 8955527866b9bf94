/** What Wine's driver and ours made of the same requests: `../recordings/wine-ioctls.json`, which the lab compares with. */
import { readFileSync } from 'node:fs';

/** How one of them ended. */
export interface RecordedResult {
  readonly ntStatus: number;
  /** Null: the system did not tell. */
  readonly information: number | null;
  /** Hexadecimal. */
  readonly output: string;
}

/** One request. */
export interface RecordedCase {
  readonly code: string;
  readonly title: string;
  readonly wine: RecordedResult;
  readonly ours: RecordedResult;
}

/** All requests, on one drive. */
export interface DifferentialRecording {
  /** What `wine64 --version` says. */
  readonly wine: string;
  readonly cases: readonly RecordedCase[];
}

/** `IOCTL_CDROM_READ_TOC: output too short`: what a request is called. */
export const caseName = ({ code, title }: Pick<RecordedCase, 'code' | 'title'>): string => `${code}: ${title}`;

/** Whether both made the same of it. Information that the system did not tell is not compared. */
export function isSame({ wine, ours }: RecordedCase): boolean {
  const hasSameInformation = wine.information === null || wine.information === ours.information;
  return wine.ntStatus === ours.ntStatus && wine.output === ours.output && hasSameInformation;
}

/** JSON with one request a line, so that a change is seen where it is. */
export function formatRecording({ wine, cases }: DifferentialRecording): string {
  const lines = cases.map((each) => JSON.stringify(each)).join(',\n');
  return `{"wine":${JSON.stringify(wine)},"cases":[\n${lines}\n]}\n`;
}

export function readRecording(file: string | URL): DifferentialRecording {
  return JSON.parse(readFileSync(file, 'utf8')) as DifferentialRecording;
}
