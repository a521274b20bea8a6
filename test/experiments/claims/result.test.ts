import { describe, expect, it } from 'vitest';
import { claim, type ClaimOptions } from '../../../experiments/claims/claim.js';
import { judgeBy } from '../../../experiments/claims/judge.js';
import { resultOf } from '../../../experiments/claims/result.js';

const options: ClaimOptions = {
  name: 'a-claim',
  title: 'A claim',
  sentence: 'One is larger.',
  section: 'none',
  task: 'numbers',
  arms: [
    { name: 'one', about: 'one' },
    { name: 'two', about: 'two' },
  ],
  controls: ['pairs'],
  metric: 'number',
  rule: 'Holds if one is larger.',
  revision: 1,
  seeds: { full: 20, quick: 2 },
  effects: [{ name: 'gain', about: 'one − two', of: 'one', minus: 'two' }],
  seed: ({ seed }) => ({ one: seed, two: 0 }),
  judge: judgeBy({ main: ['gain'] }),
};

describe('claim', () => {
  it.each([
    [{ name: 'A claim' }, "claim.name: expected words in lower case with hyphens, got 'A claim'."],
    [{ seeds: { full: 19, quick: 2 } }, 'a-claim.seeds.full: expected an integer ≥ 20, got 19.'],
    [{ effects: [] }, "a-claim.effects: expected at least one effect, got 'none'."],
    [{ effects: [options.effects[0], options.effects[0]] }, "a-claim.effects: expected names that differ, got 'gain'."],
    [{ revision: 0 }, 'a-claim.revision: expected an integer ≥ 1, got 0.'],
  ])('refuses %o', (changed, message) => {
    expect(() => claim({ ...options, ...changed })).toThrow(message);
  });

  it('tells a member it does not know by the nearest one', () => {
    expect(() => claim({ ...options, ...{ sentense: '' } })).toThrow("Did you mean 'sentence'?");
  });
});

describe('resultOf', () => {
  /** Pairs that differ by 1 ± 0.2, on levels that differ by far more between seeds. */
  const pairs = (sign: 1 | -1): { readonly seed: number; readonly numbers: Record<string, number> }[] =>
    Array.from({ length: 24 }, (_, seed) => {
      const level = 100 * Math.sin(seed);
      return { seed, numbers: { one: level + sign * (1 + 0.2 * Math.cos(3 * seed)), two: level } };
    });

  it('pairs by seed, so that what seeds share does not widen the interval', () => {
    const { effects, verdict } = resultOf(claim(options), false, pairs(1));
    const mean = pairs(1).reduce((sum, { numbers }) => sum + numbers['one'] - numbers['two'], 0) / 24;
    expect(effects[0].value).toBeCloseTo(mean, 10);
    // The standard error of 24 differences of deviation 0.14 is 0.03: the interval is about four of them wide.
    expect(effects[0].high - effects[0].low).toBeLessThan(0.15);
    expect(effects[0].high - effects[0].low).toBeGreaterThan(0.08);
    expect(verdict).toEqual({ word: 'holds' });
  });

  it('changes its verdict with the sign of the effect, and with nothing else', () => {
    expect(resultOf(claim(options), false, pairs(-1)).verdict).toEqual({ word: 'fails' });
    const mixed = pairs(1).map((run, i) => (i % 2 === 0 ? run : pairs(-1)[i]));
    expect(resultOf(claim(options), false, mixed).verdict).toEqual({ word: 'no effect found' });
    expect(resultOf(claim(options), false, pairs(1).slice(0, 8)).verdict.word).toBe('not enough runs to tell');
  });

  it('does not depend on the order of its seeds', () => {
    expect(resultOf(claim(options), false, pairs(1).reverse())).toEqual(resultOf(claim(options), false, pairs(1)));
  });

  it('puts the pieces of a computed claim together without an interval', () => {
    const computed = claim({ ...options, computed: true, seeds: { full: 2, quick: 2 } });
    const { effects, verdict } = resultOf(computed, false, [
      { seed: 0, numbers: { one: 3 } },
      { seed: 1, numbers: { two: 1 } },
    ]);
    expect(effects[0]).toMatchObject({ value: 2, low: 2, high: 2 });
    expect(verdict).toEqual({ word: 'holds' });
  });

  it('refuses no seeds, and an effect of a number that no seed has', () => {
    expect(() => resultOf(claim(options), false, [])).toThrow('a-claim.seeds: expected at least one seed');
    expect(() => resultOf(claim(options), false, [{ seed: 0, numbers: { one: 1 } }])).toThrow(
      "a-claim.effects.gain: expected a number of its seeds, got 'two'.",
    );
  });
});
