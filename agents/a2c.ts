import type { Tunable } from '../curriculum/schedule.js';
import type { Agent, AgentContext, AgentSpec } from './agent.js';
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
import { descent } from './optimizers/descent.js';
import type { OptimizerCheckpoint } from './optimizers/optimizer.js';
import type { OptimizerName } from './optimizers/optimizers.js';
import { scaledRows } from './sample-gradients.js';
import { fisherMetric, surrogate } from './surrogate.js';
import { unitNames, unitReadings } from './units.js';

/** Hyperparameters of A2C beside its optimizer's, each a tunable. */
const defaults = {
  /** Step size η of the optimizer. */
  learningRate: 7e-4,
  /** Weight of a reward one step later, in [0, 1]. */
  discount: 0.99,
  /** λ of the generalised advantages, in [0, 1]; 1 is the n-step return less the value. */
  gaeLambda: 1,
  /** Advantages are multiplied by it. */
  advantageScale: 1,
  /** Weight of the entropy, in nats. */
  entropyBonus: 0,
  /** Weight of the mean squared error of the values. */
  valueWeight: 0.5,
  /** Norm of the whole gradient at most; 0 is no limit. */
  gradientNormLimit: 0.5,
};

/** Options of {@link a2c}. */
export interface A2cOptions extends ActorCriticAgentOptions, Partial<Readonly<Record<keyof typeof defaults, Tunable>>> {
  /** Moves the advantages of a batch to mean 0 and deviation 1. Default false. */
  readonly normalizeAdvantages?: boolean;
}

/**
 * Advantage actor-critic: one step from a short stretch of every row.
 *
 * loss = −mean A·log π(u|s) − entropyBonus·H + valueWeight·mean (V − R)².
 *
 * Its curvature is that of the surrogate −mean A·π/π_old − entropyBonus·H, which has the policy's gradient.
 *
 * @throws OptionError for a misspelt or unusable option.
 * @source Mnih et al., Asynchronous methods for deep reinforcement learning (2016)
 * @example a2c({ learningRate: 7e-4 }).name // 'a2c'
 */
export function a2c(options: A2cOptions = {}): AgentSpec {
  const more = [...Object.keys(defaults), 'normalizeAdvantages'];
  const settings = actorCriticSettings('a2c', options, { rows: 8, steps: 5, more });
  const { normalizeAdvantages = false, optimizer = 'rmsProp' } = options;
  const shapesBatch = ['discount', 'gaeLambda', 'advantageScale', 'entropyBonus', 'valueWeight'];
  return {
    name: 'a2c',
    batchTunables: {
      ...chosen('a2c', options, defaults, shapesBatch),
      ...normalizerTunables('a2c', options, settings),
    },
    stepTunables: {
      ...chosen('a2c', options, defaults, ['learningRate', 'gradientNormLimit']),
      ...optimizerTunables('a2c', optimizer, options, { epsilon: 1e-5 }),
    },
    create: (context) => createA2c(context, settings, normalizeAdvantages, optimizer),
  };
}

/** Samples that a loss is taken over. */
export interface A2cSamples {
  readonly rows: number;
  readonly outputs: FlatArray;
  readonly values: FlatArray;
  readonly actions: Float64Array;
  /** As they enter the loss. */
  readonly advantages: Float64Array;
  readonly returns: Float64Array;
}

/** Terms of A2C's loss. */
export interface A2cTerms {
  readonly policyLoss: number;
  /** Mean squared error of the values. */
  readonly valueLoss: number;
  readonly entropy: number;
}

/**
 * A2C's loss on outputs: its terms, and ∂loss/∂outputs and ∂loss/∂values into the two arrays; `scratch` holds at least `rows` numbers.
 *
 * @source Mnih et al. 2016
 */
export function a2cLoss(
  policy: Distribution,
  { rows, outputs, values, actions, advantages, returns }: A2cSamples,
  { entropyBonus, valueWeight }: { readonly entropyBonus: number; readonly valueWeight: number },
  policyCotangents: FlatArray,
  valueCotangents: FlatArray,
  scratch: Float64Array,
): A2cTerms {
  let policyLoss = 0;
  policy.logProbability(outputs, actions, rows, scratch);
  for (let i = 0; i < rows; i++) {
    policyLoss -= advantages[i] * scratch[i];
    scratch[i] = -advantages[i] / rows;
  }
  policy.score(outputs, actions, scratch, rows, policyCotangents);
  if (entropyBonus !== 0) policy.addEntropyGradient(outputs, -entropyBonus / rows, rows, policyCotangents);
  let valueLoss = 0;
  for (let i = 0; i < rows; i++) {
    const error = values[i] - returns[i];
    valueLoss += error * error;
    valueCotangents[i] = ((2 * valueWeight) / rows) * error;
  }
  return { policyLoss: policyLoss / rows, valueLoss: valueLoss / rows, entropy: policy.entropy(outputs, rows) };
}

