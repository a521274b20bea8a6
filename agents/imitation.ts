import type { NamedTunables, Tunable } from '../curriculum/schedule.js';
import { widthOf } from '../envs/space.js';
import { checkMembers, checkName, checkNumber, OptionError } from '../math/check.js';
import type { RandomState } from '../math/random.js';
import type { Agent, AgentContext, AgentSpec } from './agent.js';
import { fisherOperator } from './curvature/fisher.js';
import { gaussNewtonOperator } from './curvature/gauss-newton.js';
import { hessianOperator } from './curvature/hessian.js';
import { categorical } from './distribution/categorical.js';
import { hiddenWidth, type Activation, type FlatArray } from './engine/engine.js';
import { drawMasks } from './engine/masks.js';
import { labelLoss } from './label-loss.js';
import { orthogonalParameters } from './network.js';
import { descent } from './optimizers/descent.js';
import type { OptimizerCheckpoint } from './optimizers/optimizer.js';
import {
  optimizerMembers,
  optimizerTunables,
  type OptimizerName,
  type OptimizerTunables,
} from './optimizers/optimizers.js';
import { scaledRows } from './sample-gradients.js';
import { fisherMetric } from './surrogate.js';

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

type Fixed = Required<
  Pick<ImitationOptions, 'rows' | 'steps' | 'hidden' | 'activation' | 'batchNorm' | 'optimizer'>
> & {
  readonly dropout: boolean;
};

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
    create: (context) => createImitation(context, { rows, steps, hidden, activation, batchNorm, dropout, optimizer }),
  };
}

function createImitation(context: AgentContext, fixed: Fixed): Agent {
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
    act(observations, count, actions, random = noise) {
      shown.set(observations);
      policy.sample(network.forward(shown, count, 'act'), count, random, actions);
    },
    mode(observations, count, actions) {
      shown.set(observations);
      policy.mode(network.forward(shown, count, 'act'), count, actions);
    },
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
        accuracy: accuracyOf(outputs, labels, classes),
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
      const preconditioned = solver.preconditioned(hessian, [gradient], stepValues);
      return {
        hessian,
        fisher: fisherOperator(network, fisherMetric(policy)),
        gaussNewton: gaussNewtonOperator(network, loss),
        ...(preconditioned === undefined ? {} : { preconditioned }),
      };
    },
    gradient: (out) => out.set(gradient),
    sampleGradients: () =>
      batchNorm
        ? undefined
        : {
            count: samples,
            size: network.size,
            weighted(factors, out) {
              const scaled = cotangents.slice();
              scaledRows(scaled, classes, factors);
              network.backward(scaled, out);
            },
          },
    // In mode `train`, with the masks and over the rows of the batch: that is the loss of the gradient.
    loss: () => loss.value(network.forward(seen, samples, 'train', drops ? { masks } : {}), samples),
    policyNetwork: () => ({
      shape,
      parameters: network.parameters.slice(),
      outputs: classes,
      buffers: network.buffers().slice(),
    }),
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

/** Share of the rows whose largest output is that of their label. */
function accuracyOf(outputs: FlatArray, labels: Float64Array, classes: number): number {
  let right = 0;
  for (let row = 0; row < labels.length; row++) {
    let best = 0;
    for (let k = 1; k < classes; k++) if (outputs[row * classes + k] > outputs[row * classes + best]) best = k;
    if (best === labels[row]) right++;
  }
  return right / labels.length;
}
