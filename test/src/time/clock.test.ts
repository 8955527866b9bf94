import { describe, expect, it } from 'vitest';
import { ManualClock, realClock } from '../../../src/time/clock.js';

describe('the real clock', () => {
  it('does not go back', () => {
    const before = realClock.now();
    expect(realClock.now()).toBeGreaterThanOrEqual(before);
  });
  it('ends a sleep with the reason of its signal', async () => {
    const controller = new AbortController();
    const sleep = realClock.sleep(3_600_000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(sleep).rejects.toThrow('enough');
    await expect(realClock.sleep(3_600_000, controller.signal)).rejects.toThrow('enough');
  });
});

describe('the manual clock', () => {
  it('sleeps in no time, and remembers it', async () => {
    const clock = new ManualClock(100);
    await clock.sleep(5000);
    clock.advance(20);
    expect(clock.now()).toBe(5120);
    expect(clock.sleeps).toEqual([5000]);
  });
  it('does not sleep once the signal is aborted', async () => {
    const clock = new ManualClock();
    await expect(clock.sleep(10, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    expect(clock.sleeps).toEqual([]);
  });
});
