import type { RandomState } from '../math/random.js';
import type { Agent, AgentContext, CurvatureOperators } from './agent.js';
import type { ActorCriticSettings } from './actor-critic-options.js';
import { explainedVariance, normalize } from './advantages.js';
import { experience, type ExperienceCheckpoint, type ExperienceValues } from './experience.js';
import { minibatchesOf } from './minibatches.js';
import { descent } from './optimizers/descent.js';
import type { OptimizerCheckpoint } from './optimizers/optimizer.js';
import type { OptimizerName } from './optimizers/optimizers.js';
import { ppoLoss, type PpoSamples, type PpoTerms, type PpoWeights } from './ppo-loss.js';
import { actorCriticSamples } from './sample-gradients.js';
import { fisherMetric, surrogate } from './surrogate.js';

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

/** What PPO is made with, defaults filled in. */
export interface PpoSettings {
  readonly settings: ActorCriticSettings;
  readonly epochs: number;
  readonly minibatches: number;
  readonly normalizeAdvantages: boolean;
  readonly clipValues: boolean;
  readonly optimizer: OptimizerName;
}

/** PPO at work: its batch dealt out in minibatches, several times over. */
export function ppoAgent(context: AgentContext, fixed: PpoSettings): Agent {
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

  /** Cotangents of the whole batch's loss at θ_old. */
  function differentiate(): void {
    hold();
    wholeTerms();
  }

  /** Gradient of the whole batch's loss at θ_old into the networks' gradients. */
  function wholeGradient(): void {
    differentiate();
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
    return {
      hessian,
      fisher: networks.policyFisher(fisherMetric(policy)),
      ...steps.preconditioned(hessian, networks.gradients, stepValues),
    };
  }

  return {
    ...batch.actor,
    signals: [...signals, ...batch.unitNames],
    prepare(rollout, values) {
      batch.take(rollout, values as unknown as ExperienceValues);
      partly = false;
      const { clipRange, entropyBonus, valueWeight, advantageScale } = values;
      weighs = { clipRange, clipValues, entropyBonus, valueWeight };
      scale = advantageScale;
      whole.set(batch.advantages);
      prepareAdvantages(whole, samples);
      for (let i = 0; i < samples; i++) weights[i] = -whole[i] / samples;
      return {
        explainedVariance: explainedVariance(batch.values, batch.returns, samples),
        ...batch.units(),
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
      return {
        hessian,
        fisher: networks.fisher(fisherMetric(policy)),
        gaussNewton: networks.valueGaussNewton(weighs.valueWeight),
        ...steps.preconditioned(hessian, networks.gradients, stepValues),
      };
    },
    gradient(out) {
      wholeGradient();
      networks.flatGradient(out);
    },
    sampleGradients: () =>
      settings.batchNorm
        ? undefined
        : actorCriticSamples({ networks, count: samples, policyCotangents, valueCotangents, differentiate }),
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
