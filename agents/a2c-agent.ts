import { a2cLoss, type A2cTerms } from './a2c-loss.js';
import type { Agent, AgentContext } from './agent.js';
import type { ActorCriticSettings } from './actor-critic-options.js';
import { explainedVariance, normalize } from './advantages.js';
import { experience, type ExperienceCheckpoint, type ExperienceValues } from './experience.js';
import { descent } from './optimizers/descent.js';
import type { OptimizerCheckpoint } from './optimizers/optimizer.js';
import type { OptimizerName } from './optimizers/optimizers.js';
import { actorCriticSamples } from './sample-gradients.js';
import { fisherMetric, surrogate } from './surrogate.js';

/** A2C at work: one step from each batch. */
export function a2cAgent(
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
    ...batch.actor,
    signals: ['explainedVariance', 'policyLoss', 'valueLoss', 'entropy', 'gradientNorm', ...batch.unitNames],
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
      return {
        explainedVariance: explainedVariance(batch.values, batch.returns, samples),
        ...terms,
        ...batch.units(),
      };
    },
    update(values) {
      stepValues = values;
      steps.begin();
      return { gradientNorm: steps.step(networks.gradients, values) };
    },
    curvature() {
      const hessian = networks.hessian(surrogate(policy, batch.actions, weights, -entropyBonus / samples));
      return {
        hessian,
        fisher: networks.fisher(fisherMetric(policy)),
        gaussNewton: networks.valueGaussNewton(valueWeight),
        ...steps.preconditioned(hessian, networks.gradients, stepValues),
      };
    },
    gradient(out) {
      networks.flatGradient(out);
    },
    sampleGradients() {
      if (settings.batchNorm) return undefined;
      const each = actorCriticSamples({
        networks,
        count: samples,
        policyCotangents,
        valueCotangents,
        differentiate: termsNow,
      });
      return {
        ...each,
        weighted(factors, out) {
          each.weighted(factors, out);
          // The update that follows steps along what `prepare` left here.
          termsNow();
          networks.backward(policyCotangents, valueCotangents);
        },
      };
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
