import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeLeft } from '../../tui/time-left.js';

describe('the time left of a job', () => {
  it('counts the comparisons to come: half of the second of five in 30 s leaves 70 s', () => {
    expect(timeLeft({ seconds: 30, before: 100, settled: 50, total: 100, toCome: 3 })).toBe(70);
  });

  it('is unknown before anything is settled, and nothing at the end', () => {
    expect(timeLeft({ seconds: 3, before: 0, settled: 0, total: 100, toCome: 4 })).toBeNaN();
    expect(timeLeft({ seconds: 3, before: 0, settled: 100, total: 100, toCome: 0 })).toBe(0);
  });

  it('is what a job of constant speed takes, from wherever it is', () => {
    const whole = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(whole, fc.integer({ min: 1, max: 6 }), fc.nat(), whole, (total, passes, at, speed) => {
        const done = 1 + (at % (total * passes));
        const before = Math.min(passes - 1, Math.floor(done / total)) * total;
        const toCome = passes - 1 - before / total;
        const left = timeLeft({ seconds: done / speed, before, settled: done - before, total, toCome });
        expect(left).toBeCloseTo((total * passes - done) / speed, 9);
      }),
    );
  });
});
