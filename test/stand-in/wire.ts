/** The other end of shim.c: takes commands from a socket and gives back what the drive answers. */
import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';

/** Directions as shim.c numbers them. */
export const wireDirection = { none: 0, in: 1, out: 2 } as const;

export interface Ask {
  /** One of {@link wireDirection}. */
  readonly direction: number;
  readonly cdb: Uint8Array;
  /** Data-out. */
  readonly data: Uint8Array;
  /** Bytes of data-in that the program has room for. */
  readonly room: number;
}

export interface Answer {
  readonly status: number;
  readonly sense: Uint8Array;
  readonly dataIn: Uint8Array;
}

/** CDROM_SEND_PACKET always gives 12 bytes: the CDB is as long as its operation code says. */
function wholeCdb(bytes: Uint8Array): Uint8Array {
  const length = [6, 10, 10, bytes.length, 16, 12][bytes[0]! >> 5] ?? bytes.length;
  return bytes.subarray(length).some((byte) => byte !== 0) ? bytes : bytes.subarray(0, length);
}

export class CommandServer {
  readonly #server = createServer((socket) => void this.#serve(socket).catch(() => socket.destroy()));
  readonly #sockets = new Set<Socket>();

  constructor(readonly answer: (ask: Ask) => Answer) {}

  listen(path: string): Promise<void> {
    rmSync(path, { force: true });
    return new Promise((resolve) => this.#server.listen(path, resolve));
  }

  close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(socket: Socket): Promise<void> {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    const chunks: Buffer[] = [];
    let length = 0;
    let needed = 12;
    for await (const chunk of socket) {
      chunks.push(chunk);
      length += chunk.length;
      if (length < needed) continue;
      let pending = chunks.length === 1 ? chunk : Buffer.concat(chunks);
      while (pending.length >= 12) {
        const [direction, cdbLength, dataLength] = [0, 4, 8].map((at) => pending.readUInt32LE(at)) as [
          number,
          number,
          number,
        ];
        needed = 12 + cdbLength + (direction === wireDirection.out ? dataLength : 0);
        if (pending.length < needed) break;
        const cdb = wholeCdb(pending.subarray(12, 12 + cdbLength));
        const data = pending.subarray(12 + cdbLength, needed);
        socket.write(bytesOf(this.answer({ direction, cdb, data, room: dataLength })));
        pending = pending.subarray(needed);
        needed = 12;
      }
      chunks.splice(0, chunks.length, pending);
      length = pending.length;
    }
    this.#sockets.delete(socket);
  }
}

function bytesOf({ status, sense, dataIn }: Answer): Buffer {
  const head = Buffer.alloc(12);
  for (const [i, n] of [status, sense.length, dataIn.length].entries()) head.writeUInt32LE(n, 4 * i);
  return Buffer.concat([head, sense, dataIn]);
}
