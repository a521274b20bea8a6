import { checkMembers, checkName, checkNumber, firstTwice, OptionError } from '../math/check.js';
import type { Arm } from './arms.js';
import { comparison, type Comparison, type TrialPoint } from './comparison.js';
import type { CollapseRule } from './event.js';
import type { Experiment } from './experiment.js';
import type { Shard, SweepFacts } from './sweep-facts.js';
import {
  grid,
  isList,
  latinHypercube,
  randomPoints,
  samplerNames,
  type Axes,
  type Point,
  type PointOf,
  type SamplerName,
} from './sweep-axes.js';

/** What a trial of a sweep is told beside its point; `start` is the seed's start phase in turns, for those who want it. */
export type TrialFacts = Pick<TrialPoint, 'seed' | 'start'>;

/** Options of {@link sweep}. */
export interface SweepSettings {
  readonly name?: string;
  /** Seeds a point; with halving those of the first round. Default 8. */
  readonly seeds?: number;
  /** The first of them. Default 0. */
  readonly firstSeed?: number;
  /** How points are chosen. Default 'grid'. */
  readonly sampler?: SamplerName;
  /** Points of `random` and `latin`, and of the first round of `halving` (its grid when absent). */
  readonly points?: number;
  /** Seed of the sampler. Default 0. */
  readonly sampleSeed?: number;
  /** When a run counts as collapsed. */
  readonly collapse?: CollapseRule;
  /** The tunable whose mean titles and tables give. Default 'learningRate'. */
  readonly rate?: string;
  /** Facts that a reader must know, one line each. */
  readonly notes?: readonly string[];
}

/** Experiments over the points of some axes: a plain value. */
export interface Sweep {
  readonly kind: 'sweep';
  readonly axes: Axes;
  readonly make: (point: Point, trial: TrialFacts) => Experiment;
  readonly options: SweepSettings;
}

/** What a command changes of a sweep. */
export interface SweepChanges {
  readonly sampler?: SamplerName;
  readonly points?: number;
  readonly shard?: Shard;
}

/**
 * The experiments of all points, each over the same seeds: `make` is a function of a point, so no paths in strings.
 *
 * A warm start is trained once a seed, by the first point's experiment, and starts every point.
 *
 * @throws OptionError for no axes, an empty axis, a value that comes twice, or an unusable option; before any training.
 * @example sweep({ phase: linspace(0, 0.5, 9) }, ({ phase }) => experiment({ … }))
 */
export function sweep<const A extends Axes>(
  axes: A,
  make: (point: PointOf<A>, trial: TrialFacts) => Experiment,
  options: SweepSettings = {},
): Sweep {
  checkMembers('sweep', options, optionNames);
  if (Object.keys(axes).length === 0)
    throw new OptionError('sweep.axes', 'at least one axis', 'none', 'Write sweep({ phase: linspace(0, 0.5, 9) }, …).');
  for (const [name, axis] of Object.entries(axes)) checkAxis(name, axis);
  if (typeof make !== 'function')
    throw new OptionError('sweep.make', 'a function of a point', make, 'Write ({ phase }) => experiment({ … }).');
  if (options.sampler !== undefined) checkName('sweep.sampler', options.sampler, samplerNames);
  return { kind: 'sweep', axes, make: make as Sweep['make'], options };
}

const optionNames: readonly (keyof SweepSettings)[] = [
  'name',
  'seeds',
  'firstSeed',
  'sampler',
  'points',
  'sampleSeed',
  'collapse',
  'rate',
  'notes',
];

/**
 * The points of a sweep in order, by the names that their runs have.
 *
 * @throws OptionError for points that the axes cannot give, or two of one name.
 * @example [...sweepPoints(sweep({ phase: [0, 0.5] }, make)).keys()] // ['phase=0', 'phase=0.5']
 */
export function sweepPoints({ axes, options }: Sweep, changes: SweepChanges = {}): ReadonlyMap<string, Point> {
  const { sampler = options.sampler ?? 'grid', points: count = options.points } = changes;
  const named = new Map<string, Point>();
  for (const point of chosen(axes, sampler, count, options.sampleSeed ?? 0)) {
    const name = pointName(point);
    if (named.has(name)) throw new OptionError('sweep.axes', 'points of different names', name, 'Take one away.');
    named.set(name, point);
  }
  return named;
}

/**
 * A sweep as a comparison whose arms are points.
 *
 * @throws OptionError for what {@link sweepPoints} or a point's experiment refuses (the point is named), or a shard without points.
 */
