/** Has tshark dissect exchanges with a multimedia device, as an iSCSI capture. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hex, parseHex } from '../../mmc/index.js';
import type { Recording } from './recording.js';
import type { Exchange } from './server.js';

const iscsiPort = 3260;

/** An iSCSI header of 48 bytes with its data, padded to words. */
function pdu(fields: Readonly<Record<number, readonly number[]>>, data: Uint8Array): Buffer {
  const bytes = Buffer.alloc(48 + 4 * Math.ceil(data.length / 4));
  for (const [at, values] of Object.entries(fields)) bytes.set(values, Number(at));
  bytes.writeUIntBE(data.length, 5, 3);
  bytes.set(data, 48);
  return bytes;
}

const u32 = (value: number) => [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];

/** A SCSI command with the data that goes with it, and what comes back. */
function conversation(exchange: Exchange, tag: number): { toTarget: Buffer; toInitiator: Buffer } {
  const cdb = parseHex(exchange.cdb);
  const dataOut = parseHex(exchange.dataOut ?? '');
  const dataIn = parseHex(exchange.dataIn ?? '');
  const flags = 0x80 | (dataIn.length ? 0x40 : 0) | (dataOut.length ? 0x20 : 0);
  const order = { 24: u32(tag), 28: u32(1) };
  const length = u32(Math.max(dataIn.length, dataOut.length));
  const toTarget = pdu({ 0: [0x01], 1: [flags], 16: u32(tag), 20: length, ...order, 32: [...cdb] }, dataOut);
  const good = { 1: [0x80], 16: u32(tag), ...order };
  const data = pdu({ ...good, 0: [0x25], 20: u32(0xffffffff) }, dataIn);
  const status = pdu({ ...good, 0: [0x21] }, new Uint8Array());
  return { toTarget, toInitiator: dataIn.length ? Buffer.concat([data, status]) : status };
}

/** One segment of the TCP connection, with the header of a capture before it. */
function packet(payload: Buffer, isToTarget: boolean, sequence: number, acknowledged: number, time: number): Buffer {
  const tcp = Buffer.alloc(20);
  tcp.writeUInt16BE(isToTarget ? 50000 : iscsiPort, 0);
  tcp.writeUInt16BE(isToTarget ? iscsiPort : 50000, 2);
  tcp.writeUInt32BE(sequence, 4);
  tcp.writeUInt32BE(acknowledged, 8);
  tcp.set([0x50, 0x18, 0xff, 0xff], 12);
  const ip = Buffer.alloc(20);
  ip.set([0x45, 0], 0);
  ip.writeUInt16BE(40 + payload.length, 2);
  ip.set([64, 6], 8);
  ip.set([10, 0, 0, isToTarget ? 1 : 2, 10, 0, 0, isToTarget ? 2 : 1], 12);
  const length = 40 + payload.length;
  const head = Buffer.alloc(16);
  for (const [i, value] of [time, 0, length, length].entries()) head.writeUInt32LE(value, 4 * i);
  return Buffer.concat([head, ip, tcp, payload]);
}

function capture(exchanges: readonly Exchange[]): Buffer {
  const rawIp = 101;
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.set([2, 0, 4, 0], 4);
  head.writeUInt32LE(0x40000, 16);
  head.writeUInt32LE(rawIp, 20);
  const parts: Uint8Array[] = [head];
  let [sent, answered] = [1, 1];
  for (const [i, exchange] of exchanges.entries()) {
    const { toTarget, toInitiator } = conversation(exchange, i + 1);
    parts.push(packet(toTarget, true, sent, answered, 2 * i));
    sent += toTarget.length;
    parts.push(packet(toInitiator, false, answered, sent, 2 * i + 1));
    answered += toInitiator.length;
  }
  return Buffer.concat(parts);
}

/** The lines that tshark prints below its headings for SCSI, exchange by exchange. */
export async function dissect(
  exchanges: readonly Exchange[],
  deviceType: number,
  folder: string,
): Promise<Recording['exchanges']> {
  const file = join(folder, 'capture.pcap');
  // tshark takes the device for what its INQUIRY data says.
  writeFileSync(
    file,
    capture([
      { cdb: '12 00 00 00 24 00', dataIn: `${hex(Uint8Array.of(deviceType))} 80 05 32 1F ${'00 '.repeat(31)}` },
      ...exchanges,
    ]),
  );
  const options = ['-r', file, '-V'];
  const text = execFileSync('tshark', [...options, '-O', 'scsi'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const packets = text.split(/^Frame /m).slice(3);
  return exchanges.map((exchange, i) => {
    const lines = packets.slice(2 * i, 2 * i + 2).flatMap((frame) => {
      const body = frame.split('\n');
      return body.slice(body.findIndex((line) => line.startsWith('SCSI')));
    });
    const kept = lines
      .map((line) => line.trim())
      .filter((line) => line && !/^(\[|LUN:|Frame|Internet|Transmission|iSCSI|Command Set)/.test(line));
    return { ...exchange, decoded: [...new Set(kept)] };
  });
}
