/** A connection between two strangers, written down: a TCP relay, and the file that Wireshark reads. */
import { connect, createServer } from 'node:net';

/** Relays connections to `port`. `connections` gets, for each, the pieces that went by: `{ fromInitiator, bytes }`. */
export async function record(port) {
  const connections = [];
  const server = createServer((near) => {
    const pieces = [];
    connections.push(pieces);
    const far = connect(port, '127.0.0.1');
    for (const [from, to, fromInitiator] of [
      [near, far, true],
      [far, near, false],
    ]) {
      from.on('data', (bytes) => {
        pieces.push({ fromInitiator, bytes });
        to.write(bytes);
      });
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: server.address().port, connections, close: () => server.close() };
}

const linkTypeRaw = 101;
const iscsiPort = 3260;
const maximumSegment = 32_768;

/** Packets of IP and TCP around the pieces, as tcpdump would have seen them. Format: libpcap, link type LINKTYPE_RAW. */
export function toPcap(connections) {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(linkTypeRaw, 20);
  const out = [header];
  let time = 0;
  const packet = (port, fromInitiator, sequence, acknowledged, flags, payload) => {
    const bytes = Buffer.alloc(56);
    bytes.writeUInt32LE(Math.floor(time / 1e6), 0);
    bytes.writeUInt32LE(time++ % 1e6, 4);
    bytes.writeUInt32LE(40 + payload.length, 8);
    bytes.writeUInt32LE(40 + payload.length, 12);
    bytes[16] = 0x45;
    bytes.writeUInt16BE(40 + payload.length, 18);
    bytes[24] = 64;
    bytes[25] = 6;
    bytes.set([127, 0, 0, fromInitiator ? 2 : 1], 28);
    bytes.set([127, 0, 0, fromInitiator ? 1 : 2], 32);
    bytes.writeUInt16BE(fromInitiator ? port : iscsiPort, 36);
    bytes.writeUInt16BE(fromInitiator ? iscsiPort : port, 38);
    bytes.writeUInt32BE(sequence >>> 0, 40);
    bytes.writeUInt32BE(acknowledged >>> 0, 44);
    bytes[48] = 0x50;
    bytes[49] = flags;
    bytes.writeUInt16BE(0xffff, 50);
    out.push(bytes, payload);
  };
  const none = Buffer.alloc(0);
  for (const [index, pieces] of connections.entries()) {
    const port = 40_000 + index;
    const next = { true: 1, false: 1 };
    packet(port, true, 0, 0, 0x02, none);
    packet(port, false, 0, 1, 0x12, none);
    for (const { fromInitiator, bytes } of pieces)
      for (let at = 0; at < bytes.length; at += maximumSegment) {
        const payload = bytes.subarray(at, at + maximumSegment);
        packet(port, fromInitiator, next[fromInitiator], next[!fromInitiator], 0x18, payload);
        next[fromInitiator] += payload.length;
      }
  }
  return Buffer.concat(out);
}
