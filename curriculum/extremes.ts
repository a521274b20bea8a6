import { overPeriod } from './period.js';
import type { Schedule } from './schedule.js';

/** Lowest and highest value of a periodic schedule, and when they are taken. */
export interface Extremes {
  /** Lowest value. */
  readonly min: number;
  /** Highest value. */
  readonly max: number;
  /** First update of a period at which the lowest value is taken. */
  readonly trough: number;
  /** First update of a period at which the highest value is taken. */
  readonly crest: number;
}

/**
 * The extremes of a periodic schedule over one period: over the updates of an integer period, else over 4096 evenly spaced phases.
 * Values closer than 10⁻¹² of the range count as equal, and the first of them is taken.
 *
 * @throws OptionError for a schedule without a period.
 * @source own definition
 * @example extremes(cycle({ wave: 'cosine', period: 40, min: 0.2, max: 1.8 })) // { min: 0.2, max: 1.8, trough: 0, crest: 20 }
 */
export function extremes(schedule: Schedule): Extremes {
  const { values, step } = overPeriod('extremes.schedule', schedule);
  const min = values.reduce((a, b) => Math.min(a, b));
  const max = values.reduce((a, b) => Math.max(a, b));
  const near = 1e-12 * (max - min);
  const first = (fits: (value: number) => boolean): number => values.findIndex(fits) * step;
  return { min, max, trough: first((value) => value <= min + near), crest: first((value) => value >= max - near) };
}
