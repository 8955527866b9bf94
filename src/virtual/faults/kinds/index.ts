/** Every kind of fault. Adding one: write it in the file of its family. */
import type { FaultKind } from '../fault-kind.js';
import { answerFaults } from './answers.js';
import { interruptionFaults } from './interruptions.js';
import { readingFaults } from './reading.js';
import { writingFaults } from './writing.js';

/** The kinds by family, as docs/fault-plans.md lists them. */
export const faultFamilies: Readonly<Record<string, readonly FaultKind[]>> = {
  Reading: readingFaults,
  Writing: writingFaults,
  Answers: answerFaults,
  Interruptions: interruptionFaults,
};

export const faultKinds: readonly FaultKind[] = Object.values(faultFamilies).flat();
