import { dot } from '../math/linalg.js';
import type { Agent, AgentContext } from './agent.js';
import type { ActorCriticSettings } from './actor-critic-options.js';
import { explainedVariance, normalize } from './advantages.js';
import { between } from './curvature/between.js';
import { conjugateGradient } from './curvature/conjugate-gradient.js';
import { damped } from './curvature/damped.js';
import { dampedInverseRoot } from './curvature/inverse-root.js';
import type { LinearOperator } from './curvature/operator.js';
import { experience, type ExperienceCheckpoint, type ExperienceValues } from './experience.js';
import { descent } from './optimizers/descent.js';
import type { OptimizerCheckpoint } from './optimizers/optimizer.js';
import type { OptimizerName } from './optimizers/optimizers.js';
import { fisherMetric, surrogate } from './surrogate.js';

/** Products with the Fisher matrix, at least, that a reading of the curvature it leaves is made with. */
const ROOT_PRODUCTS = 20;
/** Damping of a reading where the step has none: without any, nothing bounds what lies beside the Krylov space. */
const LEAST_DAMPING = 1e-6;

const signals = [
  'explainedVariance',
  'policyLoss',
  'valueLoss',
  'entropy',
  'gradientNorm',
  'approxKl',
  'stepSize',
  'halvings',
];

/** What the natural gradient is made with, defaults filled in. */
export interface NaturalGradientSettings {
  readonly settings: ActorCriticSettings;
  /** Damping of update 0. */
  readonly damping: number;
  readonly products: number;
  readonly lineSearch: number;
  readonly valueSteps: number;
  readonly normalizeAdvantages: boolean;
  readonly optimizer: OptimizerName;
}

