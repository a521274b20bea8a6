import { valueAt, type Tunable } from '../../curriculum/schedule.js';
import { OptionError } from '../../math/check.js';

/** A client whose loss is ½·curvature·‖x − centre‖². */
export interface BowlClient {
  readonly centre: readonly number[];
  /** Default 1. */
  readonly curvature?: number;
}

/** Options of {@link federationFixedPoint}. */
export interface FederationFixedPointOptions {
  readonly clients: readonly BowlClient[];
  /** Step size of each client. */
  readonly learningRates: readonly Tunable[];
  readonly localSteps: number;
  /** Rounds after which the rates repeat: period / localSteps where that is a whole number, 1 where whole periods fill a round. */
  readonly rounds?: number;
  /** Weights of the server's average, summing to 1. Default: equal. */
  readonly weights?: readonly number[];
}

/**
 * Where the server of federated averaging over round bowls comes back to after `rounds` rounds, without noise and corrections.
 *
 * A round is x ← Σₖ pₖ·(mₖ + Pₖ·(x − mₖ)), Pₖ = ∏ⱼ (1 − ηₖⱼcₖ): affine, so for one round x* = Σ pₖ(1 − Pₖ)mₖ / Σ pₖ(1 − Pₖ).
 *
 * @throws OptionError when the rounds do not contract.
 * @example federationFixedPoint({ clients: [{ centre: [0] }, { centre: [2] }], learningRates: [0.1, 0.1], localSteps: 5 }) // [1]
 */
export function federationFixedPoint(options: FederationFixedPointOptions): readonly number[] {
  const { clients, learningRates, localSteps, rounds = 1 } = options;
  const { weights = clients.map(() => 1 / clients.length) } = options;
  let slope = 1;
  const shift = clients[0].centre.map(() => 0);
  for (let round = 0; round < rounds; round++) {
    let kept = 0;
    const pulled = shift.map(() => 0);
    for (const [k, { centre, curvature = 1 }] of clients.entries()) {
      let product = 1;
      for (let j = 0; j < localSteps; j++) product *= 1 - curvature * valueAt(learningRates[k], round * localSteps + j);
      kept += weights[k] * product;
      for (let i = 0; i < centre.length; i++) pulled[i] += weights[k] * (1 - product) * centre[i];
    }
    slope *= kept;
    for (let i = 0; i < shift.length; i++) shift[i] = kept * shift[i] + pulled[i];
  }
  if (!(Math.abs(slope) < 1)) throw new OptionError('federationFixedPoint.learningRates', 'rates that contract', slope);
  return shift.map((value) => value / (1 - slope));
}
