/**
 * Sessions between programs that are not ours, at one end or at both. test/iscsi-peers/record-sessions.mjs makes them
 * anew; each says which programs it is from.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseHex } from '../../../mmc/index.js';

/** A PDU that went by, with what tshark says of it. */
export interface RecordedPdu {
  readonly fromInitiator: boolean;
  readonly header: Uint8Array;
  readonly data: Uint8Array;
  readonly tshark: Readonly<Record<string, number>>;
}

/** One connection. */
export interface RecordedConnection {
  readonly name: string;
  /** The bytes of each direction, as they were sent: an end may be fed with them. */
  readonly fromInitiator: Uint8Array;
  readonly fromTarget: Uint8Array;
  readonly pdus: readonly RecordedPdu[];
}

interface Recording {
  readonly source: string;
  readonly connections: readonly {
    readonly pieces: readonly (readonly [from: 'initiator' | 'target', hex: string])[];
    readonly tshark: readonly Record<string, number>[];
  }[];
}

const folder = new URL('recordings/', import.meta.url);

const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

/** The PDUs in a direction's bytes. None of the recordings has digests. */
function cut(bytes: Uint8Array): { header: Uint8Array; data: Uint8Array }[] {
  const pdus: { header: Uint8Array; data: Uint8Array }[] = [];
  for (let at = 0; at < bytes.length; ) {
    const dataAt = at + 48 + 4 * bytes[at + 4]!;
    const length = (bytes[at + 5]! << 16) | (bytes[at + 6]! << 8) | bytes[at + 7]!;
    pdus.push({ header: bytes.subarray(at, dataAt), data: bytes.subarray(dataAt, dataAt + length) });
    at = dataAt + ((length + 3) & ~3);
  }
  return pdus;
}

function connectionOf(name: string, { pieces, tshark }: Recording['connections'][number]): RecordedConnection {
  const from = (end: string) => joined(pieces.filter(([from]) => from === end).map(([, hex]) => parseHex(hex)));
  const fromInitiator = from('initiator');
  const fromTarget = from('target');
  // tshark lists them as they went by, so each direction's are in order.
  const waiting = { initiator: cut(fromInitiator), target: cut(fromTarget) };
  const pdus = tshark.map((fields): RecordedPdu => {
    const isFromInitiator = fields['opcode']! < 0x20;
    const { header, data } = waiting[isFromInitiator ? 'initiator' : 'target'].shift()!;
    return { fromInitiator: isFromInitiator, header, data, tshark: fields };
  });
  return { name, fromInitiator, fromTarget, pdus };
}

/** Every recorded connection. */
export const recordedConnections: readonly RecordedConnection[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => {
    const recording = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Recording;
    return recording.connections.map((connection, i) => connectionOf(`${file} ${i}: ${recording.source}`, connection));
  });
