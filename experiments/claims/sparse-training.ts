import type { Gate } from '../../curriculum/gate.js';
import { alignmentScore } from '../../curriculum/phase.js';
import { accuracyOf, predictor } from '../recipes/predictions.js';
import { sparsity } from '../recipes/sparsity.js';
import { supervised, supervisedShape } from '../recipes/supervised.js';
import { claim, type SeedNumbers, type SeedOptions } from './claim.js';
import { judgeBy } from './judge.js';
import { PAIRED, PERIOD, studentRate, studentRows, studentUpdates, trained } from './student.js';

/** Open at these updates of each period: three exchanges a period, 18 in six. */
function at(...updates: readonly number[]): Gate {
  return (update) => updates.includes(update % PERIOD);
}

const gates: Readonly<Record<string, Gate | undefined>> = {
  static: undefined,
  crest: at(10, 30, 50),
  trough: at(150, 170, 190),
  uniform: at(33, 100, 167),
};

/** Centres of three exchanges a period, 20 updates apart, swept over the period. */
const phases = Array.from({ length: 8 }, (_, k) => k / 8);
const swept = (phase: number): Gate => {
  const centre = PERIOD * phase + PERIOD / 16;
  return at(...[-20, 0, 20].map((away) => Math.floor(centre + away + PERIOD) % PERIOD));
};

function seed({ seed: number, quick }: SeedOptions): SeedNumbers {
  const { train, test } = studentRows(number, { rows: 1500, wrong: 0.1 });
  const predict = predictor(supervisedShape(train), test.rows);
  const learner = supervised({ rows: train, learningRate: studentRate });
  const training = { learner, updates: studentUpdates(quick), seed: number };
  const score = (hooks: Parameters<typeof trained>[0]['hooks'] = []): number =>
    accuracyOf(predict(trained({ ...training, hooks }), test), test);
  const numbers: Record<string, number> = { dense: score() };
  const all = { ...gates, ...Object.fromEntries(phases.map((phase) => [`phase ${phase}`, swept(phase)])) };
  for (const [name, when] of Object.entries(all)) {
    const weights = { from: 0, to: train.width * 48 };
    numbers[name] = score([
      sparsity({ weights, density: 0.1, exchanged: 0.3, ...(when === undefined ? {} : { when }) }),
    ]);
    if (when === undefined) continue;
    numbers[`${name} alignment`] = alignmentScore(when, studentRate, { updates: training.updates }) ?? 0;
  }
  numbers['per alignment'] = slopeOf(
    phases.map((phase) => [numbers[`phase ${phase} alignment`], numbers[`phase ${phase}`]]),
  );
  return numbers;
}

/** Slope of the line nearest to points, by least squares. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const [x, y] = [0, 1].map((of) => points.reduce((sum, point) => sum + point[of], 0) / points.length);
  let [both, square] = [0, 0];
  for (const point of points) {
    both += (point[0] - x) * (point[1] - y);
    square += (point[0] - x) * (point[0] - x);
  }
  return both / square;
}

/** Evci et al. 2020 with a phase. */
export const sparseTraining = claim({
  name: 'sparse-training',
  title: 'Regrowing weights while the rate is high',
  sentence: 'In dynamic sparse training connections should be regrown while the rate is high.',
  section: 'Sparse training',
  task:
    'the students’ task with 1500 rows and 10 % random labels; the first layer is 90 % sparse; 18 times in 1200 updates the smallest 30 % of its weights are pruned and as many ' +
    'regrown where the gradient is largest.',
  arms: [
    { name: 'dense', about: 'no mask' },
    { name: 'static', about: 'a random mask that stays' },
    { name: 'crest', about: 'exchanged behind updates 10, 30 and 50 of each period of 200' },
    { name: 'trough', about: 'behind updates 150, 170 and 190' },
    { name: 'uniform', about: 'behind updates 33, 100 and 167' },
    { name: 'phase', about: 'three exchanges 20 updates apart, around 1/16, 3/16 … 15/16 of the period' },
  ],
  controls: [
    'equal number of exchanges and equal sparsity',
    PAIRED,
    'the sweep over phases was added after the three places were seen; it is not in the rule',
  ],
  metric: 'accuracy on test rows; alignment score of the exchanges beside it (1 best possible, 0 indifferent)',
  rule: 'Holds if crest beats uniform; holds only against the trough if it beats only that; fails if crest is worse than uniform; else no effect found.',
  revision: 2,
  seeds: { full: 40, quick: 20 },
  effects: [
    { name: 'over-uniform', about: 'crest − uniform', of: 'crest', minus: 'uniform' },
    { name: 'over-trough', about: 'crest − trough', of: 'crest', minus: 'trough' },
    { name: 'over-static', about: 'crest − static', of: 'crest', minus: 'static' },
    {
      name: 'per-alignment',
      about: 'slope of accuracy over the alignment score, eight phases: what a whole score is worth',
      of: 'per alignment',
    },
    { name: 'static', about: 'static − uniform', of: 'static', minus: 'uniform' },
    { name: 'dense', about: 'dense − uniform', of: 'dense', minus: 'uniform' },
  ],
  tables: [
    {
      title: 'Means',
      columns: ['accuracy', 'alignment score'],
      rows: ['dense', 'static', 'crest', 'trough', 'uniform'].map((name) => ({
        name,
        cells: [name, gates[name] === undefined ? '' : `${name} alignment`],
      })),
    },
  ],
  curves: [
    {
      title: 'Accuracy over the phase of the exchanges',
      axis: 'phase (turns behind the crest)',
      at: phases.map((phase) => phase + 1 / 16),
      lines: [{ name: 'accuracy', points: phases.map((phase) => `phase ${phase}`) }],
    },
    {
      title: 'Alignment score over the phase of the exchanges',
      axis: 'phase (turns behind the crest)',
      at: phases.map((phase) => phase + 1 / 16),
      lines: [{ name: 'alignment score', points: phases.map((phase) => `phase ${phase} alignment`) }],
    },
  ],
  seed,
  judge: judgeBy({
    main: ['over-uniform'],
    onlyIf: [{ when: ['over-trough'], words: 'compared with regrowth in the trough' }],
  }),
});
