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

/** Bytes that are shown on either side of the first one that differs. */
const shownAround = 8;

/** In what a request ended otherwise than the recording has it: a line for each member that differs. */
export function differencesFrom(recorded: RecordedCase, actual: RecordedCase): string[] {
  return (['wine', 'ours'] as const).flatMap((side) => {
    const [was, is] = [recorded[side], actual[side]];
    const numbers = (['ntStatus', 'information'] as const)
      .filter((member) => was[member] !== is[member])
      .map((member) => `${side}: ${member} is ${numberText(is[member])}, recorded ${numberText(was[member])}`);
    return was.output === is.output ? numbers : [...numbers, `${side}: ${outputDifference(was.output, is.output)}`];
  });
}

const numberText = (value: number | null): string =>
  value === null ? 'not told' : `${value} (${value.toString(16).toUpperCase()}h)`;

function outputDifference(recorded: string, actual: string): string {
  const [was, is] = [recorded, actual].map((text) => text.split(' ').filter((byte) => byte !== '')) as [
    string[],
    string[],
  ];
  const shorter = Math.min(was.length, is.length);
  const differs = was.slice(0, shorter).findIndex((byte, i) => byte !== is[i]);
  const at = differs < 0 ? shorter : differs;
  const start = Math.max(0, at - shownAround);
  const around = (bytes: string[]) =>
    bytes.slice(start, at + shownAround + 1).map((byte, i) => (start + i === at ? `[${byte}]` : byte));
  return [
    `output differs from byte ${at} on, ${is.length} bytes, recorded ${was.length}; from byte ${start}:`,
    `  is       ${around(is).join(' ')}`,
    `  recorded ${around(was).join(' ')}`,
  ].join('\n');
}

/** JSON with one request a line, so that a change is seen where it is. */
export function formatRecording({ wine, cases }: DifferentialRecording): string {
  const lines = cases.map((each) => JSON.stringify(each)).join(',\n');
  return `{"wine":${JSON.stringify(wine)},"cases":[\n${lines}\n]}\n`;
}

export function readRecording(file: string | URL): DifferentialRecording {
  return JSON.parse(readFileSync(file, 'utf8')) as DifferentialRecording;
}
