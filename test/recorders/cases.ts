/** Everything that other people's programs have to manage with the drive's recordable media. */
import { cdrskinCases } from './cdrskin.js';
import type { Case } from './harness.js';

export const cases: readonly Case[] = [...cdrskinCases];
