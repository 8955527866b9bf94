/** RESERVE and RELEASE of SPC-2: one initiator at a time has the drive to itself. */
import { release6, release10, reserve6, reserve10 } from '../../../mmc/index.js';
import { type Call, type Handled, handle } from '../handler.js';
import { invalidField } from '../refusal.js';

/** RESERVE and RELEASE, of six and of ten bytes. */
export const reservationHandlers: readonly Handled[] = [
  handle(reserve6, (_cdb, call) => reserve(call)),
  handle(release6, (_cdb, call) => release(call)),

  handle(reserve10, ({ thirdParty }, call) => {
    if (thirdParty) throw invalidField('thirdParty');
    reserve(call);
  }),

  handle(release10, ({ thirdParty }, call) => {
    if (thirdParty) throw invalidField('thirdParty');
    release(call);
  }),
];

/** Whoever meets the reservation of another does not get here. */
function reserve({ unit, initiator }: Call): void {
  unit.reservedBy = initiator;
}

function release({ unit, initiator }: Call): void {
  if (unit.reservedBy === initiator) unit.reservedBy = undefined;
}
