import { average } from '../../math/average.js';
import type { Tunable } from '../../curriculum/schedule.js';
import { disagreementOf, meanProbabilities, mostAccurate, mostDisagreeing, subsetsOf } from '../recipes/ensemble.js';
import { accuracyOf, logLossOf, predictor } from '../recipes/predictions.js';
import { supervised, supervisedShape } from '../recipes/supervised.js';
import { claim, type SeedNumbers, type SeedOptions } from './claim.js';
import { judgeAgainst } from './judge.js';
import { PAIRED, parametersBehind, restart, STUDENT, studentRows } from './student.js';

/** Members of an ensemble, and how many are chosen of them. */
const MEMBERS = 6;
const CHOSEN = 3;

function seed({ seed: number, quick }: SeedOptions): SeedNumbers {
  const period = quick ? 60 : 200;
  const updates = MEMBERS * period;
  const { train, validation, test } = studentRows(number);
  const predict = predictor(supervisedShape(train), test.rows);
  const ends = Array.from({ length: MEMBERS }, (_, k) => (k + 1) * period - 1);
  const runWith = (learningRate: Tunable): readonly (Float32Array | Float64Array)[] =>
    parametersBehind({ learner: supervised({ rows: train, learningRate }), updates, seed: number }, ends);
  const cycles = runWith(restart(0.3, 0.95, period));
  const constant = runWith(0.3);
  const annealed = runWith(restart(0.3, 0.95, updates)).slice(-1);
  const numbers: Record<string, number> = {};
  for (const [name, parameters] of Object.entries({ cycles, constant, annealed, last: cycles.slice(-1) })) {
    const members = parameters.map((one) => predict(one, test));
    const whole = meanProbabilities(members);
    numbers[`${name}.accuracy`] = accuracyOf(whole, test);
    numbers[`${name}.logLoss`] = logLossOf(whole, test);
    numbers[`${name}.disagreement`] = disagreementOf(members, test.classes);
  }
  const choosable = cycles.map((one) => predict(one, validation));
  const reported = cycles.map((one) => predict(one, test));
  const score = (chosen: readonly number[]): number =>
    accuracyOf(meanProbabilities(chosen.map((i) => reported[i])), test);
  const subsets = subsetsOf(MEMBERS, CHOSEN).map(score);
  numbers['chosen.random'] = average(subsets);
  numbers['chosen.disagreement'] = score(mostDisagreeing(choosable, test.classes, CHOSEN));
  numbers['chosen.validation'] = score(mostAccurate(choosable, validation, CHOSEN));
  numbers['chosen.last'] = score([3, 4, 5]);
  numbers['best.accuracy'] = score(mostAccurate(choosable, validation, 1));
  numbers['best.logLoss'] = logLossOf(reported[mostAccurate(choosable, validation, 1)[0]], test);
  return numbers;
}

/** Huang et al. 2017: one cyclical run gives an ensemble for nothing. */
export const snapshotEnsembles = claim({
  name: 'snapshot-ensembles',
  title: 'Snapshot ensembles, and members chosen by disagreement',
  sentence:
    'Snapshots at the troughs of a cyclical rate make a free and diverse ensemble, and its members are best chosen by how much they disagree.',
  section: 'Snapshot ensembles',
  task: `${STUDENT} Six members, one every 200 updates; 500 further clean rows to choose three of them by.`,
  arms: [
    { name: 'cycles', about: 'six snapshots at the troughs of the cyclical rate, probabilities averaged' },
    { name: 'constant', about: 'six checkpoints of a constant rate, at the same updates' },
    { name: 'annealed', about: 'one model, one cosine over all updates' },
    { name: 'last', about: 'the last snapshot alone' },
    { name: 'best', about: 'the single snapshot that is best on validation rows' },
  ],
  controls: [
    'equal updates and equal mean rate',
    PAIRED,
    'chosen on validation rows, reported on test rows',
    'the number of seeds was raised from 40 to 100 after a look at 40',
    'the single best snapshot was added as an alternative that must be beaten after the others were seen: on rows with wrong labels an early snapshot is often the best, so it stops early',
  ],
  metric: 'accuracy on test rows',
  rule:
    'Holds if cycles beat the annealed model, the constant rate’s checkpoints and the single best snapshot, and choice by disagreement beats random choice and choice by validation accuracy; ' +
    'with some of these beaten, holds only against them; with none, fails if one is better than the claim’s arm.',
  revision: 2,
  seeds: { full: 100, quick: 20 },
  effects: [
    { name: 'over-annealed', about: 'cycles − annealed', of: 'cycles.accuracy', minus: 'annealed.accuracy' },
    {
      name: 'over-constant',
      about: 'cycles − constant-rate checkpoints',
      of: 'cycles.accuracy',
      minus: 'constant.accuracy',
    },
    { name: 'over-best', about: 'cycles − the single best snapshot', of: 'cycles.accuracy', minus: 'best.accuracy' },
    {
      name: 'over-random',
      about: 'three by disagreement − random three',
      of: 'chosen.disagreement',
      minus: 'chosen.random',
    },
    {
      name: 'over-validation',
      about: 'three by disagreement − three by validation accuracy',
      of: 'chosen.disagreement',
      minus: 'chosen.validation',
    },
    {
      name: 'diversity',
      about: 'disagreement, cycles − constant',
      of: 'cycles.disagreement',
      minus: 'constant.disagreement',
    },
    { name: 'last-three', about: 'last three − random three', of: 'chosen.last', minus: 'chosen.random' },
  ],
  tables: [
    {
      title: 'Means',
      columns: ['accuracy', 'log-loss', 'disagreement'],
      rows: [
        ...['cycles', 'constant', 'annealed', 'last'].map((name) => ({
          name,
          cells: [`${name}.accuracy`, `${name}.logLoss`, `${name}.disagreement`],
        })),
        { name: 'best', cells: ['best.accuracy', 'best.logLoss', ''] },
      ],
    },
    {
      title: 'Three of the six snapshots, chosen by',
      columns: ['accuracy'],
      rows: ['random', 'disagreement', 'validation', 'last'].map((name) => ({ name, cells: [`chosen.${name}`] })),
    },
  ],
  seed,
  judge: judgeAgainst([
    { effect: 'over-annealed', words: 'one annealed model' },
    { effect: 'over-constant', words: 'checkpoints of a constant rate' },
    { effect: 'over-best', words: 'the single best snapshot' },
    { effect: 'over-random', words: 'random choice of members' },
    { effect: 'over-validation', words: 'choice by validation accuracy' },
  ]),
});
