import { describe, expect, it } from 'vitest';
import { bestPhase } from '../../../curriculum/stability/best-phase.js';
import { resultantGrowth } from '../../../curriculum/stability/resultant.js';

const waves = (depth: number) => ({ rateAmplitude: depth, curvatureAmplitude: depth, period: 64 });

describe('best phase', () => {
  it('is anti-phase for the pointwise margin, at any depth', () => {
    for (const depth of [0.3, 0.6, 0.9])
      expect(bestPhase({ reading: 'margin', meanRate: 0.8, ...waves(depth) }).phase).toBe(0.5);
  });

  it('is in phase for the speed at low rates, and not for large ones', () => {
    expect(bestPhase({ reading: 'growth', meanRate: 0.2, ...waves(0.6) }).phase).toBe(0);
    expect(bestPhase({ reading: 'growth', meanRate: 1.2, ...waves(0.6) }).phase).not.toBe(0);
  });

  it('the phase that tolerates the highest rate moves from 0 to a fifth of a turn as the waves deepen', () => {
    expect(bestPhase({ reading: 'criticalRate', meanRate: 1, ...waves(0.3) }).phase).toBe(0);
    const { phase } = bestPhase({ reading: 'criticalRate', meanRate: 1, ...waves(0.6) });
    expect(Math.min(phase, 1 - phase)).toBeCloseTo(0.2, 1);
  });

  it('draws the whole curve, which is the closed form', () => {
    const { curve } = bestPhase({ reading: 'growth', meanRate: 0.8, ...waves(0.5), phases: 8 });
    expect(Array.from(curve.phases)).toEqual([0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875]);
    curve.phases.forEach((phase, k) =>
      expect(curve.values[k]).toBeCloseTo(resultantGrowth(0.8, 0.5, 0.5, phase, 64), 10),
    );
  });

  it('lies in the middle of the stretch where phases tie', () => {
    // Transient growth is exactly 1 around anti-phase, and above 1 in phase.
    const found = bestPhase({ reading: 'transient', meanRate: 1.2, ...waves(0.5) });
    expect(found.value).toBe(1);
    expect(found.phase).toBe(0.5);
    expect(
      bestPhase({ reading: 'growth', meanRate: 1, rateAmplitude: 0, curvatureAmplitude: 0.5, period: 7, phases: 4 })
        .phase,
    ).toBe(0);
  });
});
