import { claim } from './claim.js';
import { judgeMatched } from './judge.js';
import { MATCHED, strengthAbout, strengthSeed, strengthTable, type Strength } from './strengths.js';
import { PAIRED, STUDENT } from './student.js';

const strength: Strength = { name: 'dropout', mid: 0.3, depth: 0.9 };

/** Less dropout while the rate is high. */
export const dropout = claim({
  name: 'dropout',
  title: 'Dropout in counter-phase to the rate',
  sentence: 'Dropout should be weak while the rate is high and strong while it is low: two kinds of noise in turn.',
  section: 'Dropout',
  task: `${STUDENT} Hidden units are dropped with probability 0.3·(1 ± 0.9 w), masks drawn once an update.`,
  arms: strengthAbout,
  controls: [PAIRED, MATCHED],
  metric: 'accuracy on test rows',
  rule: 'Holds if matched counter beats constant; fails if it is worse, whatever the unmatched arm says; else holds only if unmatched when counter does; else no effect found.',
  revision: 1,
  seeds: { full: 40, quick: 3 },
  effects: [
    { name: 'counter', about: 'counter − constant', of: 'counter.accuracy', minus: 'constant.accuracy' },
    {
      name: 'matched-counter',
      about: 'matched counter − constant',
      of: 'matched counter.accuracy',
      minus: 'constant.accuracy',
    },
    { name: 'in', about: 'in − constant', of: 'in.accuracy', minus: 'constant.accuracy' },
    { name: 'matched-in', about: 'matched in − constant', of: 'matched in.accuracy', minus: 'constant.accuracy' },
    { name: 'constant', about: 'constant − none', of: 'constant.accuracy', minus: 'none.accuracy' },
  ],
  tables: [strengthTable],
  seed: (options) => strengthSeed(strength, options),
  judge: judgeMatched('matched-counter', 'counter'),
});
