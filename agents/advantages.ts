import { checkNumber } from '../math/check.js';

/** What advantages are estimated from; arrays of samples are steps × rows, time-major. */
export interface AdvantageInputs {
  readonly steps: number;
  readonly rows: number;
  readonly rewards: Float64Array;
  /** Values of the observed states, V(s_t). */
  readonly values: Float64Array;
  /** Value of what each row shows after the last step; rows. */
  readonly nextValues: Float64Array;
  /** Value of the final observation where an episode was truncated, else without meaning; steps × rows. */
  readonly finalValues: Float64Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
}

/**
 * Generalised advantages and the returns that a value function is trained on.
 *
 * δ_t = r_t + γ·V_{t+1} − V_t,  A_t = δ_t + γλ·A_{t+1},  R_t = A_t + V_t; the sum ends with an episode. A truncated episode is
 * continued by the value of its final observation, a terminated one is worth 0: running out of time is not an end of the task.
 * λ = 0 is one-step TD, λ = 1 the discounted return minus V.
 *
 * @throws OptionError for a discount or λ outside [0, 1].
 * @source Schulman et al., High-dimensional continuous control using generalized advantage estimation (2016); Pardo et al. 2018
 * @example // r = 1, V = 0, one step, next value 2, discount 0.5 → A = 2
 */
export function generalizedAdvantages(
  inputs: AdvantageInputs,
  discount: number,
  gaeLambda: number,
  advantages: Float64Array,
  returns: Float64Array,
): void {
  const { steps, rows, rewards, values, nextValues, finalValues, terminated, truncated } = inputs;
  checkNumber('discount', discount, { min: 0, max: 1 });
  checkNumber('gaeLambda', gaeLambda, { min: 0, max: 1 });
  for (let n = 0; n < rows; n++) {
    let advantage = 0;
    let next = nextValues[n];
    for (let t = steps - 1; t >= 0; t--) {
      const i = t * rows + n;
      let reward = rewards[i];
      let goesOn = 1;
      if (terminated[i] === 1) goesOn = 0;
      else if (truncated[i] === 1) {
        reward += discount * finalValues[i];
        goesOn = 0;
      }
      const surprise = reward + discount * next * goesOn - values[i];
      advantage = surprise + discount * gaeLambda * goesOn * advantage;
      advantages[i] = advantage;
      returns[i] = advantage + values[i];
      next = values[i];
    }
  }
}

/** Added to the deviation, so that equal advantages become 0. */
const smallest = 1e-8;

/**
 * Advantages moved to mean 0 and deviation 1, in place: (A − mean)/(deviation + 10⁻⁸), the deviation of a sample (n − 1); a single one becomes 0.
 *
 * @example // [1, 3] → [−0.7071…, 0.7071…]
 */
export function normalize(advantages: Float64Array, count: number): void {
  let mean = 0;
  for (let i = 0; i < count; i++) mean += advantages[i];
  mean /= count;
  let squares = 0;
  for (let i = 0; i < count; i++) squares += (advantages[i] - mean) * (advantages[i] - mean);
  const deviation = count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
  for (let i = 0; i < count; i++) advantages[i] = (advantages[i] - mean) / (deviation + smallest);
}

/**
 * Share of the variance of the returns that the values explain: 1 − Var(R − V)/Var(R); 0 where the returns do not vary.
 *
 * @example // V = R → 1; V constant → 0
 */
export function explainedVariance(values: Float64Array, returns: Float64Array, count: number): number {
  let mean = 0;
  let meanError = 0;
  for (let i = 0; i < count; i++) {
    mean += returns[i];
    meanError += returns[i] - values[i];
  }
  mean /= count;
  meanError /= count;
  let spread = 0;
  let error = 0;
  for (let i = 0; i < count; i++) {
    spread += (returns[i] - mean) * (returns[i] - mean);
    const left = returns[i] - values[i] - meanError;
    error += left * left;
  }
  return spread === 0 ? 0 : 1 - error / spread;
}
