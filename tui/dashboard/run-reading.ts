import { firstHarmonic, turnsOf } from '../../curriculum/phase/harmonic.js';
import { measuredPhase } from '../../curriculum/phase/measured.js';
import { fraction } from '../../curriculum/schedule.js';
import type { Place } from './place.js';
import type { ArmState, RunState, State } from '../state.js';
import { rowSeries, type RowPlace } from '../store/arm-series.js';

/** What is read of one run at one of its updates; a member is absent while it is unknown. */
export interface RunReading {
  readonly update: number;
  readonly score?: number;
  readonly rate?: number;
  readonly knob?: number;
  readonly margin?: number;
  readonly lowest?: number;
  readonly sharpness?: number;
  /** Updates since the curvature was measured. */
  readonly age?: number;
  /** Turns since the crest of the rate and of the knob, from the first harmonic of the last period. */
  readonly rateTurns?: number;
  readonly knobTurns?: number;
  /** By how much the rate leads the knob, and the measured curvature, in turns. */
  readonly toKnob?: number;
  readonly toSharpness?: number;
  /** Spearman's correlation of knob and measured curvature over the last whole periods, and the readings it stands on. */
  readonly correlation?: number;
  readonly readings: number;
  /** Whole periods lived, and all of them. */
  readonly cycle?: number;
  readonly cycles?: number;
}

/** Periods that the correlation looks at. */
const COMPARED = 4;

/** A run of an arm: which of its seeds, its length and its joint period. */
export interface RunAt {
  readonly arm: ArmState;
  readonly index: number;
  readonly updates: number;
  readonly period: number | undefined;
}

/** The run in focus; undefined before any plan. */
export function runShown({
  state,
  focus,
  seed,
}: {
  readonly state: State;
  readonly focus: number;
  readonly seed: number;
}): RunAt | undefined {
  const arm = state.arms.at(focus);
  if (arm === undefined || state.plan === undefined || arm.runs.length === 0) return undefined;
  const index = Math.min(seed, arm.runs.length - 1);
  return { arm, index, updates: state.plan.updates, period: state.plan.period };
}

/** The name of a run, `<arm>/<seed>`. */
export function nameOf({ arm, index }: Pick<RunAt, 'arm' | 'index'>): string {
  return `${arm.plan.name}/${arm.runs[index].seed}`;
}

/** The update that is read: under the cursor, else the newest. */
export function updateShown(of: RunAt, { cursor }: Place): number {
  const newest = of.arm.runs[of.index].lived - 1;
  return cursor === undefined ? newest : Math.min(cursor, newest);
}

/** The row of a run in one of its arm's series, up to the updates lived. */
export function rowOf({ arm, index, updates }: RunAt, series: Float64Array): Float64Array {
  const { lived } = arm.runs[index];
  return series.subarray(index * updates, index * updates + Math.min(lived, updates));
}

/** The same as a place in the column, for what is made of it once and kept. */
export function placeIn({ arm, index, updates }: RunAt, series: Float64Array): RowPlace {
  return { column: series, index, updates, lived: Math.min(arm.runs[index].lived, updates) };
}

/** What is known of a run at an update. */
export function readingAt(of: RunAt, update: number): RunReading {
  const { arm, period, updates } = of;
  const [score, rate, knob, margin, sharpness] = [arm.score, arm.rate, arm.knob, arm.margin, arm.sharpness].map(
    (series) => rowOf(of, series),
  );
  // A run that nobody probes has nothing to look for.
  const isProbed = rowSeries(placeIn(of, arm.sharpness)).extent(0, update + 1) !== undefined;
  let measured = isProbed ? update : -1;
  while (measured >= 0 && !(sharpness[measured] === sharpness[measured])) measured--;
  const known = (name: string, value: number | undefined): object =>
    value === undefined || Number.isNaN(value) ? {} : { [name]: value };
  const whole = period !== undefined && period > 1 && update + 1 >= period ? period : undefined;
  return {
    update,
    readings: 0,
    ...known('score', score[update]),
    ...known('rate', rate[update]),
    ...known('knob', knob[update]),
    ...known('margin', margin[update]),
    ...(measured < 0 ? {} : { sharpness: sharpness[measured], age: update - measured }),
    ...(whole === undefined ? {} : known('lowest', least(margin, update - whole + 1, update + 1))),
    ...(period === undefined || period <= 1
      ? {}
      : { cycle: Math.floor((update + 1) / period), cycles: Math.floor(updates / period) }),
    ...(whole === undefined ? {} : phases(rate, knob, sharpness, update, whole)),
  };
}

function least(values: Float64Array, from: number, to: number): number {
  let lowest = Number.NaN;
  for (let i = from; i < to; i++) if (!(lowest <= values[i]) && !Number.isNaN(values[i])) lowest = values[i];
  return lowest;
}

function phases(
  rate: Float64Array,
  knob: Float64Array,
  sharpness: Float64Array,
  update: number,
  period: number,
): Partial<RunReading> & { readings: number } {
  const from = update - period + 1;
  const updates = Array.from({ length: period }, (_, k) => from + k);
  const turns = (series: Float64Array): number | undefined => {
    const values = series.subarray(from, update + 1);
    const wave = firstHarmonic(updates, values, period);
    const flat = values.every((value) => value === values[0]);
    if (flat || !Number.isFinite(wave.real)) return undefined;
    return fraction(update / period + turnsOf(wave));
  };
  const rateTurns = turns(rate);
  const knobTurns = turns(knob);
  const probed: number[] = [];
  for (let n = Math.max(0, update + 1 - COMPARED * period); n <= update; n++)
    if (Number.isFinite(sharpness[n])) probed.push(n);
  const at = (series: Float64Array): number[] => probed.map((n) => series[n]);
  const enough = probed.length >= 16 && update + 1 >= 2 * period && knobTurns !== undefined;
  const rank = enough ? measuredPhase({ updates: probed, a: at(knob), b: at(sharpness), period })?.rank : undefined;
  const stands = rank !== undefined && Math.abs(rank) >= 0.5;
  const toSharpness =
    stands && rateTurns !== undefined
      ? measuredPhase({ updates: probed, a: at(rate), b: at(sharpness), period })?.turns
      : undefined;
  return {
    readings: probed.length,
    ...(rateTurns === undefined ? {} : { rateTurns }),
    ...(knobTurns === undefined ? {} : { knobTurns }),
    ...(rateTurns === undefined || knobTurns === undefined ? {} : { toKnob: fraction(rateTurns - knobTurns) }),
    ...(rank === undefined ? {} : { correlation: rank }),
    ...(toSharpness === undefined ? {} : { toSharpness: fraction(toSharpness) }),
  };
}

/** Readings of a whole period, from the last cycle that was closed at or before an update. */
export function periodReadings(run: RunState, update: number): { growth?: number; transient?: number } {
  const closed = run.periods.findLast((period) => period.update <= update);
  return {
    ...(closed?.growth === undefined ? {} : { growth: closed.growth }),
    ...(closed?.transient === undefined ? {} : { transient: closed.transient }),
  };
}
