import type { Tunable } from '../curriculum/schedule.js';
import { checkMembers, checkName, checkNumber } from '../math/check.js';
import type { AgentSpec } from './agent.js';
import { reinforceAgent, type Baseline } from './reinforce-agent.js';

/** Hyperparameters of REINFORCE, each a tunable. */
const defaults = {
  /** Step size η in 1/curvature; any schedule. */
  learningRate: 1,
  /** Accumulated momentum β in [0, 1): v ← βv + g. 0 is plain gradient descent. */
  momentum: 0,
  /** Weight of a reward one step later, in [0, 1]. */
  discount: 0.95,
  /** Advantages are multiplied by it: a change of scale is a change of rate. */
  advantageScale: 1,
  /** Step size of the value network's Adam, where the baseline is learnt. */
  valueRate: 1e-2,
  /** Probability in [0, 1) that a hidden unit of the policy is dropped for an update. The network has masks only where it is given. */
  dropout: 0,
  /** Share of a batch in the running statistics, where hidden layers are normalised. */
  updateRate: 0.1,
};

/** Options of {@link reinforce}. */
export interface ReinforceOptions extends Partial<Readonly<Record<keyof typeof defaults, Tunable>>> {
  /** What is subtracted from the returns. Default 'timeStep'. */
  readonly baseline?: Baseline;
  /** Whole episodes an update. Default 16. */
  readonly episodes?: number;
  /** Widths of the policy's hidden layers. Default [16]. */
  readonly hidden?: readonly number[];
  /** Standard deviation of a Gaussian policy, in units of the action. Default 0.5. */
  readonly deviation?: number;
  /** Scale of the last layer's first weights. Default 0.1. */
  readonly outputGain?: number;
  /** Normalises the policy's hidden layers over the lived steps of a batch; acting, by running statistics. Default false. */
  readonly batchNorm?: boolean;
  /** Steps of the value network an update, where the baseline is learnt. Default 10. */
  readonly valueSteps?: number;
}

/**
 * REINFORCE: whole episodes, returns to go, gradient descent.
 *
 * loss = −mean over samples of A·log π(u|s),  Aₜ = advantageScale·(Gₜ − baselineₜ),  Gₜ = rₜ + discount·Gₜ₊₁;
 * a learnt baseline follows mean (V − G)² by itself: it is no part of the policy's parameters.
 *
 * Its curvature is that of the surrogate −mean A·π/π_old, which has the same gradient.
 *
 * @throws OptionError for a misspelt or unusable option.
 * @source Williams 1992
 * @example reinforce({ learningRate: 16, baseline: 'timeStep', advantageScale: 1 / 5 }).name // 'reinforce'
 */
export function reinforce(options: ReinforceOptions = {}): AgentSpec {
  checkMembers('reinforce', options, [
    ...Object.keys(defaults),
    'baseline',
    'episodes',
    'hidden',
    'deviation',
    'outputGain',
    'valueSteps',
    'batchNorm',
  ]);
  const { baseline = 'timeStep', episodes = 16, hidden = [16], deviation = 0.5, outputGain = 0.1 } = options;
  const { valueSteps = 10, batchNorm = false } = options;
  checkName('reinforce.baseline', baseline, ['none', 'timeStep', 'learnt']);
  checkNumber('reinforce.valueSteps', valueSteps, { integer: true, min: 1 });
  const least = batchNorm ? { min: 2, advice: 'Normalised layers need two samples a batch.' } : { min: 1 };
  checkNumber('reinforce.episodes', episodes, { integer: true, ...least });
  for (const [layer, width] of hidden.entries())
    checkNumber(`reinforce.hidden[${layer}]`, width, { integer: true, min: 1 });
  checkNumber('reinforce.deviation', deviation, { above: 0 });
  checkNumber('reinforce.outputGain', outputGain, { min: 0 });
  const { learningRate = defaults.learningRate, momentum = defaults.momentum } = options;
  const { discount = defaults.discount, advantageScale = defaults.advantageScale } = options;
  const { valueRate = defaults.valueRate, dropout = defaults.dropout, updateRate = defaults.updateRate } = options;
  if (typeof dropout === 'number') checkNumber('reinforce.dropout', dropout, { min: 0, below: 1 });
  if (typeof updateRate === 'number') checkNumber('reinforce.updateRate', updateRate, { min: 0, max: 1 });
  const drops = options.dropout !== undefined;
  if (typeof learningRate === 'number') checkNumber('reinforce.learningRate', learningRate, { min: 0 });
  if (typeof momentum === 'number') checkNumber('reinforce.momentum', momentum, { min: 0, below: 1 });
  if (typeof discount === 'number') checkNumber('reinforce.discount', discount, { min: 0, max: 1 });
  if (typeof advantageScale === 'number') checkNumber('reinforce.advantageScale', advantageScale);
  if (typeof valueRate === 'number') checkNumber('reinforce.valueRate', valueRate, { min: 0 });

  return {
    name: 'reinforce',
    batchTunables: {
      discount,
      advantageScale,
      ...(drops ? { dropout } : {}),
      ...(batchNorm ? { updateRate } : {}),
    },
    stepTunables: { learningRate, momentum, ...(baseline === 'learnt' ? { valueRate } : {}) },
    create: (context) =>
      reinforceAgent(context, {
        baseline,
        episodes,
        hidden,
        deviation,
        outputGain,
        valueSteps,
        batchNorm,
        dropout: drops,
      }),
  };
}
