import type { NamedTunables, Tunable } from '../curriculum/schedule.js';
import { checkMembers, checkName, checkNumber } from '../math/check.js';
import type { AgentSpec } from './agent.js';
import type { Activation } from './engine/engine.js';
import { imitationAgent } from './imitation-agent.js';
import {
  optimizerMembers,
  optimizerTunables,
  type OptimizerName,
  type OptimizerTunables,
} from './optimizers/optimizers.js';

/** Hyperparameters of imitation beside its optimizer's, each a tunable. */
const defaults = {
  /** Step size η of the optimizer. */
  learningRate: 0.1,
  /** Focus γ ≥ 0: what is already right counts (1 − p)^γ times. 0 is cross-entropy. */
  focus: 0,
  /** Share ε in [0, 1] of the target that is spread over all classes. */
  labelSmoothing: 0,
  /** Norm of the gradient at most; 0 is no limit. */
  gradientNormLimit: 0,
  /** Probability in [0, 1) that a hidden unit is dropped for an update. Networks have masks only where it is given. */
  dropout: 0,
  /** Share of a batch in the running statistics, where hidden layers are normalised. */
  updateRate: 0.1,
};

/** Options of {@link imitation}. */
export interface ImitationOptions extends OptimizerTunables, Partial<Readonly<Record<keyof typeof defaults, Tunable>>> {
  /** Copies of the world that are stepped together. Default 64. */
  readonly rows?: number;
  /** Steps of each row an update. Default 1. */
  readonly steps?: number;
  /** Widths of the hidden layers. Default [64]. */
  readonly hidden?: readonly number[];
  /** Default 'tanh'. */
  readonly activation?: Activation;
  /** Normalises hidden layers over the rows of a batch; acting, by running statistics. Default false. */
  readonly batchNorm?: boolean;
  /** Which rule turns the gradient into a step. Default 'momentum'. */
  readonly optimizer?: OptimizerName;
}

/**
 * Learns the world's true labels: supervised learning in the same loop.
 *
 * loss = −mean Σₖ tₖ·(1 − pₖ)^focus·log pₖ,  t = (1 − labelSmoothing)·[k is the label] + labelSmoothing/classes.
 *
 * It acts by its own probabilities, so `rewardPerStep` of a labelled set is the share of labels it draws right.
 *
 * @throws OptionError for a misspelt or unusable option; when made, for a world without labels or without a Discrete action.
 * @source Lin et al. 2017 (focal loss); Szegedy et al. 2016 (label smoothing)
 * @example imitation({ learningRate: 0.1 }).name // 'imitation'
 */
export function imitation(options: ImitationOptions = {}): AgentSpec {
  checkMembers('imitation', options, [
    ...Object.keys(defaults),
    'rows',
    'steps',
    'hidden',
    'activation',
    'batchNorm',
    'optimizer',
    ...optimizerMembers,
  ]);
  const { rows = 64, steps = 1, hidden = [64], activation = 'tanh', optimizer = 'momentum' } = options;
  const { batchNorm = false } = options;
  const dropout = options.dropout !== undefined;
  checkNumber('imitation.rows', rows, { integer: true, min: 1 });
  checkNumber('imitation.steps', steps, { integer: true, min: 1 });
  for (const [layer, width] of hidden.entries())
    checkNumber(`imitation.hidden[${layer}]`, width, { integer: true, min: 1 });
  checkName('imitation.activation', activation, ['tanh', 'relu'] as const);
  const bounds = {
    learningRate: { min: 0 },
    focus: { min: 0 },
    labelSmoothing: { min: 0, max: 1 },
    gradientNormLimit: { min: 0 },
    dropout: { min: 0, below: 1 },
    updateRate: { min: 0, max: 1 },
  };
  const take = (name: keyof typeof defaults): Tunable => {
    const tunable = options[name] ?? defaults[name];
    return typeof tunable === 'number' ? checkNumber(`imitation.${name}`, tunable, bounds[name]) : tunable;
  };
  const batchTunables: NamedTunables = {
    focus: take('focus'),
    labelSmoothing: take('labelSmoothing'),
    ...(dropout ? { dropout: take('dropout') } : {}),
    ...(batchNorm ? { updateRate: take('updateRate') } : {}),
  };
  return {
    name: 'imitation',
    batchTunables,
    stepTunables: {
      learningRate: take('learningRate'),
      gradientNormLimit: take('gradientNormLimit'),
      ...optimizerTunables('imitation', optimizer, options),
    },
    create: (context) => imitationAgent(context, { rows, steps, hidden, activation, batchNorm, dropout, optimizer }),
  };
}
