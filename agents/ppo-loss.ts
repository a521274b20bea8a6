import type { A2cSamples, A2cTerms } from './a2c-loss.js';
import type { Distribution } from './distribution/distribution.js';
import type { FlatArray } from './engine/engine.js';

/** Samples that a loss is taken over, and what was known of them at θ_old. */
export interface PpoSamples extends A2cSamples {
  readonly oldValues: Float64Array;
  readonly oldLogProbabilities: Float64Array;
}

/** Terms of PPO's loss, with the readings that people know it by; the values' error is clipped where that is asked. */
export interface PpoTerms extends A2cTerms {
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
