import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { PduReader, type PduSink, type StreamProblem } from '../../../src/iscsi/pdu-reader.js';
import { PduWriter } from '../../../src/iscsi/pdu-writer.js';
import { recordedConnections } from './recordings.js';

/** Keeps what a reader passes on. */
class Kept implements PduSink {
  readonly pdus: { header: Uint8Array; data: Uint8Array }[] = [];
  problem: StreamProblem | undefined;
  place(_header: Uint8Array, _length: number): Uint8Array | undefined {
    return undefined;
  }
  pdu(header: Uint8Array, data: Uint8Array): void {
    this.pdus.push({ header: header.slice(), data: data.slice() });
  }
  failed(problem: StreamProblem): void {
    this.problem = problem;
  }
}

/** Reads `bytes` in pieces of at most `piece`; a Buffer, as sockets give them. */
function read(bytes: Uint8Array, piece: number, digests = false, limit = 1 << 20): Kept {
  const kept = new Kept();
  const reader = new PduReader(kept, limit);
  reader.headerDigest = digests;
  reader.dataDigest = digests;
  for (let at = 0; at < bytes.length; at += piece) {
    const chunk = Buffer.from(bytes.slice(at, at + piece));
    reader.push(chunk);
    // The chunk is the socket's again.
    chunk.fill(0xa5);
  }
  return kept;
}

/** What a writer makes of PDUs with data of these lengths. */
function written(lengths: readonly number[], digests: boolean): Uint8Array {
  // The system takes a copy of what it is given.
  const taken: Uint8Array[] = [];
  const socket = new Duplex({
    read() {},
    write(chunk: Uint8Array, _encoding, done) {
      taken.push(Uint8Array.from(chunk));
      done();
    },
  });
  const writer = new PduWriter(socket);
  writer.headerDigest = digests;
  writer.dataDigest = digests;
  for (const [i, length] of lengths.entries()) {
    const data = new Uint8Array(length).map((_, at) => (at * 7 + i) & 0xff);
    if (i % 3 === 2 && length <= PduWriter.maximumRoomBytes) {
      writer.dataRoom(length).set(data);
      writer.header();
      writer.slab[writer.at] = i;
      writer.endInRoom(length);
    } else {
      writer.header();
      writer.slab[writer.at] = i;
      writer.end(data);
    }
  }
  writer.flush();
  return new Uint8Array(Buffer.concat(taken));
}

const lengths = [0, 1, 2, 3, 4, 5, 48, 511, 4096, 4097, 0, 0, 65_536, 70_000, 8192, 3, 65_535, 2048, 300_000, 1, 64];

describe('the PDU reader', () => {
  const connection = recordedConnections.find(({ name }) => name.startsWith('qemu-io-tgtd'))!;

  it.each([1, 2, 3, 7, 47, 48, 49, 1000, 1 << 20])('finds the recorded PDUs in pieces of %i bytes', (piece) => {
    for (const [bytes, fromInitiator] of [
      [connection.fromInitiator, true],
      [connection.fromTarget, false],
    ] as const) {
      const expected = connection.pdus.filter((each) => each.fromInitiator === fromInitiator);
      const { pdus, problem } = read(bytes, piece);
      expect(problem).toBeUndefined();
      expect(pdus).toEqual(expected.map(({ header, data }) => ({ header, data })));
    }
  });

  describe.each([false, true])('with digests %s', (digests) => {
    it.each([1, 5, 48, 1461, 65_536, 1 << 24])('finds what the writer wrote in pieces of %i bytes', (piece) => {
      const { pdus, problem } = read(written(lengths, digests), piece, digests);
      expect(problem).toBeUndefined();
      expect(pdus.map(({ header, data }) => [header[0], data.length])).toEqual([...lengths.entries()]);
      for (const [i, { data }] of pdus.entries())
        expect(data.every((byte, at) => byte === ((at * 7 + i) & 0xff))).toBe(true);
    });
  });

  it('puts data where they belong', () => {
    const bytes = written([5000], true);
    for (const piece of [100, 1 << 20]) {
      const place = new Uint8Array(5000);
      const kept = new Kept();
      kept.place = () => place;
      const reader = new PduReader(kept, 1 << 20);
      reader.headerDigest = true;
      reader.dataDigest = true;
      for (let at = 0; at < bytes.length; at += piece) reader.push(bytes.subarray(at, at + piece));
      expect(kept.pdus[0]!.data).toEqual(place);
      expect(place[4999]).toBe((4999 * 7) & 0xff);
    }
  });

  it.each([3, 20, 47, 48, 51])('notices a header whose byte %i is wrong', (at) => {
    const bytes = written([64, 64], true);
    bytes[at]! ^= 0x10;
    const { pdus, problem } = read(bytes, 50, true);
    expect(pdus).toEqual([]);
    // A length that grew is beyond the limit only after the digest was right.
    expect(problem?.kind).toBe('headerDigest');
  });

  it.each([52, 80, 115, 116, 119])('notices data whose byte %i is wrong', (at) => {
    const bytes = written([64, 64], true);
    bytes[at]! ^= 0x10;
    for (const piece of [10, 1 << 20]) {
      const { pdus, problem } = read(bytes, piece, true);
      expect(pdus).toEqual([]);
      expect(problem?.kind).toBe('dataDigest');
    }
  });

  it('takes no segment beyond the limit, and nothing behind it', () => {
    const { pdus, problem } = read(written([100, 101, 1], false), 1 << 20, false, 100);
    expect(pdus).toHaveLength(1);
    expect(problem).toMatchObject({ kind: 'tooLong', message: 'a data segment of 101 bytes; the limit is 100' });
  });
});
