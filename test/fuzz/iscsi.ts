/** Sessions of iSCSI, recorded and then changed byte by byte and in their sequence, against either end. */
import { createServer, connect as dial, type Socket } from 'node:net';
import { type IscsiTarget, openIscsi, serveIscsi, TransportError } from '../../src/index.js';
import { PduReader } from '../../src/iscsi/pdu-reader.js';
import type { TransferRequest, Transport } from '../../src/transport/transport.js';
import { demoDisc, dvdRamInMemory, VirtualDrive } from '../../src/virtual/index.js';
import { type RecordedConnection, recordedConnections } from '../src/iscsi/recordings.js';
import { makeInput, type Random } from './inputs.js';

/** The names of the targets in the recordings. */
const names = ['iqn.2000-01.localhost.discwire:drives', 'iqn.2000-01.localhost.tgtd:recorded'];
const hostile = { loginTimeoutMs: 500, reconnectMs: 0, abortTimeoutMs: 200 };
/** An initiator that has heard nothing new for so long waits for what will not come. */
const pauseMs = 4;
const endMs = 2000;

/** A PDU as one piece, header, data and padding. */
function piecesOf({ pdus }: RecordedConnection, fromInitiator: boolean): Uint8Array[] {
  return pdus
    .filter((pdu) => pdu.fromInitiator === fromInitiator)
    .map(({ header, data }) => {
      const piece = new Uint8Array(header.length + ((data.length + 3) & ~3));
      piece.set(header);
      piece.set(data, header.length);
      return piece;
    });
}

/** Changes bytes of one or more pieces, and their order. The login stays sound half of the time. */
function mutate(random: Random, pieces: readonly Uint8Array[], loginPieces: number): Uint8Array[] {
  const changed: Uint8Array[] = pieces.map((piece) => piece.slice());
  const spared = random.below(2) === 0 ? Math.min(loginPieces, changed.length - 1) : 0;
  const place = () => spared + random.below(changed.length - spared);
  for (let count = 1 + random.below(4); count > 0; count--) {
    const at = place();
    switch (random.below(6)) {
      case 0:
        changed[at] = makeInput(random, changed);
        break;
      case 1:
        changed.splice(at, 1, changed[at]!, changed[at]!.slice());
        break;
      case 2: {
        const other = place();
        [changed[at], changed[other]] = [changed[other]!, changed[at]!];
        break;
      }
      default:
        if (changed[at]!.length > 0) changed[at]![random.below(Math.min(48, changed[at]!.length))] = random.below(256);
    }
    if (changed.length - spared < 1) break;
  }
  return changed;
}

const loginPieceCount = 2;

/** What went wrong, in words; empty: nothing. */
export type Problems = string[];

/** Plays changed sessions of initiators to our target. */
export async function fuzzTarget(random: Random, sessions: number): Promise<Problems> {
  const problems: Problems = [];
  const luns = [demoDisc(), dvdRamInMemory(4096)].map((medium) => new VirtualDrive({ medium }));
  const target = await serveIscsi({ targets: names.map((name) => ({ name, luns })), port: 0 });
  const recorded = recordedConnections.map((connection) => piecesOf(connection, true));
  for (let i = 0; i < sessions; i++) {
    const pieces = mutate(random, random.pick(recorded), loginPieceCount);
    if (!(await play(target, pieces))) problems.push(`session ${i} does not end`);
    if (problems.length > 5) break;
  }
  const { port } = target.address;
  const healthy = await openIscsi(`iscsi://127.0.0.1:${port}/${names[0]}/0`);
  const ready = { cdb: new Uint8Array(6), direction: 'none', data: new Uint8Array(0), timeoutMs: 5000 } as const;
  while ((await healthy.execute(ready)).status === 2);
  await healthy.close();
  const leftOver = await leftSessions(target);
  if (leftOver > 0) problems.push(`${leftOver} sessions are left`);
  if (luns.some(({ isRemovalPrevented }) => isRemovalPrevented)) problems.push('a drive is left locked');
  await target.close();
  return problems;
}

async function leftSessions(target: IscsiTarget): Promise<number> {
  for (let turn = 0; turn < 200 && target.sessions.length > 0; turn++)
    await new Promise((resolve) => setImmediate(resolve));
  return target.sessions.length;
}

/** Sends the pieces and half-closes; true when the target then ends the connection. */
function play(target: IscsiTarget, pieces: readonly Uint8Array[]): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dial(target.address.port, '127.0.0.1');
    const timer = setTimeout(() => {
      socket.destroy();
      resolve(false);
    }, endMs);
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(true);
    });
    socket.resume();
    for (const piece of pieces) socket.write(piece);
    socket.end();
  });
}

