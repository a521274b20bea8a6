import { valueAt } from '../../curriculum/schedule.js';
import { streams } from '../../math/random.js';
import { gradientNoiseScale } from '../recipes/noise-scale.js';
import { supervised } from '../recipes/supervised.js';
import { claim, type SeedNumbers, type SeedOptions } from './claim.js';
import { judgeMatched } from './judge.js';
import {
  MATCHED,
  strengthAbout,
  strengthArms,
  strengthSeed,
  strengthTable,
  type Strength,
  moreAccurate,
} from './strengths.js';
import { PAIRED, parametersBehind, PERIOD, STUDENT, studentRate, studentRows, studentUpdates } from './student.js';

const noise: Strength = { name: 'inputNoise', mid: 0.4, depth: 0.9 };

function seed(options: SeedOptions): SeedNumbers {
  const numbers: Record<string, number> = strengthSeed(noise, options);
  const { train } = studentRows(options.seed);
  const updates = studentUpdates(options.quick);
  const places = { crest: updates - PERIOD, trough: updates - 1 };
  for (const [arm, inputNoise] of Object.entries(strengthArms(noise))) {
    const learner = supervised({ rows: train, learningRate: studentRate, inputNoise });
    const kept = parametersBehind({ learner, updates, seed: options.seed }, Object.values(places));
    for (const [i, [place, update]] of Object.entries(places).entries()) {
      const probe = learner.create({ streams: streams(options.seed).under('prediction', i) });
      probe.setParameters(kept[i]);
      const values = { focus: 0, labelSmoothing: 0, inputNoise: valueAt(inputNoise, update) };
      numbers[`${arm}.noise at the ${place}`] = gradientNoiseScale(probe, values, 32);
    }
  }
  return numbers;
}

/** More augmentation while the rate is low. */
export const augmentation = claim({
  name: 'augmentation',
  title: 'Augmentation in counter-phase to the rate',
  sentence: 'More augmentation while the rate is low keeps exploration constant and helps generalisation.',
  section: 'Data augmentation',
  task: `${STUDENT} Augmentation is normal input noise of deviation 0.4·(1 ± 0.9 w).`,
  arms: strengthAbout,
  controls: [PAIRED, MATCHED, 'that matched decides over raw was chosen after a look at seeds 0–3'],
  metric: 'accuracy on test rows',
  rule: 'Holds if matched counter beats constant; fails if it is worse, whatever the unmatched arm says; else holds only if unmatched when counter does; else no effect found.',
  revision: 1,
  seeds: { full: 40, quick: 20 },
  effects: [
    moreAccurate('counter', 'counter', 'constant'),
    moreAccurate('matched-counter', 'matched counter', 'constant'),
    moreAccurate('in', 'in', 'constant'),
    moreAccurate('matched-in', 'matched in', 'constant'),
    moreAccurate('constant', 'constant', 'none'),
  ],
  tables: [
    strengthTable,
    {
      title: 'Gradient-noise scale tr Σ/|G|² (rows) behind the last crest and the last trough',
      columns: ['crest', 'trough'],
      rows: strengthAbout.map(({ name }) => ({
        name,
        cells: [`${name}.noise at the crest`, `${name}.noise at the trough`],
      })),
    },
  ],
  seed,
  judge: judgeMatched('matched-counter', 'counter'),
});
