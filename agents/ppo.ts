import type { Tunable } from '../curriculum/schedule.js';
import { checkNumber } from '../math/check.js';
import type { RandomState } from '../math/random.js';
import type { Agent, AgentContext, AgentSpec, CurvatureOperators } from './agent.js';
import {
  actorCriticSettings,
  chosen,
  normalizerTunables,
  optimizerTunables,
  type ActorCriticAgentOptions,
  type ActorCriticSettings,
} from './actor-critic-options.js';
import { explainedVariance, normalize } from './advantages.js';
import type { Distribution } from './distribution/distribution.js';
import type { FlatArray } from './engine/engine.js';
import { experience, type ExperienceCheckpoint, type ExperienceValues } from './experience.js';
import { minibatchesOf } from './minibatches.js';
import { descent } from './optimizers/descent.js';
import type { OptimizerCheckpoint } from './optimizers/optimizer.js';
import { scaledRows } from './sample-gradients.js';
import { fisherMetric, surrogate } from './surrogate.js';
import { unitNames, unitReadings } from './units.js';

/** Hyperparameters of PPO beside its optimizer's, each a tunable. */
const defaults = {
  /** Step size η of the optimizer. */
  learningRate: 3e-4,
  /** Weight of a reward one step later, in [0, 1]. */
  discount: 0.99,
  /** λ of the generalised advantages, in [0, 1]. */
  gaeLambda: 0.95,
  /** Advantages (after their normalisation) are multiplied by it. */
  advantageScale: 1,
  /** The ratio π/π_old is worth following within 1 ± clipRange. */
  clipRange: 0.2,
  /** Weight of the entropy, in nats. */
  entropyBonus: 0,
  /** Weight of the mean squared error of the values. */
  valueWeight: 0.5,
  /** Norm of the whole gradient at most; 0 is no limit. */
  gradientNormLimit: 0.5,
  /** The update ends before a minibatch whose approxKl lies above it; 0 is no limit. */
  klLimit: 0,
};

/** Options of {@link ppo}. */
export interface PpoOptions extends ActorCriticAgentOptions, Partial<Readonly<Record<keyof typeof defaults, Tunable>>> {
  /** Passes over the batch an update. Default 4. */
  readonly epochs?: number;
  /** Minibatches of a pass, of nearly equal size. Default 4. */
  readonly minibatches?: number;
  /** Moves the advantages of each minibatch to mean 0 and deviation 1. Default true: the scale of rewards then no longer moves the policy's step. */
  readonly normalizeAdvantages?: boolean;
  /** Also keeps values within clipRange of their old ones, as CleanRL does. Default false. */
  readonly clipValues?: boolean;
}

type Fixed = Required<
  Pick<PpoOptions, 'epochs' | 'minibatches' | 'normalizeAdvantages' | 'clipValues' | 'optimizer'>
> & { readonly settings: ActorCriticSettings };

/**
 * Proximal policy optimisation: several passes over a batch, following each action's probability only as far as it is trusted.
 *
 * loss = mean max(−A·r, −A·clip(r, 1 ± clipRange)) − entropyBonus·H + valueWeight·mean (V − R)²,  r = π/π_old.
 *
 * Its curvature and gradient are those of the whole batch at θ_old, un-clipped, advantages normalised over the batch.
 *
 * @throws OptionError for a misspelt or unusable option.
 * @source Schulman et al., Proximal policy optimization algorithms (2017)
 * @example ppo({ learningRate: 2.5e-4 }).name // 'ppo'
 */
