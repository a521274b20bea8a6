import { describe, expect, it } from 'vitest';
import { cycle } from '../../curriculum/schedule.js';
import { growthPerUpdate } from '../../curriculum/stability/floquet.js';
import { gradientDescent, heavyBall } from '../../curriculum/stability/optimizers.js';
import { relativeTransient, transientGrowth } from '../../curriculum/stability/transient.js';
import type { RunEvent } from '../../experiments/event.js';
import { stabilityProbe, stepMatrixOf } from '../../experiments/probes.js';
import { eventsOf, only, scripted, there, type Script } from './tiny.js';

/** A run whose curvature is 1, 2, 3 … at its measurements. */
function probed(
  script: Script,
  updates: number,
  options: Parameters<typeof stabilityProbe>[0] = { every: 1 },
): RunEvent[] {
  let n = 0;
  return eventsOf(scripted({ curvature: () => ++n, ...script }, { updates, hooks: [stabilityProbe(options)] }));
}

const rate = cycle({ wave: 'triangle', period: 4, min: 0.1, max: 0.5 });
/** Its values by hand. */
const rates = [0.1, 0.3, 0.5, 0.3, 0.1, 0.3, 0.5, 0.3];

describe('the stability probe', () => {
  it('measures the curvature of every nth batch', () => {
    const updates = only(probed({ stepTunables: { learningRate: 0.1 } }, 6, { every: 3 }), 'update');
    expect(updates.map(({ signals }) => signals['sharpness'])).toEqual([
      1,
      undefined,
      undefined,
      2,
      undefined,
      undefined,
    ]);
  });

  it('keeps the margin 1 − ηλ/2 at every update, with the last λ', () => {
    const updates = only(probed({ stepTunables: { learningRate: rate } }, 6, { every: 3 }), 'update');
    const curvatures = [1, 1, 1, 2, 2, 2];
    updates.forEach(({ signals }, n) => expect(signals['margin']).toBeCloseTo(1 - (rates[n] * curvatures[n]) / 2, 12));
  });

  it('divides by the limit 2(1 + β) under momentum', () => {
    const updates = only(probed({ stepTunables: { learningRate: 0.3, momentum: 0.9 }, momentum: 0.9 }, 1), 'update');
    expect(updates[0].signals['margin']).toBeCloseTo(1 - 0.3 / 3.8, 12);
  });

  it('reads growth and transient over the last whole period, not before one was lived', () => {
    const updates = only(probed({ stepTunables: { learningRate: rate } }, 8), 'update');
    expect(updates.slice(0, 3).every(({ signals }) => !('growth' in signals) && !('transient' in signals))).toBe(true);
    for (let n = 3; n < 8; n++) {
      // |Π (1 − ηλ)|^(1/4) over updates n − 3 … n, λ = n + 1.
      const factors = [0, 1, 2, 3].map((k) => 1 - rates[n - k] * (n - k + 1));
      const product = Math.abs(factors.reduce((all, factor) => all * factor, 1));
      expect(updates[n].signals['growth']).toBeCloseTo(Math.sqrt(Math.sqrt(product)), 10);
      const window = [n - 3, n - 2, n - 1, n];
      const lived = window.map((k) => rates[k]);
      const curvatures = window.map((k) => k + 1);
      // The triangle's values carry the rounding of its level.
      expect(updates[n].signals['transient']).toBeCloseTo(
        there(transientGrowth(gradientDescent(), lived, curvatures)),
        10,
      );
    }
  });

  it('hands momenta to the readings, and compares the transient with the frozen step', () => {
    const script = { stepTunables: { learningRate: rate, momentum: 0.5 }, momentum: 0.5 };
    const { signals } = only(probed(script, 4), 'update')[3];
    const step = heavyBall({ momentum: 0.5, form: 'accumulated' });
    const series = { momenta: [0.5, 0.5, 0.5, 0.5] };
    expect(signals['growth']).toBeCloseTo(there(growthPerUpdate(step, rates.slice(0, 4), [1, 2, 3, 4], series)), 10);
    expect(signals['transient']).toBeCloseTo(
      there(relativeTransient(step, rates.slice(0, 4), [1, 2, 3, 4], series)),
      10,
    );
  });

  it('knows a period of 1 where nothing oscillates: growth is |1 − ηλ|', () => {
    const updates = only(probed({ stepTunables: { learningRate: 0.4 } }, 2), 'update');
    expect(updates[1].signals['growth']).toBeCloseTo(Math.abs(1 - 0.4 * 2), 12);
  });

  it('has no growth without an integer joint period, but a margin', () => {
    const learningRate = cycle({ wave: 'cosine', period: 4.5, min: 0.1, max: 0.5 });
    for (const { signals } of only(probed({ stepTunables: { learningRate } }, 12), 'update')) {
      expect(signals).toHaveProperty('margin');
      expect(signals).not.toHaveProperty('growth');
    }
  });

  it('is unknown where curvature is, and where no learner has any', () => {
    const nothing = eventsOf(
      scripted({ stepTunables: { learningRate: 1 } }, { updates: 3, hooks: [stabilityProbe()] }),
    );
    for (const { signals } of only(nothing, 'update')) expect(Object.keys(signals)).toEqual(['rewardPerStep']);
  });

  it('reads the rate it is told to', () => {
    const script = { stepTunables: { learningRate: 0.1, stepSize: 0.5 } };
    expect(only(probed(script, 1, { every: 1, rate: 'stepSize' }), 'update')[0].signals['margin']).toBe(0.75);
  });

  it('tells an alarm once when a reading passes its edge, and again after it came back', () => {
    // ηλ: 1, 3, 3, 1, 3 → margins .5, −.5, −.5, .5, −.5
    const script = { stepTunables: { learningRate: (n: number) => [1, 3, 3, 1, 3][n] }, curvature: () => 1 };
    const alarms = only(probed(script, 5), 'alarm').filter(({ reading }) => reading === 'margin');
    expect(alarms.map(({ update, value }) => [update, value])).toEqual([
      [1, -0.5],
      [4, -0.5],
    ]);
  });

  it.each([
    [{ evry: 4 }, "Did you mean 'every'?"],
    [{ every: 0 }, 'stabilityProbe.every: expected an integer ≥ 1, got 0.'],
    [{ steps: 1.5 }, 'stabilityProbe.steps: expected an integer ≥ 1, got 1.5.'],
  ])('refuses %j', (options, message) => {
    expect(() => stabilityProbe(options as object)).toThrow(message);
  });
});

