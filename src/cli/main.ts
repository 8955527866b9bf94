#!/usr/bin/env node
/** The `discwire` program. */
import { createInterface } from 'node:readline';
import { list, nativeIoctl, openTransport } from '../index.js';
import type { CliIo } from './context.js';
import { run } from './run.js';

/** A reader that went away (`discwire … | head`) is no error: the drive's work is finished all the same. */
function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'EOF') throw error;
}

const io: CliIo = {
  writeOut: (chunk) => {
    process.stdout.write(chunk);
  },
  writeError: (text) => {
    process.stderr.write(text);
  },
  async readInput() {
    if (process.stdin.isTTY) return '';
    let text = '';
    for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
    return text;
  },
  async eachInputLine(take, until) {
    const lines = createInterface({ input: process.stdin, signal: until });
    try {
      for await (const line of lines) await take(line);
    } catch (error) {
      if (!until.aborted) throw error;
    } finally {
      process.stdin.destroy();
    }
  },
  untilInterrupted: (until) =>
    new Promise((resolve) => {
      const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
      const end = () => {
        for (const signal of signals) process.off(signal, end);
        resolve();
      };
      for (const signal of signals) process.on(signal, end);
      until.addEventListener('abort', end, { once: true });
    }),
  environment: process.env,
  isTerminal: process.stdout.isTTY === true,
  openTransport,
  list,
  nativeIoctl,
};

process.stdout.on('error', ignoreBrokenPipe);
process.stderr.on('error', ignoreBrokenPipe);
process.exitCode = await run(process.argv.slice(2), io);
