import type { FlatArray } from '../../agents/engine/engine.js';
import { mean } from '../../curriculum/period.js';
import { cycle, valueAt, type CycleSchedule, type Schedule, type Tunable } from '../../curriculum/schedule.js';
import { teacherTask, type LabelledSet, type TeacherTaskOptions } from '../../envs/bandits/teacher-task.js';
import { streams } from '../../math/random.js';
import { experiment } from '../experiment.js';
import type { HookFactory } from '../hook.js';
import type { LearnerSpec } from '../learner.js';
import { splitAt, withWrongLabels } from '../recipes/labelled.js';
import { snapshots } from '../recipes/snapshots.js';
import { run } from '../run.js';

/** Updates of a period of the students' rate. */
export const PERIOD = 200;

/** The task that students share, in words. */
export const STUDENT =
  'labels argmax tanh(2XW/√20)V of a random teacher (W 20×16, V 16×4, standard normal); 400 training rows, 20 % of the labels random; 1000 clean test rows; ' +
  'a 20-48-4 ReLU student by gradient descent on batches of 32, rate 0.3·(1 + 0.95 w), w = cos(π(n mod 200)/200), 1200 updates.';

/** What is held equal in all arms of a student's claim. */
export const PAIRED = 'the same teacher, rows, wrong labels, first parameters and batches in every arm of a seed';

/** Rows of a seed: to learn from, to choose by, and to report on. */
export interface StudentRows {
  readonly train: LabelledSet;
  readonly validation: LabelledSet;
  readonly test: LabelledSet;
}

/** A seed's rows; only training labels are wrong, and only where `wrong` says so. */
export function studentRows(
  seed: number,
  { wrong = 0.2, ...task }: Omit<TeacherTaskOptions, 'seed' | 'part'> & { readonly wrong?: number } = {},
): StudentRows {
  const random = streams(seed).forkUser('claims.wrong-labels');
  const clean = teacherTask({ ...task, seed, part: 'train' });
  const [validation, test] = splitAt(teacherTask({ ...task, seed, part: 'test', rows: 1500 }), 500);
  return { train: withWrongLabels(clean, wrong, random), validation, test };
}

/** Updates of a student: a quick one lives two periods. */
export function studentUpdates(quick: boolean): number {
  return quick ? 2 * PERIOD : 6 * PERIOD;
}

/** The warm restart between mid·(1 − depth) and mid·(1 + depth), from its crest down. A negative depth turns it upside down. */
export function restart(mid: number, depth: number, period = PERIOD, phase = 0): CycleSchedule {
  return cycle({ wave: 'warmRestart', period, min: mid * (1 - depth), max: mid * (1 + depth), phase });
}

/** The students' rate. */
export const studentRate = restart(0.3, 0.95);

/**
 * A strength divided so that the mean of rate × strength is what a constant strength `mid` would give: without it arms differ in how much they act, not only in when.
 *
 * @throws OptionError for a rate without a period.
 */
export function matched(rate: Schedule, strength: Tunable, mid: number): Schedule {
  const product: Schedule = Object.assign((n: number) => valueAt(rate, n) * valueAt(strength, n), {
    period: rate.period ?? 1,
  });
  const factor = (mid * mean(rate)) / mean(product);
  return Object.assign((n: number) => factor * valueAt(strength, n), { period: rate.period ?? 1 });
}

/** How a student is trained. */
export interface Training {
  readonly learner: LearnerSpec;
  readonly updates: number;
  readonly seed: number;
  /** First parameters; fresh ones when absent. */
  readonly from?: FlatArray;
  readonly hooks?: readonly HookFactory[];
}

/** Parameters behind each of these updates. A run that diverged predicts nothing: zeros, all classes alike. */
export function parametersBehind(training: Training, updates: readonly number[]): readonly FlatArray[] {
  const { learner, seed, from, hooks = [] } = training;
  const wanted = new Set(updates);
  const kept = snapshots({ when: (update) => wanted.has(update), id: 'claims' });
  const trial = experiment({ learner, updates: training.updates, hooks: [...hooks, kept.hook] });
  let size = 0;
  for (const event of run(trial, { seed, ...(from === undefined ? {} : { parameters: from }) }))
    if (event.type === 'end' && event.reason === 'diverged')
      size = learner.create({ streams: streams(seed) }).parameters().length;
  const taken = new Map(kept.taken().map(({ update, parameters }) => [update, parameters]));
  return updates.map((update) => {
    const parameters = taken.get(update);
    return parameters?.every(Number.isFinite) === true
      ? parameters
      : new Float64Array(size || (parameters?.length ?? 0));
  });
}

/** Parameters at the end. */
export function trained(training: Training): FlatArray {
  return parametersBehind(training, [training.updates - 1])[0];
}
