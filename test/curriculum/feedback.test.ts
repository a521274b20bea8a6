import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { governor, holdReturn, phaseLock, staircase, type Loop } from '../../curriculum/feedback.js';
import { cycle, type Signals } from '../../curriculum/schedule.js';
import { random } from '../../math/random.js';

/** The states and values of a loop fed one reading at an update, restored from JSON after update `restart` where one is given. */
function run<State>(
  loop: Loop<State>,
  readings: readonly Signals[],
  restart?: number,
): { states: State[]; values: number[] } {
  let state = loop.initial;
  const states: State[] = [];
  const values: number[] = [];
  readings.forEach((measured, update) => {
    state = loop.advance(state, measured);
    if (update === restart) state = JSON.parse(JSON.stringify(state)) as State;
    states.push(state);
    values.push(loop.schedule(update, { ...measured, ...loop.publish(state) }));
  });
  return { states, values };
}

describe('the governor', () => {
  it('is fast up and slow down, by hand', () => {
    const { states, values } = run(
      governor({ rate: 16 }),
      [0.1, 0.5, 0.1, -0.4, 0, 1].map((sharpness) => ({ sharpness })),
    );
    // λ_f: 0.1 · max(.5, .18) · max(.1, .42) · max(.4, .8·.42 + .08 = .416) · .8·.416 = .3328 · 1
    const filtered = [0.1, 0.5, 0.42, 0.416, 0.3328, 1];
    states.forEach((state, k) => expect(state.sharpness).toBeCloseTo(filtered[k], 14));
    values.forEach((value, k) => expect(value).toBeCloseTo(Math.min(16, 1 / filtered[k]), 13));
  });

  it('never asks for more than the open loop, whatever was measured', () => {
    const rate = cycle({ wave: 'cosine', period: 7, min: 0.5, max: 20 });
    const loop = governor({ rate, fraction: 1 });
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double(), fc.constant(undefined)), { maxLength: 30 }), (readings) => {
        const { values } = run(
          loop,
          readings.map((sharpness) => ({ sharpness })),
        );
        values.forEach((value, update) => {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(rate(update, {}));
        });
      }),
    );
  });

  it('keeps rate × |sharpness| at or below the fraction of the limit at the update of the reading', () => {
    const loop = governor({ rate: 50, limit: 3.8, fraction: 0.25 });
    fc.assert(
      fc.property(fc.array(fc.double({ min: -40, max: 40, noNaN: true }), { maxLength: 30 }), (readings) => {
        const { values } = run(
          loop,
          readings.map((sharpness) => ({ sharpness })),
        );
        values.forEach((value, k) => expect(value * Math.abs(readings[k])).toBeLessThanOrEqual(0.95 * (1 + 1e-12)));
      }),
    );
  });

  it('recovers: after one peak it is back at the open loop in the updates that 0.8ⁿ takes', () => {
    const readings = [1, ...Array.from({ length: 30 }, () => 0.01)].map((sharpness) => ({ sharpness }));
    const { values } = run(governor({ rate: 4 }), readings);
    // λ_f = .01 + .99·.8ⁿ falls to 1/4 at n = log(.24/.99)/log .8 = 6.35
    expect(values[6]).toBeLessThan(4);
    expect(values[7]).toBe(4);
    expect(values[30]).toBe(4);
  });

  it('runs open before the first reading, holds without one, and may be capped by a number', () => {
    const { states, values } = run(governor({ rate: 4 }), [{}, { sharpness: 2 }, {}, { sharpness: NaN }]);
    expect(states.map((state) => state.sharpness)).toEqual([null, 2, 2, 2]);
    expect(values).toEqual([4, 0.5, 0.5, 0.5]);
    const capped = governor({ rate: 4, cap: 16 });
    expect(run(capped, [{}, { sharpness: 0 }, { sharpness: 0.1 }]).values[0]).toBe(4);
    expect(run(capped, [{ sharpness: 0 }]).values).toEqual([16]);
    expect(run(capped, [{ sharpness: 0.1 }]).values).toEqual([10]);
  });

  it('follows the end of the spectrum of largest modulus, and one end alone where it is told', () => {
    const both = { sharpness: 0.5, sharpnessLow: -2 };
    expect(run(governor({ rate: 9 }), [both]).states[0]).toEqual({ sharpness: 2 });
    expect(run(governor({ rate: 9, sharpness: 'sharpness' }), [both]).states[0]).toEqual({ sharpness: 0.5 });
  });

  it('refuses what makes no governor', () => {
    expect(() => governor({ rate: 1, fraction: 1.5 })).toThrow('governor.fraction');
    expect(() => governor({ rate: 1, limit: 0 })).toThrow('governor.limit');
    expect(() => governor({ rate: 1, cap: 'open' as 'openLoop' })).toThrow('governor.cap');
    expect(() => governor({ rate: 1, fracton: 1 } as object as { rate: number })).toThrow("Did you mean 'fraction'?");
  });
});

