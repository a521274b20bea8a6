import type { Distribution } from './distribution/distribution.js';
import type { FlatArray } from './engine/engine.js';

/** Samples that a loss is taken over. */
export interface A2cSamples {
  readonly rows: number;
  /** Outputs of the policy and values at θ. */
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
  /** Mean squared error of the values; not halved. */
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
