import { bits, flag, list, record, reserved, u16be, u24be } from '../layout/index.js';

const slotTable = record([
  bits({ discPresent: flag, _: 6, change: flag }),
  bits({ _: 6, cwpV: flag, cwp: flag }),
  reserved(2),
]);

/** Response to MECHANISM STATUS. A drive that is not a changer has no slots; `currentLba` may stay zero. */
export const mechanismStatusData = record([
  bits({ fault: flag, changerState: 2, currentSlotLsb: 5 }),
  bits({ mechanismState: 3, doorOpen: flag, _: 1, currentSlotMsb: 3 }),
  u24be('currentLba'),
  bits({ _: 2, numberOfSlotsAvailable: 6 }),
  u16be('lengthOfSlotTables'),
  list(slotTable, 'slots', { byteLengthField: 'lengthOfSlotTables' }),
]);

/** Values of `mechanismState`. */
export const mechanismState = { idle: 0, playing: 1, scanning: 2, active: 3, noInformation: 7 } as const;
