import { widthOf } from '../envs/space.js';
import { OptionError } from '../math/check.js';
import type { RandomState } from '../math/random.js';
import { actor } from './actor.js';
import type { Agent, AgentContext } from './agent.js';
import { fisherOperator } from './curvature/fisher.js';
import { gaussNewtonOperator } from './curvature/gauss-newton.js';
import { hessianOperator } from './curvature/hessian.js';
import { categorical } from './distribution/categorical.js';
import { hiddenWidth, type Activation } from './engine/engine.js';
import { drawMasks } from './engine/masks.js';
import { labelLoss, shareRight } from './label-loss.js';
import { orthogonalParameters } from './network.js';
import { descent } from './optimizers/descent.js';
import type { OptimizerCheckpoint } from './optimizers/optimizer.js';
import type { OptimizerName } from './optimizers/optimizers.js';
import { networkSamples } from './sample-gradients.js';
import { fisherMetric } from './surrogate.js';

/** What imitation is made with, defaults filled in. */
export interface ImitationSettings {
  readonly rows: number;
  readonly steps: number;
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly batchNorm: boolean;
  readonly dropout: boolean;
  readonly optimizer: OptimizerName;
}

/**
 * Imitation at work: labels of each batch, one step.
 *
 * @throws OptionError for a world without labels or without a Discrete action.
 */
export function imitationAgent(context: AgentContext, fixed: ImitationSettings): Agent {
  const { observation, action, labelled, engine, streams } = context;
  if (!labelled) {
    const advice = 'Contextual bandits have labels; or give the definition a `label`.';
    throw new OptionError('imitation', 'a world with labels', 'one without', advice);
  }
  if (action.kind !== 'discrete') throw new OptionError('imitation.action', 'a Discrete space', action.kind);
  const { rows, steps } = fixed;
  const classes = action.count;
  const inputs = widthOf(observation);
  const samples = rows * steps;
  const { hidden, activation, batchNorm, dropout: drops } = fixed;
  const shape = { inputs, hidden, outputs: classes, activation, batchNorm, dropout: drops };
  const network = engine.network(shape, samples);
  network.parameters.set(orthogonalParameters(network.shape, streams.fork('initialWeights'), 0.01));
  const policy = categorical(classes);
  const noise = streams.fork('policy');
  const maskNoise = streams.fork('policy', 1);
  const masks = network.array(drops ? samples * hiddenWidth(shape) : 0);
  const solver = descent(fixed.optimizer, [network]);
  const seen = network.array(samples * inputs);
  const shown = network.array(rows * inputs);
  const labels = new Float64Array(samples);
  const cotangents = network.array(samples * classes);
  const gradient = network.array(network.size);
  let loss = labelLoss(classes, labels, 0, 0);
  let stepValues: Readonly<Record<string, number>> = {};
  return {
    gathering: { kind: 'steps', rows, steps },
    signals: ['loss', 'accuracy', 'entropy', 'gradientNorm'],
    ...actor({ policy, network, noise, shown }),
    prepare(batch, { focus, labelSmoothing, dropout = 0, updateRate = 0 }) {
      seen.set(batch.observations);
      labels.set(batch.labels);
      if (drops) drawMasks(masks, dropout, maskNoise);
      const outputs = network.forward(seen, samples, 'train', {
        ...(drops ? { masks } : {}),
        ...(batchNorm ? { updateRate } : {}),
      });
      loss = labelLoss(classes, labels, focus, labelSmoothing);
      loss.gradient(outputs, samples, cotangents);
      network.backward(cotangents, gradient);
      return {
        loss: loss.value(outputs, samples),
        accuracy: shareRight(outputs, labels, classes),
        entropy: policy.entropy(outputs, samples),
      };
    },
    update(values) {
      stepValues = values;
      solver.begin();
      return { gradientNorm: solver.step([gradient], values) };
    },
    curvature() {
      const hessian = hessianOperator(network, loss);
      return {
        hessian,
        fisher: fisherOperator(network, fisherMetric(policy)),
        gaussNewton: gaussNewtonOperator(network, loss),
        ...solver.preconditioned(hessian, [gradient], stepValues),
      };
    },
    gradient: (out) => out.set(gradient),
    sampleGradients: () => (batchNorm ? undefined : networkSamples(network, samples, classes, cotangents)),
    // In mode `train`, with the masks and over the rows of the batch: that is the loss of the gradient.
    loss: () => loss.value(network.forward(seen, samples, 'train', drops ? { masks } : {}), samples),
    stepRule: (values) => solver.rule(values),
    parameters: () => network.parameters.slice(),
    setParameters(parameters) {
      network.parameters.set(parameters);
      solver.reset();
    },
    checkpoint: () => ({
      parameters: [...network.parameters],
      buffers: [...network.buffers()],
      optimizer: solver.checkpoint(),
      noise: noise.save(),
      maskNoise: maskNoise.save(),
      stepValues,
    }),
    restore(checkpoint) {
      const kept = checkpoint as unknown as ImitationCheckpoint;
      network.parameters.set(kept.parameters);
      solver.restore(kept.optimizer);
      network.buffers().set(kept.buffers);
      noise.restore(kept.noise);
      maskNoise.restore(kept.maskNoise);
      stepValues = kept.stepValues;
    },
  };
}

interface ImitationCheckpoint {
  readonly parameters: readonly number[];
  readonly buffers: readonly number[];
  readonly optimizer: readonly OptimizerCheckpoint[];
  readonly noise: RandomState;
  readonly maskNoise: RandomState;
  readonly stepValues: Readonly<Record<string, number>>;
}
