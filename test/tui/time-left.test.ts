import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { running } from '../../tui/dashboard/running.js';
import { timeLeft } from '../../tui/time-left.js';
import { fakePlan } from './fake-source.js';

describe('the time left of a job', () => {
  it('counts the comparisons to come: half of the second of five in 30 s leaves 70 s', () => {
    expect(timeLeft({ seconds: 30, before: 100, settled: 50, total: 100, toCome: 3 })).toBe(70);
  });

  it('is unknown before anything is settled, and nothing at the end', () => {
    expect(timeLeft({ seconds: 3, before: 0, settled: 0, total: 100, toCome: 4 })).toBeNaN();
    expect(timeLeft({ seconds: 3, before: 0, settled: 100, total: 100, toCome: 0 })).toBe(0);
  });

  it('leaves out what was read from a store: 90 of 100 read and 5 lived in 10 s leave 10 s', () => {
    expect(timeLeft({ seconds: 10, before: 0, settled: 95, total: 100, toCome: 0, read: 90 })).toBe(10);
    expect(timeLeft({ seconds: 1, before: 0, settled: 90, total: 100, toCome: 0, read: 90 })).toBeNaN();
    expect(timeLeft({ seconds: 1, before: 0, settled: 100, total: 100, toCome: 0, read: 100 })).toBe(0);
  });

  it('does not count the time in which runs are held', () => {
    let [at, held] = [0, false];
    const plan = fakePlan({ seeds: 1, updates: 10, arms: ['in'] });
    const live = running(() => at, { paused: () => held });
    const pass = (milliseconds: number): void => {
      at += milliseconds;
      live.look();
    };
    live.take(plan);
    live.take({ type: 'start', run: 'in/300', updates: 10, columns: [] });
    pass(4000);
    for (let update = 0; update < 2; update++)
      live.take({ type: 'update', run: 'in/300', update, values: {}, signals: {} });
    expect(live.left()).toBe(16);
    held = true;
    for (let i = 0; i < 50; i++) pass(1000);
    expect(live.left()).toBe(16);
    expect(live.speed()).toBe(0.5);
    held = false;
    pass(2000);
    expect(live.left()).toBe(24);
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
