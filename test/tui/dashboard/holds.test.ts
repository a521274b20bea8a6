import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutHolds } from '../../../tui/dashboard/holds.js';
import { runShown } from '../../../tui/dashboard/run-reading.js';
import { runSpeed } from '../../../tui/dashboard/run-speed.js';
import { running } from '../../../tui/dashboard/running.js';
import { fakePlan } from '../fake-source.js';

const plan = fakePlan({ seeds: 1, updates: 100, arms: ['in'] });

describe('the speed of a run', () => {
  it('is that of the time in which it was not held, its time left and its history too', () => {
    let [at, held, lived] = [0, false, 0];
    const live = running(() => at, { paused: () => held });
    live.take(plan);
    live.take({ type: 'start', run: 'in/300', updates: 100, columns: [] });
    /** So many updates, one in half a second. */
    const live2 = (updates: number): void => {
      for (let i = 0; i < updates; i++) {
        at += 500;
        live.take({ type: 'update', run: 'in/300', update: lived++, values: {}, signals: {} });
        live.look();
      }
    };
    live2(20);
    held = true;
    for (let i = 0; i < 60; i++) {
      at += 1000;
      live.look();
    }
    held = false;
    live2(4);
    const of = runShown({ state: live.state(), focus: 0, seed: 0 });
    if (of === undefined) throw new Error('there is a run');
    const holds = live.held('in/300');
    expect(holds.map(({ update }) => update)).toEqual([20]);
    // The first look finds a run that may not wait yet.
    expect(holds[0].seconds).toBeCloseTo(59, 9);
    const speed = runSpeed(of, holds);
    const paused = runSpeed(of);
    expect(paused.updates).toBeLessThan(0.2);
    // A second of sixty is left in it, over 23 steps of half a second.
    expect(speed.updates).toBeGreaterThan(23 / 13);
    expect(speed.updates).toBeLessThanOrEqual(2 + 1e-9);
    expect(speed.left).toBeCloseTo((100 - 24) / speed.updates, 9);
    expect(Math.min(...speed.history)).toBeGreaterThan(0.6);
    live.take(plan);
    expect(live.held('in/300')).toEqual([]);
  });

  it('counts no time as held in which a run went on', () => {
    let [at, held] = [0, false];
    const live = running(() => at, { paused: () => held });
    live.take(plan);
    live.take({ type: 'start', run: 'in/300', updates: 100, columns: [] });
    held = true;
    for (let update = 0; update < 20; update++) {
      at += 100;
      live.take({ type: 'update', run: 'in/300', update, values: {}, signals: {} });
      live.look();
    }
    expect(live.held('in/300')).toEqual([]);
  });
});

describe('a clock without holds', () => {
  it('takes each hold from the step behind it, and from later ones where it is longer', () => {
    expect([...withoutHolds(Float64Array.of(0, 1, 12, 13), 0, [{ update: 2, seconds: 10 }])]).toEqual([0, 1, 2, 3]);
    expect([...withoutHolds(Float64Array.of(0, 1, 2, 14), 0, [{ update: 2, seconds: 12 }])]).toEqual([0, 1, 1, 2]);
    // What was held before the part that is looked at is no part of it.
    expect([...withoutHolds(Float64Array.of(5, 6), 7, [{ update: 3, seconds: 2 }])]).toEqual([5, 6]);
  });

  it('never goes back, and is shorter by no more than was held', () => {
    const step = fc.oneof(fc.double({ min: 0, max: 9, noNaN: true }), fc.constant(Number.NaN));
    const hold = fc.record({ update: fc.nat(30), seconds: fc.double({ min: 0, max: 20, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 30 }), fc.array(hold, { maxLength: 4 }), (steps, all) => {
        let at = 0;
        const time = Float64Array.from(steps, (by) => (Number.isNaN(by) ? by : (at += by)));
        const sorted = [...all].sort((a, b) => a.update - b.update);
        const known = [...withoutHolds(time, 0, sorted)].filter((value) => !Number.isNaN(value));
        const before = [...time].filter((value) => !Number.isNaN(value));
        expect(known).toHaveLength(before.length);
        for (let i = 1; i < known.length; i++) expect(known[i] - known[i - 1]).toBeGreaterThan(-1e-9);
        const taken = (before.at(-1) ?? 0) - (known.at(-1) ?? 0);
        expect(taken).toBeLessThanOrEqual(sorted.reduce((sum, { seconds }) => sum + seconds, 0) + 1e-9);
      }),
    );
  });
});
