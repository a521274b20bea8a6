import type { Values } from '../../curriculum/schedule.js';
import type { Landscape } from '../../envs/landscapes/landscape.js';
import type { RandomState } from '../../math/random.js';
import type { Learner, LearnerContext } from '../learner.js';
import type { LearnerTunables } from './learner-spec.js';

/** Distance given to an update that a diverged run did not live: a convention, not a bound. */
export const WORST_DISTANCE = 1e6;

/** What never changes in a federation. */
export interface FederationParts {
  readonly clients: readonly Landscape[];
  readonly localSteps: number;
  /** Weights of the average; they sum to 1. */
  readonly shares: readonly number[];
  /** Weights of the losses; they sum to 1. */
  readonly objective: readonly number[];
  readonly corrects: boolean;
  readonly start: readonly number[];
  readonly optimum: readonly number[];
  /** Name of each client's rate. */
  readonly rateNames: readonly string[];
}

interface FederationCheckpoint {
  readonly server: readonly number[];
  readonly points: readonly number[];
  readonly controls: readonly number[];
  readonly rateSums: readonly number[];
  readonly lived: number;
  readonly noise: RandomState;
}

/** Makes the learner that `federation` describes. */
export function createFederation(
  parts: FederationParts,
  { streams }: LearnerContext,
  tunables: LearnerTunables,
): Learner {
  const { clients, localSteps, shares, objective, corrects, start, optimum, rateNames } = parts;
  const size = start.length;
  const count = clients.length;
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
    ...tunables,
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
        const rate = values[rateNames[k]];
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
