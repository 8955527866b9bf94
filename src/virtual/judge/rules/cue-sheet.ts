/** What is wrong with a cue sheet. */
import { type CueLine, cueMainDataForm, decodeCueLine, lbaOfMsf, sendCueSheet } from '../../../../mmc/index.js';
import type { JudgedCommand } from '../judged-command.js';
import type { Rule } from '../rule.js';
import { writtenIn } from '../rule-description.js';

const lineBytes = 8;
const leadIn = 0;
const leadOut = 0xaa;
const source = writtenIn('MMC-6', 'SEND CUE SHEET, cue sheet format', sendCueSheet);
const knownForms: readonly number[] = Object.values(cueMainDataForm);

type Position = Extract<CueLine, { kind: 'position' }>;

function rule(
  id: string,
  title: string,
  remedy: string,
  find: (positions: readonly Position[], lines: readonly CueLine[]) => string | undefined,
): Rule {
  return {
    id,
    title,
    severity: 'error',
    source,
    why: 'The drive refuses the cue sheet, or records a table of contents that is not true.',
    remedy,
    check(command) {
      const lines = linesOf(command);
      return (
        lines &&
        find(
          lines.filter((line) => line.kind === 'position'),
          lines,
        )
      );
    },
  };
}

/** The whole lines of SEND CUE SHEET. */
function linesOf(command: JudgedCommand): CueLine[] | undefined {
  const cdb = command.as(sendCueSheet);
  if (!cdb) return undefined;
  const bytes = command.dataOut.subarray(0, cdb.cueSheetSizeBytes);
  return Array.from({ length: Math.floor(bytes.length / lineBytes) }, (_, i) =>
    decodeCueLine(bytes.subarray(i * lineBytes, (i + 1) * lineBytes)),
  );
}

const timeOf = ({ minute, second, frame }: Position): string =>
  [minute, second, frame].map((part) => String(part).padStart(2, '0')).join(':');

/** SEND CUE SHEET. */
export const cueSheetRules: readonly Rule[] = [
  {
    id: 'cue-sheet-length',
    title: 'A cue sheet that is no multiple of eight bytes',
    severity: 'error',
    source,
    why: 'A cue sheet is lines of eight bytes.',
    remedy: 'Send whole lines, and as many bytes as the CDB says.',
    check(command) {
      const size = command.as(sendCueSheet)?.cueSheetSizeBytes;
      return size !== undefined && size % lineBytes !== 0 ? `the cue sheet has ${size} bytes` : undefined;
    },
  },
  rule(
    'cue-sheet-lead-in',
    'A cue sheet that does not begin with the lead-in',
    'Begin with a line for track 0.',
    (positions) =>
      positions[0]?.trackNumber === leadIn
        ? undefined
        : 'the first position of the cue sheet is not the lead-in, track 0',
  ),
  rule(
    'cue-sheet-lead-out',
    'A cue sheet that does not end with the lead-out',
    'End with a line for track AAh.',
    (positions) =>
      positions.at(-1)?.trackNumber === leadOut
        ? undefined
        : 'the last position of the cue sheet is not the lead-out, track AAh',
  ),
  rule('cue-sheet-order', 'Times that do not ascend', 'Sort the lines by their time.', (positions) => {
    const body = positions.filter(({ trackNumber }) => trackNumber !== leadIn);
    const wrong = body.findIndex((line, i) => i > 0 && lbaOfMsf(line) < lbaOfMsf(body[i - 1]!));
    return wrong < 0
      ? undefined
      : `the cue sheet goes back from ${timeOf(body[wrong - 1]!)} to ${timeOf(body[wrong]!)}`;
  }),
  rule('cue-sheet-tracks', 'Track numbers with a gap', 'Number the tracks one after the other.', (positions) => {
    const numbers = positions.map(({ trackNumber }) => trackNumber).filter((n) => n !== leadIn && n !== leadOut);
    const wrong = numbers.findIndex((n, i) => i > 0 && n !== numbers[i - 1] && n !== numbers[i - 1]! + 1);
    return wrong < 0 ? undefined : `track ${numbers[wrong]} follows track ${numbers[wrong - 1]} in the cue sheet`;
  }),
  rule(
    'cue-sheet-first-pause',
    'No pause before the first track',
    'Begin the first track with index 0 at 00:00:00.',
    (positions) => {
      const first = positions.find(({ trackNumber }) => trackNumber !== leadIn);
      return !first || first.trackNumber === leadOut || first.index === 0
        ? undefined
        : `the first track of the cue sheet begins with index ${first.index} at ${timeOf(first)}`;
    },
  ),
  rule(
    'cue-sheet-data-form',
    'A data form that there is not',
    'Take one of the data forms of the standard.',
    (positions) => {
      const odd = positions.find(({ mainDataForm }) => !knownForms.includes(mainDataForm));
      return (
        odd && `track ${odd.trackNumber} of the cue sheet has data form ${odd.mainDataForm.toString(16).toUpperCase()}h`
      );
    },
  ),
];
