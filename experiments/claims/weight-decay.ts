import type { Tunable } from '../../curriculum/schedule.js';
import { accuracyOf, predictor } from '../recipes/predictions.js';
import { supervised, supervisedShape } from '../recipes/supervised.js';
import { claim, type SeedNumbers, type SeedOptions } from './claim.js';
import { judgeMatched } from './judge.js';
import { ridgeRisk } from './ridge.js';
import { MATCHED } from './strengths.js';
import {
  matched,
  PAIRED,
  PERIOD,
  restart,
  STUDENT,
  studentRate,
  studentRows,
  studentUpdates,
  trained,
} from './student.js';

const MID = 0.01;
/** Period of the regression's rate, in updates. */
const SHORT = 20;
/** Head start of the decay over the rate, in turns. */
const phases = Array.from({ length: 8 }, (_, k) => k / 8);

function seed({ seed: number, quick }: SeedOptions): SeedNumbers {
  const { train, test } = studentRows(number);
  const predict = predictor(supervisedShape(train), test.rows);
  const updates = studentUpdates(quick);
  const score = (weightDecay: Tunable): number =>
    accuracyOf(
      predict(
        trained({
          learner: supervised({ rows: train, learningRate: studentRate, weightDecay }),
          updates,
          seed: number,
        }),
        test,
      ),
      test,
    );
  const numbers: Record<string, number> = { constant: score(MID), none: score(0) };
  for (const phase of phases) {
    const decay = restart(MID, 0.9, PERIOD, phase);
    numbers[`raw ${phase}`] = score(decay);
    numbers[`matched ${phase}`] = score(matched(studentRate, decay, MID));
  }
  // A period that is short beside 1/(ηω) = 200 updates: the weights feel the mean product.
  const [rate, mid] = [restart(0.05, 0.95, SHORT), 0.1];
  const risk = (decay: Tunable): number => ridgeRisk(number, updates, rate, decay);
  numbers['risk constant'] = risk(mid);
  for (const phase of phases) {
    const decay = restart(mid, 0.9, SHORT, phase);
    numbers[`risk raw ${phase}`] = risk(decay);
    numbers[`risk matched ${phase}`] = risk(matched(rate, decay, mid));
  }
  // The curve's first harmonic: above 0 its best phase lies nearer to 0 than to half a turn, or nearer to a quarter than to three.
  for (const kind of ['raw', 'matched'])
    for (const [name, turns] of [
      ['cosine', 0],
      ['sine', 0.25],
    ] as const)
      numbers[`${kind} ${name}`] = phases.reduce(
        (sum, phase) =>
          sum + ((2 * Math.cos(2 * Math.PI * (phase - turns))) / phases.length) * numbers[`${kind} ${phase}`],
        0,
      );
  return numbers;
}

/** Loshchilov & Hutter 2019 for the decoupling. */
export const weightDecay = claim({
  name: 'weight-decay',
  title: 'Weight decay at a phase Δ to the rate',
  sentence: 'Weight decay should be high together with the rate: some phase between the two is best.',
  section: 'Weight decay',
  task:
    `${STUDENT} Decay θ ← θ(1 − ηω), ω = 0.01·(1 + 0.9 w shifted by the phase). ` +
    'Beside it linear regression with 60 weights on 40 rows, rate 0.05·(1 + 0.95 w) of period 20, ω = 0.1·(1 + 0.9 w shifted).',
  arms: [
    { name: 'constant', about: 'ω = 0.01 throughout' },
    { name: 'raw', about: 'shifted by 0, ⅛ … ⅞ turns' },
    { name: 'matched', about: 'the same, divided so that the mean of rate × decay is that of constant' },
  ],
  controls: [
    PAIRED,
    MATCHED,
    'that matched decides over raw, and the period of the regression, were chosen after a look at seeds 0–19',
    'the first harmonics of the curves and the regression at every phase were added after the arms at 0 and 0.5 were seen; they are not in the rule',
  ],
  metric: 'accuracy on test rows; excess risk of the regression',
  rule: 'Holds if matched decay in phase beats constant; fails if it is worse, whatever the unmatched arm says; else holds only if unmatched when raw decay in phase does; else no effect found.',
  revision: 2,
  seeds: { full: 40, quick: 20 },
  effects: [
    { name: 'in', about: 'raw in phase − constant', of: 'raw 0', minus: 'constant' },
    { name: 'anti', about: 'raw in anti-phase − constant', of: 'raw 0.5', minus: 'constant' },
    { name: 'matched-in', about: 'matched in phase − constant', of: 'matched 0', minus: 'constant' },
    { name: 'matched-anti', about: 'matched in anti-phase − constant', of: 'matched 0.5', minus: 'constant' },
    ...['raw', 'matched'].flatMap((kind) => [
      { name: `${kind}-cosine`, about: `${kind} curve: its part that is high in phase`, of: `${kind} cosine` },
      { name: `${kind}-sine`, about: `${kind} curve: its part that is high a quarter ahead`, of: `${kind} sine` },
    ]),
    { name: 'risk-in', about: 'excess risk, constant − in', of: 'risk constant', minus: 'risk raw 0' },
    { name: 'risk-anti', about: 'excess risk, constant − anti', of: 'risk constant', minus: 'risk raw 0.5' },
    {
      name: 'risk-matched-in',
      about: 'excess risk, constant − matched in',
      of: 'risk constant',
      minus: 'risk matched 0',
    },
    {
      name: 'risk-matched-anti',
      about: 'excess risk, constant − matched anti',
      of: 'risk constant',
      minus: 'risk matched 0.5',
    },
  ],
  tables: [
    {
      title: 'Means',
      columns: ['accuracy', 'excess risk'],
      rows: [
        { name: 'none', cells: ['none', ''] },
        { name: 'constant', cells: ['constant', 'risk constant'] },
        { name: 'raw in', cells: ['raw 0', 'risk raw 0'] },
        { name: 'raw anti', cells: ['raw 0.5', 'risk raw 0.5'] },
        { name: 'matched in', cells: ['matched 0', 'risk matched 0'] },
        { name: 'matched anti', cells: ['matched 0.5', 'risk matched 0.5'] },
      ],
    },
  ],
  curves: [
    {
      title: 'Accuracy by phase',
      axis: 'phase (turns)',
      at: phases,
      lines: ['raw', 'matched'].map((name) => ({ name, points: phases.map((phase) => `${name} ${phase}`) })),
    },
    {
      title: 'Excess risk of the regression by phase',
      axis: 'phase (turns)',
      at: phases,
      lines: ['raw', 'matched'].map((name) => ({ name, points: phases.map((phase) => `risk ${name} ${phase}`) })),
    },
  ],
  seed,
  judge: judgeMatched('matched-in', 'in'),
});
