import { lanczos } from '../agents/curvature/lanczos.js';
import type { EngineName, FlatArray } from '../agents/engine/engine.js';
import type { Values } from '../curriculum/schedule.js';
import type { EnvSpec } from '../envs/env.js';
import { average } from '../math/average.js';
import { OptionError } from '../math/check.js';
import { streams as streamsOf, type Random } from '../math/random.js';
import { median, quantile, type Interval } from '../math/statistics.js';
import { calibrateOptions, without, type CalibrateOptions } from './calibrate-options.js';
import { experiment, type Experiment } from './experiment.js';
import type { Learner } from './learner.js';
import { seedInterval, trend, type Trend } from './trend.js';
import { atRest, PREDICTION_STEPS, valuesOf, warmStart as warm } from './warm-start.js';

/** What was measured at one value of the knob. */
export interface CalibrationPoint {
  readonly value: number;
  /** Mean undiscounted unscaled return of an episode, with its 95 % interval over seeds. Absent where it is not finite. */
  readonly return?: Interval;
  /** Largest eigenvalue of the Hessian at the start policy: a seed's is the mean over its batches; their median, with the 10 and 90 % quantiles over seeds. Absent where it is not finite or there is none. */
  readonly sharpness?: Interval;
  /** The smallest, signed. */
  readonly sharpnessLow?: Interval;
}

/** What a knob does to return and to curvature. */
export interface Calibration {
  /** Name of the world. */
  readonly env: string;
  readonly agent: string;
  readonly knob: string;
  readonly unit?: string;
  /** Seeds that were measured. */
  readonly seeds: readonly number[];
  /** Seeds that the warm start's rule dropped. */
  readonly dropped: readonly number[];
  /** Updates at default knobs that the start policy was trained for; 0 for the initial one. */
  readonly warmUpdates: number;
  /** Updates at each value before its return was measured. */
  readonly updates: number;
  readonly batches: number;
  readonly points: readonly CalibrationPoint[];
  readonly trends: { readonly return: Trend; readonly sharpness?: Trend; readonly sharpnessLow?: Trend };
}

/** Measurements of one seed at one value. */
interface Measured {
  readonly returns: readonly number[];
  readonly largest: readonly number[];
  readonly smallest: readonly number[];
}

/**
 * Measures return and curvature at several values of a knob, and says of each whether it rises or falls with it: difficulty is not curvature.
 *
 * A seed draws the same numbers at every value, so that what differs is the knob's doing; at default knobs the sharpness is the one that a comparison's plan shows.
 *
 * @throws OptionError before anything is measured for a misspelt or unusable option, or a value outside the knob's bounds; when the warm start drops every seed.
 * @source Agarwal et al. 2021 (intervals over seeds); Lanczos 1950
 * @example calibrate({ env: balance(), agent: reinforce(), knob: 'rewardScale' }).trends.sharpness?.rank?.value // 1
 */
