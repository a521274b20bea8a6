import { isPeriodic, mean } from '../curriculum/period.js';
import { fraction, valueAt, type NamedTunables, type Tunable } from '../curriculum/schedule.js';
import type { Turns } from '../curriculum/waveforms.js';
import { checkMembers, checkName, checkNumber, firstTwice, OptionError } from '../math/check.js';
import { asWritten, fiveArms, inArm, oscillatingKnob, type Arm } from './arms.js';
import type { CollapseRule } from './event.js';
import { periodOf, withTunables, withUpdates, type Experiment } from './experiment.js';
import { scaled } from './scaled.js';
import type { SweepFacts } from './sweep-facts.js';

/** At which mean rate the arms run. */
export interface Basis {
  /** Mean of the rate in every arm; as written when absent. */
  readonly meanRate?: number;
  /**
   * `rate`: every arm has that mean rate, so arms differ in effort; `product`: an arm's rate is divided so that the mean of rate × knob is that of
   * the constant arm. Default 'rate'.
   */
  readonly equal?: 'rate' | 'product';
}

/** What a trial's experiment is made from. */
export interface TrialPoint {
  readonly arm: Arm;
  readonly seed: number;
  /** Start phase of the seed in turns, the same in every arm. */
  readonly start: Turns;
}

/** Options of {@link comparison}. */
export interface ComparisonOptions {
  readonly name?: string;
  /** The experiment from which the arms are derived by shifting and averaging its schedules. Either this or `make`. */
  readonly experiment?: Experiment;
  /** The experiment of an arm and seed, for arms of any kind. */
  readonly make?: (point: TrialPoint) => Experiment;
  /** Default {@link fiveArms}. */
  readonly arms?: readonly Arm[];
  /** Seeds an arm; below 20 no verdict is given. Default 24. */
  readonly seeds?: number;
  /** The first of them. Default 0. */
  readonly firstSeed?: number;
  /** When a run counts as collapsed, fixed before anything runs. Without it only diverged runs count. */
  readonly collapse?: CollapseRule;
  /** The tunable whose phase the arms set. Default 'learningRate'. */
  readonly rate?: string;
  /** What is equal in all arms, at bases that do not say it themselves: the mean rate, or the mean of rate × knob. Default 'rate'. */
  readonly equal?: Basis['equal'];
  /** The comparison is made at each of these. Default: once, as written. */
  readonly bases?: readonly Basis[];
  /** Facts that a reader must know, one line each; printed with the plan and the verdict. */
  readonly notes?: readonly string[];
}

/** Arms × seeds, paired by common random numbers: a plain value. */
export interface Comparison {
  readonly kind: 'comparison';
  readonly name: string;
  readonly arms: readonly Arm[];
  readonly seeds: number;
  readonly firstSeed: number;
  readonly rate: string;
  readonly collapse?: CollapseRule;
  readonly bases: readonly Basis[];
  readonly notes: readonly string[];
  /** Whether each seed starts at a phase of its own: false for a single run as written. */
  readonly spreadStarts: boolean;
  readonly make: (point: TrialPoint) => Experiment;
  /** The arm whose experiment trains the warm starts. Default: the first one. */
  readonly reference?: Arm;
  /** Its arms were derived from one experiment: others can be. */
  readonly derived?: true;
  /** Of arms that are points of a sweep. */
  readonly sweep?: SweepFacts;
}

/**
 * Arms over the same seeds, warm policies, start phases and random numbers.
 *
 * @throws OptionError for a misspelt or unusable option, for arms of one name, or when an arm cannot be derived.
 * @example comparison({ experiment: first, seeds: 20 }).arms.map((arm) => arm.name) // ['in', 'quad', 'anti', 'const', 'flat']
 */
