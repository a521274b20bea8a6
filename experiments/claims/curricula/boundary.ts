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

const HIGHEST = 6;
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
