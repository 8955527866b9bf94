/** The short notation of the acceptance rows: what a drive replies, and what was sent to it. */
import { parseHex } from '../../../../mmc/index.js';
import { TransportError, type TransportErrorKind } from '../../../../src/transport/transport-error.js';
import { check, good, goodWith, type Reply } from '../../../helpers/scripted-transport.js';

const failures: Record<string, TransportErrorKind> = {
  TO: 'timeout',
  SEL: 'selectionTimeout',
  RST: 'busReset',
  NODEV: 'noDevice',
  OVR: 'overrun',
  BUSY: 'busy',
};
const statuses: Record<string, number> = { BSY: 0x08, RC: 0x18, CC: 0x02 };
const blockBytes = 2048;

/**
 * One reply: `G` good, `k/a/q` CHECK CONDITION with 18 bytes of fixed sense (`k/a/q:n` with additional length n), `CC`
 * CHECK CONDITION without sense, `BSY`, `RC`, `TO`, `SEL`, `RST`, `NODEV`, `BUSY` (no answer); with data: `F(current,length,flags)` and
 * `F0` GET CONFIGURATION with and without feature 0107h, `D(status)` READ SUB-CHANNEL, `B(n)` n blocks, `S(n)` n
 * bytes, `CAP(last)` READ CAPACITY, `X(hex)` these bytes. `OVR`: more data than there was room for; `OVR(hex)`: these were.
 */
function reply(token: string): Reply {
  if (token === 'G') return good;
  if (token in statuses) return { status: statuses[token]! };
  if (token in failures) return new TransportError(failures[token]!, `scripted: ${token}`);
  const sense = /^([0-9A-F])\/([0-9A-F]{2})\/([0-9A-F]{2})(?::(\d+))?$/.exec(token);
  if (sense) return senseReply(sense);
  const [, kind, list] = /^([A-Z]+0?)(?:\(([^)]*)\))?$/.exec(token) ?? [];
  const values = list?.split(',') ?? [];
  switch (kind) {
    case 'F0':
      return configuration([]);
    case 'F':
      return configuration(realTimeStreaming(values));
    case 'D':
      return goodWith(0, Number.parseInt(values[0]!, 16), 0, 12, 1, 0x14, 1, 1, 0, 0, 0, 16, 0, 0, 0, 16);
    case 'B':
      return { data: pattern(Number(values[0]) * blockBytes) };
    case 'S':
      return { data: pattern(Number(values[0])) };
    case 'X':
      return { data: parseHex(list!) };
    case 'OVR':
      return { data: parseHex(list!), error: new TransportError('overrun', `scripted: ${token}`) };
    case 'CAP':
      return { data: parseHex(`${Number(values[0]).toString(16).padStart(8, '0')} 00000800`) };
    default:
      throw new Error(`no such reply: ${token}`);
  }
}

function senseReply([, key, asc, ascq, length]: RegExpExecArray): Reply {
  const [k, a, q] = [key!, asc!, ascq!].map((digits) => Number.parseInt(digits, 16));
  const checked = check(k!, a!, q!);
  if (length !== undefined && !(checked instanceof TransportError)) checked.sense![7] = Number(length);
  return checked;
}

function realTimeStreaming([current, length, flags]: string[]): number[] {
  const body = new Array<number>(Number(length)).fill(0);
  if (flags !== undefined) body[0] = Number.parseInt(flags, 16);
  return [0x01, 0x07, 0x0c | Number(current), body.length, ...body];
}

/** With the core feature before, as real drives have it. */
function configuration(descriptor: number[]): Reply {
  const features = [0x00, 0x01, 0x07, 0x04, 0, 0, 0, 7, ...descriptor];
  return goodWith(0, 0, 0, features.length + 4, 0, 0, 0x00, 0x10, ...features);
}

/** Bytes that are told apart. */
export function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 7 + (i >> 8)) & 0xff);
}

/** `A x6` six times A; `->` and `;` separate. */
function expand(text: string): string[] {
  return text
    .split(/->|;/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [, token, times] = /^(.*?)(?: x(\d+))?$/.exec(part)!;
      return new Array<string>(Number(times ?? 1)).fill(token!);
    });
}

/** `2/04/01 x2 -> G`. */
export function replies(text: string): Reply[] {
  return expand(text).map(reply);
}

const commands: Record<string, string> = {
  TUR: '00 00 00 00 00 00',
  '4E': '4E 00 00 00 00 00 00 00 00 00',
  '1B': '1B 01 00 00 00 00',
  '42': '42 02 40 01 00 00 00 00 10 00',
  '25': '25 00 00 00 00 00 00 00 00 00',
  GC: '46 01 00 00 00 00 00 08 00 00',
  SS: 'B6 00 00 00 00 00 00 00 00 00 1C 00',
};

/** `GC; SS`, `TUR x6`, or CDBs in hexadecimal; all as full CDBs. */
export function cdbs(text: string): string[] {
  return expand(text).map((token) => commands[token] ?? token);
}
