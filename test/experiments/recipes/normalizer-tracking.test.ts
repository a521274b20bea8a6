import { describe, expect, it } from 'vitest';
import { cycle } from '../../../curriculum/schedule.js';
import {
  steadyUpdateRate,
  trackingVariance,
  trackNormalizer,
  type TrackingOptions,
} from '../../../experiments/recipes/normalizer-tracking.js';
import { random } from '../../../math/random.js';

const still: TrackingOptions = { updateRate: 0.1, learningRate: 0.3, drift: 0.2, batchNoise: 0.3, period: 8 };
const moving: TrackingOptions = {
  updateRate: cycle({ wave: 'cosine', period: 40, min: 0.01, max: 0.19, phase: 0.5 }),
  learningRate: cycle({ wave: 'cosine', period: 40, min: 0.03, max: 0.57 }),
  drift: 0.2,
  batchNoise: 0.3,
  period: 40,
};

describe('the error of a running mean', () => {
  it('has its closed form where both rates stand still', () => {
    const variance = (0.81 * 0.06 * 0.06 + 0.01 * 0.09) / (1 - 0.81);
    expect(trackingVariance(still).cycle).toBeCloseTo(Math.sqrt(variance), 14);
    expect(trackingVariance(still).trough).toBeCloseTo(Math.sqrt(variance), 14);
  });

  it('is smallest at the steady Kalman gain', () => {
    const numbers = { learningRate: 0.3, drift: 0.2, batchNoise: 0.3 };
    const best = steadyUpdateRate(numbers);
    const at = (updateRate: number): number => trackingVariance({ ...still, updateRate }).cycle;
    for (const factor of [0.9, 0.99, 1.01, 1.1]) expect(at(best * factor)).toBeGreaterThan(at(best));
    expect(steadyUpdateRate({ ...numbers, learningRate: 0.6 })).toBeGreaterThan(best);
  });

  it('is measured as it is computed, over a cycle and at its trough', () => {
    const exact = trackingVariance(moving);
    const measured = trackNormalizer(moving, 4000, random(2));
    // 4000 periods whose errors are correlated over about 20 updates: a relative deviation of about 1 %.
    expect(measured.cycle / exact.cycle).toBeCloseTo(1, 1);
    expect(Math.abs(measured.trough / exact.trough - 1)).toBeLessThan(0.05);
    expect(Math.abs(exact.trough / exact.cycle - 1)).toBeGreaterThan(0.1);
  });

  it('refuses a period that is no count of updates', () => {
    expect(() => trackingVariance({ ...still, period: 2.5 })).toThrow('trackingVariance.period');
  });
});