describe('the phase lock', () => {
  const wave = (period: number, start: number, updates: number): Signals[] =>
    Array.from({ length: updates }, (_, n) => ({
      spread: Math.exp(0.7 * Math.cos(2 * Math.PI * (n / period + start))),
    }));
  const distance = (a: number, b: number): number => Math.abs(a - b - Math.round(a - b));

  it.each([
    [40, 34, 0, 0.05],
    [40, 34, 0.37, 0.05],
    [30, 34, 0.7, 0.05],
    [25, 34, 0.1, 0.05],
    [50, 34, 0.5, 0.1],
    [60, 50, 0.2, 0.08],
  ])('finds period %d from a guess of %d at start %d, within %d turns', (period, guess, start, tolerance) => {
    const loop = phaseLock({ signal: 'spread', mid: 10, period: guess });
    const { states } = run(loop, wave(period, start, 800));
    const late = states.slice(400).map((state) => loop.publish(state));
    late.forEach((published, k) =>
      expect(distance(published['phaseLock.phase'], (400 + k) / period + start)).toBeLessThan(tolerance),
    );
    const found = late.reduce((sum, published) => sum + published['phaseLock.period'], 0) / late.length;
    expect(Math.abs(found / period - 1)).toBeLessThan(0.02);
  });

  it('holds the chosen offset: lowest at the crest of the signal by default, highest in phase', () => {
    const anti = phaseLock({ signal: 'spread', mid: 10 });
    expect(anti.schedule(0, { 'phaseLock.phase': 0 })).toBeCloseTo(2, 14);
    expect(anti.schedule(0, { 'phaseLock.phase': 0.5 })).toBeCloseTo(18, 14);
    const together = phaseLock({ signal: 'spread', mid: 10, amplitude: 0.5, offset: 0 });
    expect(together.schedule(0, { 'phaseLock.phase': 0 })).toBeCloseTo(15, 14);
    expect(together.schedule(0, { 'phaseLock.phase': 0.25 })).toBeCloseTo(10, 14);
  });

  it('follows its equations, by hand, over the first two readings', () => {
    const loop = phaseLock({ signal: 'spread', mid: 10 });
    const omega = (2 * Math.PI) / 34;
    const first = loop.advance({ ...loop.initial, angle: 1 }, { spread: 1 });
    expect(first).toMatchObject({ updates: 1, frequency: omega, corrected: 1, window: [0] });
    expect(first.angle).toBeCloseTo(1 + omega, 14);
    // The window is [0, 1]: mean ½, deviation ½, so y = ½/(1.6·½) = .625 and e = −.625 sin ψ.
    const error = -0.625 * Math.sin(1 + omega);
    const second = loop.advance(first, { spread: Math.E });
    expect(second.frequency).toBeCloseTo(omega + 0.004 * error, 14);
    expect(second.corrected).toBeCloseTo(1 + omega + 0.12 * error, 14);
    expect(second.angle).toBeCloseTo(1 + omega + 0.12 * error + omega + 0.004 * error, 14);
  });

  it('stays at its mid value through the warm-up, coasts without readings, and keeps its frequency in bounds', () => {
    const loop = phaseLock({ signal: 'spread', mid: 10 });
    const { values, states } = run(loop, wave(40, 0.2, 200));
    expect(values.slice(0, 12).every((value) => value === 10)).toBe(true);
    expect(values[12]).not.toBe(10);
    const silent = run(loop, [{}, { spread: -1 }, { spread: NaN }, {}]).states;
    silent.forEach((state, k) => expect(state.corrected).toBeCloseTo((2 * Math.PI * k) / 34, 13));
    for (const state of [...states, ...run(loop, wave(7, 0, 400)).states]) {
      expect((2 * Math.PI) / state.frequency).toBeGreaterThan(20 - 1e-9);
      expect((2 * Math.PI) / state.frequency).toBeLessThan(80 + 1e-9);
    }
    expect(states[199].window).toHaveLength(34);
  });

  it('refuses periods out of order', () => {
    expect(() => phaseLock({ signal: 's', mid: 1, period: 10 })).toThrow('phaseLock.period');
    expect(() => phaseLock({ signal: 's', mid: 1, longest: 10 })).toThrow('phaseLock.longest');
    expect(() => phaseLock({ signal: 's', mid: 1, amplitude: 2 })).toThrow('phaseLock.amplitude');
  });
});

