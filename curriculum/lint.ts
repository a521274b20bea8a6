import { average } from '../math/average.js';
import { checkMembers, checkNumber } from '../math/check.js';
import type { Schedule, Signals } from './schedule.js';

/** Options of {@link lint}. */
export interface LintOptions {
  /** What the function is a function of; taken from a formula's own `kind`, else a schedule. */
  readonly as?: 'waveform' | 'schedule';
  /** Updates looked at, from update 0; default two declared periods, at least 512. For a waveform: phases looked at in one turn. */
  readonly updates?: number;
  /** Signals the schedule reads while it is looked at. */
  readonly signals?: Signals;
  /** A sudden change counts as a jump above this fraction of the range; default 0.05. */
  readonly jump?: number;
}

/** A place where the value is not finite. */
export interface NonFinite {
  /** The update, or the phase in turns. */
  readonly at: number;
  /** NaN, Infinity or −Infinity. */
  readonly value: number;
}

/** A sudden change. */
export interface Jump {
  /** The first update, or phase in turns, after the change. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** What {@link lint} found. */
export interface LintReport {
  readonly kind: 'waveform' | 'schedule';
  /** Smallest and largest finite value; undefined when there is none. */
  readonly range: readonly [number, number] | undefined;
  /** Mean of the finite values, over one period where one was found. */
  readonly mean: number | undefined;
  /** Updates after which the schedule repeats: the declared period if it holds, else the smallest whole one found; 1 for a waveform, in turns. */
  readonly period: number | undefined;
  /** Places where the value is not finite: the first 16, and how many there were. */
  readonly nonFinite: readonly NonFinite[];
  readonly nonFiniteCount: number;
  /** The first 16 sudden changes. For a waveform the step from the end of a turn to its start counts, with `at` 0. */
  readonly jumps: readonly Jump[];
  /** What a person should know, one sentence each; empty for a clean schedule. */
  readonly warnings: readonly string[];
}

const most = 16;
const bisections = 40;

/**
 * Looks a schedule or a waveform over before it is used: its range, mean, period, jumps, and where it is not finite.
 *
 * @throws OptionError for options out of bounds.
 * @source own definition
 * @example lint((update) => 1 / (update - 3)).nonFinite // [{ at: 3, value: Infinity }]
 */
export function lint(subject: Schedule, options: LintOptions = {}): LintReport {
  checkMembers('lint', options, ['as', 'updates', 'signals', 'jump']);
  const { signals = {}, jump = 0.05 } = options;
  checkNumber('lint.jump', jump, { above: 0, max: 1 });
  const kind = options.as ?? ('kind' in subject && subject.kind === 'waveform' ? 'waveform' : 'schedule');
  const declared = kind === 'schedule' ? subject.period : undefined;
  const count = checkNumber('lint.updates', options.updates ?? Math.max(512, Math.ceil(2 * (declared ?? 0))), {
    integer: true,
    min: 2,
  });
  const step = kind === 'waveform' ? 1 / count : 1;
  const value = (x: number): number => subject(x, signals);
  const values = Float64Array.from({ length: count }, (_, k) => value(k * step));

  const nonFinite = [...values.keys()]
    .filter((k) => !Number.isFinite(values[k]))
    .map((k) => ({ at: k * step, value: values[k] }));
  const range = rangeOf(values);
  const holds = declared !== undefined && repeatsAfter(value, declared);
  const period = kind === 'waveform' ? 1 : holds ? declared : smallestPeriod(values);
  const whole =
    kind === 'schedule' && period !== undefined && Number.isInteger(period) && period <= count
      ? values.subarray(0, period)
      : values;
  const jumps = range === undefined ? [] : jumpsOf(value, values, step, (range[1] - range[0]) * jump);
  if (kind === 'waveform' && range !== undefined) addWrap(jumps, value, (range[1] - range[0]) * jump);

  const warnings: string[] = [];
  const unit = kind === 'waveform' ? 'phase' : 'update';
  const first = nonFinite[0];
  if (first !== undefined) {
    warnings.push(
      `Not finite at ${unit} ${first.at} (${first.value}), and at ${nonFinite.length} of ${count} places in all.`,
    );
  }
  if (declared !== undefined && !holds) warnings.push(`Does not repeat after its period of ${declared} updates.`);
  if (kind === 'waveform' && range !== undefined && (range[0] < -1e-9 || range[1] > 1 + 1e-9)) {
    warnings.push(`Levels reach from ${range[0]} to ${range[1]}; a waveform keeps to [0, 1].`);
  }
  return {
    kind,
    range,
    mean: meanOf(whole),
    period,
    nonFinite: nonFinite.slice(0, most),
    nonFiniteCount: nonFinite.length,
    jumps: jumps.slice(0, most),
    warnings,
  };
}

/**
 * Whether a function of the update has the same values one `period` later, looked at in 64 places that fall on no simple fraction.
 *
 * Values agree within 1e-9 of the largest; NaN agrees with NaN.
 *
 * @source own definition
 * @example repeatsAfter((t) => Math.sin(t), 2 * Math.PI) // true
 */
export function repeatsAfter(value: Schedule, period: number): boolean {
  const places = 64;
  // Multiples of the golden ratio are spread evenly and never meet a jump of a wave.
  const golden = (Math.sqrt(5) - 1) / 2;
  const pairs = Array.from({ length: places }, (_, k) => {
    const at = period * ((k + 1) * golden - Math.floor((k + 1) * golden));
    return [value(at, {}), value(at + period * (1 + (k % 3)), {})] as const;
  });
  const scale = Math.max(...pairs.flat().filter(Number.isFinite).map(Math.abs), 1e-300);
  return pairs.every(([a, b]) => alike(a, b, 1e-9 * scale));
}

function alike(a: number, b: number, tolerance: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= tolerance;
}

function rangeOf(values: Float64Array): [number, number] | undefined {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return undefined;
  return [finite.reduce((a, b) => Math.min(a, b)), finite.reduce((a, b) => Math.max(a, b))];
}

function meanOf(values: Float64Array): number | undefined {
  const finite = values.filter(Number.isFinite);
  return finite.length === 0 ? undefined : average(finite);
}

/** The smallest whole number of updates after which all the values repeat, seen at least twice. */
function smallestPeriod(values: Float64Array): number | undefined {
  const scale = values.reduce(
    (largest, value) => (Number.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest),
    0,
  );
  for (let period = 1; period <= values.length / 2; period++) {
    let k = period;
    while (k < values.length && alike(values[k], values[k - period], 1e-9 * scale)) k++;
    if (k === values.length) return period;
  }
  return undefined;
}

/** Changes that stay when the interval around them shrinks to nothing. */
function jumpsOf(value: (x: number) => number, values: Float64Array, step: number, least: number): Jump[] {
  const jumps: Jump[] = [];
  for (let k = 1; k < values.length && jumps.length <= most; k++) {
    const from = values[k - 1];
    const to = values[k];
    if (!(least > 0 && Math.abs(to - from) >= least)) continue;
    if (isSudden(value, (k - 1) * step, k * step, least)) jumps.push({ at: k * step, from, to });
  }
  return jumps;
}

function isSudden(value: (x: number) => number, left: number, right: number, least: number): boolean {
  let [low, high] = [left, right];
  let [from, to] = [value(low), value(high)];
  for (let k = 0; k < bisections && Math.abs(to - from) >= least; k++) {
    const middle = 0.5 * (low + high);
    const between = value(middle);
    if (!Number.isFinite(between)) return true;
    if (Math.abs(between - from) >= Math.abs(to - between)) {
      high = middle;
      to = between;
    } else {
      low = middle;
      from = between;
    }
  }
  return Math.abs(to - from) >= least;
}

/** A waveform's end meets its start: a difference that stays as the phase nears 1 is a jump at phase 0. */
function addWrap(jumps: Jump[], value: (x: number) => number, least: number): void {
  const end = 1 - 1e-12;
  const from = value(end);
  const to = value(0);
  if (least > 0 && Math.abs(to - from) >= least) jumps.unshift({ at: 0, from, to });
}
