import type { Tunable } from '../curriculum/schedule.js';
import { widthOf } from '../envs/space.js';
import { checkMembers, checkName, checkNumber } from '../math/check.js';
import type { RandomState } from '../math/random.js';
import type { Agent, AgentContext, AgentSpec } from './agent.js';
import { fisherOperator } from './curvature/fisher.js';
import { hessianOperator } from './curvature/hessian.js';
import { distributionFor } from './distribution/distribution-for.js';
import type { NetworkShape } from './engine/engine.js';
import { initialParameters } from './network.js';
import { momentumStep } from './optimizers/gradient-descent.js';
import { returnsToGo, type Rollout } from './rollout.js';

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
};

/** What is subtracted from a return: nothing, or the mean over the batch's episodes at the same time step. */
export type Baseline = 'none' | 'timeStep';

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
}

/**
 * REINFORCE: whole episodes, returns to go, gradient descent.
 *
 * loss = −mean over samples of A·log π(u|s),  Aₜ = advantageScale·(Gₜ − baselineₜ),  Gₜ = rₜ + discount·Gₜ₊₁.
 *
 * Its curvature is that of the surrogate −mean A·π/π_old, which has the same gradient.
 *
 * @throws OptionError for a misspelt or unusable option; when made, for a MultiDiscrete action space.
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
  ]);
  const { baseline = 'timeStep', episodes = 16, hidden = [16], deviation = 0.5, outputGain = 0.1 } = options;
  checkName('reinforce.baseline', baseline, ['none', 'timeStep']);
  checkNumber('reinforce.episodes', episodes, { integer: true, min: 1 });
  for (const [layer, width] of hidden.entries())
    checkNumber(`reinforce.hidden[${layer}]`, width, { integer: true, min: 1 });
  checkNumber('reinforce.deviation', deviation, { above: 0 });
  checkNumber('reinforce.outputGain', outputGain, { min: 0 });
  const { learningRate = defaults.learningRate, momentum = defaults.momentum } = options;
  const { discount = defaults.discount, advantageScale = defaults.advantageScale } = options;
  if (typeof learningRate === 'number') checkNumber('reinforce.learningRate', learningRate, { min: 0 });
  if (typeof momentum === 'number') checkNumber('reinforce.momentum', momentum, { min: 0, below: 1 });
  if (typeof discount === 'number') checkNumber('reinforce.discount', discount, { min: 0, max: 1 });
  if (typeof advantageScale === 'number') checkNumber('reinforce.advantageScale', advantageScale);

  return {
    name: 'reinforce',
    batchTunables: { discount, advantageScale },
    stepTunables: { learningRate, momentum },
    create: (context) => createReinforce(context, { baseline, episodes, hidden, deviation, outputGain }),
  };
}

type Fixed = Required<Pick<ReinforceOptions, 'baseline' | 'episodes' | 'hidden' | 'deviation' | 'outputGain'>>;

function createReinforce({ observation, action, maxSteps, engine, streams }: AgentContext, fixed: Fixed): Agent {
  const inputs = widthOf(observation);
  const policy = distributionFor(action, fixed.deviation);
  const shape: NetworkShape = {
    inputs,
    hidden: fixed.hidden,
    outputs: policy.outputs,
    activation: 'tanh',
    freeOutputs: policy.freeOutputs,
  };
  const capacity =
    fixed.episodes *
    checkNumber('reinforce.maxSteps', maxSteps, {
      integer: true,
      min: 1,
      advice: 'REINFORCE needs episodes that end: give the world a time limit.',
    });
  const network = engine.network(shape, capacity);
  network.parameters.set(initialParameters(shape, streams.fork('initialWeights'), fixed.outputGain));
  const noise = streams.fork('policy');
  const gradient = network.array(network.size);
  const velocity = new Float64Array(network.size);
  const seen = network.array(capacity * inputs);
  const shown = network.array(fixed.episodes * inputs);
  const cotangents = network.array(capacity * policy.outputs);
  const done = new Float64Array(capacity * widthOf(action));
  const returns = new Float64Array(capacity);
  /** −A/count of each kept sample: the weight of ∇log π in the loss's gradient. */
  const weights = new Float64Array(capacity);
  let rows = 0;
  let outputs = network.outputs();

  /** Keeps the lived samples, in order of time, then row. */
  function keep(batch: Rollout): void {
    const { observationWidth, actionWidth, observations, actions, valid } = batch;
    rows = 0;
    for (let i = 0; i < valid.length; i++) {
      if (valid[i] === 0) continue;
      for (let k = 0; k < observationWidth; k++)
        seen[rows * observationWidth + k] = observations[i * observationWidth + k];
      for (let k = 0; k < actionWidth; k++) done[rows * actionWidth + k] = actions[i * actionWidth + k];
      rows++;
    }
  }

  /** Advantages of the lived samples into `weights`; answers their standard deviation. */
  function weigh(batch: Rollout, discount: number, scale: number): number {
    returnsToGo(batch, discount, returns);
    let sum = 0;
    let squares = 0;
    let kept = 0;
    for (let t = 0; t < batch.steps; t++) {
      const base = fixed.baseline === 'timeStep' ? meanReturn(batch, returns, t) : 0;
      for (let i = t * batch.rows; i < (t + 1) * batch.rows; i++) {
        if (batch.valid[i] === 0) continue;
        const advantage = scale * (returns[i] - base);
        sum += advantage;
        squares += advantage * advantage;
        weights[kept++] = -advantage / rows;
      }
    }
    return Math.sqrt(Math.max(0, squares / rows - (sum / rows) * (sum / rows)));
  }

  return {
    gathering: { kind: 'episodes', episodes: fixed.episodes },
    signals: ['entropy', 'advantageDeviation', 'gradientNorm'],
    act(observations, count, actions, random = noise) {
      shown.set(observations);
      policy.sample(network.forward(shown, count, 'act'), count, random, actions);
    },
    prepare(batch, { discount, advantageScale }) {
      keep(batch);
      const advantageDeviation = weigh(batch, discount, advantageScale);
      outputs = network.forward(seen, rows, 'train');
      policy.score(outputs, done, weights, rows, cotangents);
      network.backward(cotangents, gradient);
      return { entropy: policy.entropy(outputs, rows), advantageDeviation };
    },
    update({ learningRate, momentum }) {
      let squares = 0;
      for (let i = 0; i < gradient.length; i++) squares += gradient[i] * gradient[i];
      momentumStep(network.parameters, velocity, gradient, learningRate, momentum);
      return { gradientNorm: Math.sqrt(squares) };
    },
    curvature: () => ({
      hessian: hessianOperator(network, {
        gradient: (_outputs, _rows, out) => out.set(cotangents),
        secondDerivative: (_outputs, tangents, count, out) =>
          policy.ratioCurvature(outputs, tangents, done, weights, count, out),
      }),
      fisher: fisherOperator(network, (_outputs, tangents, count, out) => {
        policy.fisher(outputs, tangents, count, out);
        for (let i = 0; i < count * policy.outputs; i++) out[i] /= count;
      }),
    }),
    gradient: (out) => out.set(gradient),
    stepRule: ({ momentum }) =>
      momentum === 0 ? { kind: 'gradientDescent' } : { kind: 'heavyBall', form: 'accumulated', momentum },
    parameters: () => network.parameters.slice(),
    setParameters(parameters) {
      network.parameters.set(parameters);
      velocity.fill(0);
    },
    checkpoint: () => ({ parameters: [...network.parameters], velocity: [...velocity], noise: noise.save() }),
    restore(checkpoint) {
      const { parameters, velocity: kept, noise: state } = checkpoint as unknown as ReinforceCheckpoint;
      network.parameters.set(parameters);
      velocity.set(kept);
      noise.restore(state);
    },
  };
}

interface ReinforceCheckpoint {
  readonly parameters: readonly number[];
  readonly velocity: readonly number[];
  readonly noise: RandomState;
}

/** Mean return to go over the rows that are alive at time t. */
function meanReturn(batch: Rollout, returns: Float64Array, t: number): number {
  let sum = 0;
  let alive = 0;
  for (let i = t * batch.rows; i < (t + 1) * batch.rows; i++) {
    if (batch.valid[i] === 0) continue;
    sum += returns[i];
    alive++;
  }
  return alive === 0 ? 0 : sum / alive;
}
