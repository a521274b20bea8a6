import { average } from '../math/average.js';
import { checkNumber, OptionError } from '../math/check.js';
import { cross, firstHarmonic, stands, turnsOf } from './phase/harmonic.js';
import { shift } from './period.js';
import { valueAt, type Schedule, type Signals, type Tunable } from './schedule.js';
import type { Turns } from './waveforms.js';

export {
  coherence,
  coherenceLimits,
  type Coherence,
  type CoherenceOptions,
  type PhaseVerdict,
} from './phase/coherence.js';
export { wrapTurns } from './phase/harmonic.js';
export { measuredPhase, type MeasuredPhase, type MeasuredSeries } from './phase/measured.js';

/**
 * The rate rises and falls with the difficulty: 0 turns.
 *
 * @source own definition
 * @example inPhase // 0
 */
export const inPhase: Turns = 0;

/**
 * The rate runs a quarter of a period ahead of the difficulty: ¼ turn.
 *
 * @source own definition
 * @example quadrature // 0.25
 */
export const quadrature: Turns = 0.25;

/**
 * The rate is half a period away from the difficulty: a shift in time, not {@link invert} (they agree only for half-wave symmetric shapes).
 *
 * @source own definition
 * @example antiPhase // 0.5
 */
export const antiPhase: Turns = 0.5;

/**
 * How far schedule `a` leads schedule `b`, in turns in (−½, ½], by the first harmonic of one period; undefined when one has none.
 *
 * An integer period is read at its updates, another at 4096 even places.
 *
 * @throws OptionError without a period: give one where the schedules have none, or two.
 * @source Fisher 1993 (circular statistics)
 * @example phaseBetween(cycle({ wave: 'cosine', period: 40, phase: 0.25, min: 0, max: 1 }), cycle({ wave: 'cosine', period: 40, min: 0, max: 1 })) // 0.25
 */
export function phaseBetween(
  a: Schedule,
  b: Schedule,
  period: number | undefined = sharedPeriod(a, b),
): Turns | undefined {
  const advice = 'Give the period of both, in updates.';
  const turns = checkNumber('phaseBetween.period', period, { min: 1, advice });
  const count = Number.isInteger(turns) ? turns : 4096;
  const updates = Float64Array.from({ length: count }, (_, k) => (k * turns) / count);
  const first = updates.map((update) => a(update, {}));
  const second = updates.map((update) => b(update, {}));
  const ha = firstHarmonic(updates, first, turns);
  const hb = firstHarmonic(updates, second, turns);
  return stands(ha, first) && stands(hb, second) ? turnsOf(cross(ha, hb)) : undefined;
}

function sharedPeriod(a: Schedule, b: Schedule): number | undefined {
  return a.period === undefined || b.period === undefined || a.period === b.period ? (a.period ?? b.period) : undefined;
}

/**
 * A periodic schedule moved in time so that it leads `reference` by `turns`.
 *
 * @throws OptionError for a schedule without a period, or when one of the two does not oscillate.
 * @source Fisher 1993 (circular statistics)
 * @example shiftToPhase(cycle({ wave: 'cosine', period: 40, min: 3, max: 29 }), cycle({ wave: 'cosine', period: 40, min: 0, max: 1 }), antiPhase)(20, {}) // 3
 */
export function shiftToPhase(
  schedule: Schedule,
  reference: Schedule,
  turns: Turns,
): Schedule & { readonly period: number } {
  const found = phaseBetween(schedule, reference);
  if (found === undefined)
    throw new OptionError(
      'shiftToPhase.schedule',
      'two schedules that oscillate',
      schedule,
      'A constant has no phase.',
    );
  return shift(schedule, turns - found);
}

/** Options of {@link alignmentScore}. */
export interface AlignmentOptions {
  /** Updates looked at, from update 0. */
  readonly updates: number;
  /** Signals the gate and the schedule read. */
  readonly signals?: Signals;
}

/**
 * How well a gate is open where a schedule is high: (mean at open updates − mean)/(mean of the as many largest − mean).
 *
 * 1 is the best possible, 0 indifferent, negative open where it is low; undefined for a constant schedule, or a gate that is always or never open.
 *
 * @source Evci et al. 2020, for the gated rewiring
 * @example alignmentScore((n) => n % 4 === 2, cycle({ wave: 'cosine', period: 4, min: 0, max: 1 }), { updates: 8 }) // 1
 */
export function alignmentScore(
  gate: (update: number, signals: Signals) => boolean,
  schedule: Tunable,
  { updates, signals = {} }: AlignmentOptions,
): number | undefined {
  const count = checkNumber('alignmentScore.updates', updates, { min: 1, integer: true });
  const values = Float64Array.from({ length: count }, (_, update) => valueAt(schedule, update, signals));
  const open = values.filter((_, update) => gate(update, signals));
  if (open.length === 0 || open.length === count) return undefined;
  const middle = average(values);
  const best =
    average(
      values
        .slice()
        .sort()
        .subarray(count - open.length),
    ) - middle;
  const size = Math.max(...values.map(Math.abs));
  return best > 1e-12 * size ? (average(open) - middle) / best : undefined;
}