function createA2c(
  context: AgentContext,
  settings: ActorCriticSettings,
  normalizeAdvantages: boolean,
  optimizer: OptimizerName,
): Agent {
  const batch = experience(context, settings);
  const { networks, policy, samples } = batch;
  const steps = descent(optimizer, networks.parts);
  const advantages = new Float64Array(samples);
  const weights = new Float64Array(samples);
  const scratch = new Float64Array(samples);
  const policyCotangents = networks.array(samples * networks.policyWidth);
  const valueCotangents = networks.array(samples);
  let entropyBonus = 0;
  let valueWeight = 0;
  let stepValues: Readonly<Record<string, number>> = {};

  /** The batch's terms at the outputs of the last `train`; the gradient's cotangents are filled. */
  function termsNow(): A2cTerms {
    const sample = {
      rows: samples,
      outputs: networks.policyOutputs(),
      values: networks.values(),
      actions: batch.actions,
      advantages,
      returns: batch.returns,
    };
    return a2cLoss(policy, sample, { entropyBonus, valueWeight }, policyCotangents, valueCotangents, scratch);
  }

  return {
    gathering: { kind: 'steps', rows: settings.rows, steps: settings.steps },
    signals: [
      'explainedVariance',
      'policyLoss',
      'valueLoss',
      'entropy',
      'gradientNorm',
      ...(settings.measureUnits ? unitNames : []),
    ],
    act: (observations, rows, actions, random) => batch.act(observations, rows, actions, random),
    mode: (observations, rows, actions) => batch.mode(observations, rows, actions),
    policyNetwork: () => batch.policyNetwork(),
    prepare(rollout, values) {
      batch.take(rollout, values as unknown as ExperienceValues);
      advantages.set(batch.advantages);
      if (normalizeAdvantages) normalize(advantages, samples);
      for (let i = 0; i < samples; i++) {
        advantages[i] *= values['advantageScale'];
        weights[i] = -advantages[i] / samples;
      }
      entropyBonus = values['entropyBonus'];
      valueWeight = values['valueWeight'];
      const terms = termsNow();
      networks.backward(policyCotangents, valueCotangents);
      const [actor] = networks.parts;
      return {
        explainedVariance: explainedVariance(batch.values, batch.returns, samples),
        ...terms,
        ...(settings.measureUnits ? unitReadings(actor.shape, actor.parameters, batch.inputs, samples) : {}),
      };
    },
    update(values) {
      stepValues = values;
      steps.begin();
      return { gradientNorm: steps.step(networks.gradients, values) };
    },
    curvature() {
      const hessian = networks.hessian(surrogate(policy, batch.actions, weights, -entropyBonus / samples));
      const preconditioned = steps.preconditioned(hessian, networks.gradients, stepValues);
      return {
        hessian,
        fisher: networks.fisher(fisherMetric(policy)),
        gaussNewton: networks.valueGaussNewton(valueWeight),
        ...(preconditioned === undefined ? {} : { preconditioned }),
      };
    },
    gradient(out) {
      networks.flatGradient(out);
    },
    sampleGradients: () =>
      settings.batchNorm
        ? undefined
        : {
            count: samples,
            size: networks.size,
            weighted(factors, out) {
              termsNow();
              scaledRows(policyCotangents, networks.policyWidth, factors);
              scaledRows(valueCotangents, 1, factors);
              networks.backward(policyCotangents, valueCotangents);
              networks.flatGradient(out);
              // The update that follows steps along what `prepare` left here.
              termsNow();
              networks.backward(policyCotangents, valueCotangents);
            },
          },
    loss() {
      batch.retrain();
      const { policyLoss, valueLoss, entropy } = termsNow();
      return policyLoss + valueWeight * valueLoss - entropyBonus * entropy;
    },
    stepRule: (values) => steps.rule(values),
    parameters: () => networks.parameters(),
    setParameters(parameters) {
      networks.setParameters(parameters);
      steps.reset();
    },
    checkpoint: () => ({ ...batch.checkpoint(), optimizer: steps.checkpoint(), stepValues }),
    restore(checkpoint) {
      const kept = checkpoint as unknown as A2cCheckpoint;
      batch.restore(kept);
      steps.restore(kept.optimizer);
      stepValues = kept.stepValues;
    },
  };
}

interface A2cCheckpoint extends ExperienceCheckpoint {
  readonly optimizer: readonly OptimizerCheckpoint[];
  readonly stepValues: Readonly<Record<string, number>>;
}
