/** IOCTL_STORAGE_PERSISTENT_RESERVE_IN and IOCTL_STORAGE_PERSISTENT_RESERVE_OUT. */
import {
  persistentReservationType,
  persistentReserveAction,
  persistentReserveInReadKeys,
  persistentReserveInReadReservation,
  persistentReserveOut as reserveOut,
} from '../../../mmc/index.js';
import type { Ending, IoctlRequest, Operation } from '../ioctl-request.js';
import { persistentReserveInCommand, persistentReserveOutCommand } from '../structures/index.js';
import { bufferTooSmall, deliver, infoLengthMismatch, invalidParameter, receive } from './operations.js';

/** PERSISTENT_RESERVE_COMMAND in C. */
const commandBytes = persistentReserveInCommand.span;
const parameterListBytes = 24;
/** Generation and length, without anything behind them. */
const shortestList = 8;

/** What must be so for both, before anything is looked at that one of them has alone. */
function checkCommand({ input }: IoctlRequest): Ending | undefined {
  if (input.length === 0) return bufferTooSmall(0);
  if (input.length < commandBytes) return infoLengthMismatch;
  return persistentReserveInCommand.decode(input).size < commandBytes ? infoLengthMismatch : undefined;
}

const readings = [persistentReserveInReadKeys, persistentReserveInReadReservation] as const;

/**
 * The keys that are registered, or who holds the reservation. No other service action gets through. In the profile
 * `driver` Information is 0, as the published driver leaves it, so that a caller gets nothing of what came.
 */
export const persistentReserveIn: Operation = {
  validate(request): Ending | undefined {
    const wrong = checkCommand(request);
    if (wrong) return wrong;
    const { serviceAction, allocationLength } = persistentReserveInCommand.decode(request.input);
    const fits = allocationLength >= shortestList && allocationLength <= request.output.length;
    return fits && serviceAction < readings.length ? undefined : invalidParameter;
  },

  async run(request): Promise<Ending> {
    const { serviceAction, allocationLength } = persistentReserveInCommand.decode(request.input);
    const cdb = readings[serviceAction]!.encodeCdb({ allocationLength });
    const ending = deliver(request, await receive(request, cdb, request.output.length));
    return request.settings.profile === 'driver' ? { ntStatus: ending.ntStatus } : ending;
  },
};

const { register, registerAndIgnoreExistingKey, clear, reserve, release, preempt, preemptAndAbort } =
  persistentReserveAction;
const withoutScopeAndType: readonly number[] = [register, registerAndIgnoreExistingKey, clear];
const withScopeAndType: readonly number[] = [reserve, release, preempt, preemptAndAbort];
/** Of a logical unit, and of an element of it. */
const scopes: readonly number[] = [0, 2];
const types: readonly number[] = [
  persistentReservationType.writeExclusive,
  persistentReservationType.exclusiveAccess,
  persistentReservationType.writeExclusiveRegistrantsOnly,
  persistentReservationType.exclusiveAccessRegistrantsOnly,
];

/** Registers a key, reserves, releases, takes a reservation away. */
export const persistentReserveOut: Operation = {
  validate(request): Ending | undefined {
    const wrong = checkCommand(request);
    if (wrong) return wrong;
    const { input } = request;
    // Size counts all of the input here.
    const { size } = persistentReserveInCommand.decode(input);
    if (input.length < commandBytes + parameterListBytes || size < input.length) return invalidParameter;
    const { serviceAction, scope, type } = persistentReserveOutCommand.decode(input);
    if (withoutScopeAndType.includes(serviceAction)) return undefined;
    const isAllowed = withScopeAndType.includes(serviceAction) && scopes.includes(scope) && types.includes(type);
    return isAllowed ? undefined : invalidParameter;
  },

  async run(request): Promise<Ending> {
    const { serviceAction, scope, type, parameterList } = persistentReserveOutCommand.decode(request.input);
    const cdb = reserveOut.encodeCdb({
      serviceAction,
      scope,
      type,
      parameterListLength: parameterList.length,
    });
    const { ntStatus: status } = await request.transfer({ cdb, direction: 'out', data: parameterList });
    return { ntStatus: status };
  },
};