export function ppo(options: PpoOptions = {}): AgentSpec {
  const more = [...Object.keys(defaults), 'epochs', 'minibatches', 'normalizeAdvantages', 'clipValues'];
  const settings = actorCriticSettings('ppo', options, { rows: 4, steps: 128, more });
  const { epochs = 4, minibatches = 4, normalizeAdvantages = true, clipValues = false, optimizer = 'adam' } = options;
  const samples = settings.rows * settings.steps;
  checkNumber('ppo.epochs', epochs, { integer: true, min: 1 });
  checkNumber('ppo.minibatches', minibatches, {
    integer: true,
    min: 1,
    max: settings.batchNorm ? Math.floor(samples / 2) : samples,
    advice: `A batch has ${samples} samples${settings.batchNorm ? '; normalised layers need two in a minibatch' : ''}.`,
  });
  const fixed = { settings, epochs, minibatches, normalizeAdvantages, clipValues, optimizer };
  const shapesBatch = ['discount', 'gaeLambda', 'advantageScale', 'clipRange', 'entropyBonus', 'valueWeight'];
  return {
    name: 'ppo',
    batchTunables: {
      ...chosen('ppo', options, defaults, shapesBatch),
      ...normalizerTunables('ppo', options, settings),
    },
    stepTunables: {
      ...chosen('ppo', options, defaults, ['learningRate', 'gradientNormLimit', 'klLimit']),
      ...optimizerTunables('ppo', optimizer, options, { epsilon: 1e-5 }),
    },
    create: (context) => createPpo(context, fixed),
  };
}

/** Samples that a loss is taken over, and what was known of them at θ_old. */
export interface PpoSamples {
  readonly rows: number;
  /** Outputs of the policy and values at θ. */
  readonly outputs: FlatArray;
  readonly values: FlatArray;
  readonly actions: Float64Array;
  /** As they enter the loss. */
  readonly advantages: Float64Array;
  readonly returns: Float64Array;
  readonly oldValues: Float64Array;
  readonly oldLogProbabilities: Float64Array;
}

/** Terms of PPO's loss, with the readings that people know it by. */
export interface PpoTerms {
  readonly policyLoss: number;
  /** Mean squared error of the values, clipped where that is asked; not halved. */
  readonly valueLoss: number;
  readonly entropy: number;
  /** mean ((r − 1) − log r), an estimate of KL(π_old ‖ π) without negative values. */
  readonly approxKl: number;
  /** Share of the samples with |r − 1| > clipRange. */
  readonly clipFraction: number;
}

/** What a loss weighs. */
export interface PpoWeights {
  readonly clipRange: number;
  readonly clipValues: boolean;
  readonly entropyBonus: number;
  readonly valueWeight: number;
}

/**
 * PPO's loss on outputs: its terms, and ∂loss/∂outputs and ∂loss/∂values into the two arrays.
 *
 * `scratch` holds at least `rows` numbers.
 *
 * @source Schulman et al. 2017
 */
export function ppoLoss(
  policy: Distribution,
  samples: PpoSamples,
  weights: PpoWeights,
  policyCotangents: FlatArray,
  valueCotangents: FlatArray,
  scratch: Float64Array,
): PpoTerms {
  const { rows, outputs, values, actions, advantages, returns, oldValues, oldLogProbabilities } = samples;
  const { clipRange, clipValues, entropyBonus, valueWeight } = weights;
  let policyLoss = 0;
  let approxKl = 0;
  let clipped = 0;
  policy.logProbability(outputs, actions, rows, scratch);
  for (let i = 0; i < rows; i++) {
    const logRatio = scratch[i] - oldLogProbabilities[i];
    const ratio = Math.exp(logRatio);
    const trusted = Math.max(1 - clipRange, Math.min(1 + clipRange, ratio));
    const free = -advantages[i] * ratio;
    const held = -advantages[i] * trusted;
    policyLoss += Math.max(free, held);
    approxKl += ratio - 1 - logRatio;
    if (Math.abs(ratio - 1) > clipRange) clipped++;
    // Where the clipped branch is the larger one, the loss does not follow the ratio.
    scratch[i] = free >= held ? free / rows : 0;
  }
  policy.score(outputs, actions, scratch, rows, policyCotangents);
  if (entropyBonus !== 0) policy.addEntropyGradient(outputs, -entropyBonus / rows, rows, policyCotangents);
  let valueLoss = 0;
  const slope = (2 * valueWeight) / rows;
  for (let i = 0; i < rows; i++) {
    const error = values[i] - returns[i];
    let squared = error * error;
    let followed = error;
    if (clipValues) {
      const moved = values[i] - oldValues[i];
      const near = oldValues[i] + Math.max(-clipRange, Math.min(clipRange, moved)) - returns[i];
      if (near * near > squared) {
        squared = near * near;
        followed = Math.abs(moved) < clipRange ? near : 0;
      }
    }
    valueLoss += squared;
    valueCotangents[i] = slope * followed;
  }
  return {
    policyLoss: policyLoss / rows,
    valueLoss: valueLoss / rows,
    entropy: policy.entropy(outputs, rows),
    approxKl: approxKl / rows,
    clipFraction: clipped / rows,
  };
}

