import { bits, reserved } from '../../layout/index.js';
import { defineModePage } from './mode-page.js';

/** Mode page 03h: which area of an MRW disc addresses count from. */
export const mrwPage = defineModePage(0x03, 'Mount Rainier Rewritable (MRW)', [
  reserved(1),
  bits({ _: 7, lbaSpace: 1 }),
  reserved(4),
]);

/** Values of `lbaSpace`: the area with defect management, or the one without. */
export const mrwLbaSpace = { defectManagedArea: 0, generalApplicationArea: 1 } as const;
