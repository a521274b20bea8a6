import type { NamedTunables, Tunable, Values } from '../../curriculum/schedule.js';
import type { Landscape } from '../../envs/landscapes/landscape.js';
import { checkMembers, checkName, checkNumber, OptionError, type NumberBounds } from '../../math/check.js';
import type { RandomState } from '../../math/random.js';
import { replaceTunables, type Learner, type LearnerContext, type LearnerSpec } from '../learner.js';

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

/** Distance given to an update that a diverged run did not live: a convention, not a bound. */
const WORST_DISTANCE = 1e6;
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
  return specOf({
    clients,
    localSteps,
    shares: sharesOf('federation.weights', weights),
    objective: sharesOf('federation.objective', objective),
    corrects: correction === 'controlVariates',
    start,
    optimum,
    batchTunables: { gradientNoise },
    stepTunables: Object.fromEntries(rates.map((rate, k) => [clientRate(k), rate])),
  });
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

interface Parts {
  readonly clients: readonly Landscape[];
  readonly localSteps: number;
  /** Weights of the average; they sum to 1. */
  readonly shares: readonly number[];
  /** Weights of the losses; they sum to 1. */
  readonly objective: readonly number[];
  readonly corrects: boolean;
  readonly start: readonly number[];
  readonly optimum: readonly number[];
  readonly batchTunables: NamedTunables;
  readonly stepTunables: NamedTunables;
}

function specOf(parts: Parts): LearnerSpec {
  const { clients, batchTunables, stepTunables } = parts;
  return {
    world: `federation of ${clients.length}`,
    agent: parts.corrects ? 'controlVariates' : 'averaging',
    batchTunables,
    stepTunables,
    score: 'score',
    worst: -WORST_DISTANCE,
    references: { gradientNoise: 0 },
    proportional: [],
    bounds: () => atLeastZero,
    withTunables: (replaced) =>
      specOf({
        ...parts,
        batchTunables: replaceTunables(batchTunables, replaced),
        stepTunables: replaceTunables(stepTunables, replaced),
      }),
    create: (context) => create(parts, context),
  };
}

interface FederationCheckpoint {
  readonly server: readonly number[];
  readonly points: readonly number[];
  readonly controls: readonly number[];
  readonly rateSums: readonly number[];
  readonly lived: number;
  readonly noise: RandomState;
}

function create(parts: Parts, { streams }: LearnerContext): Learner {
  const { clients, localSteps, shares, objective, corrects, start, optimum, batchTunables, stepTunables } = parts;
  const size = start.length;
  const count = clients.length;
  const names = clients.map((_, k) => clientRate(k));
  const noise = streams.fork('environment');
  const server = Float64Array.from(start);
  /** Clients' points, gradients and control variates, client by client. */
  const points = new Float64Array(count * size);
  const gradients = new Float64Array(count * size);
  const controls = new Float64Array(count * size);
  const meanControl = new Float64Array(size);
  const rateSums = new Float64Array(count);
  const own = new Float64Array(size);
  /** Local steps since the last average. */
  let lived = 0;
  spread();

  /** Every client begins at the server's point. */
  function spread(): void {
    for (let k = 0; k < count; k++) points.set(server, k * size);
    rateSums.fill(0);
    lived = 0;
  }

  function takeMeanControl(): void {
    meanControl.fill(0);
    for (let k = 0; k < count; k++)
      for (let i = 0; i < size; i++) meanControl[i] += objective[k] * controls[k * size + i];
  }

  /** The server's new point is the clients' average; with control variates the differences are learnt first. */
  function average(): void {
    if (corrects) {
      for (let k = 0; k < count; k++) {
        if (rateSums[k] === 0) continue;
        for (let i = 0; i < size; i++)
          controls[k * size + i] += (server[i] - points[k * size + i]) / rateSums[k] - meanControl[i];
      }
      takeMeanControl();
    }
    server.fill(0);
    for (let k = 0; k < count; k++) for (let i = 0; i < size; i++) server[i] += shares[k] * points[k * size + i];
    spread();
  }

  function take(kept: FederationCheckpoint): void {
    server.set(kept.server);
    points.set(kept.points);
    controls.set(kept.controls);
    rateSums.set(kept.rateSums);
    lived = kept.lived;
    takeMeanControl();
  }

  return {
    batchTunables,
    stepTunables,
    signals: ['distance', 'score', 'loss', 'drift'],
    collect({ gradientNoise }: Values) {
      let loss = 0;
      let drifted = 0;
      for (let k = 0; k < count; k++) {
        const point = points.subarray(k * size, (k + 1) * size);
        loss += objective[k] * clients[k].loss(server);
        clients[k].gradient(point, own);
        for (let i = 0; i < size; i++) {
          gradients[k * size + i] = own[i] + (gradientNoise === 0 ? 0 : gradientNoise * noise.normal());
          drifted += (point[i] - server[i]) * (point[i] - server[i]);
        }
      }
      let squares = 0;
      for (let i = 0; i < size; i++) squares += (server[i] - optimum[i]) * (server[i] - optimum[i]);
      const distance = Math.sqrt(squares);
      return { distance, score: -Math.min(distance, WORST_DISTANCE), loss, drift: Math.sqrt(drifted / count) };
    },
    learn(values: Values) {
      for (let k = 0; k < count; k++) {
        const rate = values[names[k]];
        rateSums[k] += rate;
        for (let i = 0; i < size; i++) {
          const at = k * size + i;
          points[at] -= rate * (gradients[at] - controls[at] + meanControl[i]);
        }
      }
      lived++;
      if (lived === localSteps) average();
      return {};
    },
    stepRule: () => ({ kind: 'gradientDescent' }),
    parameters: () => server.slice(),
    setParameters(parameters) {
      server.set(parameters);
      controls.fill(0);
      meanControl.fill(0);
      spread();
    },
    checkpoint: () => ({
      server: [...server],
      points: [...points],
      controls: [...controls],
      rateSums: [...rateSums],
      lived,
      noise: noise.save(),
    }),
    restore(checkpoint) {
      const kept = checkpoint as unknown as FederationCheckpoint;
      take(kept);
      noise.restore(kept.noise);
    },
    rewind: (checkpoint) => take(checkpoint as unknown as FederationCheckpoint),
  };
}
