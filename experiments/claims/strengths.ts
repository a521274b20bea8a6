import type { Tunable } from '../../curriculum/schedule.js';
import { calibrationErrorOf, accuracyOf, logLossOf, predictor } from '../recipes/predictions.js';
import { supervised, supervisedShape, type SupervisedOptions } from '../recipes/supervised.js';
import type { EffectSpec, SeedOptions, TableSpec } from './claim.js';
import { matched, restart, studentRate, studentRows, studentUpdates, trained } from './student.js';

/** A regulariser whose strength moves with the rate or against it. */
export interface Strength {
  /** Its name in `supervised`. */
  readonly name: 'inputNoise' | 'dropout' | 'labelSmoothing' | 'weightDecay';
  /** Mid value, and relative amplitude. */
  readonly mid: number;
  readonly depth: number;
}

/** Arms of a strength: none, constant, with the rate, against it, and the last two with the mean of rate × strength held equal. */
export function strengthArms({ mid, depth }: Strength): Readonly<Record<string, Tunable>> {
  const [inPhase, counter] = [restart(mid, depth), restart(mid, -depth)];
  return {
    none: 0,
    constant: mid,
    in: inPhase,
    counter,
    'matched in': matched(studentRate, inPhase, mid),
    'matched counter': matched(studentRate, counter, mid),
  };
}

/** One seed of all arms, and of others: accuracy, log-loss and calibration error on test rows. */
export function strengthSeed(
  strength: Strength,
  { seed, quick }: SeedOptions,
  others: Readonly<Record<string, Tunable>> = {},
): Record<string, number> {
  const { train, test } = studentRows(seed);
  const predict = predictor(supervisedShape(train), test.rows);
  const numbers: Record<string, number> = {};
  for (const [arm, value] of Object.entries({ ...strengthArms(strength), ...others })) {
    const options: SupervisedOptions = { rows: train, learningRate: studentRate, [strength.name]: value };
    const parameters = trained({ learner: supervised(options), updates: studentUpdates(quick), seed });
    const probabilities = predict(parameters, test);
    numbers[`${arm}.accuracy`] = accuracyOf(probabilities, test);
    numbers[`${arm}.logLoss`] = logLossOf(probabilities, test);
    numbers[`${arm}.calibration`] = calibrationErrorOf(probabilities, test);
  }
  return numbers;
}

/** The effect of one arm over another on accuracy. */
export function moreAccurate(name: string, arm: string, than: string): EffectSpec {
  return { name, about: `${arm} − ${than}`, of: `${arm}.accuracy`, minus: `${than}.accuracy` };
}

/** The table of its means. */
export const strengthTable: TableSpec = {
  title: 'Means',
  columns: ['accuracy', 'log-loss', 'calibration error'],
  rows: Object.keys(strengthArms({ name: 'dropout', mid: 0.3, depth: 0.9 })).map((name) => ({
    name,
    cells: [`${name}.accuracy`, `${name}.logLoss`, `${name}.calibration`],
  })),
};

/** What the arms are called in words. */
export const strengthAbout: readonly { readonly name: string; readonly about: string }[] = [
  { name: 'none', about: 'without it' },
  { name: 'constant', about: 'at its mid value throughout' },
  { name: 'in', about: 'strongest at the crest of the rate' },
  { name: 'counter', about: 'strongest at the trough of the rate' },
  { name: 'matched in', about: 'in, divided so that the mean of rate × strength is that of constant' },
  { name: 'matched counter', about: 'counter, multiplied likewise' },
];

/** The control that decides most of these claims. */
export const MATCHED =
  'matched arms: strength divided so that the mean of rate × strength is equal, because the mean of a product depends on phase';
