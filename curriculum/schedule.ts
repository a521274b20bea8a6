import { checkMembers, checkName, checkNumber, OptionError } from '../math/check.js';
import { waveformNamed, type WaveName } from './own-waves.js';
import type { Turns, Waveform } from './waveforms.js';

/** The latest measured value of each name; undefined while nothing was measured. */
export type Signals = Readonly<Record<string, number | undefined>>;

/**
 * A value for every update: `update` counts policy updates from 0, `signals` holds what was measured so far.
 * A schedule keeps no state, so it can be replayed, resumed, plotted, or analysed before any training.
 */
export interface Schedule {
  (update: number, signals: Signals): number;
  /** Updates after which it repeats; absent when it does not. */
  readonly period?: number;
}

/** What every hyperparameter and every knob takes: a number, or a schedule. */
export type Tunable = number | Schedule;

/** An object whose every member is a tunable. */
export type Tunables<T> = { readonly [K in keyof T]: Tunable };

/** Tunables by name. */
export type NamedTunables = Readonly<Record<string, Tunable>>;

/** Numbers by name: tunables of one update, resolved. */
export type Values = Readonly<Record<string, number>>;

/** Options of {@link cycle}. */
export interface CycleOptions {
  /** The shape: a waveform's name, bundled or one's own, or any function of phase. */
  readonly wave: WaveName | Waveform;
  /** Updates per period, a real number ≥ 1. */
  readonly period: number;
  /** Value at level 0. */
  readonly min: number;
  /** Value at level 1. */
  readonly max: number;
  /** Head start in turns: 0 starts at phase 0 of the waveform (a cosine's trough), 0.5 half a period later (its crest). */
  readonly phase?: Turns;
  /** `linear` interpolates the values, `log` their logarithms (both bounds must be above 0). */
  readonly scale?: 'linear' | 'log';
}

/** A schedule that says what it is and what it was made from, so that it can be asked and rebuilt with changed options. */
export interface KnownSchedule<Kind extends string, Options> extends Schedule {
  /** Name of the function that made it. */
  readonly kind: Kind;
  /** What it was made from, defaults filled in. */
  readonly options: Options;
}

/** What {@link cycle} makes. */
export interface CycleSchedule extends KnownSchedule<'cycle', Required<CycleOptions>> {
  readonly period: number;
}

/**
 * A waveform repeated for ever between two values.
 *
 * value(n) = min + (max − min)·w(frac(n/T + phase)); on the log scale the logarithms are interpolated.
 * Range [min, max] when the waveform keeps to [0, 1].
 *
 * @throws OptionError for a period below one update, a bound that is not finite, or a log scale with a bound ≤ 0.
 * @source Smith 2017; Loshchilov & Hutter 2017
 * @example cycle({ wave: 'cosine', period: 40, min: 0.2, max: 1.8 })(20, {}) // 1.8
 */
export function cycle(options: CycleOptions): CycleSchedule {
  checkMembers('cycle', options, ['wave', 'period', 'min', 'max', 'phase', 'scale']);
  const { phase = 0, scale = 'linear' } = options;
  const wave = waveformOf('cycle.wave', options.wave);
  const period = checkNumber('cycle.period', options.period, { min: 1, advice: 'Periods are counted in updates.' });
  const positive =
    checkName('cycle.scale', scale, ['linear', 'log'] as const) === 'log'
      ? { above: 0, advice: 'A log scale needs bounds above 0.' }
      : {};
  const min = checkNumber('cycle.min', options.min, positive);
  const max = checkNumber('cycle.max', options.max, positive);
  checkNumber('cycle.phase', phase, { advice: 'Phases are counted in turns: 0.5 is half a period.' });
  const level = (update: number): number => wave(fraction(update / period + phase));
  const logMin = Math.log(min);
  const logSpan = Math.log(max) - logMin;
  const value: Schedule =
    scale === 'log'
      ? (update) => Math.exp(logMin + logSpan * level(update))
      : (update) => min + (max - min) * level(update);
  return Object.assign(value, {
    kind: 'cycle' as const,
    period,
    options: { wave: options.wave, period, min, max, phase, scale },
  });
}

/**
 * The schedule `value`, carrying what it is, its options and, where it repeats, its period in updates.
 *
 * @source own definition
 * @example known('halved', () => 0.5, { of: 1 }).options.of // 1
 */
export function known<Kind extends string, Options>(
  kind: Kind,
  value: Schedule,
  options: Options,
  period?: number,
): KnownSchedule<Kind, Options> {
  return Object.assign(value, period === undefined ? { kind, options } : { kind, options, period });
}

/**
 * The waveform of a name, or the given function itself.
 *
 * @throws OptionError for an unknown name, with the nearest one.
 * @source own definition
 * @example waveformOf('cycle.wave', 'cosine')(0.5) // 1
 */
export function waveformOf(option: string, wave: WaveName | Waveform): Waveform {
  return typeof wave === 'function' ? wave : waveformNamed(option, wave);
}

/**
 * The fraction of x in [0, 1), also for negative x.
 *
 * @source elementary
 * @example fraction(-0.25) // 0.75
 */
export function fraction(x: number): number {
  const part = x - Math.floor(x);
  return part < 1 ? part : 0;
}

/**
 * The value of a tunable at an update.
 *
 * @source own definition
 * @example valueAt(cycle({ wave: 'triangle', period: 4, min: 0, max: 1 }), 1) // 0.5
 */
export function valueAt(tunable: Tunable, update: number, signals: Signals = {}): number {
  return typeof tunable === 'number' ? tunable : tunable(update, signals);
}

/**
 * Answers `tunable` if it is a finite number or a function.
 *
 * @throws OptionError naming the option.
 * @source own definition
 * @example checkTunable('product.factors[0]', 0.5) // 0.5
 */
export function checkTunable(option: string, tunable: unknown): Tunable {
  if (typeof tunable === 'function') return tunable as Schedule;
  if (typeof tunable === 'number' && Number.isFinite(tunable)) return tunable;
  throw new OptionError(
    option,
    'a finite number or a schedule',
    tunable,
    'A schedule is a function of (update, signals).',
  );
}

/**
 * Every tunable's value at one update.
 *
 * @source own definition
 * @example resolve({ discount: 0.95, learningRate: (n: number) => n / 10 }, 5, {}) // { discount: 0.95, learningRate: 0.5 }
 */
export function resolve<T extends NamedTunables>(
  tunables: T,
  update: number,
  signals: Signals,
): { readonly [K in keyof T]: number } {
  const values: Record<string, number> = {};
  for (const name of Object.keys(tunables)) values[name] = valueAt(tunables[name], update, signals);
  return values as { readonly [K in keyof T]: number };
}

/**
 * True for what {@link cycle} made.
 *
 * @source own definition
 * @example isCycle(cycle({ wave: 'cosine', period: 40, min: 0, max: 1 })) // true
 */
export function isCycle(tunable: Tunable): tunable is CycleSchedule {
  return typeof tunable === 'function' && 'kind' in tunable && tunable.kind === 'cycle';
}
