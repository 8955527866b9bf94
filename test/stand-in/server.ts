/** The drive behind shim.c: answers from a table, and keeps what it was sent. */
import { hex, parseHex } from '../../mmc/index.js';
import { type Answer, type Ask, CommandServer, wireDirection } from './wire.js';

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

export class StandIn {
  readonly exchanges: Exchange[] = [];
  readonly #given = new Map<string, number>();
  readonly #rules: readonly (readonly [string, string | readonly string[]])[];
  readonly #server = new CommandServer((ask) => this.#answer(ask));

  constructor(replies: Replies) {
    this.#rules = Object.entries({ ...usual, ...replies }).sort(([a], [b]) => b.length - a.length);
  }

  listen(path: string): Promise<void> {
    return this.#server.listen(path);
  }

  close(): Promise<void> {
    return this.#server.close();
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
    return direction === wireDirection.in ? refusal : '';
  }

  #answer({ direction, cdb, data, room }: Ask): Answer {
    const reply = this.#reply(hex(cdb), direction);
    const refused = /^([0-9a-f]+)\/([0-9a-f]+)\/([0-9a-f]+)$/i.exec(reply);
    const input = refused || direction !== wireDirection.in ? new Uint8Array() : parseHex(reply).subarray(0, room);
    this.exchanges.push({
      cdb: hex(cdb),
      ...(direction === wireDirection.out && { dataOut: hex(data) }),
      ...(input.length > 0 && { dataIn: hex(input) }),
      ...(refused && { sense: reply }),
    });
    const [key, asc, ascq] = refused?.slice(1).map((digits) => Number.parseInt(digits, 16)) ?? [];
    const sense = refused ? [0x70, 0, key!, 0, 0, 0, 0, 10, 0, 0, 0, 0, asc!, ascq!, 0, 0, 0, 0] : [];
    return { status: refused ? 2 : 0, sense: Uint8Array.from(sense), dataIn: input };
  }
}
