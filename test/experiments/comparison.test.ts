import { describe, expect, it } from 'vitest';
import { mean } from '../../curriculum/period.js';
import { valueAt, type Tunable } from '../../curriculum/schedule.js';
import { balance } from '../../envs/control/balance.js';
import {
  asComparison,
  basisTitle,
  comparison,
  experimentOf,
  meanOf,
  single,
  startPhase,
  withRunLength,
  type Basis,
  type ComparisonOptions,
} from '../../experiments/comparison.js';
import { balanceComparison, balanceExperiment, flagship } from '../../experiments/flagship.js';
import { tiny, tinyAgent, wave } from './tiny.js';

/** Knob 1 + .8 cos, rate 1 + .8 cos: a = b = .8 as in the flagship. */
const even = comparison({
  experiment: tiny({
    env: balance({ rewardScale: wave(0.2, 1.8) }),
    agent: tinyAgent({ learningRate: wave(0.2, 1.8) }),
  }),
});

function tunablesIn(arm: number, basis: Basis, start = 0): { readonly rate: Tunable; readonly knob: Tunable } {
  const { tunables } = experimentOf(even, { arm: even.arms[arm], seed: 0, start }, basis);
  return { rate: tunables['learningRate'], knob: tunables['rewardScale'] };
}

/** Mean of rate × knob over a period. */
function meanProduct(arm: number, basis: Basis, start = 0): number {
  const { rate, knob } = tunablesIn(arm, basis, start);
  return [0, 1, 2, 3].reduce((sum, n) => sum + valueAt(rate, n) * valueAt(knob, n), 0) / 4;
}

describe('a comparison', () => {
  it('has five arms and 24 seeds unless told otherwise', () => {
    expect(even.arms.map(({ name }) => name)).toEqual(['in', 'quad', 'anti', 'const', 'flat']);
    expect(even).toMatchObject({ seeds: 24, firstSeed: 0, rate: 'learningRate', bases: [{}], name: 'tiny' });
  });

  it('of equal mean rates has the mean products of theory: 1 + (ab/2)cos φ', () => {
    for (const start of [0, 0.3]) {
      expect(meanProduct(0, {}, start)).toBeCloseTo(1.32, 12);
      expect(meanProduct(1, {}, start)).toBeCloseTo(1, 12);
      expect(meanProduct(2, {}, start)).toBeCloseTo(0.68, 12);
      expect(meanProduct(3, {}, start)).toBeCloseTo(1, 12);
      expect(meanProduct(4, {}, start)).toBeCloseTo(1, 12);
    }
  });

  it('at a mean rate gives every arm that mean rate', () => {
    for (const arm of even.arms.keys()) expect(meanOf(tunablesIn(arm, { meanRate: 6 }).rate)).toBeCloseTo(6, 12);
  });

  it('of equal mean product divides the rate by 1.32 in phase and by .68 in anti-phase', () => {
    const basis = { meanRate: 16, equal: 'product' } as const;
    const divided = even.arms.map((_, arm) => 16 / meanOf(tunablesIn(arm, basis).rate));
    [1.32, 1, 0.68, 1, 1].forEach((factor, arm) => expect(divided[arm]).toBeCloseTo(factor, 12));
    for (const arm of even.arms.keys()) expect(meanProduct(arm, basis, 0.4)).toBeCloseTo(16, 11);
  });

  it('leaves the knob alone in every basis', () => {
    expect(mean(tunablesIn(0, { meanRate: 6, equal: 'product' }).knob as never)).toBeCloseTo(1, 12);
  });

  it('takes experiments of any kind from make, and checks each arm before anything runs', () => {
    const arms = [{ name: 'low', about: '' }, { name: 'high', about: '' }]; // prettier-ignore
    const made = comparison({
      arms,
      make: ({ arm }) => tiny({ agent: tinyAgent({ learningRate: arm.name === 'low' ? 1 : 2 }) }),
    });
    expect(experimentOf(made, { arm: arms[1], seed: 0, start: 0 }, {}).tunables['learningRate']).toBe(2);
    expect(() => comparison({ arms, make: ({ arm }) => tiny({ updates: arm.name === 'low' ? 1 : 0 }) })).toThrow(
      'experiment.updates',
    );
  });

  it('can be shortened in every arm', () => {
    expect(experimentOf(withRunLength(even, 3), { arm: even.arms[4], seed: 1, start: 0 }, {}).updates).toBe(3);
  });
});