describe('the staircase', () => {
  const levels = (successes: readonly (number | undefined)[], options = {}): number[] =>
    run(
      staircase(options),
      successes.map((success) => ({ success })),
    ).values;

  it('rises after three successes in a row and falls after three failures', () => {
    const rise = levels([0.9, 0.9, 0.9, 0.8, 0.8, 0.8, 0.1, 0.5, 0.2]);
    [0, 0, 0.1, 0.1, 0.1, 0.2, 0.2, 0.2, 0.1].forEach((level, k) => expect(rise[k]).toBeCloseTo(level, 14));
  });

  it('holds between the thresholds, however long: hysteresis', () => {
    expect(new Set(levels([0.79, 0.51, 0.6, 0.7, 0.65, 0.78, 0.52], { start: 0.4 }))).toEqual(new Set([0.4]));
  });

  it('starts its count again at every reading that does not agree, and after every move', () => {
    expect(levels([0.9, 0.9, 0.6, 0.9, 0.9, 0.1, 0.9, 0.9])).toEqual(Array(8).fill(0));
    expect(levels([1, 1, 1, 1, 1], { step: 0.5 })).toEqual([0, 0, 0.5, 0.5, 0.5]);
  });

  it('does not move without a reading and stays within its bounds', () => {
    expect(levels([1, undefined, 1, undefined, 1], { step: 0.5 })).toEqual([0, 0, 0, 0, 0.5]);
    expect(levels([1, 1, 1, 1], { patience: 1, step: 0.4 })).toEqual([0.4, 0.8, 1, 1]);
    expect(levels([0, 0, 0], { patience: 1, step: 0.4, start: 0.5, min: 0.25 })).toEqual([0.25, 0.25, 0.25]);
  });

  it('refuses thresholds without a gap', () => {
    expect(() => staircase({ raiseAt: 0.5, lowerAt: 0.5 })).toThrow('staircase.lowerAt');
    expect(() => staircase({ start: 2 })).toThrow('staircase.start');
  });
});

describe('the difficulty that holds a return', () => {
  it('integrates the filtered error, by hand', () => {
    const loop = holdReturn({ target: 100, gain: 0.01, smoothing: 0.5, start: 0.5 });
    const { states } = run(
      loop,
      [120, 100, 60].map((value) => ({ return: value })),
    );
    // r: 120, 110, 85; difficulty: .5 + .2, + .1, − .15
    expect(states.map((state) => state.return)).toEqual([120, 110, 85]);
    [0.7, 0.8, 0.65].forEach((difficulty, k) => expect(states[k].difficulty).toBeCloseTo(difficulty, 14));
  });

  it('settles where a learner whose return falls with difficulty meets the target', () => {
    // return = 200·(1 − difficulty): the target 60 is met at difficulty .7
    const loop = holdReturn({ target: 60, gain: 0.0004 });
    let state = loop.initial;
    for (let n = 0; n < 2000; n++) state = loop.advance(state, { return: 200 * (1 - state.difficulty) });
    expect(state.difficulty).toBeCloseTo(0.7, 6);
  });

  it('never winds up: after a long stay at a bound the first bad return moves it', () => {
    const loop = holdReturn({ target: 0, gain: 0.01, smoothing: 0 });
    const readings = [...Array.from({ length: 500 }, () => ({ return: 50 })), { return: -10 }];
    const { values } = run(loop, readings);
    expect(values[499]).toBe(1);
    expect(values[500]).toBeCloseTo(0.9, 14);
  });

  it('refuses a target that is no number', () => {
    expect(() => holdReturn({ target: NaN })).toThrow('holdReturn.target');
    expect(() => holdReturn({ target: 1, smoothing: 1 })).toThrow('holdReturn.smoothing');
  });
});

describe('every loop', () => {
  const noise = random(7);
  const readings = Array.from({ length: 120 }, (_, n) => ({
    sharpness: noise.double() - 0.5,
    success: noise.double(),
    return: 100 * noise.double(),
    spread: n % 11 === 3 ? undefined : 0.5 + noise.double(),
  }));
  const loops = [
    governor({ rate: 3 }),
    phaseLock({ signal: 'spread', mid: 2 }),
    staircase({ patience: 1 }),
    holdReturn({ target: 50, gain: 0.001 }),
  ] as readonly Loop<unknown>[];

  it.each(loops.map((loop) => [loop.id, loop] as const))(
    '%s, restored from JSON midway, goes on as if nothing had happened',
    (_, loop) => {
      const whole = run(loop, readings);
      for (const restart of [0, 17, 60]) expect(run(loop, readings, restart)).toEqual(whole);
      expect(new Set(whole.values).size).toBeGreaterThan(2);
    },
  );

  it.each(loops.map((loop) => [loop.id, loop] as const))(
    '%s changes no state in place and publishes under its own name',
    (_, loop) => {
      const before = JSON.stringify(loop.initial);
      let state = loop.initial;
      for (const measured of readings) {
        const frozen = JSON.stringify(state);
        const next = loop.advance(state, measured);
        expect(JSON.stringify(state)).toBe(frozen);
        state = next;
        for (const [name, value] of Object.entries(loop.publish(state))) {
          expect(name.startsWith(`${loop.id}.`)).toBe(true);
          expect(Number.isFinite(value)).toBe(true);
        }
      }
      expect(JSON.stringify(loop.initial)).toBe(before);
    },
  );

  it('has an id that can be chosen, so that two of a kind do not meet', () => {
    const one = governor({ rate: 4, id: 'policy' });
    expect(one.publish({ sharpness: 2 })).toEqual({ 'policy.sharpness': 2 });
    expect(one.schedule(0, { 'policy.sharpness': 2, 'governor.sharpness': 9 })).toBe(0.5);
    expect(staircase({ id: 's' }).publish({ level: 0.3, streak: 0 })).toEqual({ 's.level': 0.3 });
    expect(holdReturn({ id: 'h', target: 0 }).publish({ difficulty: 0.3, return: 4 })).toEqual({
      'h.difficulty': 0.3,
      'h.return': 4,
    });
  });
});
