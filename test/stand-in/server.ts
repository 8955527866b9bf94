/** The drive behind shim.c: answers from a table, and keeps what it was sent. */
import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { hex, parseHex } from '../../mmc/index.js';

/** One command as it went over the wire, in hexadecimal. */
export interface Exchange {
  readonly cdb: string;
  readonly dataOut?: string;
  /** What the drive answered, cut to what the program had room for. */
  readonly dataIn?: string;
  /** Sense of a refusal: key/ASC/ASCQ. */
  readonly sense?: string;
}

/**
 * Answers of the drive. A key is the start of a CDB, `..` stands for any byte; the longest that fits is taken. A value is
 * data in hexadecimal, or a sense key with ASC and ASCQ as `5/24/00`. With several values each is given once, the last
 * for ever.
 */
export type Replies = Readonly<Record<string, string | readonly string[]>>;

const inquiry = `05 80 05 32 5B 00 00 00 ${hex(new TextEncoder().encode('STAND-INDVDRW DRIVE     1.00'))} ${'00 '.repeat(60)}`;
const usual: Replies = { '12 00': inquiry, '00': '', '1E': '', '1B': '', '35': '' };
const refusal = '5/20/00';

/** Directions as shim.c numbers them. */
const out = 2;

/** CDROM_SEND_PACKET always gives 12 bytes: the CDB is as long as its operation code says. */
function wholeCdb(bytes: Uint8Array): Uint8Array {
  const length = [6, 10, 10, bytes.length, 16, 12][bytes[0]! >> 5] ?? bytes.length;
  return bytes.subarray(length).some((byte) => byte !== 0) ? bytes : bytes.subarray(0, length);
}

export class StandIn {
  readonly exchanges: Exchange[] = [];
  readonly #given = new Map<string, number>();
  readonly #rules: readonly (readonly [string, string | readonly string[]])[];
  readonly #server = createServer((socket) => void this.#serve(socket).catch(() => socket.destroy()));
  readonly #sockets = new Set<Socket>();

  constructor(replies: Replies) {
    this.#rules = Object.entries({ ...usual, ...replies }).sort(([a], [b]) => b.length - a.length);
  }

  listen(path: string): Promise<void> {
    rmSync(path, { force: true });
    return new Promise((resolve) => this.#server.listen(path, resolve));
  }

  close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #reply(cdb: string, direction: number): string {
    const bytes = cdb.split(' ');
    for (const [pattern, replies] of this.#rules) {
      if (!pattern.split(' ').every((byte, i) => byte === '..' || byte.toUpperCase() === bytes[i])) continue;
      if (typeof replies === 'string') return replies;
      const turn = this.#given.get(pattern) ?? 0;
      this.#given.set(pattern, turn + 1);
      return replies[Math.min(turn, replies.length - 1)]!;
    }
    return direction === 1 ? refusal : '';
  }

  #answer(direction: number, cdb: Uint8Array, data: Uint8Array, room: number): Buffer {
    const reply = this.#reply(hex(cdb), direction);
    const refused = /^([0-9a-f]+)\/([0-9a-f]+)\/([0-9a-f]+)$/i.exec(reply);
    const input = refused || direction !== 1 ? new Uint8Array() : parseHex(reply).subarray(0, room);
    this.exchanges.push({
      cdb: hex(cdb),
      ...(direction === out && { dataOut: hex(data) }),
      ...(input.length > 0 && { dataIn: hex(input) }),
      ...(refused && { sense: reply }),
    });
    const [key, asc, ascq] = refused?.slice(1).map((digits) => Number.parseInt(digits, 16)) ?? [];
    const sense = refused ? [0x70, 0, key!, 0, 0, 0, 0, 10, 0, 0, 0, 0, asc!, ascq!, 0, 0, 0, 0] : [];
    const head = Buffer.alloc(12);
    for (const [i, n] of [refused ? 2 : 0, sense.length, input.length].entries()) head.writeUInt32LE(n, 4 * i);
    return Buffer.concat([head, Buffer.from(sense), input]);
  }

  async #serve(socket: Socket): Promise<void> {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    let pending = Buffer.alloc(0);
    for await (const chunk of socket) {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 12) {
        const [direction, cdbLength, dataLength] = [0, 4, 8].map((at) => pending.readUInt32LE(at)) as [
          number,
          number,
          number,
        ];
        const end = 12 + cdbLength + (direction === out ? dataLength : 0);
        if (pending.length < end) break;
        const data = pending.subarray(12 + cdbLength, end);
        socket.write(this.#answer(direction, wholeCdb(pending.subarray(12, 12 + cdbLength)), data, dataLength));
        pending = pending.subarray(end);
      }
    }
    this.#sockets.delete(socket);
  }
}
