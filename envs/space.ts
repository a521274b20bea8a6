import { checkNumber, OptionError } from '../math/check.js';
import type { Random } from '../math/random.js';

/** Real vectors between bounds: `low[i] ≤ x[i] ≤ high[i]`. */
export interface Box {
  readonly kind: 'box';
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** One of `count` choices, 0 … count − 1. */
export interface Discrete {
  readonly kind: 'discrete';
  readonly count: number;
}

/** Several choices at once: member i is one of 0 … counts[i] − 1. */
export interface MultiDiscrete {
  readonly kind: 'multiDiscrete';
  readonly counts: readonly number[];
}

/** A set of observations or actions, as plain data (it survives JSON). */
export type Space = Box | Discrete | MultiDiscrete;

/**
 * Real vectors between bounds, one `[low, high]` a coordinate. Infinite bounds are allowed for observations.
 *
 * @throws OptionError when a low bound lies above its high bound, or is NaN.
 * @example box([[-1, 1], [-8, 8]]).high // [1, 8]
 */
export function box(bounds: readonly (readonly [number, number])[]): Box {
  for (const [i, [low, high]] of bounds.entries()) {
    if (!(low <= high)) throw new OptionError(`box[${i}]`, 'low ≤ high', `${low} … ${high}`);
  }
  return { kind: 'box', low: bounds.map(([low]) => low), high: bounds.map(([, high]) => high) };
}

/**
 * One of `count` choices.
 *
 * @throws OptionError unless count is an integer ≥ 1.
 * @example discrete(2).count // 2
 */
export function discrete(count: number): Discrete {
  return { kind: 'discrete', count: checkNumber('discrete.count', count, { integer: true, min: 1 }) };
}

/**
 * Several choices at once.
 *
 * @throws OptionError unless every count is an integer ≥ 1.
 * @example multiDiscrete([3, 2]).counts // [3, 2]
 */
export function multiDiscrete(counts: readonly number[]): MultiDiscrete {
  for (const [i, count] of counts.entries()) checkNumber(`multiDiscrete[${i}]`, count, { integer: true, min: 1 });
  return { kind: 'multiDiscrete', counts };
}

/**
 * How many numbers a member of the space has: a box's coordinates, 1 for a choice, the number of choices for several.
 *
 * @example widthOf(box([[-1, 1], [-8, 8]])) // 2
 */
export function widthOf(space: Space): number {
  return space.kind === 'box' ? space.low.length : space.kind === 'discrete' ? 1 : space.counts.length;
}

/**
 * True when `values[at …]` is a member of the space.
 *
 * @example contains(box([[-1, 1]]), [1.5]) // false
 */
export function contains(space: Space, values: ArrayLike<number>, at = 0): boolean {
  for (let i = 0; i < widthOf(space); i++) {
    const value = values[at + i];
    if (space.kind === 'box') {
      if (!(value >= space.low[i] && value <= space.high[i])) return false;
    } else {
      const count = space.kind === 'discrete' ? space.count : space.counts[i];
      if (!(Number.isInteger(value) && value >= 0 && value < count)) return false;
    }
  }
  return true;
}

/**
 * Writes a random member of the space to `out[at …]`: uniform between finite bounds, shifted exponential with one bound, normal with none.
 *
 * @example const out = new Float64Array(1); sample(discrete(1), random(0), out); out // [0]
 */
export function sample(space: Space, random: Random, out: Float64Array, at = 0): void {
  for (let i = 0; i < widthOf(space); i++) {
    if (space.kind === 'box') out[at + i] = sampleCoordinate(space.low[i], space.high[i], random);
    else out[at + i] = random.integer(space.kind === 'discrete' ? space.count : space.counts[i]);
  }
}

function sampleCoordinate(low: number, high: number, random: Random): number {
  if (Number.isFinite(low) && Number.isFinite(high)) return random.uniform(low, high);
  if (Number.isFinite(low)) return low - Math.log(1 - random.double());
  if (Number.isFinite(high)) return high + Math.log(1 - random.double());
  return random.normal();
}
