/** An initiator that sends what a test tells it to, right or wrong, and a clock that a test moves. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type Codec, toBytes } from '../../../mmc/index.js';
import { loginStage, noTag, opcode } from '../../../src/iscsi/codes.js';
import { encodeLun } from '../../../src/iscsi/lun.js';
import { dataOut, loginRequest, loginResponse, opcodeOf, scsiCommand } from '../../../src/iscsi/pdu.js';
import { PduReader } from '../../../src/iscsi/pdu-reader.js';
import { encodeText, type Pairs } from '../../../src/iscsi/text.js';
import type { Clock } from '../../../src/time/clock.js';

/** A PDU that came. */
export interface Received {
  readonly header: Uint8Array;
  readonly data: Uint8Array;
}

/** One connection to a target. */
export class RawInitiator {
  readonly reader: PduReader;
  cmdSn = 1;
  readonly #socket: Socket;
  readonly #received: Received[] = [];
  #wake: (() => void) | undefined;
  #isClosed = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    const wake = () => this.#wake?.();
    this.reader = new PduReader(
      {
        place: () => undefined,
        pdu: (header, data) => {
          this.#received.push({ header: header.slice(), data: data.slice() });
          wake();
        },
        failed: ({ message }) => {
          throw new Error(message);
        },
      },
      1 << 24,
    );
    socket.on('data', (chunk) => this.reader.push(chunk));
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#isClosed = true;
      wake();
    });
  }

  static async connect(port: number): Promise<RawInitiator> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawInitiator(socket);
  }

  /** Sends bytes as they are. */
  sendBytes(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Sends a PDU without digests. */
  send<I>(codec: Codec<unknown, I>, fields: I, data: Uint8Array = new Uint8Array(0)): void {
    const bytes = new Uint8Array(48 + ((data.length + 3) & ~3));
    bytes.set(toBytes(codec, { ...fields, dataSegmentLength: data.length } as I));
    bytes.set(data, 48);
    this.sendBytes(bytes);
  }

  /** The next PDU; undefined when the target has closed the connection. */
  async next(): Promise<Received | undefined> {
    while (this.#received.length === 0 && !this.#isClosed)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    return this.#received.shift();
  }

  /** The next PDU, which has to be of this kind. */
  async expect<T>(code: number, codec: Codec<T, any>): Promise<T & { readonly data: Uint8Array }> {
    const pdu = await this.next();
    if (!pdu) throw new Error('the target has closed the connection');
    if (opcodeOf(pdu.header) !== code)
      throw new Error(`operation code ${opcodeOf(pdu.header).toString(16)} came, not ${code.toString(16)}`);
    return { ...codec.decode(pdu.header), data: pdu.data };
  }

  /** Resolves when the target has closed the connection. */
  async closed(): Promise<void> {
    while (await this.next());
  }

  /** One step of a login, to the full feature phase where not said otherwise. */
  async login(
    pairs: Pairs,
    fields: {
      csg?: number;
      nsg?: number;
      transit?: boolean;
      continue?: boolean;
      tsih?: number;
      versionMin?: number;
    } = {},
  ) {
    const header = {
      opcode: opcode.loginRequest,
      immediate: true,
      transit: true,
      csg: loginStage.operationalNegotiation,
      nsg: loginStage.fullFeature,
      isid: Uint8Array.of(0x80, 0, 0, 0, 0, 1),
      initiatorTaskTag: 7,
      cmdSn: this.cmdSn,
      ...fields,
    };
    this.send(loginRequest, header, encodeText(pairs));
    return this.expect(opcode.loginResponse, loginResponse);
  }

  /** Sends a command; it takes a CmdSN unless one is given. */
  command(tag: number, cdb: readonly number[], fields: Record<string, unknown> = {}, data?: Uint8Array): void {
    const { lun = 0, ...rest } = fields;
    const whole = new Uint8Array(16);
    whole.set(cdb);
    const header = {
      opcode: opcode.scsiCommand,
      final: true,
      attribute: 1,
      lun: encodeLun(lun as number),
      initiatorTaskTag: tag,
      cmdSn: fields['cmdSn'] === undefined ? this.cmdSn++ : (fields['cmdSn'] as number),
      cdb: whole,
      ...rest,
    };
    this.send(scsiCommand, header, data);
  }

  /** Sends data-out. */
  dataOut(tag: number, fields: Record<string, unknown>, data: Uint8Array): void {
    const header = { opcode: opcode.dataOut, initiatorTaskTag: tag, targetTransferTag: noTag, ...fields };
    this.send(dataOut, header, data);
  }

  /** Ends the connection with a TCP reset. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** A clock that stands until it is moved; who sleeps on it wakes when its time has come. */
export class SteppingClock implements Clock {
  #now = 0;
  #sleepers: { readonly untilMs: number; readonly wake: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = () => {
        this.#sleepers = this.#sleepers.filter((each) => each !== sleeper);
        reject(signal?.reason);
      };
      const wake = () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      const sleeper = { untilMs: this.#now + ms, wake };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', onAbort);
    });
  }

  /** Moves on, from sleeper to sleeper; what they do in between has had its turn. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const due = this.#sleepers.filter(({ untilMs }) => untilMs <= end).sort((a, b) => a.untilMs - b.untilMs)[0];
      if (!due) break;
      this.#now = due.untilMs;
      this.#sleepers = this.#sleepers.filter((each) => each !== due);
      due.wake();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#now = end;
  }
}