const read10 = Uint8Array.of(0x28, 0, 0, 0, 0, 0, 0, 0, 2, 0);
const margin = 64;

/** Commands of a session of ours; the answers are what is changed. */
function requests(): { readonly arena: Uint8Array; readonly request: TransferRequest }[] {
  return [
    { cdb: new Uint8Array(6), direction: 'none' as const, length: 0 },
    { cdb: read10, direction: 'in' as const, length: 4096 },
    { cdb: Uint8Array.of(0x12, 0, 0, 0, 96, 0), direction: 'in' as const, length: 96 },
    { cdb: Uint8Array.of(0x2a, 0, 0, 0, 0, 0, 0, 0, 2, 0), direction: 'out' as const, length: 4096 },
    { cdb: read10, direction: 'in' as const, length: 4096 },
  ].map(({ cdb, direction, length }) => {
    const arena = new Uint8Array(length + 2 * margin).fill(0xa5);
    const data = arena.subarray(margin, margin + length);
    return { arena, request: { cdb, direction, data, timeoutMs: 300 } };
  });
}

/** Plays changed answers of our target to our initiator. */
export async function fuzzInitiator(random: Random, sessions: number): Promise<Problems> {
  const problems: Problems = [];
  const original = await recordAnswers();
  let next: readonly Uint8Array[] = [];
  const server = createServer((socket) => answer(socket, next));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  for (let i = 0; i < sessions && problems.length <= 5; i++) {
    next = mutate(random, original, loginPieceCount);
    const problem = await withinTime(useSession(`iscsi://127.0.0.1:${port}/${names[0]}/1`));
    if (problem) problems.push(`session ${i}: ${problem}`);
  }
  server.close();
  return problems;
}

async function withinTime(running: Promise<string | undefined>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('it does not end'), 10 * endMs);
  });
  return Promise.race([running, late]).finally(() => clearTimeout(timer));
}

/** Opens, sends everything, closes; what may come of it is a completion or a TransportError. */
async function useSession(name: string): Promise<string | undefined> {
  let transport: Transport;
  try {
    transport = await openIscsi(name, hostile);
  } catch (error) {
    return error instanceof TransportError ? undefined : `opening threw ${error}`;
  }
  const sent = requests();
  const results = await Promise.allSettled(sent.map(({ request }) => transport.execute(request)));
  await transport.close();
  for (const [i, result] of results.entries()) {
    if (result.status === 'rejected') {
      if (!(result.reason instanceof TransportError)) return `a command threw ${result.reason}`;
    } else if (result.value.transferredBytes > sent[i]!.request.data.length)
      return 'more was moved than there was room for';
  }
  for (const { arena } of sent)
    if ([...arena.subarray(0, margin), ...arena.subarray(-margin)].some((byte) => byte !== 0xa5))
      return 'memory around a buffer was written to';
  return undefined;
}

/** What our target answers to those commands, PDU by PDU. */
async function recordAnswers(): Promise<Uint8Array[]> {
  const drive = new VirtualDrive({ medium: dvdRamInMemory(64), powerOnUnitAttention: false });
  const target = await serveIscsi({ targets: [{ name: names[0]!, luns: [undefined, drive] }], port: 0 });
  const pieces: Uint8Array[] = [];
  const server = createServer((near) => {
    const far = dial(target.address.port, '127.0.0.1');
    const reader = pieceReader((piece) => pieces.push(piece));
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => {
      reader.push(bytes);
      near.write(bytes);
    });
    far.on('close', () => near.destroy());
    near.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await useSession(`iscsi://127.0.0.1:${port}/${names[0]}/1`);
  server.close();
  await target.close();
  return pieces;
}

function pieceReader(take: (piece: Uint8Array) => void): PduReader {
  return new PduReader(
    {
      place: () => undefined,
      pdu(header, data) {
        const piece = new Uint8Array(header.length + ((data.length + 3) & ~3));
        piece.set(header);
        piece.set(data, header.length);
        take(piece);
      },
      failed: () => {},
    },
    1 << 24,
  );
}

/** Answers every request with the next piece; when none comes, the next piece goes out all the same. */
function answer(socket: Socket, pieces: readonly Uint8Array[]): void {
  let at = 0;
  let timer: NodeJS.Timeout | undefined;
  const send = () => {
    clearTimeout(timer);
    if (socket.destroyed) return;
    const piece = pieces[at++];
    if (!piece) {
      socket.end();
      return;
    }
    socket.write(piece);
    timer = setTimeout(send, pauseMs);
  };
  const reader = pieceReader(send);
  socket.on('data', (bytes) => reader.push(bytes));
  socket.on('error', () => {});
  socket.on('close', () => clearTimeout(timer));
}
