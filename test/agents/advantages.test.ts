import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainedVariance, generalizedAdvantages, normalize, type AdvantageInputs } from '../../agents/index.js';
import { recorded } from './recorded.js';

interface Case {
  readonly note: string;
  readonly T: number;
  readonly N: number;
  readonly gamma: number;
  readonly gae_lambda: number;
  readonly rewards: readonly (readonly number[])[];
  readonly values: readonly (readonly number[])[];
  readonly terminated: readonly (readonly number[])[];
  readonly truncated: readonly (readonly number[])[];
  readonly terminal_values: readonly (readonly number[])[];
  readonly last_values: readonly number[];
  readonly advantages: readonly (readonly number[])[];
  readonly returns: readonly (readonly number[])[];
}
const { cases } = recorded('gae_sb3.json') as { readonly cases: readonly Case[] };

describe('generalised advantages', () => {
  it.each(cases.map((one) => [one.note, one] as const))('are those that Stable-Baselines3 recorded: %s', (_, one) => {
    const samples = one.T * one.N;
    const [advantages, returns] = [new Float64Array(samples), new Float64Array(samples)];
    generalizedAdvantages(
      {
        steps: one.T,
        rows: one.N,
        rewards: Float64Array.from(one.rewards.flat()),
        values: Float64Array.from(one.values.flat()),
        nextValues: Float64Array.from(one.last_values),
        finalValues: Float64Array.from(one.terminal_values.flat()),
        terminated: Uint8Array.from(one.terminated.flat()),
        truncated: Uint8Array.from(one.truncated.flat()),
      },
      one.gamma,
      one.gae_lambda,
      advantages,
      returns,
    );
    one.advantages.flat().forEach((expected, i) => {
      expect(Math.abs(advantages[i] - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
    });
    one.returns.flat().forEach((expected, i) => {
      expect(Math.abs(returns[i] - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
    });
  });

  /** A random stretch of two rows. */
  const stretch = fc
    .integer({ min: 1, max: 9 })
    .chain((steps) => {
      const numbers = (count: number): fc.Arbitrary<Float64Array> =>
        fc
          .array(fc.integer({ min: -8, max: 8 }), { minLength: count, maxLength: count })
          .map((a) => Float64Array.from(a));
      const ends = fc
        .array(fc.constantFrom(0, 0, 0, 1, 2), { minLength: steps * 2, maxLength: steps * 2 })
        .map((kinds) => ({
          terminated: Uint8Array.from(kinds, (kind) => (kind === 1 ? 1 : 0)),
          truncated: Uint8Array.from(kinds, (kind) => (kind === 2 ? 1 : 0)),
        }));
      return fc.record({
        steps: fc.constant(steps),
        rows: fc.constant(2),
        rewards: numbers(2 * steps),
        values: numbers(2 * steps),
        nextValues: numbers(2),
        finalValues: numbers(2 * steps),
        ends,
      });
    })
    .map(({ ends, ...rest }): AdvantageInputs => ({ ...rest, ...ends }));

  /** Return to go of a sample, summed forwards to the end of its episode or of the stretch. */
  function returnOf(x: AdvantageInputs, t: number, n: number, discount: number): number {
    let sum = 0;
    let weight = 1;
    for (let s = t; ; s++) {
      const i = s * x.rows + n;
      sum += weight * x.rewards[i];
      weight *= discount;
      if (x.terminated[i] === 1) return sum;
      if (x.truncated[i] === 1) return sum + weight * x.finalValues[i];
      if (s === x.steps - 1) return sum + weight * x.nextValues[n];
    }
  }

  it('at λ = 1 are the discounted return, continued by the value where time ran out, less the value', () => {
    fc.assert(
      fc.property(stretch, (x) => {
        const advantages = new Float64Array(x.rewards.length);
        generalizedAdvantages(x, 0.9, 1, advantages, new Float64Array(x.rewards.length));
        for (let t = 0; t < x.steps; t++)
          for (let n = 0; n < 2; n++)
            expect(advantages[t * 2 + n]).toBeCloseTo(returnOf(x, t, n, 0.9) - x.values[t * 2 + n], 10);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('at λ = 0 are one step of surprise', () => {
    fc.assert(
      fc.property(stretch, (x) => {
        const advantages = new Float64Array(x.rewards.length);
        generalizedAdvantages(x, 0.9, 0, advantages, new Float64Array(x.rewards.length));
        for (let i = 0; i < x.rewards.length; i++) {
          const next = i + 2 < x.rewards.length ? x.values[i + 2] : x.nextValues[i % 2];
          const after = x.terminated[i] === 1 ? 0 : x.truncated[i] === 1 ? x.finalValues[i] : next;
          expect(advantages[i]).toBeCloseTo(x.rewards[i] + 0.9 * after - x.values[i], 12);
        }
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it('refuse a discount above 1', () => {
    const x = fc.sample(stretch, { seed: 3, numRuns: 1 })[0];
    expect(() =>
      generalizedAdvantages(x, 1.1, 1, new Float64Array(x.rewards.length), new Float64Array(x.rewards.length)),
    ).toThrow('discount: expected a number in [0, 1], got 1.1.');
  });
});

describe('normalised advantages', () => {
  it('of 1 and 3 are ∓1/√2, by the deviation of a sample', () => {
    const advantages = Float64Array.of(1, 3, 99);
    normalize(advantages, 2);
    expect(advantages[0]).toBeCloseTo(-Math.SQRT1_2, 7);
    expect(advantages[1]).toBeCloseTo(Math.SQRT1_2, 7);
    expect(advantages[2]).toBe(99);
  });

  it('of equal numbers, or of one number, are 0', () => {
    const equal = Float64Array.of(4, 4);
    normalize(equal, 2);
    expect([...equal]).toEqual([0, 0]);
    const one = Float64Array.of(4);
    normalize(one, 1);
    expect(one[0]).toBe(0);
  });
});

describe('explained variance', () => {
  it('is 1 for the returns themselves, whatever constant is added, 0 for a constant, and negative beside worse guesses', () => {
    const returns = Float64Array.of(1, 2, 4);
    expect(explainedVariance(Float64Array.of(2, 3, 5), returns, 3)).toBeCloseTo(1, 14);
    expect(explainedVariance(new Float64Array(3), returns, 3)).toBeCloseTo(0, 14);
    // R − V = 2R: four times the variance.
    expect(explainedVariance(Float64Array.of(-1, -2, -4), returns, 3)).toBeCloseTo(-3, 14);
    expect(explainedVariance(returns, Float64Array.of(5, 5, 5), 3)).toBe(0);
  });
});