/** The natural gradient at work: a solved equation for the policy, an optimizer of its own for the values. */
export function naturalGradientAgent(context: AgentContext, fixed: NaturalGradientSettings): Agent {
  const { settings, products, lineSearch, valueSteps, normalizeAdvantages, optimizer } = fixed;
  const batch = experience(context, settings);
  const { networks, policy, samples } = batch;
  const [actor, critic] = networks.parts;
  const [actorMasks, criticMasks] = batch.masks.map((masks) => (settings.dropout ? { masks } : {}));
  const valueSolver = descent(optimizer, [critic]);
  const weights = new Float64Array(samples);
  const logs = new Float64Array(samples);
  const policyCotangents = networks.array(samples * networks.policyWidth);
  const noCotangents = networks.array(samples);
  const valueCotangents = networks.array(samples);
  const valueGradient = critic.array(critic.size);
  const oldOutputs = networks.array(samples * networks.policyWidth);
  const gradient = new Float64Array(actor.size);
  const direction = new Float64Array(actor.size);
  const image = new Float64Array(actor.size);
  const before = new Float64Array(actor.size);
  const fisher = networks.fisher(fisherMetric(policy));
  /** The Fisher matrix of the policy's parameters alone: they stand first. */
  const wholeIn = new Float64Array(networks.size);
  const wholeOut = new Float64Array(networks.size);
  const ofPolicy = (whole: LinearOperator): LinearOperator => ({
    size: actor.size,
    apply(v, out) {
      wholeIn.set(v);
      whole.apply(wholeIn, wholeOut);
      out.set(wholeOut.subarray(0, actor.size));
    },
  });
  const policyFisher = ofPolicy(fisher);
  let entropyBonus = 0;
  /** Damping and size of the last step; before it, the damping of update 0. */
  let lastDamping = fixed.damping;
  let lastSize: number | undefined;

  /** (F + δ)^(−½)·hessian·(F + δ)^(−½) on the policy's parameters, 0 elsewhere; the products with F wait until it is used. */
  function feltHessian(hessian: LinearOperator): LinearOperator {
    let felt: LinearOperator | undefined;
    return {
      size: networks.size,
      apply(v, out) {
        const rootOptions = {
          damping: Math.max(lastDamping, LEAST_DAMPING),
          start: gradient,
          steps: Math.max(products, ROOT_PRODUCTS),
        };
        felt ??= between(dampedInverseRoot(policyFisher, rootOptions), ofPolicy(hessian));
        felt.apply(v.subarray(0, actor.size), image);
        out.fill(0);
        out.set(image);
      },
    };
  }

  /** The loss at the outputs of the last `train`, ratios taken to θ_old. */
  function surrogateLoss(): number {
    const outputs = actor.outputs();
    policy.logProbability(outputs, batch.actions, samples, logs);
    let sum = 0;
    for (let i = 0; i < samples; i++) sum += weights[i] * Math.exp(logs[i] - batch.logProbabilities[i]);
    return sum - entropyBonus * policy.entropy(outputs, samples);
  }

  function stepTo(size: number): void {
    for (let i = 0; i < actor.size; i++) actor.parameters[i] = before[i] - size * direction[i];
    actor.forward(batch.inputs, samples, 'train', actorMasks);
  }

  /** Steps along the natural gradient; answers the size that was taken, the divergence and how often it was halved. */
  function movePolicy(
    learningRate: number,
    klStep: number,
    damping: number,
  ): { stepSize: number; approxKl: number; halvings: number } {
    const metric = damped(policyFisher, damping);
    conjugateGradient(metric, gradient, direction, { steps: products });
    metric.apply(direction, image);
    const length = dot(direction, image);
    let stepSize = klStep > 0 ? (length > 0 ? Math.sqrt((2 * klStep) / length) : 0) : learningRate;
    before.set(actor.parameters);
    oldOutputs.set(actor.outputs());
    const start = surrogateLoss();
    let halvings = 0;
    for (;;) {
      stepTo(stepSize);
      const approxKl = policy.divergence(oldOutputs, actor.outputs(), samples);
      const falls = surrogateLoss() < start && (klStep === 0 || approxKl <= 1.5 * klStep);
      if (lineSearch === 0 || falls) return { stepSize, approxKl, halvings };
      if (halvings === lineSearch) {
        stepTo(0);
        return { stepSize: 0, approxKl: 0, halvings };
      }
      halvings++;
      stepSize *= 0.5;
    }
  }

  /** Fits the values to the returns; answers the mean squared error before. */
  function fitValues(values: Readonly<Record<string, number>>): number {
    let first = 0;
    valueSolver.begin();
    for (let step = 0; step < valueSteps; step++) {
      const outputs = critic.forward(batch.inputs, samples, 'train', criticMasks);
      let loss = 0;
      for (let i = 0; i < samples; i++) {
        const error = outputs[i] - batch.returns[i];
        loss += error * error;
        valueCotangents[i] = (2 / samples) * error;
      }
      if (step === 0) first = loss / samples;
      critic.backward(valueCotangents, valueGradient);
      valueSolver.step([valueGradient], { ...values, learningRate: values['valueRate'] });
    }
    return first;
  }

  return {
    ...batch.actor,
    signals: [...signals, ...batch.unitNames],
    prepare(rollout, values) {
      batch.take(rollout, values as unknown as ExperienceValues);
      entropyBonus = values['entropyBonus'];
      weights.set(batch.advantages);
      if (normalizeAdvantages) normalize(weights, samples);
      for (let i = 0; i < samples; i++) weights[i] *= -values['advantageScale'] / samples;
      const loss = surrogate(policy, batch.actions, weights, -entropyBonus / samples);
      loss.gradient(actor.outputs(), samples, policyCotangents);
      networks.backward(policyCotangents, noCotangents);
      gradient.set(networks.gradients[0]);
      return {
        explainedVariance: explainedVariance(batch.values, batch.returns, samples),
        policyLoss: surrogateLoss() + entropyBonus * policy.entropy(actor.outputs(), samples),
        entropy: policy.entropy(actor.outputs(), samples),
        ...batch.units(),
      };
    },
    update(values) {
      const moved = movePolicy(values['learningRate'], values['klStep'], values['damping']);
      lastDamping = values['damping'];
      lastSize = values['klStep'] > 0 || lineSearch > 0 ? moved.stepSize : undefined;
      return { ...moved, valueLoss: fitValues(values), gradientNorm: Math.sqrt(dot(gradient, gradient)) };
    },
    curvature() {
      const hessian = networks.hessian(surrogate(policy, batch.actions, weights, -entropyBonus / samples));
      const gaussNewton = networks.valueGaussNewton(1);
      return { hessian, fisher, gaussNewton, preconditioned: feltHessian(hessian) };
    },
    gradient(out) {
      out.set(gradient);
      const values = networks.values();
      for (let i = 0; i < samples; i++) valueCotangents[i] = (2 / samples) * (values[i] - batch.returns[i]);
      critic.backward(valueCotangents, valueGradient);
      out.set(valueGradient, actor.size);
    },
    loss() {
      actor.forward(batch.inputs, samples, 'train', actorMasks);
      const values = critic.forward(batch.inputs, samples, 'train', criticMasks);
      let squares = 0;
      for (let i = 0; i < samples; i++) squares += (values[i] - batch.returns[i]) * (values[i] - batch.returns[i]);
      return surrogateLoss() + squares / samples;
    },
    stepRule: () => ({ kind: 'naturalGradient', ...(lastSize === undefined ? {} : { rate: lastSize }) }),
    parameters: () => networks.parameters(),
    setParameters(parameters) {
      networks.setParameters(parameters);
      valueSolver.reset();
    },
    checkpoint: () => ({
      ...batch.checkpoint(),
      optimizer: valueSolver.checkpoint(),
      lastDamping,
      ...(lastSize === undefined ? {} : { lastSize }),
    }),
    restore(checkpoint) {
      const kept = checkpoint as unknown as NaturalGradientCheckpoint;
      batch.restore(kept);
      valueSolver.restore(kept.optimizer);
      ({ lastDamping, lastSize } = kept);
    },
  };
}

interface NaturalGradientCheckpoint extends ExperienceCheckpoint {
  readonly optimizer: readonly OptimizerCheckpoint[];
  readonly lastDamping: number;
  readonly lastSize?: number;
}