export function calibrate(options: CalibrateOptions): Calibration {
  const { env, agent, knob, values, seeds, warmStart, updates, batches, engine } = calibrateOptions(options);
  const named = engine === undefined ? {} : { engine };
  const still: EnvSpec = { ...env, apply: 'update', tunables: without(env, knob) };
  const base = experiment({ env: still, agent, updates: 1, ...(warmStart === undefined ? {} : { warmStart }) });
  const at = (value: number): Experiment =>
    experiment({ env: { ...still, tunables: { ...still.tunables, [knob]: value } }, agent, updates: 1 });
  const worlds = values.map(at);

  const kept: number[] = [];
  const measured: Measured[][] = [];
  for (const seed of seeds) {
    const start = startPolicy(base, seed, named);
    if (start === undefined) continue;
    kept.push(seed);
    measured.push(
      worlds.map((world, i) => measure(world, start, seed, { knob, value: values[i], updates, batches, named })),
    );
  }
  if (kept.length === 0)
    throw new OptionError(
      'calibrate.warmStart',
      'a warm start that keeps a seed',
      'none',
      'Ease its rule, or train longer.',
    );

  /** The same draws for every interval: what is equal has equal intervals. */
  const random = (): Random => streamsOf(0).fork('bootstrap');
  /** Seeds × values. */
  const means = (of: keyof Measured): number[][] => measured.map((row) => row.map((point) => average(point[of])));
  const returns = means('returns');
  const largest = means('largest');
  const smallest = means('smallest');
  const hasCurvature = measured[0][0].largest.length > 0;
  const { unit } = env.definition.knobs[knob] ?? {};
  return {
    env: env.definition.id,
    agent: agent.name,
    knob,
    ...(unit === undefined ? {} : { unit }),
    seeds: kept,
    dropped: seeds.filter((seed) => !kept.includes(seed)),
    warmUpdates: warmStart?.updates ?? 0,
    updates,
    batches,
    points: values.map((value, i) => ({
      value,
      ...ifFinite(
        'return',
        returns.map((row) => row[i]),
        (scores) => seedInterval(scores, random()),
      ),
      ...ifFinite(
        'sharpness',
        largest.map((row) => row[i]),
        middle,
      ),
      ...ifFinite(
        'sharpnessLow',
        smallest.map((row) => row[i]),
        middle,
      ),
    })),
    trends: {
      return: trend(values, returns, random()),
      ...(hasCurvature
        ? { sharpness: trend(values, largest, random()), sharpnessLow: trend(values, smallest, random()) }
        : {}),
    },
  };
}

interface Named {
  readonly engine?: EngineName;
}

/** The seed's policy at default knobs; undefined where the warm start's rule drops the seed. */
function startPolicy(base: Experiment, seed: number, named: Named): FlatArray | undefined {
  if (base.warmStart === undefined) return base.learner.create({ streams: streamsOf(seed), ...named }).parameters();
  const { kept, parameters } = warm(base, seed, named.engine);
  return kept ? parameters : undefined;
}

/** How one seed is measured at one value. */
interface Place {
  readonly knob: string;
  readonly value: number;
  readonly updates: number;
  readonly batches: number;
  readonly named: Named;
}

/** Curvature at the start policy over fresh batches; its return there, or after `updates` of training. */
function measure(world: Experiment, start: FlatArray, seed: number, place: Place): Measured {
  const { knob, value, updates, batches, named } = place;
  const streams = streamsOf(seed).under('prediction');
  const learner = world.learner.create({ streams, ...named });
  const still = { ...atRest(world), [knob]: value };
  const batch = valuesOf(learner.batchTunables, still);
  const step = valuesOf(learner.stepTunables, still);
  const largest: number[] = [];
  const smallest: number[] = [];
  const seen: number[] = [];
  learner.setParameters(start);
  for (let n = 0; n < batches; n++) {
    // A batch of a fixed number of steps may end no episode.
    const score = learner.collect(batch)['return'];
    if (score !== undefined) seen.push(score);
    if (learner.curvature === undefined) continue;
    const random = streams.fork('lanczos', n);
    const ends = lanczos(learner.curvature().hessian, { steps: PREDICTION_STEPS, random });
    largest.push(ends.largest);
    smallest.push(ends.smallest);
  }
  return { returns: updates === 0 ? seen : learnt(learner, { batch, step, updates, batches }), largest, smallest };
}

/** Trains, then gathers without learning; answers the returns of the batches gathered last. */
function learnt(
  learner: Learner,
  { batch, step, updates, batches }: { batch: Values; step: Values; updates: number; batches: number },
): number[] {
  for (let update = 0; update < updates; update++) {
    learner.collect(batch);
    learner.learn(step);
  }
  return Array.from({ length: batches }, () => learner.collect(batch)['return']).filter((score) => score !== undefined);
}

/** The median with the 10 and 90 % quantiles. */
function middle(values: readonly number[]): Interval {
  return { value: median(values), low: quantile(values, 0.1), high: quantile(values, 0.9) };
}

/** An optional member: left out when there are no values, or one is not finite. */
function ifFinite<Name extends string>(
  name: Name,
  values: readonly number[],
  of: (values: readonly number[]) => Interval,
): { readonly [K in Name]?: Interval } {
  if (values.length === 0 || !values.every(Number.isFinite)) return {};
  return { [name]: of(values) } as { readonly [K in Name]?: Interval };
}
