import { cycle, type Tunable } from '../../curriculum/schedule.js';
import { quadraticLandscape } from '../../envs/landscapes/quadratic.js';
import { random } from '../../math/random.js';
import { designSums, wavesOfSums } from '../recipes/federation-design.js';
import { federationFixedPoint } from '../recipes/federation-fixed-point.js';
import { designRates, type DesignedRates } from '../recipes/federation-rates.js';
import { federation } from '../recipes/federation.js';
import { movedLandscape } from '../recipes/moved-landscape.js';
import type { SeedNumbers } from './claim.js';
import { follow } from './follow.js';

export const CLIENTS = 8;
export const DIMENSIONS = 5;
export const LOCAL_STEPS = 10;
export const MEAN_RATE = 0.05;
export const AMPLITUDE = 0.9;
export const NOISE = 0.05;
export const ROUNDS = { full: 300, quick: 60 };
/** Updates per period: the first fills a round, the others do not. */
export const PERIODS = [10, 20, 50, 200] as const;
/** Those that do not. */
export const LONG = PERIODS.filter((period) => LOCAL_STEPS % period !== 0);
/** Period at which un-centred clients are designed by phase too. */
export const LONG_DESIGNED = 50;
/** Bounds of the designed sums, beside the mean sum of a round. */
const LEAST = 0.3;
const MOST = 1.7;

/** Clients' optima, and weights of the server's average that are not the loss's own. */
function draw(seed: number): { readonly centres: readonly (readonly number[])[]; readonly weights: readonly number[] } {
  const stream = random(seed, [1400]);
  const centres = Array.from({ length: CLIENTS }, () => Array.from({ length: DIMENSIONS }, () => stream.normal()));
  const raw = Array.from({ length: CLIENTS }, () => stream.uniform(0.4, 1.6));
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return { centres, weights: raw.map((weight) => weight / sum) };
}

function wave(period: number, phase: number): Tunable {
  const [min, max] = [MEAN_RATE * (1 - AMPLITUDE), MEAN_RATE * (1 + AMPLITUDE)];
  return cycle({ wave: 'cosine', period, min, max, phase });
}

/** Mean distance of the server to the optimum over the last third of the rounds. */
export function federatedSeed({ seed: at, quick }: { readonly seed: number; readonly quick: boolean }): SeedNumbers {
  const { centres, weights } = draw(at);
  const clients = centres.map((centre) =>
    movedLandscape(quadraticLandscape({ eigenvalues: new Array<number>(DIMENSIONS).fill(1) }), centre),
  );
  const optimum = centres[0].map((_, i) => centres.reduce((sum, centre) => sum + centre[i] / CLIENTS, 0));
  const updates = LOCAL_STEPS * (quick ? ROUNDS.quick : ROUNDS.full);
  const all = { clients, localSteps: LOCAL_STEPS, optimum };

  function distance(learningRate: readonly Tunable[], more: Partial<Parameters<typeof federation>[0]> = {}): number {
    let sum = 0;
    let count = 0;
    follow(federation({ ...all, learningRate, gradientNoise: NOISE, ...more }), {
      seed: at,
      updates,
      see(update, measured) {
        if (3 * update < 2 * updates || update % LOCAL_STEPS !== 0) return undefined;
        sum += measured['distance'];
        count++;
        return undefined;
      },
    });
    return sum / count;
  }

  /** One period for all, mean rates and phases by the solver, within the sums' bounds at full depth. */
  function designed(drifts: readonly (readonly number[])[], period: number): DesignedRates {
    return designRates({
      ...{ drifts, localSteps: LOCAL_STEPS, periods: [period], depth: AMPLITUDE },
      min: LEAST * MEAN_RATE * (1 - AMPLITUDE),
      max: MOST * MEAN_RATE * (1 + AMPLITUDE),
      total: CLIENTS * LOCAL_STEPS * MEAN_RATE,
    });
  }

  const everyone = <T>(of: (client: number) => T): T[] => centres.map((_, k) => of(k));
  const constant = everyone(() => MEAN_RATE);
  const correction = 'controlVariates';
  const numbers: Record<string, number> = {
    constant: distance(constant),
    'constant, corrected': distance(constant, { correction }),
  };
  for (const period of PERIODS) {
    const staggered = everyone((k) => wave(period, k / CLIENTS));
    numbers[`same ${period}`] = distance(everyone(() => wave(period, 0)));
    numbers[`staggered ${period}`] = distance(staggered);
    numbers[`staggered ${period}, corrected`] = distance(staggered, { correction });
    if (!LONG.includes(period)) continue;
    const drifts = centres.map((centre) => centre.map((x, i) => (optimum[i] - x) / CLIENTS));
    numbers[`designed ${period}`] = distance(designed(drifts, period).rates);
  }

  // Where the server's weights are not the loss's, drifts do not cancel at equal sums.
  const drifts = centres.map((centre, k) => centre.map((x, i) => weights[k] * (optimum[i] - x)));
  const mean = LOCAL_STEPS * MEAN_RATE;
  const design = designSums({ drifts, min: LEAST * mean, max: MOST * mean, total: CLIENTS * mean });
  const waves = wavesOfSums({ sums: design.sums, localSteps: LOCAL_STEPS, min: MEAN_RATE * (1 - AMPLITUDE) });
  numbers['un-centred, same'] = distance(
    everyone(() => wave(LOCAL_STEPS, 0)),
    { weights },
  );
  numbers['un-centred, staggered'] = distance(
    everyone((k) => wave(LOCAL_STEPS, k / CLIENTS)),
    { weights },
  );
  numbers['un-centred, designed'] = distance(waves, { weights });
  const ahead = designed(drifts, LONG_DESIGNED);
  const longer = (phase: (k: number) => number): number =>
    distance(
      everyone((k) => wave(LONG_DESIGNED, phase(k))),
      { weights },
    );
  numbers['un-centred, long, same'] = longer(() => 0);
  numbers['un-centred, long, staggered'] = longer((k) => k / CLIENTS);
  numbers['un-centred, long, designed'] = distance(ahead.rates, { weights });
  numbers['residual, long'] = ahead.residual / mean;
  numbers['un-centred, corrected'] = distance(constant, { weights, objective: everyone(() => 1), correction });
  numbers['residual, equal'] = design.equal / mean;
  numbers['residual, designed'] = design.residual / mean;
  numbers['residual 0'] = design.residual < 1e-4 * mean ? 1 : 0;
  numbers['closed form'] = fixedPointError(
    centres,
    everyone((k) => wave(20, k / CLIENTS)),
    distance,
  );
  return numbers;
}

/** How far the closed form of the resting point is from the server's, whole distances, without noise. */
function fixedPointError(
  centres: readonly (readonly number[])[],
  learningRates: readonly Tunable[],
  distance: (rates: readonly Tunable[], more: Partial<Parameters<typeof federation>[0]>) => number,
): number {
  const clients = centres.map((centre) => ({ centre }));
  const point = federationFixedPoint({ clients, learningRates, localSteps: LOCAL_STEPS, rounds: 2 });
  const next = federationFixedPoint({
    clients,
    learningRates: learningRates.map(
      (rate) => (update: number) => (typeof rate === 'number' ? rate : rate(update + LOCAL_STEPS, {})),
    ),
    localSteps: LOCAL_STEPS,
    rounds: 2,
  });
  const away = Math.hypot(...point.map((x, i) => x - next[i])) / 2;
  // The server alternates between two points: seen from one of them it is away by half their distance on average.
  return Math.abs(distance(learningRates, { gradientNoise: 0, optimum: point }) - away);
}
