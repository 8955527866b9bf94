/** Everything that other people's programs have to manage with the drive's recordable media. */

import type { Case } from './bench.js';
import { cdrdaoCases } from './cdrdao.js';
import { cdrskinCases } from './cdrskin.js';
import { dvdCdrskinCases } from './dvd-cdrskin.js';
import { dvdRwToolsCases } from './dvd-rw-tools.js';
import { faultCases } from './faults.js';
import { growisofsCases } from './growisofs.js';
import { wodimCases } from './wodim.js';
import { xorrisoCases } from './xorriso.js';

export const cases: readonly Case[] = [
  ...cdrskinCases,
  ...cdrdaoCases,
  ...wodimCases,
  ...faultCases,
  ...growisofsCases,
  ...xorrisoCases,
  ...dvdCdrskinCases,
  ...dvdRwToolsCases,
];