const signals = [
  'explainedVariance',
  'policyLoss',
  'valueLoss',
  'entropy',
  'approxKl',
  'clipFraction',
  'gradientNorm',
  'optimizerSteps',
];

function createPpo(context: AgentContext, fixed: Fixed): Agent {
  const { settings, epochs, minibatches, normalizeAdvantages, clipValues, optimizer } = fixed;
  const batch = experience(context, settings);
  const { networks, policy, samples } = batch;
  const deal = minibatchesOf(batch, minibatches, context.streams.fork('shuffle'));
  const steps = descent(optimizer, networks.parts);
  const scratch = new Float64Array(samples);
  const policyCotangents = networks.array(samples * networks.policyWidth);
  const valueCotangents = networks.array(samples);
  /** Advantages of the whole batch as they enter its loss. */
  const whole = new Float64Array(samples);
  const weights = new Float64Array(samples);
  const partWeights = new Float64Array(samples);
  let scale = 1;
  let weighs: PpoWeights = { clipRange: 0.2, clipValues, entropyBonus: 0, valueWeight: 0.5 };
  let stepValues: Readonly<Record<string, number>> = {};

  function prepareAdvantages(advantages: Float64Array, rows: number): void {
    if (normalizeAdvantages) normalize(advantages, rows);
    if (scale !== 1) for (let i = 0; i < rows; i++) advantages[i] *= scale;
  }

  /** Whether the networks hold a part of the batch, after its curvature was asked for. */
  let partly = false;

  /** Holds the whole batch again. */
  function hold(): void {
    if (partly) batch.retrain();
    partly = false;
  }

  /** The whole batch's terms at the outputs of the last `train`; their gradient's cotangents are filled. */
  function wholeTerms(): PpoTerms {
    const sample: PpoSamples = {
      rows: samples,
      outputs: networks.policyOutputs(),
      values: networks.values(),
      actions: batch.actions,
      advantages: whole,
      returns: batch.returns,
      oldValues: batch.oldValues,
      oldLogProbabilities: batch.logProbabilities,
    };
    return ppoLoss(policy, sample, weighs, policyCotangents, valueCotangents, scratch);
  }

  /** Gradient of the whole batch's loss at θ_old into the networks' gradients. */
  function wholeGradient(): void {
    hold();
    wholeTerms();
    networks.backward(policyCotangents, valueCotangents);
  }

  /** Curvature of a fixed minibatch, the policy's network alone; its advantages enter as those of any minibatch do. */
  function partCurvature(asked: number): CurvatureOperators {
    partly = true;
    const rows = deal.spread(asked);
    const { inputs, actions, advantages } = deal.picked;
    prepareAdvantages(advantages, rows);
    for (let i = 0; i < rows; i++) partWeights[i] = -advantages[i] / rows;
    networks.trainPolicy(inputs, rows, deal.picked);
    const loss = surrogate(policy, actions, partWeights, -weighs.entropyBonus / rows);
    loss.gradient(networks.policyOutputs(), rows, policyCotangents);
    valueCotangents.fill(0, 0, rows);
    networks.backwardPolicy(policyCotangents, valueCotangents);
    const hessian = networks.policyHessian(loss);
    const preconditioned = steps.preconditioned(hessian, networks.gradients, stepValues);
    return {
      hessian,
      fisher: networks.policyFisher(fisherMetric(policy)),
      ...(preconditioned === undefined ? {} : { preconditioned }),
    };
  }

  return {
    gathering: { kind: 'steps', rows: settings.rows, steps: settings.steps },
    signals: [...signals, ...(settings.measureUnits ? unitNames : [])],
    act: (observations, rows, actions, random) => batch.act(observations, rows, actions, random),
    mode: (observations, rows, actions) => batch.mode(observations, rows, actions),
    policyNetwork: () => batch.policyNetwork(),
    prepare(rollout, values) {
      batch.take(rollout, values as unknown as ExperienceValues);
      partly = false;
      const { clipRange, entropyBonus, valueWeight, advantageScale } = values;
      weighs = { clipRange, clipValues, entropyBonus, valueWeight };
      scale = advantageScale;
      whole.set(batch.advantages);
      prepareAdvantages(whole, samples);
      for (let i = 0; i < samples; i++) weights[i] = -whole[i] / samples;
      const [actor] = networks.parts;
      return {
        explainedVariance: explainedVariance(batch.values, batch.returns, samples),
        ...(settings.measureUnits ? unitReadings(actor.shape, actor.parameters, batch.inputs, samples) : {}),
      };
    },
    update(values) {
      stepValues = values;
      const sums = { policyLoss: 0, valueLoss: 0, entropy: 0, approxKl: 0, clipFraction: 0, gradientNorm: 0 };
      let taken = 0;
      let seen = 0;
      steps.begin();
      deal.begin();
      learning: for (let epoch = 0; epoch < epochs; epoch++) {
        deal.shuffle();
        for (let k = 0; k < minibatches; k++) {
          const rows = deal.pick(k);
          prepareAdvantages(deal.picked.advantages, rows);
          networks.train(deal.picked.inputs, rows, deal.picked);
          const sample = { rows, outputs: networks.policyOutputs(), values: networks.values(), ...deal.picked };
          const terms = ppoLoss(policy, sample, weighs, policyCotangents, valueCotangents, scratch);
          seen++;
          sums.policyLoss += terms.policyLoss;
          sums.valueLoss += terms.valueLoss;
          sums.entropy += terms.entropy;
          sums.approxKl += terms.approxKl;
          sums.clipFraction += terms.clipFraction;
          if (values['klLimit'] > 0 && terms.approxKl > values['klLimit']) break learning;
          networks.backward(policyCotangents, valueCotangents);
          sums.gradientNorm += steps.step(networks.gradients, values);
          taken++;
        }
      }
      return {
        policyLoss: sums.policyLoss / seen,
        valueLoss: sums.valueLoss / seen,
        entropy: sums.entropy / seen,
        approxKl: sums.approxKl / seen,
        clipFraction: sums.clipFraction / seen,
        gradientNorm: taken === 0 ? 0 : sums.gradientNorm / taken,
        optimizerSteps: taken,
      };
    },
    curvature({ rows = samples } = {}) {
      if (rows < samples) return partCurvature(rows);
      wholeGradient();
      const loss = surrogate(policy, batch.actions, weights, -weighs.entropyBonus / samples);
      const hessian = networks.hessian(loss);
      const preconditioned = steps.preconditioned(hessian, networks.gradients, stepValues);
      return {
        hessian,
        fisher: networks.fisher(fisherMetric(policy)),
        gaussNewton: networks.valueGaussNewton(weighs.valueWeight),
        ...(preconditioned === undefined ? {} : { preconditioned }),
      };
    },
    gradient(out) {
      wholeGradient();
      networks.flatGradient(out);
    },
    sampleGradients: () =>
      settings.batchNorm
        ? undefined
        : {
            count: samples,
            size: networks.size,
            weighted(factors, out) {
              hold();
              wholeTerms();
              scaledRows(policyCotangents, networks.policyWidth, factors);
              scaledRows(valueCotangents, 1, factors);
              networks.backward(policyCotangents, valueCotangents);
              networks.flatGradient(out);
            },
          },
    loss() {
      batch.retrain();
      partly = false;
      const { policyLoss, valueLoss, entropy } = wholeTerms();
      return policyLoss + weighs.valueWeight * valueLoss - weighs.entropyBonus * entropy;
    },
    stepRule: (values) => steps.rule(values),
    parameters: () => networks.parameters(),
    setParameters(parameters) {
      networks.setParameters(parameters);
      steps.reset();
    },
    checkpoint: () => ({
      ...batch.checkpoint(),
      optimizer: steps.checkpoint(),
      shuffle: deal.checkpoint(),
      stepValues,
    }),
    restore(checkpoint) {
      const kept = checkpoint as unknown as PpoCheckpoint;
      batch.restore(kept);
      steps.restore(kept.optimizer);
      deal.restore(kept.shuffle);
      stepValues = kept.stepValues;
    },
  };
}

interface PpoCheckpoint extends ExperienceCheckpoint {
  readonly optimizer: readonly OptimizerCheckpoint[];
  readonly shuffle: RandomState;
  readonly stepValues: Readonly<Record<string, number>>;
}
