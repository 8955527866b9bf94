/** Every rule of the judge. Adding one: write it in the file of its family. */
import type { Rule } from '../rule.js';
import { addressRules } from './addresses.js';
import { cdbRules } from './cdb.js';
import { closingRules } from './closing.js';
import { cueSheetRules } from './cue-sheet.js';
import { mediumStateRules } from './medium-state.js';
import { readingRules } from './reading.js';
import { recordingRules } from './recording.js';
import { waitingRules } from './waiting.js';

/** The rules by family, as docs/judge.md lists them. */
export const ruleFamilies: Readonly<Record<string, readonly Rule[]>> = {
  'CDBs, lengths and time limits': cdbRules,
  'Reading and writing at addresses': addressRules,
  'READ CD': readingRules,
  'What is known of the medium': mediumStateRules,
  Writing: recordingRules,
  'Cue sheets': cueSheetRules,
  'Waiting, repeating, speeds': waitingRules,
  Ending: closingRules,
};

export const rules: readonly Rule[] = Object.values(ruleFamilies).flat();
