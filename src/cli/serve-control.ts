/**
 * The control socket of `discwire serve`: a request is a line of JSON, `{"id":1,"method":"insert","params":{…}}`, and so
 * is its answer, `{"id":1,"result":…}` or `{"id":1,"error":{"message":…}}`.
 */
import { chmodSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { toJson } from './json.js';
import { type Parameters, runMethod, type Serving } from './serve-methods.js';

const maximumLineLength = 65_536;

/** Answers one line. Never rejects. */
export async function answerLine(serving: Serving, line: string): Promise<string> {
  let id: unknown = null;
  try {
    const request: unknown = JSON.parse(line);
    if (!isRecord(request)) throw new Error('a request is an object with "method"');
    id = request['id'] ?? null;
    const { method, params } = request;
    if (typeof method !== 'string') throw new Error('"method" is missing');
    if (params !== undefined && !isRecord(params)) throw new Error('"params" is an object');
    return toJson({ id, result: (await runMethod(serving, method, (params ?? {}) as Parameters)) ?? null });
  } catch (error) {
    return toJson({ id, error: { message: error instanceof Error ? error.message : String(error) } });
  }
}

/** Listens on a Unix socket or, on Windows, a named pipe (`\\.\pipe\name`). Rejects when the path is in use. */
export async function openControl(path: string, serving: Serving): Promise<{ close(): Promise<void> }> {
  const isFile = !path.startsWith('\\\\');
  if (isFile) await removeLeftOver(path);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    serveLines(socket, serving);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  // Whoever can talk to it can open any image that this user can.
  if (isFile) chmodSync(path, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function serveLines(socket: Socket, serving: Serving): void {
  let rest = '';
  let answered: Promise<void> = Promise.resolve();
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    if (rest.length > maximumLineLength) socket.destroy();
    for (const line of lines.filter((each) => each.trim() !== ''))
      answered = answered.then(async () => {
        const answer = await answerLine(serving, line);
        if (socket.writable) socket.write(`${answer}\n`);
      });
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A socket that nobody listens on is what a killed process leaves behind. */
async function removeLeftOver(path: string): Promise<void> {
  try {
    if (!statSync(path).isSocket()) return;
  } catch {
    return;
  }
  const isInUse = await new Promise<boolean>((resolve) => {
    const probe = connect(path);
    probe.once('connect', () => resolve(true));
    probe.once('error', () => resolve(false));
    probe.once('connect', () => probe.destroy());
  });
  if (!isInUse) rmSync(path, { force: true });
}
