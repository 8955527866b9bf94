/** From a CDB to a completion: which command it is, whether it may run now, and how its answer gets out. */
import {
  type Codec,
  type Command,
  encodeSense,
  mmcCommands,
  placeOfField,
  reservedBit,
  servedDuringReservation,
  toBytes,
} from '../../mmc/index.js';
import { type Completion, scsiStatus, type TransferRequest } from '../transport/transport.js';
import type { AnyHandler, Call } from './handler.js';
import { type CommandHandlers, handlersOf } from './handlers/index.js';
import type { Initiator } from './initiator.js';
import { blockLengthBytes } from './media/medium.js';
import { dataPhaseError, invalidCdbPlace, invalidField, invalidOperationCode, Refusal } from './refusal.js';
import type { Unit } from './unit.js';

/** CONTROL: NACA, and the obsolete FLAG and LINK. */
const unsupportedControlBits = 0x07;

const noBytes = new Uint8Array(0);
const noFigures = Object.freeze({});
const conflict: Completion = {
  status: scsiStatus.reservationConflict,
  sense: noBytes,
  transferredBytes: 0,
  durationMs: 0,
  native: noFigures,
};

/** Carries out a command of an initiator. Throws NoAnswer where the initiator is never told what became of it. */
export type CarryOut = (initiator: Initiator, request: TransferRequest) => Completion;

/** Stands between an initiator and the drive: passes commands on to `next`, or answers them itself. */
export type Interceptor = (initiator: Initiator, request: TransferRequest, next: CarryOut) => Completion;

/** Runs the commands of one unit, one at a time. */
export class Dispatcher {
  readonly #unit: Unit;
  readonly #handlers: CommandHandlers;
  readonly #call: MutableCall;
  /** When the drive is free again, on its clock. */
  #busyUntilMs = 0;
  /** Carries out a command; what stands between comes first. */
  run: CarryOut;

  constructor(unit: Unit) {
    this.#unit = unit;
    this.#handlers = handlersOf(unit.personality);
    this.#call = new MutableCall(unit, this.#handlers);
    this.run = this.#carryOut;
  }

  /** Puts these between the initiators and the drive, the one that sees a command first at the head. */
  intercept(interceptors: readonly Interceptor[]): void {
    this.run = interceptors.reduceRight<CarryOut>(
      (next, intercept) => (initiator, request) => intercept(initiator, request, next),
      this.#carryOut,
    );
  }

  readonly #carryOut: CarryOut = (initiator, request) => {
    const unit = this.#unit;
    const startedAtMs = unit.clock.now();
    const call = this.#call;
    call.begin(initiator, request);
    let command: Command | undefined;
    let refusal: Refusal | undefined;
    try {
      unit.settle();
      const obstacle = initiator.obstacle(request.cdb[0]!, isKeptOut(unit, initiator, request.cdb));
      if (obstacle === 'reservation') {
        call.end();
        return { ...conflict };
      }
      if (obstacle) throw new Refusal(obstacle);
      command = findCommand(this.#handlers, request.cdb);
      execute(command, this.#handlers.get(command)!, request.cdb, call);
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      refusal = thrown;
      call.deliver(refusal.transferredBytes);
    }
    const delayMs = this.#takeTime(unit);
    const completion = {
      status: refusal ? scsiStatus.checkCondition : scsiStatus.good,
      sense: refusal ? encodeSense(refusal.senseInput(command?.layout)) : noBytes,
      transferredBytes: call.transferredBytes,
      durationMs: unit.clock.now() - startedAtMs + delayMs,
      native: noFigures,
    };
    call.end();
    return completion;
  };

  /** How long the answer is still to be waited for. A drive does one thing after the other, whoever asks. */
  #takeTime({ mechanism, clock }: Unit): number {
    if (mechanism.isInstant) return 0;
    const now = clock.now();
    this.#busyUntilMs = Math.max(now, this.#busyUntilMs) + mechanism.takeSpent();
    return this.#busyUntilMs - now;
  }
}

/** Whether another initiator has reserved the drive. */
const isKeptOut = ({ reservedBy }: Unit, initiator: Initiator, cdb: Uint8Array): boolean =>
  reservedBy !== undefined && reservedBy !== initiator && !servedDuringReservation.has(cdb[0]!);

