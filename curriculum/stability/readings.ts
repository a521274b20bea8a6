import { growthPerUpdate } from './floquet.js';
import { lowestMargin } from './margin.js';
import { meanSquareGrowth } from './noise.js';
import type { StepSeries } from './series.js';
import type { StepMatrix } from './step-matrix.js';
import { transientGrowth } from './transient.js';

/** The readings by name: lowest pointwise margin, growth per update, transient growth, mean-square growth under noise. None implies another. */
export type ReadingName = 'margin' | 'growth' | 'transient' | 'meanSquareGrowth';

/**
 * Every reading's name.
 *
 * @source own definition
 * @example readingNames // ['margin', 'growth', 'transient', 'meanSquareGrowth']
 */
export const readingNames: readonly ReadingName[] = ['margin', 'growth', 'transient', 'meanSquareGrowth'];

/** A reading of one period; `noise` is the relative curvature noise of `meanSquareGrowth`. Undefined when unknown. */
export function readingOf(
  reading: ReadingName,
  step: StepMatrix,
  rates: ArrayLike<number>,
  curvatures: ArrayLike<number>,
  series: StepSeries,
  noise: number,
): number | undefined {
  switch (reading) {
    case 'margin':
      return lowestMargin(step, rates, curvatures);
    case 'growth':
      return growthPerUpdate(step, rates, curvatures, series);
    case 'transient':
      return transientGrowth(step, rates, curvatures, series);
    case 'meanSquareGrowth':
      return meanSquareGrowth(step, rates, curvatures, noise, series);
  }
}

/** Larger is better for the margin, smaller for all other readings. */
export function isBetter(reading: ReadingName, one: number, other: number): boolean {
  return reading === 'margin' ? one > other : one < other;
}
