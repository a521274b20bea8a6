import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../../curriculum/schedule.js';
import { sequentialLR } from '../../../curriculum/torch/combine.js';
import { cosineAnnealingLR, cosineAnnealingWarmRestarts } from '../../../curriculum/torch/cosine.js';
import { cyclicLR } from '../../../curriculum/torch/cyclic.js';
import { exponentialLR, linearLR, polynomialLR } from '../../../curriculum/torch/factors.js';
import { oneCycleLR } from '../../../curriculum/torch/one-cycle.js';
import { OptionError } from '../../../math/check.js';
import { peer, peerNames } from './peer.js';

interface Case {
  readonly rate: Schedule;
  readonly momentum?: Schedule;
  /** Of the base rate: 1e-12, or 1e-9 where the reference computes each rate from the one before. */
  readonly tolerance?: number;
}
const cyclic = (options: object): Case => {
  const rate = cyclicLR({ baseRate: 0.01, maxRate: 0.1, updatesUp: 4, ...options });
  return { rate, momentum: rate.momentum };
};
const once = (options: object): Case => {
  const rate = oneCycleLR({ maxRate: 0.1, updates: 10, ...options });
  return { rate, momentum: rate.momentum };
};
const baseRate = 0.1;
const cases: Record<string, Case> = {
  'CosineAnnealingWarmRestarts(T_0=4,T_mult=1,eta_min=0.01)': {
    rate: cosineAnnealingWarmRestarts({ baseRate, period: 4, minRate: 0.01 }),
  },
  'CosineAnnealingWarmRestarts(T_0=2,T_mult=2,eta_min=0)': {
    rate: cosineAnnealingWarmRestarts({ baseRate, period: 2, factor: 2 }),
  },
  'CosineAnnealingWarmRestarts(T_0=1,T_mult=3)': {
    rate: cosineAnnealingWarmRestarts({ baseRate, period: 1, factor: 3 }),
  },
  'CosineAnnealingLR(T_max=5,eta_min=0.01)': {
    rate: cosineAnnealingLR({ baseRate, updates: 5, minRate: 0.01, afterEnd: 'mirror' }),
    tolerance: 1e-9,
  },
  'CyclicLR triangular up=4': cyclic({}),
  'CyclicLR triangular up=3 down=5': cyclic({ updatesUp: 3, updatesDown: 5 }),
  'CyclicLR triangular2 up=4': cyclic({ mode: 'triangular2' }),
  'CyclicLR exp_range up=4 gamma=0.95': cyclic({ mode: 'exponential', decay: 0.95 }),
  'OneCycleLR total=10 cos': once({}),
  'OneCycleLR total=10 linear': once({ flank: 'linear' }),
  'OneCycleLR total=20 three_phase': once({ updates: 20, threePhase: true }),
  'LinearLR(0.1->1, 5)': { rate: linearLR({ baseRate, startFactor: 0.1, updates: 5 }) },
  'SequentialLR[LinearLR(0.1,1,5),CosineAnnealingLR(10)] @5': {
    rate: sequentialLR({
      schedules: [
        linearLR({ baseRate, startFactor: 0.1, updates: 5 }),
        cosineAnnealingLR({ baseRate, updates: 10, afterEnd: 'mirror' }),
      ],
      milestones: [5],
    }),
    tolerance: 1e-9,
  },
  'ExponentialLR(0.9)': { rate: exponentialLR({ baseRate, decay: 0.9 }) },
  'PolynomialLR(5,power=2)': { rate: polynomialLR({ baseRate, updates: 5, power: 2 }) },
};

/** What the reference builds, or fails to build with a division by zero, and we refuse. */
const refused: Record<string, () => unknown> = {
  'OneCycleLR total=10 pct_start=0.0': () => oneCycleLR({ maxRate: 0.1, updates: 10, rise: 0 }),
  'OneCycleLR total=10 pct_start=1.0': () => oneCycleLR({ maxRate: 0.1, updates: 10, rise: 1 }),
  'OneCycleLR total=1': () => oneCycleLR({ maxRate: 0.1, updates: 1 }),
  'OneCycleLR total=10 three_phase pct=0.6': () =>
    oneCycleLR({ maxRate: 0.1, updates: 10, rise: 0.6, threePhase: true }),
  'CyclicLR step_size_up=0 down=4': () => cyclicLR({ baseRate: 0.01, maxRate: 0.1, updatesUp: 0, updatesDown: 4 }),
  'OneCycleLR total=10 pct_start=0.1': () => oneCycleLR({ maxRate: 0.1, updates: 10, rise: 0.1 }),
};

describe('parity with PyTorch', () => {
  it('covers every recorded run', () => {
    expect([...Object.keys(cases), ...Object.keys(refused)].sort()).toEqual([...peerNames].sort());
  });

  it.each(Object.keys(cases))('%s: rate and momentum are the recorded ones', (name) => {
    const { rate, momentum, tolerance = 1e-12 } = cases[name];
    const run = peer(name);
    expect(run.compare).toBeGreaterThan(0);
    for (let update = 0; update < run.compare; update++) {
      expect(Math.abs(rate(update, {}) - run.lr[update])).toBeLessThanOrEqual(tolerance * run.base_lr);
      if (momentum !== undefined)
        expect(Math.abs(momentum(update, {}) - run.momentum[update])).toBeLessThanOrEqual(1e-12);
    }
  });

  it.each(Object.keys(cases).filter((name) => name.startsWith('OneCycleLR')))(
    '%s: holds its last rate where the reference leaves the curve',
    (name) => {
      const { rate } = cases[name];
      const { lr, compare } = peer(name);
      expect(Math.abs(lr[compare] - lr[compare - 1])).toBeGreaterThan(1e-4);
      for (const update of [compare, compare + 1, 10 * compare]) expect(rate(update, {})).toBe(rate(compare - 1, {}));
    },
  );

  it.each(Object.keys(refused))('%s: is refused with the option it is about', (name) => {
    expect(refused[name]).toThrow(OptionError);
    expect(refused[name]).toThrow(/^(oneCycleLR\.(rise|updates)|cyclicLR\.updatesUp): expected /);
  });
});
