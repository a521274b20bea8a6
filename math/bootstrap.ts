import { bcaInterval } from './bca.js';
import { checkName, checkNumber, OptionError } from './check.js';
import type { Random } from './random.js';
import { mean, quantile, type Interval } from './statistics.js';

/** Options of every bootstrap. */
export interface BootstrapOptions {
  /** The stream that draws the resamples. */
  readonly random: Random;
  /** Number of resamples, 2000 unless given. */
  readonly resamples?: number;
  /** Share of resamples inside the interval, 0.95 unless given. */
  readonly confidence?: number;
  /**
   * 'percentile' (default) takes the middle share of the resamples; 'bca' corrects it for bias and skewness, which matters for skewed samples, and
   * needs at least two values in every group.
   */
  readonly method?: BootstrapMethod;
}

/** How an interval is read off the resamples. */
export type BootstrapMethod = (typeof methods)[number];

const methods = ['percentile', 'bca'] as const;

/** A score of one run on one task. */
export interface Score {
  /** Name of the task. */
  readonly task: string;
  /** Name of the run, once per task. */
  readonly run: string;
  /** The score; higher is better. */
  readonly score: number;
}

/** A number from a sample. */
export type Statistic = (values: readonly number[]) => number;

/**
 * The bootstrap interval of a statistic of one sample; of 0s and 1s the mean is a rate (see `wilsonInterval` for rates of 0 and 1).
 *
 * @throws OptionError for no values, NaN, fewer than 1 resample or a confidence outside (0, 1).
 * @source Efron, Bootstrap methods: another look at the jackknife (1979); Better bootstrap confidence intervals (1987)
 * @example bootstrapInterval([2, 2, 2], { random: random(1) }) // { value: 2, low: 2, high: 2 }
 */
export function bootstrapInterval(
  values: readonly number[],
  options: BootstrapOptions & { readonly statistic?: Statistic },
): Interval {
  const { statistic = mean, random } = options;
  const drawn = values.slice();
  const draw = (): number => {
    for (let i = 0; i < drawn.length; i++) drawn[i] = values[random.integer(values.length)];
    return statistic(drawn);
  };
  return interval(statistic(values), options, draw, () => [values.map((_, i) => statistic(without(values, i)))]);
}

/**
 * The scores of each task, tasks in the order of their first record.
 *
 * @throws OptionError for a run that appears twice in a task.
 * @example scoresByTask([{ task: 'a', run: '1', score: 5 }]) // [[5]]
 */
export function scoresByTask(records: readonly Score[]): readonly (readonly number[])[] {
  const tasks = new Map<string, Map<string, number>>();
  for (const { task, run, score } of records) {
    const runs = tasks.get(task) ?? new Map<string, number>();
    if (runs.has(run))
      throw new OptionError(
        'records',
        `one score of run '${run}' in task '${task}'`,
        score,
        'Give every run its own name.',
      );
    tasks.set(task, runs.set(run, score));
  }
  return Array.from(tasks.values(), (runs) => Array.from(runs.values()));
}

/**
 * The interval of a statistic over tasks: runs are resampled inside each task, tasks are kept.
 * Without `statistic` all scores are pooled and averaged; `(tasks) => interquartileMean(tasks.flat())` is rliable's aggregate.
 *
 * @throws OptionError for no records or a run that appears twice in a task.
 * @source Agarwal et al., Deep reinforcement learning at the edge of the statistical precipice (2021)
 * @example stratifiedBootstrap(records, { random, statistic: (tasks) => interquartileMean(tasks.flat()) })
 */
export function stratifiedBootstrap(
  records: readonly Score[],
  options: BootstrapOptions & { readonly statistic?: (tasks: readonly (readonly number[])[]) => number },
): Interval {
  const { statistic = pooledMean, random } = options;
  const tasks = scoresByTask(records);
  const drawn = tasks.map((runs) => runs.slice());
  const draw = (): number => {
    tasks.forEach((runs, t) => {
      for (let i = 0; i < runs.length; i++) drawn[t][i] = runs[random.integer(runs.length)];
    });
    return statistic(drawn);
  };
  return interval(statistic(tasks), options, draw, () =>
    tasks.map((runs, t) => runs.map((_, i) => statistic(tasks.with(t, without(runs, i))))),
  );
}

/**
 * The interval of statistic(first) − statistic(second) for paired samples (one seed in both): whole pairs are resampled.
 *
 * @throws OptionError for sides of different length, no pairs or NaN.
 * @source Efron (1979)
 * @example pairedBootstrap([3, 5], [1, 3], { random: random(1) }) // { value: 2, low: 2, high: 2 }
 */
export function pairedBootstrap(
  first: readonly number[],
  second: readonly number[],
  options: BootstrapOptions & { readonly statistic?: Statistic },
): Interval {
  const { statistic = mean, random } = options;
  if (first.length !== second.length)
    throw new OptionError('pairedBootstrap.second', `${first.length} values`, second, 'Pairs share a seed.');
  const ones = first.slice();
  const others = second.slice();
  const draw = (): number => {
    for (let i = 0; i < ones.length; i++) {
      const pair = random.integer(first.length);
      ones[i] = first[pair];
      others[i] = second[pair];
    }
    return statistic(ones) - statistic(others);
  };
  return interval(statistic(first) - statistic(second), options, draw, () => [
    first.map((_, i) => statistic(without(first, i)) - statistic(without(second, i))),
  ]);
}

/** The interval of `resamples` values; `leftOut` is asked for the statistics with one member left out, group by group, where the method needs them. */
function interval(
  value: number,
  { resamples = 2000, confidence = 0.95, method = 'percentile' }: BootstrapOptions,
  draw: () => number,
  leftOut: () => readonly (readonly number[])[],
): Interval {
  checkNumber('resamples', resamples, { min: 1, integer: true });
  checkNumber('confidence', confidence, { above: 0, below: 1 });
  checkName('method', method, methods);
  const drawn = Array.from({ length: resamples }, draw);
  if (method === 'bca') return bcaInterval({ value, drawn, leftOut: leftOut(), confidence });
  return { value, low: quantile(drawn, (1 - confidence) / 2), high: quantile(drawn, (1 + confidence) / 2) };
}

function pooledMean(tasks: readonly (readonly number[])[]): number {
  return mean(tasks.flat());
}

/** The values without one of them. */
function without(values: readonly number[], left: number): number[] {
  return values.filter((_, i) => i !== left);
}