export function sweepComparison(of: Sweep, changes: SweepChanges = {}): Comparison {
  const { options } = of;
  const sampler = changes.sampler ?? options.sampler ?? 'grid';
  const points = sweepPoints(of, changes);
  const { shard } = changes;
  if (shard !== undefined) checkShard(shard, points.size, sampler);
  const arms = Array.from(points.keys(), (name): Arm => ({ name, about: name.replaceAll(',', ', ') }));
  const make = ({ arm, seed, start }: TrialPoint): Experiment => {
    try {
      return of.make(points.get(arm.name) as Point, { seed, start });
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      throw new OptionError(`${arm.name}: ${error.option}`, error.expected, error.got, error.advice);
    }
  };
  const { seeds = 8, firstSeed, collapse, rate, notes = [], name } = options;
  const whole = comparison({
    make,
    arms,
    seeds,
    notes: [`${points.size} points (${sampler}), ${CAUTION}`, ...notes],
    ...(name === undefined ? {} : { name }),
    ...(firstSeed === undefined ? {} : { firstSeed }),
    ...(collapse === undefined ? {} : { collapse }),
    ...(rate === undefined ? {} : { rate }),
  });
  checkOneLearner(whole);
  const facts: SweepFacts = { points: points.size, sampler, ...(shard === undefined ? {} : { shard }) };
  return { ...whole, arms: shard === undefined ? arms : partOf(arms, shard), reference: arms[0], sweep: facts };
}

/** The arms of a shard: every `count`-th one, so that all shards together are the whole. */
function partOf<T>(all: readonly T[], { index, count }: Shard): readonly T[] {
  return all.filter((_, i) => i % count === index - 1);
}

/** Stands beside every table of a sweep. */
const CAUTION =
  'best first: the best one is a choice among them, so its numbers flatter it; run it again on fresh seeds before it is believed.';

function chosen(axes: Axes, sampler: SamplerName, count: number | undefined, seed: number): readonly Point[] {
  if (sampler === 'grid' || (sampler === 'halving' && count === undefined)) {
    if (count !== undefined)
      throw new OptionError('sweep.points', 'none for a grid', count, 'Choose another sampler, or shorter lists.');
    return grid(axes);
  }
  const points = checkNumber('sweep.points', count, {
    integer: true,
    min: 1,
    advice: `How many points shall '${sampler}' choose?`,
  });
  return sampler === 'random' ? randomPoints(axes, points, seed) : latinHypercube(axes, points, seed);
}

/** A point as runs and tables name it: six digits are enough to tell values apart. */
function pointName(point: Point): string {
  return Object.entries(point)
    .map(([axis, value]) => `${axis}=${typeof value === 'number' ? Number(value.toPrecision(6)) : value}`)
    .join(',');
}

function checkAxis(name: string, axis: Axes[string]): void {
  const option = `sweep.${name}`;
  if (typeof axis !== 'object' || axis === null)
    throw new OptionError(
      option,
      'a list of values, or { from, to }',
      axis,
      'Write [0.1, 0.2] or linspace(0, 0.5, 9).',
    );
  if (isList(axis)) {
    if (axis.length === 0) throw new OptionError(option, 'at least one value', axis);
    for (const value of axis) if (typeof value === 'number') checkNumber(option, value);
    const twice = firstTwice(axis);
    if (twice !== undefined)
      throw new OptionError(option, 'values that differ', twice, 'It comes twice: take one away.');
    return;
  }
  checkMembers(option, axis, ['from', 'to', 'scale']);
  const { from, to, scale = 'linear' } = axis;
  checkName(`${option}.scale`, scale, ['linear', 'log']);
  checkNumber(`${option}.from`, from, scale === 'log' ? { above: 0 } : {});
  checkNumber(`${option}.to`, to, { above: from });
}

function checkShard({ index, count }: Shard, points: number, sampler: SamplerName): void {
  const given = `${index}/${count}`;
  const whole = [index, count].every((part) => Number.isInteger(part) && part >= 1);
  if (!whole || index > count)
    throw new OptionError('--shard', 'k/n with k from 1 to n', given, 'The second of three parts is 2/3.');
  if (sampler === 'halving')
    throw new OptionError('--shard', 'another sampler', given, 'Halving must see all points before it drops some.');
  if (count > points)
    throw new OptionError('--shard', `at most ${points} parts`, given, 'Every part needs at least one point.');
}

/** One warm start starts all points: they must have one world, one agent and one network. */
function checkOneLearner(whole: Comparison): void {
  const at = (arm: Arm): Experiment => whole.make({ arm, seed: whole.firstSeed, start: 0 });
  const first = at(whole.arms[0]);
  if (first.warmStart === undefined) return;
  const known = describe(first);
  for (const arm of whole.arms) {
    const found = describe(at(arm));
    if (found !== known)
      throw new OptionError(
        `${arm.name}: warmStart`,
        `the world and agent of the first point (${known})`,
        found,
        'Leave the warm start out, or sweep them one after another.',
      );
  }
}

function describe({ learner }: Experiment): string {
  return `${learner.world}, ${learner.agent}`;
}
