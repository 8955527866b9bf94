import { noTag, opcode } from '../codes.js';
import { at, readU32 } from '../pdu.js';
import { distance, next } from '../serial-number.js';
import type { LoggedIn } from './connect.js';

const statusFlag = 0x01;
const numbersAt = 24;

/** A connection after its login: what goes out over it, and the tags and numbers by which both ends count. */
export class Link {
  readonly connection: LoggedIn;
  /** CmdSN of the next command, and the last that the target takes. */
  #cmdSn: number;
  #maxCmdSn: number;
  #expStatSn: number;
  #lastTag = 0;

  constructor(connection: LoggedIn) {
    this.connection = connection;
    this.#cmdSn = connection.cmdSn;
    this.#maxCmdSn = connection.maxCmdSn;
    this.#expStatSn = connection.statSn;
  }

  /** Whether the target's window is open. */
  get isOpen(): boolean {
    return distance(this.#cmdSn, this.#maxCmdSn) <= 0;
  }

  /** For requests that are for immediate delivery, which do not count. */
  get cmdSn(): number {
    return this.#cmdSn;
  }

  get expStatSn(): number {
    return this.#expStatSn;
  }

  /** An initiator task tag that is not in use. */
  newTag(): number {
    this.#lastTag = this.#lastTag >= noTag - 1 ? 1 : this.#lastTag + 1;
    return this.#lastTag;
  }

  takeCmdSn(): number {
    const cmdSn = this.#cmdSn;
    this.#cmdSn = next(cmdSn);
    return cmdSn;
  }

  /** Takes note of the numbers in a PDU of the target. */
  readNumbers(header: Uint8Array, code: number): void {
    const maxCmdSn = readU32(header, numbersAt + 8);
    if (distance(maxCmdSn, this.#maxCmdSn) > 0) this.#maxCmdSn = maxCmdSn;
    const carriesStatus =
      code === opcode.dataIn
        ? (header[1]! & statusFlag) !== 0
        : code !== opcode.readyToTransfer &&
          !(code === opcode.nopIn && readU32(header, at.any.initiatorTaskTag) === noTag);
    if (carriesStatus) this.#expStatSn = next(readU32(header, numbersAt));
  }

  /** Sends a PDU at once. */
  post(header: Uint8Array, data?: Uint8Array): void {
    const { writer } = this.connection;
    writer.header();
    writer.slab.set(header, writer.at);
    writer.end(data);
    writer.flush();
  }
}
