import { claim } from './claim.js';
import { judgeAgainst } from './judge.js';
import { MATCHED, strengthAbout, strengthSeed, strengthTable, type Strength, moreAccurate } from './strengths.js';
import { PAIRED, STUDENT } from './student.js';

const strength: Strength = { name: 'labelSmoothing', mid: 0.15, depth: 0.9 };

/** Szegedy et al. 2016, with a schedule. */
export const labelSmoothing = claim({
  name: 'label-smoothing',
  title: 'Label smoothing that falls with the rate',
  sentence: 'Label smoothing should be high while the rate is high and fall with it.',
  section: 'Label smoothing',
  task: `${STUDENT} A share 0.15·(1 ± 0.9 w) of the target is spread over all classes.`,
  arms: strengthAbout,
  controls: [PAIRED, MATCHED],
  metric: 'accuracy on test rows',
  rule:
    'Holds if falling smoothing (in, matched) beats constant smoothing and falling smoothing (in) beats none; with one of these, holds only against it; ' +
    'with none, fails if one is better than the claim’s arm.',
  revision: 1,
  seeds: { full: 40, quick: 20 },
  effects: [
    moreAccurate('matched-falling', 'matched in', 'constant'),
    moreAccurate('over-none', 'in', 'none'),
    moreAccurate('falling', 'in', 'constant'),
    moreAccurate('matched-rising', 'matched counter', 'constant'),
    { name: 'log-loss', about: 'log-loss, none − in (above 0: in is better)', of: 'none.logLoss', minus: 'in.logLoss' },
    {
      name: 'calibration',
      about: 'calibration error, none − in (above 0: in is better)',
      of: 'none.calibration',
      minus: 'in.calibration',
    },
  ],
  tables: [strengthTable],
  seed: (options) => strengthSeed(strength, options),
  judge: judgeAgainst([
    { effect: 'matched-falling', words: 'constant smoothing' },
    { effect: 'over-none', words: 'no smoothing' },
  ]),
});
