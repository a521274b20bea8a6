import { valueAt } from '../../../curriculum/schedule.js';
import { pointwiseCritical } from '../../../curriculum/stability/closed-forms.js';
import { criticalRate } from '../../../curriculum/stability/critical.js';
import { gradientDescent } from '../../../curriculum/stability/optimizers.js';
import type { Landscape } from '../../../envs/landscapes/landscape.js';
import { landscapeDescent } from '../../recipes/descent.js';
import { follow, phaseArms, rateOf, swing, type PhaseArm } from '../follow.js';

/** A one-dimensional landscape whose scale oscillates, and how deep. */
export interface ScaledLandscape {
  readonly landscape: Landscape;
  /** Where its gradient is 0. */
  readonly optimum: number;
  /** Its curvature there. */
  readonly curvature: number;
  readonly amplitude: number;
  readonly period: number;
}

/** The lowest mean product h = η₀c₀ at which an arm is unstable: by the product over a period, or under relative curvature noise in the mean square. */
export function predictedBoundary(
  { amplitude, period }: Pick<ScaledLandscape, 'amplitude' | 'period'>,
  arm: PhaseArm,
  noise = 0,
): number {
  const { critical } = criticalRate({
    reading: noise === 0 ? 'growth' : 'meanSquareGrowth',
    step: gradientDescent(),
    noise,
    rateAmplitude: arm === 'constant' ? 0 : amplitude,
    curvatureAmplitude: amplitude,
    phase: phaseArms[arm] ?? 0,
    period,
    to: HIGHEST,
  });
  return critical ?? HIGHEST;
}

/** The lowest h at which some update of the period stands beyond the frozen edge. */
export function marginBoundary({ amplitude }: Pick<ScaledLandscape, 'amplitude'>, arm: PhaseArm): number {
  return pointwiseCritical(arm === 'constant' ? 0 : amplitude, amplitude, phaseArms[arm] ?? 0) ?? HIGHEST;
}

/** A basin around an optimum, and the noise that carries a policy out of it. */
export interface Basin {
  /** Distance from the optimum at which a policy is lost. */
  readonly wall: number;
  /** Distance from it at the start. */
  readonly from: number;
  readonly updates: number;
  /** Phase of the difficulty at the start, in turns. */
  readonly start: number;
  /** Relative standard deviation of the curvature in a batch. Default 0. */
  readonly curvatureNoise?: number;
  /** Variance that an update of rate η at curvature c adds, both relative to their means: `(η, c) => (ηcσ)²` where the noise has the difficulty's scale. */
  readonly kick: (rate: number, curvature: number) => number;
}

/** The lowest h at which the root mean square distance of the linear model leaves a basin within its updates: growth over a few cycles counts, not only for ever. */
export function basinBoundary(
  { amplitude, period }: Pick<ScaledLandscape, 'amplitude' | 'period'>,
  arm: PhaseArm,
  { wall, from, updates, start, curvatureNoise = 0, kick }: Basin,
): number {
  const wave = { mean: 1, amplitude, period, phase: start };
  const [rate, curvature] = [rateOf(arm, wave), swing(wave)];
  const rates = Float64Array.from({ length: updates }, (_, n) => valueAt(rate, n));
  const curvatures = Float64Array.from({ length: updates }, (_, n) => valueAt(curvature, n));
  for (let h = BASIN_STEP; h < HIGHEST; h += BASIN_STEP) {
    let square = from * from;
    for (let n = 0; n < updates; n++) {
      const f = h * rates[n] * curvatures[n];
      square =
        ((1 - f) * (1 - f) + curvatureNoise * curvatureNoise * f * f) * square + kick(h * rates[n], curvatures[n]);
      if (!(square < wall * wall)) return h;
    }
  }
  return HIGHEST;
}

const HIGHEST = 6;
const BASIN_STEP = 0.01;
/** Distances from the optimum are so small that the landscape is a bowl there. */
const SMALL = 1e-11;

/**
 * The same boundary by descending: the lowest h at which a whole period carries a point away from the optimum, looked for by steps of 2 %, then halved.
 */
export function measuredBoundary(world: ScaledLandscape, arm: PhaseArm, from: number): number {
  // What is carried to where nothing is finite has grown.
  const grows = (h: number): boolean => !(carried(world, arm, h) <= 1);
  let low = from;
  let high = from;
  while (!grows(high) && high < HIGHEST) {
    low = high;
    high *= 1.02;
  }
  for (let k = 0; k < 12; k++) {
    const middle = (low + high) / 2;
    if (grows(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** By what a period multiplies a small distance from the optimum. */
function carried(
  { landscape, optimum, curvature, amplitude, period }: ScaledLandscape,
  arm: PhaseArm,
  h: number,
): number {
  const learner = follow(
    landscapeDescent({
      landscape,
      learningRate: rateOf(arm, { mean: h / curvature, amplitude, period }),
      lossScale: swing({ mean: 1, amplitude, period }),
      start: [optimum + SMALL],
    }),
    { seed: 0, updates: period, see: () => undefined },
  );
  return Math.abs(learner.parameters()[0] - optimum) / SMALL;
}

/** What no seed changes about an arm of a world. */
export interface FixedBoundaries {
  readonly margin: number;
  readonly exact: number;
  readonly byDescent: number;
  /** Under the noise of the curvature. */
  readonly noisy: number;
}

/** The boundaries of a world's arms, each computed when it is first asked for, and kept. */
export function fixedBoundaries(world: ScaledLandscape, noise = 0): (arm: PhaseArm) => FixedBoundaries {
  const known = new Map<PhaseArm, FixedBoundaries>();
  return (arm) => {
    const found = known.get(arm) ?? {
      margin: marginBoundary(world, arm),
      exact: predictedBoundary(world, arm),
      byDescent: measuredBoundary(world, arm, 0.5),
      noisy: predictedBoundary(world, arm, noise),
    };
    known.set(arm, found);
    return found;
  };
}
