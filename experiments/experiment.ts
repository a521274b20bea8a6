import type { AgentSpec } from '../agents/agent.js';
import { isPeriodic, jointPeriod } from '../curriculum/period.js';
import { valueAt, type NamedTunables, type Tunable } from '../curriculum/schedule.js';
import type { EnvSpec } from '../envs/env.js';
import { checkMembers, checkNumber, OptionError } from '../math/check.js';
import { actorLearner } from './actor-learner.js';
import type { HookFactory } from './hook.js';
import type { LearnerSpec } from './learner.js';

/** Training in the still world before a run (what oscillates is at its default), once per seed; the run is given its parameters. */
export interface WarmStart {
  /** Updates of it. */
  readonly updates: number;
  /** Rates and other hyperparameters during it; those not named keep the run's value at update 0, periodic ones their mean. */
  readonly learningRate: number;
  readonly momentum?: number;
  /** A seed is kept when the mean of `signal` over the last `over` updates lies above `above`; otherwise the seed is dropped from every arm. */
  readonly keep?: { readonly signal: string; readonly above: number; readonly over: number };
}

/** What every experiment takes. */
interface RunPlan {
  /** A short name for titles and folders. Default: the names of the world and the agent. */
  readonly name?: string;
  /** Updates of a run. */
  readonly updates: number;
  readonly warmStart?: WarmStart;
  /** Factories of hooks: each run makes its own. */
  readonly hooks?: readonly HookFactory[];
}

/** Options of {@link experiment}: a world and an agent, or a learner of another kind (two players, a federation, a landscape, stages). */
export type ExperimentOptions = RunPlan &
  (
    | { readonly env: EnvSpec; readonly agent: AgentSpec; readonly learner?: never }
    | { readonly learner: LearnerSpec; readonly env?: never; readonly agent?: never }
  );

/** A training run as a plain value: run it, compare it, hand its schedules to the stability analysis. */
export interface Experiment extends RunPlan {
  readonly kind: 'experiment';
  readonly name: string;
  readonly hooks: readonly HookFactory[];
  readonly learner: LearnerSpec;
  /** Every tunable by name: batch tunables (knobs first), then those of the step. */
  readonly tunables: NamedTunables;
}

/**
 * A training run: a world and an agent, or any other learner, and how many updates.
 *
 * @throws OptionError before any training: for a misspelt or unusable option, a knob whose schedule leaves its bounds within its period,
 * or a schedule that is not finite.
 * @example experiment({ env: balance(), agent: reinforce(), updates: 10 }).name // 'Balance-reinforce'
 */
export function experiment(options: ExperimentOptions): Experiment {
  checkMembers('experiment', options, ['name', 'env', 'agent', 'learner', 'updates', 'warmStart', 'hooks']);
  const { hooks = [], warmStart } = options;
  const learner = options.learner ?? actorLearnerOf(options.env, options.agent);
  const updates = checkNumber('experiment.updates', options.updates, { integer: true, min: 1 });
  if (warmStart !== undefined) checkWarmStart(warmStart);
  const tunables = { ...learner.batchTunables, ...learner.stepTunables };
  for (const name of Object.keys(tunables)) checkTunable(name, tunables[name], updates, learner);
  return {
    kind: 'experiment',
    name: options.name ?? `${learner.world}-${learner.agent}`,
    updates,
    hooks,
    learner,
    tunables,
    ...(warmStart === undefined ? {} : { warmStart }),
  };
}

/** Files are run without a type check: the two commonest slips are told here. */
function actorLearnerOf(env: EnvSpec | undefined, agent: AgentSpec | undefined): LearnerSpec {
  if (env?.tunables === undefined)
    throw new OptionError('experiment.env', 'a world with its knobs', env, 'Call it: balance().');
  if (agent?.stepTunables === undefined)
    throw new OptionError('experiment.agent', 'an agent with its hyperparameters', agent, 'Call it: reinforce().');
  return actorLearner(env, agent);
}

/**
 * The same experiment with some tunables replaced.
 *
 * @throws OptionError for a name that is no tunable of it.
 * @example withTunables(first, { learningRate: 6 }).tunables.learningRate // 6
 */
export function withTunables(base: Experiment, replaced: NamedTunables): Experiment {
  checkMembers(`${base.name}.tunables`, replaced, Object.keys(base.tunables));
  return experiment({ ...planOf(base), learner: base.learner.withTunables(replaced) });
}

/**
 * The same experiment with other updates.
 *
 * @example withUpdates(experiment({ env: balance(), agent: reinforce(), updates: 10 }), 4).updates // 4
 */
export function withUpdates(base: Experiment, updates: number): Experiment {
  return experiment({ ...planOf(base), learner: base.learner, updates });
}

function planOf({ name, updates, warmStart, hooks }: Experiment): RunPlan {
  return { name, updates, hooks, ...(warmStart === undefined ? {} : { warmStart }) };
}

/** The joint period of everything that oscillates in an experiment; 1 when nothing does, undefined when there is none. */
export function periodOf(tunables: NamedTunables): number | undefined {
  return jointPeriod(Object.values(tunables));
}

function checkWarmStart(warmStart: WarmStart): void {
  checkMembers('warmStart', warmStart, ['updates', 'learningRate', 'momentum', 'keep']);
  const updates = checkNumber('warmStart.updates', warmStart.updates, { integer: true, min: 1 });
  checkNumber('warmStart.learningRate', warmStart.learningRate, { min: 0 });
  if (warmStart.momentum !== undefined) checkNumber('warmStart.momentum', warmStart.momentum, { min: 0, below: 1 });
  if (warmStart.keep === undefined) return;
  checkMembers('warmStart.keep', warmStart.keep, ['signal', 'above', 'over']);
  checkNumber('warmStart.keep.above', warmStart.keep.above);
  checkNumber('warmStart.keep.over', warmStart.keep.over, {
    integer: true,
    min: 1,
    max: updates,
    advice: `The warm start has ${updates} updates.`,
  });
}

/**
 * Refuses a tunable that is no number or schedule, or leaves its bounds. A schedule is sampled over its period, or over the run; one that reads signals
 * cannot be known before.
 */
export function checkTunable(name: string, tunable: Tunable, updates: number, learner: LearnerSpec): void {
  if (typeof tunable !== 'number' && typeof tunable !== 'function') {
    throw new OptionError(
      name,
      'a number or a schedule',
      tunable,
      'Schedules are functions of the update, for example cycle({ … }).',
    );
  }
  if (typeof tunable === 'function' && tunable.length > 1 && !isPeriodic(tunable)) return;
  const bounds = learner.bounds?.(name);
  const samples =
    typeof tunable === 'number' ? 1 : isPeriodic(tunable) ? Math.min(updates, Math.ceil(tunable.period)) : updates;
  for (let update = 0; update < samples; update++) {
    const at = typeof tunable === 'number' ? name : `${name} at update ${update}`;
    checkNumber(bounds === undefined ? at : `${learner.world}.${at}`, valueAt(tunable, update), bounds);
  }
}
