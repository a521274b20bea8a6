import type { NamedTunables, Tunable } from '../curriculum/schedule.js';
import { checkNumber, type NumberBounds } from '../math/check.js';
import type { AgentSpec } from './agent.js';
import type { ActorCriticAgentOptions, ActorCriticSettings } from './actor-critic-options.js';
import { optimizerTunables, type OptimizerName } from './optimizers/optimizers.js';

/** What an actor-critic's spec is made of beside its options. */
export interface ActorCriticParts {
  readonly settings: ActorCriticSettings;
  /** Its own hyperparameters with their defaults. */
  readonly defaults: Readonly<Record<string, number>>;
  /** Names of those that shape the batch or its objective. */
  readonly batch: readonly string[];
  /** Names of those that the step alone reads. */
  readonly step: readonly string[];
  readonly optimizer: OptimizerName;
  /** Defaults of the optimizer's hyperparameters that differ from its own. */
  readonly ofOptimizer?: Readonly<Record<string, number>>;
  readonly create: AgentSpec['create'];
}

/**
 * The spec of an actor-critic: its tunables split by when they act, numbers checked.
 *
 * @throws OptionError for a number out of bounds, or a hyperparameter that its optimizer does not have.
 */
export function actorCriticSpec(
  name: string,
  options: ActorCriticAgentOptions,
  { settings, defaults, batch, step, optimizer, ofOptimizer = {}, create }: ActorCriticParts,
): AgentSpec {
  return {
    name,
    batchTunables: {
      ...chosen(name, options, defaults, batch),
      ...normalizerTunables(name, options, settings),
    },
    stepTunables: {
      ...chosen(name, options, defaults, step),
      ...optimizerTunables(name, optimizer, options, ofOptimizer),
    },
    create,
  };
}

/** Bounds of the hyperparameters that actor-critics share. */
const bounds: Readonly<Record<string, NumberBounds>> = {
  learningRate: { min: 0 },
  discount: { min: 0, max: 1 },
  gaeLambda: { min: 0, max: 1 },
  clipRange: { above: 0 },
  entropyBonus: {},
  valueWeight: { min: 0 },
  gradientNormLimit: { min: 0 },
  klLimit: { min: 0 },
  dropout: { min: 0, below: 1 },
  updateRate: { min: 0, max: 1 },
};

/** Those of `names` given in the options, else their defaults. */
function chosen(
  agent: string,
  options: object,
  defaults: Readonly<Record<string, number>>,
  names: readonly string[],
): NamedTunables {
  const given = options as NamedTunables;
  const tunables: Record<string, Tunable> = {};
  for (const name of names) {
    const tunable = given[name] ?? defaults[name];
    if (typeof tunable === 'number') checkNumber(`${agent}.${name}`, tunable, bounds[name]);
    tunables[name] = tunable;
  }
  return tunables;
}

/** The plain running mean over equal batches: 1/(update + 1). */
function everything(update: number): number {
  return 1 / (update + 1);
}

/** The mean over equal batches until ten were seen, then a running one: max(1/(update + 1), 1/10). */
function recent(update: number): number {
  return Math.max(0.1, everything(update));
}

/** The update rate, where something is normalised, and the share of units that is dropped, where some are. */
function normalizerTunables(
  agent: string,
  options: Pick<ActorCriticAgentOptions, 'updateRate' | 'dropout'>,
  settings: Pick<ActorCriticSettings, 'normalizeObservations' | 'normalizeRewards' | 'batchNorm'>,
): NamedTunables {
  const { updateRate = settings.batchNorm ? recent : everything, dropout } = options;
  const { normalizeObservations, normalizeRewards, batchNorm } = settings;
  for (const [name, tunable] of Object.entries({ updateRate, dropout }))
    if (typeof tunable === 'number') checkNumber(`${agent}.${name}`, tunable, bounds[name]);
  return {
    ...(normalizeObservations || normalizeRewards || batchNorm ? { updateRate } : {}),
    ...(dropout === undefined ? {} : { dropout }),
  };
}
