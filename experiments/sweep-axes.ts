import { checkNumber, OptionError } from '../math/check.js';
import { streams, type Random, type Seed } from '../math/random.js';

/** A value on an axis. */
export type AxisValue = number | string | boolean;

/** Every number between two ends; samplers draw from it, a grid cannot. */
export interface Range {
  readonly from: number;
  readonly to: number;
  /** Evenly over the logarithm. Default 'linear'. */
  readonly scale?: 'linear' | 'log';
}

/** What is varied, by name: a list of values, or a range. */
export type Axes = Readonly<Record<string, readonly AxisValue[] | Range>>;

/** A choice of one value on each axis. */
export type PointOf<A extends Axes> = {
  readonly [Name in keyof A]: A[Name] extends readonly (infer Value)[] ? Value : number;
};

/** A point whose axes are not known to the compiler. */
export type Point = Readonly<Record<string, AxisValue>>;

/** How points are chosen. */
export const samplerNames = ['grid', 'random', 'latin', 'halving'] as const;

/** Name of a sampler. */
export type SamplerName = (typeof samplerNames)[number];

/**
 * `count` numbers from `first` to `last`, both included, evenly spaced.
 *
 * @throws OptionError for fewer than one number, or an end that is not finite.
 * @example linspace(0, 0.5, 5) // [0, 0.125, 0.25, 0.375, 0.5]
 */
export function linspace(first: number, last: number, count: number): readonly number[] {
  checkNumber('linspace.first', first);
  checkNumber('linspace.last', last);
  checkNumber('linspace.count', count, { integer: true, min: 1 });
  const step = (last - first) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, i) => (i > 0 && i === count - 1 ? last : first + i * step));
}

/**
 * `count` numbers from `first` to `last`, both included, evenly spaced in their logarithm.
 *
 * @throws OptionError for fewer than one number, or an end that is not above 0.
 * @example logspace(0.1, 10, 3).map((rate) => Number(rate.toFixed(9))) // [0.1, 1, 10]
 */
export function logspace(first: number, last: number, count: number): readonly number[] {
  checkNumber('logspace.first', first, { above: 0 });
  checkNumber('logspace.last', last, { above: 0 });
  return linspace(Math.log(first), Math.log(last), count).map((power, i) =>
    i === 0 ? first : i === count - 1 ? last : Math.exp(power),
  );
}

/**
 * Every combination of the lists, the last axis fastest.
 *
 * @throws OptionError for a range, which has no list of values.
 * @example grid({ a: [1, 2], b: [3, 4] }).length // 4
 */
export function grid(axes: Axes): readonly Point[] {
  let points: readonly Point[] = [{}];
  for (const [name, axis] of Object.entries(axes)) {
    if (!isList(axis))
      throw new OptionError(
        `sweep.${name}`,
        'a list for a grid',
        axis,
        `Use linspace or logspace (--axis ${name}=from:to:count), or another sampler.`,
      );
    points = points.flatMap((point) => axis.map((value) => ({ ...point, [name]: value })));
  }
  return points;
}

/**
 * Points drawn at random: each axis by itself; a point that was drawn before is drawn anew.
 *
 * @throws OptionError when the axes have fewer combinations.
 */
export function randomPoints(axes: Axes, count: number, seed: Seed): readonly Point[] {
  const random = streams(seed).forkUser('sweep');
  const points = new Map<string, Point>();
  for (let tries = 0; points.size < count && tries < TRIES * count; tries++) {
    const point = pointAt(axes, () => random.double());
    points.set(JSON.stringify(point), point);
  }
  if (points.size < count) throw tooMany(count, points.size);
  return [...points.values()];
}

/**
 * A Latin hypercube: every axis is cut into `count` strata of equal share, and each of them holds exactly one point.
 *
 * @source McKay, Beckman and Conover 1979
 * @throws OptionError when lists are too short for so many different points.
 */
export function latinHypercube(axes: Axes, count: number, seed: Seed): readonly Point[] {
  const random = streams(seed).forkUser('sweep');
  for (let tries = 0; tries < TRIES; tries++) {
    const strata = Object.keys(axes).map(() => permutation(count, random));
    const points = Array.from({ length: count }, (_, i) =>
      pointAt(axes, (axis) => (strata[axis][i] + random.double()) / count),
    );
    if (new Set(points.map((point) => JSON.stringify(point))).size === count) return points;
  }
  throw tooMany(count, undefined);
}

/** True for an axis that is a list of values. */
export function isList(axis: readonly AxisValue[] | Range): axis is readonly AxisValue[] {
  return Array.isArray(axis);
}

const TRIES = 100;

/** The point whose shares on the axes are given: 0 the first value, just below 1 the last. */
function pointAt(axes: Axes, share: (axis: number) => number): Point {
  return Object.fromEntries(Object.entries(axes).map(([name, axis], i) => [name, valueAt(axis, share(i))]));
}

function valueAt(axis: readonly AxisValue[] | Range, share: number): AxisValue {
  if (isList(axis)) return axis[Math.floor(share * axis.length)];
  const { from, to, scale = 'linear' } = axis;
  const value = scale === 'log' ? Math.exp(Math.log(from) + share * Math.log(to / from)) : from + share * (to - from);
  // Six digits: what stands in a point's name is the value that ran.
  return Number(value.toPrecision(6));
}

function permutation(count: number, random: Random): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

function tooMany(count: number, found: number | undefined): OptionError {
  const most = found === undefined ? 'fewer points' : `at most ${found} points`;
  return new OptionError('sweep.points', `${most} on these axes`, count, 'Lengthen the lists, or give ranges.');
}
