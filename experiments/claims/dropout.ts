import { mean } from '../../curriculum/period.js';
import { valueAt, type Schedule } from '../../curriculum/schedule.js';
import { claim, type SeedNumbers, type SeedOptions } from './claim.js';
import { judgeAgainst } from './judge.js';
import { MATCHED, strengthAbout, strengthSeed, strengthTable, type Strength, moreAccurate } from './strengths.js';
import { PAIRED, restart, STUDENT, studentRate } from './student.js';

const strength: Strength = { name: 'dropout', mid: 0.3, depth: 0.9 };

/** The constant probability with the same mean of rate × probability. */
function constantLike(probability: Schedule & { readonly period: number }): number {
  const product: Schedule = Object.assign((n: number) => valueAt(studentRate, n) * probability(n, {}), {
    period: probability.period,
  });
  return mean(product) / mean(studentRate);
}

const alike = {
  'constant like in': constantLike(restart(strength.mid, strength.depth)),
  'constant like counter': constantLike(restart(strength.mid, -strength.depth)),
};

/** Seeds from here on: the rule was fixed on those before. */
const FIRST_SEED = 100;

function seed({ seed: number, quick }: SeedOptions): SeedNumbers {
  return strengthSeed(strength, { seed: FIRST_SEED + number, quick }, alike);
}

/** Less dropout while the rate is high. */
export const dropout = claim({
  name: 'dropout',
  title: 'Dropout in counter-phase to the rate',
  sentence: 'Dropout should be weak while the rate is high and strong while it is low: two kinds of noise in turn.',
  section: 'Dropout',
  task: `${STUDENT} Hidden units are dropped with probability 0.3·(1 ± 0.9 w), masks drawn once an update.`,
  arms: [
    ...strengthAbout,
    {
      name: 'constant like in',
      about: `constant at ${alike['constant like in'].toFixed(3)}, in’s mean of rate × strength`,
    },
    {
      name: 'constant like counter',
      about: `constant at ${alike['constant like counter'].toFixed(3)}, counter’s mean of rate × strength`,
    },
  ],
  controls: [
    PAIRED,
    MATCHED,
    'matched counter drops up to 0.996 of the units in the trough, so the mean is held equal in the other way too: the constant is moved to the arm’s',
    'the rule was fixed on seeds 0–39, seeds from 100 on are reported',
  ],
  metric: 'accuracy on test rows',
  rule:
    'Holds if counter beats a constant of its own mean of rate × strength, and matched counter beats the constant; with one of them, holds only in that comparison; ' +
    'with none, fails if one is worse; else no effect found.',
  revision: 2,
  seeds: { full: 40, quick: 20 },
  effects: [
    moreAccurate('counter-alike', 'counter', 'constant like counter'),
    moreAccurate('matched-counter', 'matched counter', 'constant'),
    moreAccurate('in-alike', 'in', 'constant like in'),
    moreAccurate('matched-in', 'matched in', 'constant'),
    moreAccurate('counter', 'counter', 'constant'),
    moreAccurate('in', 'in', 'constant'),
    moreAccurate('constant', 'constant', 'none'),
  ],
  tables: [
    {
      ...strengthTable,
      rows: [
        ...strengthTable.rows,
        ...Object.keys(alike).map((name) => ({
          name,
          cells: [`${name}.accuracy`, `${name}.logLoss`, `${name}.calibration`],
        })),
      ],
    },
  ],
  seed,
  judge: judgeAgainst([
    { effect: 'counter-alike', words: 'a constant of its own mean of rate × strength' },
    { effect: 'matched-counter', words: 'the mid constant when raised to its mean of rate × strength' },
  ]),
});
