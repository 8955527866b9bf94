import { describe, expect, it } from 'vitest';
import type { Transport } from '../../../src/transport/transport.js';
import { answerInWords, type Circumstances, cdbs, precedence } from '../../helpers/status-precedence.js';
import { plainDisc, setUp } from './virtual-helpers.js';

function send(transport: Transport, cdb: readonly number[]): string {
  const hasData = cdb !== cdbs.testUnitReady && cdb !== cdbs.reserve6 && cdb !== cdbs.release6;
  const data = new Uint8Array(hasData ? 2048 : 0);
  const direction = hasData ? 'in' : 'none';
  const completion = transport.executeSync!({ cdb: Uint8Array.from(cdb), direction, data, timeoutMs: 1000 });
  return answerInWords(cdb, completion, data);
}

/** An initiator that these things have happened to. */
function bystander({ wasReset, mediumChanged, isReserved }: Circumstances): Transport {
  const { drive, transport: holder } = setUp();
  const other = drive.connect();
  const settle = () => void send(holder, cdbs.requestSense);
  if (wasReset) drive.reset();
  if (mediumChanged) drive.changeMedium(plainDisc());
  for (let i = 0; i < 2; i++) settle();
  if (isReserved) expect(send(holder, cdbs.reserve6)).toBe('GOOD');
  return other;
}

describe.each(precedence)('reset $wasReset, medium changed $mediumChanged, reserved $isReserved:', (circumstances) => {
  it.each(circumstances.commands)('$name is answered $answers', ({ name, answers }) => {
    const transport = bystander(circumstances);
    expect(answers.map(() => send(transport, cdbs[name]))).toEqual(answers);
  });
});