/** The command that is declared, and that the drive has. Throws a Refusal that says what is wrong with the CDB. */
function findCommand(handlers: CommandHandlers, cdb: Uint8Array): Command {
  const command = mmcCommands.find(cdb);
  if (command && handlers.has(command)) return command;
  const siblings = mmcCommands.siblings(cdb[0]!).filter((sibling) => handlers.has(sibling));
  if (siblings.length === 0) throw invalidOperationCode();
  // One that fixes less may be handled where the closest one is only declared.
  const wider = siblings.find((sibling) => sibling.matches(cdb));
  if (wider) return wider;
  throw unknownSibling(siblings, cdb);
}

/** Of the commands with this operation code, the one that is nearest tells which field makes it none of them. */
function unknownSibling(siblings: readonly Command[], cdb: Uint8Array): Refusal {
  let nearest: { agreeing: number; place: { byte: number; bit: number | undefined } } | undefined;
  for (const { layout, fixed } of siblings) {
    const decoded = layout.decode(cdb);
    const names = Object.keys(fixed);
    const wrong = names.filter((name) => decoded[name] !== fixed[name]);
    const agreeing = names.length - wrong.length;
    if (nearest && nearest.agreeing >= agreeing) continue;
    nearest = { agreeing, place: placeOfField(layout, wrong[0]!) };
  }
  const { byte, bit } = nearest!.place;
  return invalidCdbPlace(byte, bit);
}

function execute(command: Command, handler: AnyHandler, cdb: Uint8Array, call: MutableCall): void {
  if (call.unit.settings.reservedBits === 'reject') {
    const stray = reservedBit(command, cdb);
    if (stray) throw invalidCdbPlace(stray.byte, stray.bit);
  }
  const decoded = command.decodeCdb(cdb);
  const control = decoded.control & unsupportedControlBits;
  if (control !== 0) throw invalidCdbPlace(command.cdbLength - 1, 31 - Math.clz32(control));
  if (decoded.relativeAddress) throw invalidField('relativeAddress');
  // The CDB was decoded by the very command that the handler belongs to.
  const reply = handler(decoded as never, call);
  const { transfer } = command;
  if (transfer.direction !== 'in') return;
  if ('layout' in transfer) call.sendParameterData(transfer.layout, reply, allocationLength(transfer, decoded));
  else call.deliver(reply as number);
}

type ParameterData = Extract<Command['transfer'], { readonly layout: unknown }>;

function allocationLength(transfer: ParameterData, cdb: Readonly<Record<string, unknown>>): number {
  return 'length' in transfer ? (cdb[transfer.length] as number) : transfer.byteLength(cdb, blockLengthBytes);
}

/** The one call of a unit, used for command after command. */
class MutableCall implements Call {
  initiator!: Initiator;
  transferredBytes = 0;
  #data: Uint8Array = noBytes;
  #direction: TransferRequest['direction'] = 'none';
  /** Stands in for a buffer that is too short for the blocks asked for. */
  #spare: Uint8Array | undefined;

  constructor(
    readonly unit: Unit,
    readonly handlers: CommandHandlers,
  ) {}

  get commands(): Iterable<Command> {
    return this.handlers.keys();
  }

  begin(initiator: Initiator, request: TransferRequest): void {
    this.initiator = initiator;
    this.transferredBytes = 0;
    this.#data = request.data;
    this.#direction = request.direction;
  }

  /** Lets go of the initiator's buffers. */
  end(): void {
    this.#data = noBytes;
    this.#spare = undefined;
  }

  get room(): number {
    return this.#direction === 'in' ? this.#data.length : 0;
  }

  dataIn(length: number): Uint8Array {
    if (length <= this.room) return this.#data;
    this.#spare = new Uint8Array(length);
    return this.#spare;
  }

  dataOut(length: number): Uint8Array {
    if (length > 0 && (this.#direction !== 'out' || this.#data.length < length)) throw dataPhaseError();
    this.transferredBytes = length;
    return this.#data;
  }

  /** The first `length` bytes of `dataIn` go out, as far as there is room. */
  deliver(length: number): void {
    if (this.#direction === 'out') return;
    this.transferredBytes = Math.min(length, this.room);
    if (this.#spare) this.#data.set(this.#spare.subarray(0, this.transferredBytes));
  }

  sendParameterData(layout: Codec<unknown>, value: unknown, allocationLengthBytes: number): void {
    const bytes = value instanceof Uint8Array ? value : toBytes(layout, value);
    const length = Math.min(bytes.length, allocationLengthBytes, this.room);
    this.#data.set(length < bytes.length ? bytes.subarray(0, length) : bytes);
    this.transferredBytes = length;
  }
}