export function comparison(options: ComparisonOptions): Comparison {
  checkMembers('comparison', options, [
    'name',
    'experiment',
    'make',
    'arms',
    'seeds',
    'firstSeed',
    'collapse',
    'rate',
    'equal',
    'bases',
    'notes',
  ]);
  const { experiment, arms = fiveArms, rate = 'learningRate', equal, collapse, notes = [] } = options;
  if (experiment === undefined && options.make === undefined) {
    throw new OptionError('comparison.experiment', 'an experiment, or make()', undefined, 'Give one of them.');
  }
  const make = options.make ?? (({ arm, start }: TrialPoint) => inArm(experiment!, arm, rate, start));
  if (arms.length === 0) throw new OptionError('comparison.arms', 'at least one arm', arms);
  const names = arms.map((arm) => arm.name);
  const twice = firstTwice(names);
  if (twice !== undefined) throw new OptionError('comparison.arms', 'arms of different names', twice);
  if (collapse !== undefined) {
    checkMembers('comparison.collapse', collapse, ['signal', 'below', 'over']);
    checkNumber('comparison.collapse.below', collapse.below);
    checkName('comparison.collapse.over', collapse.over, ['last half', 'whole run']);
  }
  if (equal !== undefined) checkName('comparison.equal', equal, equals);
  if (options.bases?.length === 0)
    throw new OptionError('comparison.bases', 'at least one basis', options.bases, 'Leave it out for one, as written.');
  const bases = (options.bases ?? [{}]).map((basis) => (equal === undefined ? basis : { equal, ...basis }));
  for (const [i, basis] of bases.entries()) {
    checkMembers(`comparison.bases[${i}]`, basis, ['meanRate', 'equal']);
    if (basis.meanRate !== undefined) checkNumber(`comparison.bases[${i}].meanRate`, basis.meanRate, { above: 0 });
    if (basis.equal !== undefined) checkName(`comparison.bases[${i}].equal`, basis.equal, equals);
  }
  const seeds = checkNumber('comparison.seeds', options.seeds ?? 24, { integer: true, min: 1 });
  const firstSeed = checkNumber('comparison.firstSeed', options.firstSeed ?? 0, { integer: true, min: 0 });
  const made: Comparison = {
    kind: 'comparison',
    name: options.name ?? experiment?.name ?? make({ arm: arms[0], seed: firstSeed, start: 0 }).name,
    arms,
    seeds,
    firstSeed,
    rate,
    bases,
    notes,
    spreadStarts: true,
    make,
    ...(collapse === undefined ? {} : { collapse }),
    ...(options.make === undefined ? { derived: true } : {}),
  };
  checkArms(made);
  return made;
}

/** Derives every arm once. @throws OptionError for one that cannot be. */
export function checkArms(made: Comparison): void {
  const { arms, bases, firstSeed: seed } = made;
  for (const basis of bases) for (const arm of arms) experimentOf(made, { arm, seed, start: startPhase(seed) }, basis);
}

/** What may be equal in all arms. */
export const equals = ['rate', 'product'] as const;

/** A plain experiment as a comparison of one arm: itself. */
export function single(experiment: Experiment): Comparison {
  return {
    kind: 'comparison',
    name: experiment.name,
    arms: [asWritten],
    seeds: 1,
    firstSeed: 0,
    rate: 'learningRate',
    bases: [{}],
    notes: [],
    spreadStarts: false,
    make: () => experiment,
  };
}

/** A comparison as it is; an experiment as one, or as a single arm when it is to be run as written. */
export function asComparison(subject: Experiment | Comparison, mode: 'run' | 'compare'): Comparison {
  if (subject.kind === 'comparison') return subject;
  return mode === 'compare' ? comparison({ experiment: subject }) : single(subject);
}

/** The same comparison with other updates in every arm. */
export function withRunLength(base: Comparison, updates: number): Comparison {
  return { ...base, make: (point) => withUpdates(base.make(point), updates) };
}

/**
 * A seed's start phase: frac(seed/φ), φ the golden ratio: seeds in a row spread evenly over the circle.
 *
 * @source Roberts 2018 (additive recurrences)
 * @example startPhase(0) // 0
 */
export function startPhase(seed: number): Turns {
  return fraction(seed * 0.6180339887498949);
}

/**
 * The experiment of one trial at one basis.
 *
 * @throws OptionError when the rate is no tunable of it, or scaling takes a schedule out of its bounds.
 */
export function experimentOf(comparison: Comparison, point: TrialPoint, basis: Basis): Experiment {
  const made = comparison.make(point);
  const rate = checkName('comparison.rate', comparison.rate, Object.keys(made.tunables));
  const tunable = made.tunables[rate];
  const factor = rateFactor(made.tunables, rate, basis);
  return factor === 1 ? made : withTunables(made, { [rate]: scaled(tunable, factor) });
}

/** By what the rate of an arm is multiplied at a basis. */
function rateFactor(tunables: NamedTunables, rate: string, { meanRate, equal = 'rate' }: Basis): number {
  const tunable = tunables[rate];
  const toMean = meanRate === undefined ? 1 : meanRate / meanOf(tunable);
  const knob = oscillatingKnob(tunables, rate);
  if (equal === 'rate' || knob === undefined) return toMean;
  const period = periodOf({ rate: tunable, knob: tunables[knob] });
  if (period === undefined)
    throw new OptionError(
      'comparison.bases.equal',
      "'rate' for periods without an integer multiple in common",
      'product',
    );
  let sum = 0;
  for (let n = 0; n < period; n++) sum += valueAt(tunable, n) * valueAt(tunables[knob], n);
  return toMean / (sum / period / (meanOf(tunable) * meanOf(tunables[knob])));
}

/** The mean of a tunable over its period; its first value when it has none. */
export function meanOf(tunable: Tunable): number {
  return isPeriodic(tunable) ? mean(tunable) : valueAt(tunable, 0);
}

/**
 * A basis in words, for titles.
 *
 * @example basisTitle({ meanRate: 16, equal: 'product' }) // 'mean rate 16, equal mean product'
 */
export function basisTitle({ meanRate, equal = 'rate' }: Basis): string {
  const parts = [
    meanRate === undefined ? '' : `mean rate ${meanRate}`,
    equal === 'product' ? 'equal mean product' : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
