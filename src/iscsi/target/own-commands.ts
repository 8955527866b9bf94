/**
 * The commands that the target carries out itself, in front of the drive: what it alone knows (LUNs, reservations), and
 * what it refuses.
 */
import {
  persistentReserveAction as action,
  inquiry,
  lunList,
  mmcCommands,
  persistentReservation,
  persistentReserveCapabilities,
  persistentReserveFullStatus,
  persistentReserveKeys,
  persistentReserveOut,
  persistentReserveParameters,
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
import { reservationTypes } from './reservations.js';
import {
  type Answer,
  checkCondition,
  good,
  invalidFieldInCdb,
  invalidFieldInParameterList,
  invalidOperationCode,
  invalidRelease,
  noSuchUnit,
  parameterListLengthError,
  reservationConflict,
  writeProtected,
} from './sense-answers.js';
import type { Target } from './target.js';

/** What came of a command that did not reach the drive. */
export interface OwnAnswer extends Answer {
  /** Data-in; the initiator gets as much of it as it takes. */
  readonly data?: Uint8Array;
}

const maximumListBytes = 0xffff;
const cdbOf = (cdb: Uint8Array) => new DataView(cdb.buffer, cdb.byteOffset, cdb.byteLength);
const fixedPart = 24;

/** Answers a command whose LUN has no drive. */
export function answerWithoutUnit(target: Target, cdb: Uint8Array): OwnAnswer {
  const code = cdb[0]!;
  if (code === reportLuns.operationCode) return listLuns(target, cdb);
  if (code === requestSense.operationCode) return { ...good, data: noSuchUnit.sense.subarray(0, cdb[4]) };
  if (code !== inquiry.operationCode) return noSuchUnit;
  // Qualifier 3, device type 1Fh: no device can be there.
  const data = new Uint8Array(36);
  data.set([0x7f, 0, 0x05, 0x02, data.length - 5]);
  return { ...good, data: data.subarray(0, Math.min(data.length, cdbOf(cdb).getUint16(3))) };
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
    case 0x5e:
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
  const selectReport = cdb[2]!;
  if (selectReport > 2) return invalidFieldInCdb;
  const allocationLength = cdbOf(cdb).getUint32(6);
  // SPC: room for at least one address has to be there.
  if (allocationLength < 16) return invalidFieldInCdb;
  // 01h asks for well known units only, and there are none.
  const luns = selectReport === 1 ? [] : [...target.units.keys()].map((lun) => encodeLun(lun));
  return { ...good, data: toBytes(lunList, { luns }).subarray(0, allocationLength) };
}

const capabilities = toBytes(persistentReserveCapabilities, {
  length: 8,
  tmv: true,
  persistentReservationTypeMask: 0xea01,
});

function persistentReserveIn(nexus: Nexus, cdb: Uint8Array): OwnAnswer {
  const { reservations } = nexus.unit;
  const allocationLength = cdbOf(cdb).getUint16(7);
  const answer = (data: Uint8Array) => ({ ...good, data: data.subarray(0, allocationLength) });
  const prGeneration = reservations.generation;
  const { persistent, registrations } = reservations;
  switch (cdb[1]! & 0x1f) {
    case 0x00:
      return answer(
        toBytes(persistentReserveKeys, { prGeneration, reservationKeys: registrations.map(({ key }) => key) }),
      );
    case 0x01:
      return answer(
        persistent
          ? toBytes(persistentReservation, {
              prGeneration,
              reservationKey: isForAll(persistent.type) ? 0n : persistent.key,
              type: persistent.type,
              scopeSpecificAddress: 0,
              extentLength: 0,
              scope: 0,
            })
          : toBytes(persistentReserveKeys, { prGeneration, reservationKeys: [] }),
      );
    case 0x02:
      return answer(capabilities);
    case 0x03:
      return answer(
        toBytes(persistentReserveFullStatus, {
          prGeneration,
          descriptors: registrations.map(({ port, key }) => {
            const rHolder = reservations.holds(port);
            return {
              reservationKey: key,
              rHolder,
              type: rHolder ? persistent!.type : 0,
              relativeTargetPortIdentifier: 1,
              transportId: transportId(port),
            };
          }),
        }),
      );
    default:
      return invalidFieldInCdb;
  }
}

const isForAll = (type: number): boolean => type >= 7;

/** TransportID of iSCSI, format 01b: name, `,i,0x`, and the ISID (SPC-4). */
function transportId(port: string): Uint8Array {
  const name = Buffer.from(port);
  const length = Math.max(20, (name.length + 4) & ~3);
  const bytes = new Uint8Array(4 + length);
  bytes[0] = 0x45;
  bytes[2] = length >> 8;
  bytes[3] = length;
  bytes.set(name, 4);
  return bytes;
}

function persistentReserve(nexus: Nexus, cdb: Uint8Array, data: Uint8Array): OwnAnswer {
  const { reservations } = nexus.unit;
  const port = nexus.initiatorPort;
  const listLength = cdbOf(cdb).getUint32(5);
  if (listLength !== fixedPart || data.length < fixedPart || listLength > maximumListBytes)
    return parameterListLengthError;
  const serviceAction = cdb[1]! & 0x1f;
  const scope = cdb[2]! >> 4;
  const type = cdb[2]! & 0x0f;
  const { reservationKey, serviceActionReservationKey, specIPt, aptpl } = persistentReserveParameters.decode(data);
  const registered = reservations.keyOf(port);
  if (serviceAction === action.register || serviceAction === action.registerAndIgnoreExistingKey) {
    if (specIPt || aptpl) return invalidFieldInParameterList;
    if (serviceAction === action.register && reservationKey !== (registered ?? 0n)) return reservationConflict;
    if (registered !== undefined || serviceActionReservationKey !== 0n)
      reservations.register(port, serviceActionReservationKey);
    return good;
  }
  if (registered === undefined || registered !== reservationKey) return reservationConflict;
  const needsType = serviceAction !== action.clear;
  if (needsType && (scope !== 0 || !reservationTypes.has(type))) return invalidFieldInCdb;
  const { persistent } = reservations;
  switch (serviceAction) {
    case action.reserve:
      if (persistent && !(reservations.holds(port) && persistent.type === type)) return reservationConflict;
      if (!persistent) reservations.reservePersistently(port, type);
      return good;
    case action.release:
      if (!persistent || !reservations.holds(port)) return good;
      if (persistent.type !== type) return invalidRelease;
      reservations.releasePersistently(port);
      return good;
    case action.clear:
      reservations.clear(port);
      return good;
    case action.preempt:
    case action.preemptAndAbort: {
      const forAll = persistent !== undefined && isForAll(persistent.type);
      if (serviceActionReservationKey === 0n && !forAll) return invalidFieldInParameterList;
      const { found, preempted } = reservations.preempt(port, serviceActionReservationKey, type);
      if (!found) return reservationConflict;
      if (serviceAction === action.preemptAndAbort)
        for (const other of nexus.unit.nexuses) if (preempted.includes(other.initiatorPort)) nexus.unit.abort(other);
      return good;
    }
    default:
      return invalidFieldInCdb;
  }
}
