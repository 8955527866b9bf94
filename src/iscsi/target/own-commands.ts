/**
 * The commands that the target carries out itself, in front of the drive: what it alone knows (LUNs, reservations), and
 * what it refuses.
 */
import {
  inquiry,
  lunList,
  mmcCommands,
  persistentReserveInReadKeys,
  persistentReserveOut,
  release6,
  release10,
  reportLuns,
  requestSense,
  reserve6,
  reserve10,
  toBytes,
  writeBuffer,
} from '../../../mmc/index.js';
import { encodeLun } from '../lun.js';
import type { Nexus } from './logical-unit.js';
import { persistentReserve, persistentReserveIn } from './persistent-reserve.js';
import {
  checkCondition,
  good,
  invalidCdbField,
  invalidFieldInCdb,
  invalidOperationCode,
  noSuchUnit,
  type OwnAnswer,
  reservationConflict,
  writeProtected,
} from './sense-answers.js';
import type { Target } from './target.js';

/** Answers a command whose LUN has no drive. */
export function answerWithoutUnit(target: Target, cdb: Uint8Array): OwnAnswer {
  const code = cdb[0]!;
  if (code === reportLuns.operationCode) return listLuns(target, cdb);
  if (code === requestSense.operationCode) return { ...good, data: noSuchUnit.sense.subarray(0, cdb[4]) };
  if (code !== inquiry.operationCode) return noSuchUnit;
  // Qualifier 3, device type 1Fh: no device can be there.
  const data = new Uint8Array(36);
  data.set([0x7f, 0, 0x05, 0x02, data.length - 5]);
  return { ...good, data: data.subarray(0, inquiry.layout.decode(cdb).allocationLength) };
}

/**
 * Answers a command that the drive is not to see; undefined: the drive answers. `data` is the data-out, as far as it is
 * there.
 */
export function answerBeforeDrive(
  target: Target,
  nexus: Nexus,
  cdb: Uint8Array,
  data: Uint8Array,
  readOnly: boolean,
): OwnAnswer | undefined {
  const code = cdb[0]!;
  if (code === reportLuns.operationCode) return listLuns(target, cdb);
  if (code === requestSense.operationCode) {
    const attention = nexus.takeAttention();
    if (attention) return { ...good, data: checkCondition(attention).sense.subarray(0, cdb[4]) };
  }
  const { reservations } = nexus.unit;
  const obstacle = nexus.obstacle(code, reservations.conflicts(nexus.initiatorPort, cdb));
  if (obstacle === 'drive') return undefined;
  if (obstacle === 'reservation') return reservationConflict;
  if (obstacle) return checkCondition(obstacle);
  switch (code) {
    case reserve6.operationCode:
    case reserve10.operationCode:
      if (isForThirdParty(cdb)) return invalidFieldInCdb;
      reservations.reserve(nexus.initiatorPort);
      return good;
    case release6.operationCode:
    case release10.operationCode:
      if (isForThirdParty(cdb)) return invalidFieldInCdb;
      reservations.release(nexus.initiatorPort);
      return good;
    case persistentReserveInReadKeys.operationCode:
      return persistentReserveIn(nexus, cdb);
    case persistentReserveOut.operationCode:
      return persistentReserve(nexus, cdb, data);
    default:
      return readOnly ? refusalOfChange(cdb) : undefined;
  }
}

/** What keeps a read-only drive from being changed; a command that nobody knows could do anything. */
function refusalOfChange(cdb: Uint8Array): OwnAnswer | undefined {
  const siblings = mmcCommands.siblings(cdb[0]!);
  if (siblings.length === 0) return invalidOperationCode;
  const exact = mmcCommands.find(cdb);
  const changes = exact ? exact.changes === 'medium' : siblings.some((each) => each.changes === 'medium');
  return changes || cdb[0] === writeBuffer.operationCode ? writeProtected : undefined;
}

/** 3RDPTY, LONGID and EXTENT, which are obsolete. */
const isForThirdParty = (cdb: Uint8Array): boolean => (cdb[1]! & 0x1f) !== 0;

function listLuns(target: Target, cdb: Uint8Array): OwnAnswer {
  const { selectReport, allocationLength } = reportLuns.layout.decode(cdb);
  if (selectReport > 2) return invalidCdbField(reportLuns.layout, 'selectReport');
  // SPC: room for at least one address has to be there.
  if (allocationLength < 16) return invalidCdbField(reportLuns.layout, 'allocationLength');
  // 01h asks for well known units only, and there are none.
  const luns = selectReport === 1 ? [] : [...target.units.keys()].map((lun) => encodeLun(lun));
  return { ...good, data: toBytes(lunList, { luns }).subarray(0, allocationLength) };
}
