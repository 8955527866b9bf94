/** PERSISTENT RESERVE IN and OUT (SPC-4), in front of the drive. Reservations last as long as the target. */
import {
  persistentReserveAction as action,
  type CdbOf,
  decodeIscsiTransportId,
  encodeIscsiTransportId,
  persistentReserveMoveParameters as moveParameters,
  persistentReserveParameters as parameters,
  persistentReservation,
  persistentReserveCapabilities,
  persistentReserveFullStatus,
  persistentReserveInReadKeys,
  persistentReserveKeys,
  persistentReserveOut,
  toBytes,
  transportIdLength,
} from '../../../mmc/index.js';
import { initiatorOfPort, initiatorPortName } from '../names.js';
import { readU32 } from '../pdu.js';
import type { Nexus } from './logical-unit.js';
import { isForAllRegistrants, reservationTypes } from './reservations.js';
import {
  type Answer,
  good,
  invalidCdbField,
  invalidFieldInCdb,
  invalidParameter,
  invalidParameterField,
  invalidRelease,
  type OwnAnswer,
  parameterListLengthError,
  reservationConflict,
} from './sense-answers.js';

/** Of the parameters, in front of TransportIDs. */
const fixedPart = 24;
const lengthBytes = 4;
/** A target has one port. */
const relativeTargetPortIdentifier = 1;

const capabilities = toBytes(persistentReserveCapabilities, {
  length: 8,
  sipC: true,
  atpC: true,
  tmv: true,
  persistentReservationTypeMask: 0xea01,
});

/** PERSISTENT RESERVE IN. */
export function persistentReserveIn(nexus: Nexus, cdb: Uint8Array): OwnAnswer {
  const { reservations } = nexus.unit;
  const { serviceAction, allocationLength } = persistentReserveInReadKeys.layout.decode(cdb);
  const answer = (data: Uint8Array) => ({ ...good, data: data.subarray(0, allocationLength) });
  const prGeneration = reservations.generation;
  const { persistent, registrations } = reservations;
  switch (serviceAction) {
    case 0x00:
      return answer(
        toBytes(persistentReserveKeys, { prGeneration, reservationKeys: registrations.map(({ key }) => key) }),
      );
    case 0x01:
      return answer(
        persistent
          ? toBytes(persistentReservation, {
              prGeneration,
              reservationKey: isForAllRegistrants(persistent.type) ? 0n : persistent.key,
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
          descriptors: registrations.map(({ port, key, isForAllTargetPorts }) => {
            const rHolder = reservations.holds(port);
            return {
              reservationKey: key,
              allTgPt: isForAllTargetPorts,
              rHolder,
              type: rHolder ? persistent!.type : 0,
              relativeTargetPortIdentifier: isForAllTargetPorts ? 0 : relativeTargetPortIdentifier,
              transportId: encodeIscsiTransportId(initiatorOfPort(port)),
            };
          }),
        }),
      );
    default:
      return invalidCdbField(persistentReserveInReadKeys.layout, 'serviceAction');
  }
}

/** PERSISTENT RESERVE OUT. `data` is its parameter list, as far as it has come. */
export function persistentReserve(nexus: Nexus, cdb: Uint8Array, data: Uint8Array): Answer {
  const fields = persistentReserveOut.layout.decode(cdb);
  const { serviceAction, parameterListLength: listLength } = fields;
  if (listLength < fixedPart || data.length < listLength) return parameterListLengthError;
  const list = data.subarray(0, listLength);
  if (serviceAction === action.registerAndMove) return registerAndMove(nexus, list);
  const { specIPt } = parameters.decode(list);
  if (specIPt && serviceAction !== action.register) return invalidParameterField(parameters, 'specIPt');
  if (!specIPt && listLength !== fixedPart) return parameterListLengthError;
  if (serviceAction === action.register || serviceAction === action.registerAndIgnoreExistingKey)
    return register(nexus, list, serviceAction === action.register);
  return useRegistration(nexus, fields, list);
}

function register(nexus: Nexus, list: Uint8Array, checksKey: boolean): Answer {
  const { reservations } = nexus.unit;
  const port = nexus.initiatorPort;
  const { reservationKey, serviceActionReservationKey: key, specIPt, allTgPt, aptpl } = parameters.decode(list);
  if (aptpl) return invalidParameterField(parameters, 'aptpl');
  const registered = reservations.keyOf(port);
  if (checksKey && reservationKey !== (registered ?? 0n)) return reservationConflict;
  // Others are registered together with oneself, or not at all.
  if (specIPt && registered !== undefined) return invalidFieldInCdb;
  const others = specIPt ? specifiedPorts(nexus, list) : [];
  if (!Array.isArray(others)) return others;
  if (others.some((other) => reservations.keyOf(other) !== undefined)) return invalidFieldInCdb;
  if (key !== 0n) reservations.register([port, ...others], key, allTgPt);
  else if (registered !== undefined) reservations.unregister(port);
  return good;
}