describe('errors before any training', () => {
  const experiment = tiny();
  it.each<[object, string]>([
    [{}, 'comparison.experiment: expected an experiment, or make()'],
    [{ experiment, seed: 3 }, "Did you mean 'seeds'?"],
    [{ experiment, seeds: 0 }, 'comparison.seeds: expected an integer ≥ 1, got 0.'],
    [{ experiment, arms: [] }, 'comparison.arms: expected at least one arm'],
    [
      {
        experiment,
        arms: [
          { name: 'a', about: '' },
          { name: 'a', about: '' },
        ],
      },
      'comparison.arms: expected arms of different names',
    ],
    [{ experiment, rate: 'learningrate' }, "Did you mean 'learningRate'?"],
    [{ make: () => experiment, arms: [{ name: 'a', about: '' }], rate: 'rate' }, 'comparison.rate: expected'],
    [{ experiment, bases: [] }, 'comparison.bases: expected at least one basis'],
    [{ experiment, bases: [{ meanRate: 0 }] }, 'comparison.bases[0].meanRate: expected a number > 0, got 0.'],
    [{ experiment, bases: [{ equal: 'prodct' }] }, "Did you mean 'product'?"],
    [{ experiment, collapse: { signal: 'return', below: 0, over: 'lasthalf' } }, "Did you mean 'last half'?"],
    [
      { experiment, collapse: { signal: 'return', below: NaN, over: 'last half' } },
      'comparison.collapse.below: expected a finite number',
    ],
    [{ experiment: tiny({ agent: tinyAgent() }) }, 'expected a periodic schedule for the arm'],
  ])('%j', (options, message) => {
    expect(() => comparison(options as ComparisonOptions)).toThrow(expect.objectContaining({ name: 'OptionError' }));
    expect(() => comparison(options as ComparisonOptions)).toThrow(message);
  });
});

describe('a plain experiment', () => {
  it('is a comparison of one arm as it is written when it is run, of five when compared', () => {
    const one = asComparison(tiny(), 'run');
    expect(one.arms.map(({ name }) => name)).toEqual(['run']);
    expect(one).toMatchObject({ seeds: 1, spreadStarts: false });
    expect(asComparison(tiny(), 'compare').arms).toHaveLength(5);
    expect(asComparison(even, 'run')).toBe(even);
    const written = tiny();
    expect(experimentOf(single(written), { arm: one.arms[0], seed: 3, start: 0.3 }, {})).toBe(written);
  });
});

describe('start phases', () => {
  it('are frac(seed/φ): seeds in a row fill the circle evenly', () => {
    expect(startPhase(0)).toBe(0);
    expect(startPhase(3)).toBeCloseTo((3 * (Math.sqrt(5) - 1)) / 2 - 1, 12);
    const sorted = Array.from({ length: 24 }, (_, seed) => startPhase(200 + seed)).sort((a, b) => a - b);
    const gaps = sorted.map((phase, i) => (i === 0 ? phase + 1 - sorted[23] : phase - sorted[i - 1]));
    // Three gaps at most, none above φ²/24 of the circle (the three-gap theorem).
    expect(Math.max(...gaps)).toBeLessThan(2.62 / 24);
  });
});

describe('the flagship', () => {
  it('is the experiment of the texts: wave, warm start, rule', () => {
    const { tunables, updates, warmStart } = balanceExperiment();
    expect(updates).toBe(160);
    expect(warmStart).toEqual({
      updates: 80,
      learningRate: 0.4,
      momentum: 0.9,
      keep: { signal: 'rewardPerStep', above: -0.1, over: 10 },
    });
    expect([0, 20].map((n) => valueAt(tunables['rewardScale'], n))).toEqual([
      expect.closeTo(0.2, 12),
      expect.closeTo(1.8, 12),
    ]);
    expect([0, 20].map((n) => valueAt(tunables['learningRate'], n))).toEqual([
      expect.closeTo(3.2, 12),
      expect.closeTo(28.8, 12),
    ]);
    expect(balanceComparison().collapse).toEqual({ signal: 'rewardPerStep', below: -0.5, over: 'last half' });
    expect(flagship().bases).toContainEqual({ meanRate: 16, equal: 'product' });
  });

  it('says in its notes that the knob is the reward scale', () => {
    expect(flagship().notes.join(' ')).toContain('reward scale');
  });
});

describe('a basis in words', () => {
  it.each<[Basis, string]>([
    [{}, ''],
    [{ meanRate: 16 }, 'mean rate 16'],
    [{ meanRate: 16, equal: 'product' }, 'mean rate 16, equal mean product'],
  ])('%j is “%s”', (basis, words) => {
    expect(basisTitle(basis)).toBe(words);
  });
});
