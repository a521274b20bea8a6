import { checkNumber, OptionError } from '../../math/check.js';
import { spearman } from '../../math/statistics.js';
import type { Turns } from '../waveforms.js';
import { cross, firstHarmonic, squared, stands, turnsOf, type Harmonic } from './harmonic.js';

/** Two quantities read at the same updates. */
export interface MeasuredSeries {
  /** Updates at which both were read, rising. */
  readonly updates: ArrayLike<number>;
  /** The first quantity. */
  readonly a: ArrayLike<number>;
  /** The second quantity, against which the phase counts. */
  readonly b: ArrayLike<number>;
  /** Updates per period. */
  readonly period: number;
}

/** What {@link measuredPhase} found. */
export interface MeasuredPhase {
  /** How far a leads b, in turns, in (−½, ½]: the circular mean over the periods, each weighted by its amplitudes. */
  readonly turns: Turns;
  /** How well the periods agree, |Σ AₖB̄ₖ| / √(Σ|Aₖ|²·Σ|Bₖ|²), in [0, 1]; 1 for a single period. */
  readonly coherence: number;
  /** Updates by which a comes after b, in [−T/2, T/2): −turns·T. */
  readonly lag: number;
  /** Spearman's rank correlation; undefined for a constant. */
  readonly rank: number | undefined;
  /** Whole periods used, the last ones of the series. */
  readonly periods: number;
}

/** Positions of the last `periods` whole periods: [first, end) for each, oldest first. */
export function lastPeriods(updates: ArrayLike<number>, period: number): readonly (readonly [number, number])[] {
  const count = updates.length;
  if (count < 2) return [];
  // A reading stands for the updates up to the next one: ten readings four updates apart fill a period of forty.
  const gaps = Array.from({ length: count - 1 }, (_, k) => updates[k + 1] - updates[k]).sort((x, y) => x - y);
  const end = updates[count - 1] + gaps[gaps.length >> 1];
  const whole = Math.floor((end - updates[0]) / period + 1e-9);
  const slices: [number, number][] = [];
  let stop = count;
  for (let back = 1; back <= whole; back++) {
    const from = end - back * period - 1e-9 * period;
    let start = stop;
    while (start > 0 && updates[start - 1] >= from) start--;
    slices.unshift([start, stop]);
    stop = start;
  }
  return slices;
}

/**
 * The phase between two measured series over their last whole periods, from the first harmonic of each period.
 *
 * @throws OptionError for series of different lengths or a period that is not above 0.
 * @source Fisher 1993 (circular statistics)
 * @example measuredPhase({ updates: [0, 1, 2, 3], a: [1, 0, -1, 0], b: [0, 1, 0, -1], period: 4 })?.turns // 0.25
 */
export function measuredPhase({ updates, a, b, period }: MeasuredSeries): MeasuredPhase | undefined {
  checkNumber('measuredPhase.period', period, { above: 0 });
  checkLengths('measuredPhase', updates, a, b);
  const slices = lastPeriods(updates, period);
  if (slices.length === 0) return undefined;
  let sum: Harmonic = { real: 0, imaginary: 0 };
  let powerA = 0;
  let powerB = 0;
  for (const [start, stop] of slices) {
    const at = part(updates, start, stop);
    const first = part(a, start, stop);
    const second = part(b, start, stop);
    const ha = firstHarmonic(at, first, period);
    const hb = firstHarmonic(at, second, period);
    if (!stands(ha, first) || !stands(hb, second)) continue;
    const product = cross(ha, hb);
    sum = { real: sum.real + product.real, imaginary: sum.imaginary + product.imaginary };
    powerA += squared(ha);
    powerB += squared(hb);
  }
  if (!(powerA > 0 && powerB > 0)) return undefined;
  const turns = turnsOf(sum);
  const from = slices[0][0];
  return {
    turns,
    coherence: Math.min(1, Math.sqrt(squared(sum)) / (Math.sqrt(powerA) * Math.sqrt(powerB))),
    lag: -turns * period,
    rank: spearman(part(a, from, a.length), part(b, from, b.length)),
    periods: slices.length,
  };
}

/** Members `start` to `stop` of a series. */
export function part(series: ArrayLike<number>, start: number, stop: number): number[] {
  return Array.from({ length: stop - start }, (_, k) => series[start + k]);
}

/** Throws unless all the series are as long as the first. */
export function checkLengths(
  option: string,
  updates: ArrayLike<number>,
  ...series: readonly ArrayLike<number>[]
): void {
  for (const values of series) {
    if (values.length === updates.length) continue;
    throw new OptionError(
      option,
      `${updates.length} values, one for every update`,
      values.length,
      'Drop the updates without a reading from all series.',
    );
  }
}