/** The initiator ports that a parameter list names, or what is wrong with it. */
function specifiedPorts(nexus: Nexus, list: Uint8Array): string[] | Answer {
  const start = fixedPart + lengthBytes;
  if (list.length < start) return parameterListLengthError;
  const end = start + readU32(list, fixedPart);
  if (end > list.length) return parameterListLengthError;
  const ports = new Set<string>();
  for (let at = start; at < end; ) {
    const transportId = list.subarray(at, end);
    const named = portsOf(nexus, transportId);
    if (named.length === 0) return invalidParameter(at);
    for (const port of named) if (port !== nexus.initiatorPort) ports.add(port);
    at += transportIdLength(transportId);
  }
  return [...ports];
}

/** The ports that a TransportID stands for: of an initiator without an ISID, those that are logged in. */
function portsOf(nexus: Nexus, transportId: Uint8Array): string[] {
  const initiator = decodeIscsiTransportId(transportId);
  if (!initiator) return [];
  if (initiator.isid !== undefined) return [initiatorPortName(initiator.name, initiator.isid)];
  const known = [...nexus.unit.nexuses].map(({ initiatorPort }) => initiatorPort);
  return known.filter((port) => initiatorOfPort(port).name === initiator.name);
}

function registerAndMove(nexus: Nexus, list: Uint8Array): Answer {
  const { reservations } = nexus.unit;
  const { persistent } = reservations;
  const port = nexus.initiatorPort;
  const transportIdBytes = readU32(list, 20);
  if (fixedPart + transportIdBytes > list.length) return parameterListLengthError;
  const { reservationKey, serviceActionReservationKey, unreg, aptpl, ...to } = moveParameters.decode(list);
  if (aptpl) return invalidParameterField(moveParameters, 'aptpl');
  // There is nothing to move.
  if (!persistent) return invalidCdbField(persistentReserveOut.layout, 'serviceAction');
  if (reservations.keyOf(port) !== reservationKey || !reservations.holds(port) || isForAllRegistrants(persistent.type))
    return reservationConflict;
  if (serviceActionReservationKey === 0n) return invalidParameterField(moveParameters, 'serviceActionReservationKey');
  if (to.relativeTargetPortIdentifier !== relativeTargetPortIdentifier)
    return invalidParameterField(moveParameters, 'relativeTargetPortIdentifier');
  const initiator = decodeIscsiTransportId(list.subarray(fixedPart, fixedPart + transportIdBytes));
  const holder = initiator?.isid === undefined ? undefined : initiatorPortName(initiator.name, initiator.isid);
  if (holder === undefined || holder === port) return invalidParameter(fixedPart);
  reservations.move(port, holder, serviceActionReservationKey, unreg);
  return good;
}

/** RESERVE, RELEASE, CLEAR and PREEMPT, which are for those who are registered. */
function useRegistration(
  nexus: Nexus,
  { serviceAction, scope, type }: CdbOf<typeof persistentReserveOut>,
  list: Uint8Array,
): Answer {
  const { reservations } = nexus.unit;
  const port = nexus.initiatorPort;
  const { layout } = persistentReserveOut;
  const { reservationKey, serviceActionReservationKey } = parameters.decode(list);
  const registered = reservations.keyOf(port);
  if (registered === undefined || registered !== reservationKey) return reservationConflict;
  if (serviceAction !== action.clear) {
    if (scope !== 0) return invalidCdbField(layout, 'scope');
    if (!reservationTypes.has(type)) return invalidCdbField(layout, 'type');
  }
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
      const forAll = persistent !== undefined && isForAllRegistrants(persistent.type);
      if (serviceActionReservationKey === 0n && !forAll)
        return invalidParameterField(parameters, 'serviceActionReservationKey');
      const { found, preempted } = reservations.preempt(port, serviceActionReservationKey, type);
      if (!found) return reservationConflict;
      if (serviceAction === action.preemptAndAbort)
        for (const other of nexus.unit.nexuses) if (preempted.includes(other.initiatorPort)) nexus.unit.abort(other);
      return good;
    }
    default:
      return invalidCdbField(layout, 'serviceAction');
  }
}
