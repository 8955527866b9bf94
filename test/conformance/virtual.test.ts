import { describe, it } from 'vitest';
import { openTransport } from '../../src/index.js';
import { conformanceCases } from './conformance.js';

/** Every case opens drives of its own; test/src/virtual runs them all on connections to one and the same drive. */
const names = ['virtual:', 'virtual:?power-on=report', 'virtual:?streaming=off', 'virtual:dvd-ram'];

describe.each(names)('the conformance suite on %s', (name) => {
  it.each(conformanceCases(() => openTransport(name)))('$name', ({ run }) => run());
});
