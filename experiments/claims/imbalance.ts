import { join, warmup } from '../../curriculum/stages.js';
import { valueAt, type Tunable } from '../../curriculum/schedule.js';
import { streams } from '../../math/random.js';
import { withRareClass } from '../recipes/labelled.js';
import { gradientNoise } from '../recipes/noise-scale.js';
import { areaUnderCurveOf, balancedAccuracyOf, predictor } from '../recipes/predictions.js';
import { sharpnessOn } from '../recipes/sharpness-on.js';
import { supervised, supervisedShape } from '../recipes/supervised.js';
import { claim, type SeedNumbers, type SeedOptions } from './claim.js';
import { judgeBy } from './judge.js';
import { PAIRED, parametersBehind, studentRows } from './student.js';

const MEAN_RATE = 0.158;
const FOCUS = 2;
/** The rare class, and its rows. */
const RARE = 3;
const RARE_ROWS = 30;

/** Shares of the run behind which loss and gradient are looked at; a quick run has fewer. */
const LOOKS = Array.from({ length: 8 }, (_, k) => (k + 1) / 8);
const QUICK_LOOKS = [0.5, 1];
/** Lanczos steps and batches of a look. */
const STEPS = 8;
const BATCHES = 32;

/** What is read at a look: share of a batch that counts, variance of a row's gradient, its noise scale, and λ̂. */
const readings = ['rows', 'variance', 'noise scale', 'sharpness'] as const;
const lookName = (arm: string, what: string, look: number): string => `${arm} ${what} at ${look}`;

/** Schedules of equal mean: a step down to a tenth at half time, a warm-up with a cosine behind it, a constant. */
function schedules(updates: number): Readonly<Record<'step' | 'warm-cosine' | 'constant', Tunable>> {
  const scaled = (shape: Tunable): Tunable => {
    let sum = 0;
    for (let n = 0; n < updates; n++) sum += valueAt(shape, n);
    return (n: number) => (MEAN_RATE * updates * valueAt(shape, n)) / sum;
  };
  return {
    step: scaled(join([{ of: 1, updates: updates / 2 }, { of: 0.1 }])),
    'warm-cosine': scaled(warmup({ of: (n) => (1 + Math.cos((Math.PI * n) / updates)) / 2, updates: updates / 10 })),
    constant: MEAN_RATE,
  };
}

const arms = [
  ['cross-entropy', 'step'],
  ['cross-entropy', 'warm-cosine'],
  ['cross-entropy', 'constant'],
  ['focal', 'step'],
  ['focal', 'warm-cosine'],
  ['focal', 'constant'],
] as const;

function seed({ seed: number, quick }: SeedOptions): SeedNumbers {
  const { train: whole, test } = studentRows(number, { rows: 800 });
  const rare = whole.labels.reduce((count, label) => count + (label === RARE ? 1 : 0), 0);
  const train = withRareClass(whole, RARE, Math.min(rare, RARE_ROWS));
  const shape = supervisedShape(train);
  const predict = predictor(shape, test.rows);
  const updates = quick ? 400 : 800;
  const rates = schedules(updates);
  const numbers: Record<string, number> = { 'rare rows': Math.min(rare, RARE_ROWS), 'other rows': train.rows - rare };
  numbers['other rows'] = train.rows - numbers['rare rows'];
  for (const [loss, schedule] of arms) {
    const focus = loss === 'focal' ? FOCUS : 0;
    const learner = supervised({ rows: train, learningRate: rates[schedule], focus });
    const looks = quick ? QUICK_LOOKS : LOOKS;
    const behind = parametersBehind(
      { learner, updates, seed: number },
      looks.map((share) => Math.round(share * updates) - 1),
    );
    const arm = `${loss} ${schedule}`;
    const last = predict(behind[behind.length - 1], test);
    numbers[`${arm} balanced`] = balancedAccuracyOf(last, test);
    numbers[`${arm} AUC`] = areaUnderCurveOf(last, test, RARE);
    for (const [i, parameters] of behind.entries()) {
      const probe = learner.create({ streams: streams(number).under('prediction', i) });
      probe.setParameters(parameters);
      const noise = gradientNoise(probe, { focus, labelSmoothing: 0, inputNoise: 0 }, 32, BATCHES);
      const random = streams(number).forkUser('claims.imbalance');
      const read = {
        rows: effectiveShare(predict(parameters, train), train.labels, train.classes, focus),
        variance: noise.variance,
        'noise scale': noise.scale,
        sharpness: sharpnessOn(shape, parameters, train, { focus, random, steps: STEPS }),
      };
      for (const what of readings) {
        // Looks of a quick run stand for those before them.
        for (const look of LOOKS.filter((one) => one <= looks[i] && one > (i === 0 ? 0 : looks[i - 1])))
          numbers[lookName(arm, what, look)] = read[what];
      }
    }
    for (const what of readings)
      numbers[`${arm} ${what}`] = LOOKS.reduce(
        (sum, look) => sum + numbers[lookName(arm, what, look)] / LOOKS.length,
        0,
      );
  }
  return numbers;
}

