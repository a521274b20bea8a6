import { widthOf } from '../envs/space.js';
import { checkNumber } from '../math/check.js';
import type { RandomState } from '../math/random.js';
import { actor } from './actor.js';
import type { Agent, AgentContext } from './agent.js';
import { fisherOperator } from './curvature/fisher.js';
import { hessianOperator } from './curvature/hessian.js';
import { distributionFor } from './distribution/distribution-for.js';
import { hiddenWidth, outputWidth, type NetworkShape } from './engine/engine.js';
import { drawMasks } from './engine/masks.js';
import { initialParameters } from './network.js';
import { momentumStep } from './optimizers/gradient-descent.js';
import { returnsToGo, type Rollout } from './rollout.js';
import { networkSamples } from './sample-gradients.js';
import { fisherMetric } from './surrogate.js';
import { valueBaseline, type ValueBaselineCheckpoint } from './value-baseline.js';

/** What is subtracted from a return: nothing, the mean over the batch's episodes at the same time step, or what a value network learnt to expect. */
export type Baseline = 'none' | 'timeStep' | 'learnt';

/** What REINFORCE is made with, defaults filled in. */
export interface ReinforceSettings {
  readonly baseline: Baseline;
  /** Whole episodes an update. */
  readonly episodes: number;
  readonly hidden: readonly number[];
  readonly deviation: number;
  readonly outputGain: number;
  readonly valueSteps: number;
  readonly batchNorm: boolean;
  readonly dropout: boolean;
}

/** REINFORCE at work: whole episodes in, one step out. */
export function reinforceAgent(
  { observation, action, maxSteps, engine, streams }: AgentContext,
  fixed: ReinforceSettings,
): Agent {
  const inputs = widthOf(observation);
  const policy = distributionFor(action, fixed.deviation);
  const shape: NetworkShape = {
    inputs,
    hidden: fixed.hidden,
    outputs: policy.outputs,
    activation: 'tanh',
    freeOutputs: policy.freeOutputs,
    batchNorm: fixed.batchNorm,
    dropout: fixed.dropout,
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
  const maskNoise = streams.fork('policy', 1);
  const masks = network.array(fixed.dropout ? capacity * hiddenWidth(shape) : 0);
  const masked = fixed.dropout ? { masks } : {};
  const gradient = network.array(network.size);
  const velocity = new Float64Array(network.size);
  const seen = network.array(capacity * inputs);
  const shown = network.array(fixed.episodes * inputs);
  const cotangents = network.array(capacity * policy.outputs);
  const done = new Float64Array(capacity * widthOf(action));
  const returns = new Float64Array(capacity);
  /** −A/count of each kept sample: the weight of ∇log π in the loss's gradient. */
  const weights = new Float64Array(capacity);
  const learnt =
    fixed.baseline === 'learnt' ? valueBaseline(engine, inputs, fixed.hidden, capacity, streams) : undefined;
  const expected = new Float64Array(learnt === undefined ? 0 : capacity);
  const fitted = new Float64Array(learnt === undefined ? 0 : capacity);
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
    learnt?.predict(seen, rows, expected);
    for (let t = 0; t < batch.steps; t++) {
      const mean = fixed.baseline === 'timeStep' ? meanReturn(batch, returns, t) : 0;
      for (let i = t * batch.rows; i < (t + 1) * batch.rows; i++) {
        if (batch.valid[i] === 0) continue;
        const base = learnt === undefined ? mean : expected[kept];
        if (learnt !== undefined) fitted[kept] = returns[i];
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
    signals: ['entropy', 'advantageDeviation', 'gradientNorm', ...(learnt === undefined ? [] : ['valueLoss'])],
    ...actor({ policy, network, noise, shown }),
    prepare(batch, { discount, advantageScale, dropout, updateRate }) {
      keep(batch);
      const advantageDeviation = weigh(batch, discount, advantageScale);
      if (fixed.dropout) drawMasks(masks, dropout, maskNoise);
      outputs = network.forward(seen, rows, 'train', { ...masked, ...(fixed.batchNorm ? { updateRate } : {}) });
      policy.score(outputs, done, weights, rows, cotangents);
      network.backward(cotangents, gradient);
      return { entropy: policy.entropy(outputs, rows), advantageDeviation };
    },
    update({ learningRate, momentum, valueRate }) {
      let squares = 0;
      for (let i = 0; i < gradient.length; i++) squares += gradient[i] * gradient[i];
      momentumStep(network.parameters, velocity, gradient, learningRate, momentum);
      if (learnt === undefined) return { gradientNorm: Math.sqrt(squares) };
      const valueLoss = learnt.fit(seen, fitted, rows, valueRate);
      for (let step = 1; step < fixed.valueSteps; step++) learnt.fit(seen, fitted, rows, valueRate);
      return { gradientNorm: Math.sqrt(squares), valueLoss };
    },
    curvature: () => ({
      hessian: hessianOperator(network, {
        gradient: (_outputs, _rows, out) => out.set(cotangents),
        secondDerivative: (_outputs, tangents, count, out) =>
          policy.ratioCurvature(outputs, tangents, done, weights, count, out),
      }),
      fisher: fisherOperator(network, fisherMetric(policy)),
    }),
    gradient: (out) => out.set(gradient),
    sampleGradients: () =>
      fixed.batchNorm ? undefined : networkSamples(network, rows, outputWidth(shape), cotangents),
    loss() {
      const logs = new Float64Array(rows);
      policy.logProbability(network.forward(seen, rows, 'train', masked), done, rows, logs);
      return logs.reduce((sum, log, i) => sum + weights[i] * log, 0);
    },
    stepRule: ({ momentum }) =>
      momentum === 0 ? { kind: 'gradientDescent' } : { kind: 'heavyBall', form: 'accumulated', momentum },
    parameters: () => network.parameters.slice(),
    setParameters(parameters) {
      network.parameters.set(parameters);
      velocity.fill(0);
    },
    checkpoint: () => ({
      parameters: [...network.parameters],
      velocity: [...velocity],
      noise: noise.save(),
      ...(fixed.batchNorm ? { buffers: [...network.buffers()] } : {}),
      ...(fixed.dropout ? { maskNoise: maskNoise.save() } : {}),
      ...(learnt === undefined ? {} : { baseline: learnt.checkpoint() }),
    }),
    restore(checkpoint) {
      const {
        parameters,
        velocity: kept,
        noise: state,
        baseline,
        ...extras
      } = checkpoint as unknown as ReinforceCheckpoint;
      if (extras.buffers !== undefined) network.buffers().set(extras.buffers);
      if (extras.maskNoise !== undefined) maskNoise.restore(extras.maskNoise);
      if (baseline !== undefined) learnt?.restore(baseline);
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
  readonly buffers?: readonly number[];
  readonly maskNoise?: RandomState;
  readonly baseline?: ValueBaselineCheckpoint;
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
