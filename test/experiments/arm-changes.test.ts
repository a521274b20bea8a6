import { expect, it } from 'vitest';
import { meanOf, comparison, experimentOf } from '../../experiments/comparison.js';
import { valueAt, type Tunable } from '../../curriculum/schedule.js';
import { phaseCurve } from '../../experiments/arms.js';
import { withArms } from '../../experiments/arm-changes.js';
import { prepared } from '../../experiments/job.js';
import { tiny } from './tiny.js';

const plain = comparison({ experiment: tiny(), seeds: 2 });

it('phases and what is equal are the same whether a command or a file says them', () => {
  const filed = comparison({ experiment: tiny(), seeds: 2, arms: phaseCurve(6), equal: 'product' });
  const changed = prepared(plain, { mode: 'compare', phases: 6, equal: 'product' });
  expect(changed.arms).toEqual(filed.arms);
  expect(changed.bases).toEqual(filed.bases);
});

it('with equal products every arm has the mean of rate × knob that the constant one has', () => {
  const of = withArms(plain, { phases: 8, equal: 'product' });
  for (const arm of of.arms.slice(0, -1)) {
    const { tunables } = experimentOf(of, { arm, seed: 0, start: 0 }, of.bases[0]);
    const [rate, knob]: Tunable[] = [tunables['learningRate'], tunables['rewardScale']];
    const products = [0, 1, 2, 3].map((n) => valueAt(rate, n) * valueAt(knob, n));
    const constant = tiny().tunables;
    const expected = meanOf(constant['learningRate']) * meanOf(constant['rewardScale']);
    expect(products.reduce((a, b) => a + b) / 4).toBeCloseTo(expected, 10);
  }
});

it('bases that become the same are run once', () => {
  const two = comparison({ experiment: tiny(), bases: [{ meanRate: 0.2 }, { meanRate: 0.2, equal: 'product' }, {}] });
  expect(withArms(two, { equal: 'product' }).bases).toEqual([
    { meanRate: 0.2, equal: 'product' },
    { equal: 'product' },
  ]);
});

it('arms that a file makes one by one are not changed by a command', () => {
  const own = comparison({ make: () => tiny(), arms: [{ name: 'a', about: 'one' }] });
  expect(() => withArms(own, { phases: 4 })).toThrow(/^--phases: expected a comparison whose arms are derived/);
  expect(() => withArms(own, { equal: 'rate' })).toThrow(/^--equal: /);
  expect(withArms(own, {})).toBe(own);
});
