import assert from 'node:assert/strict';
import { decodeSense, hex, parseHex } from '../../../mmc/index.js';
import type { TransferRequest } from '../../../src/transport/transport.js';
import type { Attempt } from '../scripts/attempt.js';
import type { Places } from './lab.js';
import { type Ended, run, scriptPath } from './programs.js';

/** Runs one command on a drive in a process of its own, as root or as a user without any privilege. */
export function attempt(
  places: Places,
  device: string,
  request: TransferRequest,
  user: 'root' | 'nobody' = 'root',
): Attempt {
  const { cdb, direction, data, timeoutMs } = request;
  const script = scriptPath(places, 'test/lab/scripts/attempt.js');
  const command = [script, device, hex(cdb), direction, String(data.length), String(timeoutMs)];
  const drop = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath];
  const ended = user === 'root' ? run(process.execPath, command) : run('setpriv', [...drop, ...command]);
  return parse(ended);
}

function parse({ status, stdout, stderr }: Ended): Attempt {
  assert.equal(status, 0, `${stdout}${stderr}`);
  return JSON.parse(stdout) as Attempt;
}

/** The drive answered with this status; returns the answer. */
export function assertAnswer({ answer, error }: Attempt, status: number): NonNullable<Attempt['answer']> {
  assert.ok(answer, `an answer was expected, got ${error?.kind}: ${error?.message}`);
  assert.equal(answer.status, status, `sense ${answer.sense}`);
  return answer;
}

/** The drive answered CHECK CONDITION with these codes; returns the answer. */
export function assertCheckCondition(result: Attempt, codes: readonly number[]): NonNullable<Attempt['answer']> {
  const answer = assertAnswer(result, 0x02);
  const sense = decodeSense(parseHex(answer.sense));
  assert.deepEqual([sense?.senseKey, sense?.asc, sense?.ascq].slice(0, codes.length), codes, answer.sense);
  return answer;
}

/** There was no answer, for this reason, and the message says what is expected of it. */
export function assertError({ answer, error }: Attempt, kind: string, ...message: readonly RegExp[]): void {
  assert.ok(error, `an error was expected, got ${JSON.stringify(answer)}`);
  assert.equal(error.kind, kind, error.message);
  for (const part of message) assert.match(error.message, part);
}
