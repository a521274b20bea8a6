import { lanczos } from '../agents/curvature/lanczos.js';
import type { EngineName, FlatArray } from '../agents/engine/engine.js';
import { isPeriodic, mean } from '../curriculum/period.js';
import { resolve, valueAt, type NamedTunables, type Values } from '../curriculum/schedule.js';
import { average } from '../math/average.js';
import { streams as streamsOf, type Seed } from '../math/random.js';
import type { Experiment, WarmStart } from './experiment.js';
import type { Learner } from './learner.js';

/** What a seed starts with. */
export interface WarmResult {
  /** Parameters every arm of the seed starts with; absent without a warm start: each run draws its own, the same ones. */
  readonly parameters?: FlatArray;
  /** False when the warm start's rule drops the seed. */
  readonly kept: boolean;
  /** Largest curvature of the start policy at default knobs, mean over {@link PREDICTION_BATCHES} fresh batches; absent where it is not finite or the learner has none. */
  readonly sharpness?: number;
}

/** Fresh batches whose curvature is averaged before training. */
export const PREDICTION_BATCHES = 4;

/** Lanczos steps of each: 5 leave a residual below 10⁻⁶ on small policies. */
export const PREDICTION_STEPS = 8;

/**
 * Trains a seed's start policy at default knobs and measures its curvature, both on streams of their own, once for all arms.
 *
 * @throws OptionError for what the experiment's learner refuses.
 */
export function warmStart(experiment: Experiment, seed: Seed, engine?: EngineName): WarmResult {
  const named = engine === undefined ? {} : { engine };
  const trained: WarmResult =
    experiment.warmStart === undefined ? { kept: true } : train(experiment, experiment.warmStart, seed, named);
  if (!trained.kept) return trained;
  const fresh = experiment.learner.create({ streams: streamsOf(seed).under('prediction'), ...named });
  const parameters =
    trained.parameters ?? experiment.learner.create({ streams: streamsOf(seed), ...named }).parameters();
  fresh.setParameters(parameters);
  const sharpness = sharpnessOf(experiment, fresh, seed);
  return { ...trained, ...(sharpness === undefined ? {} : { sharpness }) };
}

function train(experiment: Experiment, rule: WarmStart, seed: Seed, named: { engine?: EngineName }): WarmResult {
  const { updates, learningRate, momentum, keep } = rule;
  const learner = experiment.learner.create({ streams: streamsOf(seed).under('warmStart'), ...named });
  const still = { ...atRest(experiment), learningRate, ...(momentum === undefined ? {} : { momentum }) };
  const last: number[] = [];
  for (let update = 0; update < updates; update++) {
    const signals = {
      ...learner.collect(valuesOf(learner.batchTunables, still)),
      ...learner.learn(valuesOf(learner.stepTunables, still)),
    };
    if (keep === undefined) continue;
    last.push(signals[keep.signal] ?? NaN);
    if (last.length > keep.over) last.shift();
  }
  const reached = average(last);
  return { parameters: learner.parameters(), kept: keep === undefined || reached > keep.above };
}

function sharpnessOf(experiment: Experiment, learner: Learner, seed: Seed): number | undefined {
  if (learner.curvature === undefined) return undefined;
  const still = atRest(experiment);
  let sum = 0;
  for (let batch = 0; batch < PREDICTION_BATCHES; batch++) {
    learner.collect(valuesOf(learner.batchTunables, still));
    const random = streamsOf(seed).under('prediction').fork('lanczos', batch);
    const { hessian, preconditioned } = learner.curvature();
    // A fresh optimizer has no diagonal yet: what it would feel is not known before training.
    if (preconditioned !== undefined) return undefined;
    sum += lanczos(hessian, { steps: PREDICTION_STEPS, random }).largest;
  }
  return Number.isFinite(sum) ? sum / PREDICTION_BATCHES : undefined;
}

/**
 * Values of the still world: knobs that are functions, or to which curvature is proportional, at their defaults; periodic hyperparameters at their means;
 * everything else as it is at update 0.
 */
export function atRest({ learner, tunables }: Experiment): Values {
  const values: Record<string, number> = {};
  for (const name of Object.keys(tunables)) {
    const tunable = tunables[name];
    const reference = learner.references[name] as number | undefined;
    if (reference !== undefined && (typeof tunable === 'function' || learner.proportional.includes(name)))
      values[name] = reference;
    else values[name] = isPeriodic(tunable) ? mean(tunable) : valueAt(tunable, 0);
  }
  return values;
}

/** Of the still world, the values that some tunables have. */
export function valuesOf(tunables: NamedTunables, still: Values): Values {
  return resolve(Object.fromEntries(Object.keys(tunables).map((name) => [name, still[name]])), 0, {});
}