describe('readings of old curvature', () => {
  /** A probe whose sharpness was last measured at update 0: its first hook is put to sleep. */
  function stale(updates: number): RunEvent[] {
    const asleep = (context: Parameters<ReturnType<typeof stabilityProbe>>[0]) =>
      stabilityProbe({ every: 2 })(context).map((hook) =>
        hook.at === 'batch' ? { ...hook, when: (update: number) => update === 0 } : hook,
      );
    const script = { stepTunables: { learningRate: 0.5 }, curvature: () => 1 };
    return eventsOf(scripted(script, { updates, hooks: [asleep] }));
  }

  it('are left out once it is older than two intervals', () => {
    const known = only(stale(8), 'update').map(({ signals }) => 'margin' in signals);
    expect(known).toEqual([true, true, true, true, true, false, false, false]);
  });
});

describe('the step matrix of a step rule', () => {
  it('is gradient descent with limit 2, or momentum with limit 2(1 + β)', () => {
    expect(stepMatrixOf({ kind: 'gradientDescent' }).limit).toBe(2);
    expect(stepMatrixOf({ kind: 'heavyBall', form: 'accumulated', momentum: 0.9 }).limit).toBeCloseTo(3.8, 12);
  });

  it('keeps the form of momentum apart: only accumulated momentum multiplies the velocity by the rate', () => {
    const out = new Float64Array(4);
    stepMatrixOf({ kind: 'heavyBall', form: 'accumulated', momentum: 0.5 }).write(0.1, 2, out);
    expect([...out]).toEqual([1 - 0.2, -0.05, 2, 0.5]);
  });
});

describe('the memory of the probe', () => {
  it('can be taken out and put back: the readings go on as if nothing had happened', () => {
    const context = { streams: undefined as never, tunables: {}, period: 3 };
    const moment = (update: number) =>
      ({
        update,
        learner: { stepRule: () => ({ kind: 'gradientDescent' }) },
        values: { learningRate: 0.1 * (update + 1) },
        signals: { sharpness: 1 },
        ages: { sharpness: 0 },
        period: 3,
        alarm: () => undefined,
      }) as never;
    const readings = () => stabilityProbe({ every: 1 })(context)[1];
    const whole = readings();
    for (let n = 0; n < 3; n++) whole.run(moment(n));
    const kept = JSON.parse(JSON.stringify(whole.checkpoint?.())) as unknown;
    const other = readings();
    other.restore?.(kept);
    expect(other.run(moment(3))).toEqual(whole.run(moment(3)));
    expect(other.run(moment(4))).toHaveProperty('growth');
  });
});
