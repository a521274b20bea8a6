import { describe, expect, it } from 'vitest';
import { modulationSampler, sampleModulation } from '../../../curriculum/stability/modulation.js';
import { cycle } from '../../../curriculum/schedule.js';

describe('modulation', () => {
  it('is two cycles of the same period, the rate ahead by the phase', () => {
    const { rates, curvatures } = sampleModulation({
      meanRate: 2,
      rateAmplitude: 0.4,
      meanCurvature: 3,
      curvatureAmplitude: 0.7,
      phase: 0.3,
      period: 15,
      rateWave: 'triangle',
    });
    const rate = cycle({ wave: 'triangle', period: 15, phase: 0.3, min: 1.2, max: 2.8 });
    const curvature = cycle({ wave: 'cosine', period: 15, min: 0.9, max: 5.1 });
    for (let n = 0; n < 15; n++) {
      expect(rates[n]).toBeCloseTo(rate(n, {}), 13);
      expect(curvatures[n]).toBeCloseTo(curvature(n, {}), 13);
    }
  });

  it('with a second player the phase separates the two rates', () => {
    const { rates, series } = sampleModulation({
      meanRate: 1,
      rateAmplitude: 0.5,
      curvatureAmplitude: 0,
      phase: 0.5,
      period: 4,
      secondPlayer: true,
    });
    expect(Array.from(rates)).toEqual([0.5, 1, 1.5, 1].map((value) => expect.closeTo(value, 14) as number));
    expect(Array.from(series.partnerRates!)).toEqual(
      [1.5, 1, 0.5, 1].map((value) => expect.closeTo(value, 14) as number),
    );
  });

  it('a sampler that is reused answers what a fresh one does, whatever changes', () => {
    const sample = modulationSampler();
    const base = { meanRate: 1, rateAmplitude: 0.5, curvatureAmplitude: 0.3 };
    for (const [period, phase] of [
      [8, 0],
      [8, 0.5],
      [5, 0.5],
      [8, 0.5],
      [8, 0],
    ] as const) {
      const { rates, curvatures } = sample({ ...base, period, phase });
      expect({ rates, curvatures }).toEqual({
        rates: sampleModulation({ ...base, period, phase }).rates,
        curvatures: sampleModulation({ ...base, period, phase }).curvatures,
      });
      expect(rates[0]).toBeCloseTo(phase === 0 ? 0.5 : 1.5, 14);
    }
  });

  it('an unknown wave is named', () => {
    expect(() =>
      sampleModulation({
        meanRate: 1,
        rateAmplitude: 0,
        curvatureAmplitude: 0,
        phase: 0,
        period: 4,
        rateWave: 'cosin',
      }),
    ).toThrow(/cosine/);
  });
});