/** Effective share of a batch, (Σw)²/(rows·Σw²), w = (1 − p)^focus of each row's label. */
function effectiveShare(probabilities: Float64Array, labels: Int32Array, classes: number, focus: number): number {
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < labels.length; row++) {
    const weight = Math.exp(focus * Math.log(Math.max(1e-12, 1 - probabilities[row * classes + labels[row]])));
    sum += weight;
    squares += weight * weight;
  }
  return (sum * sum) / (labels.length * squares);
}

const names = arms.map((arm) => arm.join(' '));

/** Lin et al. 2017. */
export const imbalance = claim({
  name: 'imbalance',
  title: 'Focal loss with warm-up and cosine on imbalanced classes',
  sentence:
    'Focal loss raises the variance and curvature of the gradient, so it wants a warm-up and a cosine where classes are imbalanced.',
  section: 'Class imbalance',
  task: 'the students’ task with 30 rows of one class against about 600 of the others, 20 % of the labels random; focus 2; 800 updates at mean rate 0.158.',
  arms: [...arms.map(([loss, schedule]) => ({ name: `${loss} ${schedule}`, about: `${loss}, ${schedule} rate` }))],
  controls: [
    'equal mean rate',
    PAIRED,
    'what focal loss does to gradient and curvature is measured over the whole run, with the rates of both losses equal',
    'gradient variance, noise scale, readings over the run in place of its end, and cross-entropy at a constant rate were added after the accuracies were seen; they are not in the rule',
  ],
  metric: 'balanced accuracy on test rows; area under the curve of the rare class beside it',
  rule: 'Holds if under focal loss warm-up and cosine beat the step, and gain more than under cross-entropy; with the first alone, holds only as it does for any loss; fails if worse; else no effect found.',
  revision: 2,
  seeds: { full: 40, quick: 20 },
  effects: [
    {
      name: 'focal',
      about: 'focal: warm-cosine − step',
      of: 'focal warm-cosine balanced',
      minus: 'focal step balanced',
    },
    {
      name: 'more-than-cross-entropy',
      about: 'that difference, focal − cross-entropy',
      of: 'gain focal',
      minus: 'gain cross-entropy',
    },
    {
      name: 'over-constant',
      about: 'focal: warm-cosine − constant',
      of: 'focal warm-cosine balanced',
      minus: 'focal constant balanced',
    },
    {
      name: 'AUC',
      about: 'area under the curve, warm-cosine: focal − cross-entropy',
      of: 'focal warm-cosine AUC',
      minus: 'cross-entropy warm-cosine AUC',
    },
    {
      name: 'sharpness',
      about: 'λ̂, mean over the run, warm-cosine: focal − cross-entropy',
      of: 'focal warm-cosine sharpness',
      minus: 'cross-entropy warm-cosine sharpness',
    },
    {
      name: 'variance',
      about: 'logarithm of the variance of a row’s gradient, mean over the run, warm-cosine: focal over cross-entropy',
      of: 'raised variance',
    },
    {
      name: 'noise-scale',
      about: 'logarithm of the gradient-noise scale (variance over squared gradient), likewise',
      of: 'raised noise scale',
    },
  ],
  tables: [
    {
      title: 'At the end: accuracy; mean over the run: what a batch counts, gradient and curvature',
      columns: ['balanced accuracy', 'AUC', 'effective share of a batch', 'variance', 'noise scale', 'λ̂'],
      rows: names.map((name) => ({
        name,
        cells: ['balanced', 'AUC', ...readings].map((what) => `${name} ${what}`),
      })),
    },
  ],
  curves: [
    ['rows', 'Effective share of a batch over the run'],
    ['variance', 'Variance of a row’s gradient over the run'],
    ['noise scale', 'Gradient-noise scale over the run'],
    ['sharpness', 'λ̂ over the run'],
  ].map(([what, title]) => ({
    title,
    axis: 'share of the run',
    at: LOOKS,
    lines: names.map((name) => ({ name, points: LOOKS.map((look) => lookName(name, what, look)) })),
  })),
  seed: (options) => {
    const numbers = seed(options);
    const gain = (loss: string): number => numbers[`${loss} warm-cosine balanced`] - numbers[`${loss} step balanced`];
    const raised = (what: string): number =>
      Math.log(numbers[`focal warm-cosine ${what}`] / numbers[`cross-entropy warm-cosine ${what}`]);
    return {
      ...numbers,
      'gain focal': gain('focal'),
      'gain cross-entropy': gain('cross-entropy'),
      'raised variance': raised('variance'),
      'raised noise scale': raised('noise scale'),
    };
  },
  judge: judgeBy({
    main: ['focal', 'more-than-cross-entropy'],
    onlyIf: [{ when: ['focal'], words: 'it is not said of focal loss alone' }],
  }),
});
