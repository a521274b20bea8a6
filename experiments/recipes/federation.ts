import type { Tunable } from '../../curriculum/schedule.js';
import type { Landscape } from '../../envs/landscapes/landscape.js';
import { checkMembers, checkName, checkNumber, OptionError, type NumberBounds } from '../../math/check.js';
import type { LearnerSpec } from '../learner.js';
import { createFederation, WORST_DISTANCE, type FederationParts } from './federation-learner.js';
import { learnerSpec } from './learner-spec.js';

/** Options of {@link federation}. */
export interface FederationOptions {
  /** What each client descends; all of one size. */
  readonly clients: readonly Landscape[];
  /** Step size of each client, in 1/curvature; one tunable is every client's. */
  readonly learningRate: Tunable | readonly Tunable[];
  /** Local steps between two averages, an integer ≥ 1. */
  readonly localSteps: number;
  /** Weights of the server's average; divided by their sum. Default: equal. */
  readonly weights?: readonly number[];
  /** Weights of the clients' losses in what is to be minimised; the mean control variate follows them. Default: the server's weights. */
  readonly objective?: readonly number[];
  /** `controlVariates` takes from each client's gradient how it differs from the others' (SCAFFOLD). Default 'none'. */
  readonly correction?: 'none' | 'controlVariates';
  /** Standard deviation of a normal added to each coordinate of a client's gradient. Default 0. */
  readonly gradientNoise?: Tunable;
  /** Where the server begins. Default: zeros. */
  readonly start?: readonly number[];
  /** The point from which the server's distance is measured. Default: zeros. */
  readonly optimum?: readonly number[];
}

const atLeastZero: NumberBounds = { min: 0 };

/**
 * The name of a client's step size.
 *
 * @example clientRate(3) // 'client3.learningRate'
 */
export function clientRate(client: number): string {
  return `client${client}.learningRate`;
}

/**
 * Federated averaging as a learner: one update is one local step of every client, and the server averages the clients when
 * (update + 1) % localSteps is 0. Each client's rate is a tunable, `client0.learningRate`, ….
 *
 * Control variates (SCAFFOLD, option II): client k steps along gₖ − cₖ + c; behind a round cₖ ← cₖ − c + (x − yₖ)/Wₖ, Wₖ the sum of its rates in the
 * round, x the server's point at the round's start, yₖ the client's at its end, and c is the mean of all cₖ by the objective's weights.
 *
 * Measures `distance` of the server to the optimum, `score` = −distance (−10⁶ at least), `loss` (the objective at the server's point),
 * and `drift`, the root mean square distance of the clients to the server, all before the step.
 *
 * @throws OptionError for a misspelt option, or clients, rates, weights or points whose numbers do not fit.
 * @source McMahan et al. 2017; Karimireddy et al., SCAFFOLD (2020)
 * @example federation({ clients: [saddle, saddle], learningRate: 0.1, localSteps: 10 }).world // 'federation of 2'
 */
export function federation(options: FederationOptions): LearnerSpec {
  checkMembers('federation', options, [
    ...[
      'clients',
      'learningRate',
      'localSteps',
      'weights',
      'objective',
      'correction',
      'gradientNoise',
      'start',
      'optimum',
    ],
  ]);
  const { clients, learningRate, gradientNoise = 0 } = options;
  const weights = options.weights ?? clients.map(() => 1);
  const objective = options.objective ?? weights;
  checkNumber('federation.clients', clients.length, { min: 1, integer: true, advice: 'Give at least one client.' });
  const localSteps = checkNumber('federation.localSteps', options.localSteps, { min: 1, integer: true });
  const correction = checkName('federation.correction', options.correction ?? 'none', ['none', 'controlVariates']);
  const { size } = clients[0];
  const zeros = new Array<number>(size).fill(0);
  const { start = zeros, optimum = zeros } = options;
  for (const [k, client] of clients.entries())
    if (client.size !== size) throw new OptionError(`federation.clients[${k}]`, `${size} numbers`, client.size);
  for (const [name, point] of Object.entries({ start, optimum }))
    if (point.length !== size) throw new OptionError(`federation.${name}`, `${size} numbers`, point.length);
  const rates = isMany(learningRate) ? learningRate : clients.map(() => learningRate);
  for (const [name, list] of Object.entries({ learningRate: rates, weights, objective }))
    if (list.length !== clients.length)
      throw new OptionError(`federation.${name}`, `${clients.length} of them`, list.length);
  const parts: FederationParts = {
    clients,
    localSteps,
    shares: sharesOf('federation.weights', weights),
    objective: sharesOf('federation.objective', objective),
    corrects: correction === 'controlVariates',
    start,
    optimum,
    rateNames: rates.map((_, k) => clientRate(k)),
  };
  return learnerSpec(
    () => ({
      world: `federation of ${clients.length}`,
      agent: parts.corrects ? 'controlVariates' : 'averaging',
      score: 'score',
      worst: -WORST_DISTANCE,
      references: { gradientNoise: 0 },
      proportional: [],
      bounds: () => atLeastZero,
    }),
    {
      batchTunables: { gradientNoise },
      stepTunables: Object.fromEntries(rates.map((rate, k) => [parts.rateNames[k], rate])),
    },
    (context, tunables) => createFederation(parts, context, tunables),
  );
}

function isMany(rate: Tunable | readonly Tunable[]): rate is readonly Tunable[] {
  return Array.isArray(rate);
}

/** Weights divided by their sum. */
function sharesOf(option: string, weights: readonly number[]): readonly number[] {
  for (const [k, weight] of weights.entries()) checkNumber(`${option}[${k}]`, weight, { min: 0 });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  checkNumber(option, sum, { above: 0, advice: 'Not all weights may be 0.' });
  return weights.map((weight) => weight / sum);
}
