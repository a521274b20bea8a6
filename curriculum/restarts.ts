import { checkMembers, checkName, checkNumber } from '../math/check.js';
import { powerOf } from './power.js';
import type { WaveName } from './own-waves.js';
import { known, waveformOf, type CycleOptions, type KnownSchedule } from './schedule.js';
import type { Waveform } from './waveforms.js';

/** Where an update lies among periods of growing length. */
export interface RestartPosition {
  /** Which period, from 0. */
  readonly index: number;
  /** Updates since that period's start. */
  readonly position: number;
  /** Length of that period in updates. */
  readonly length: number;
}

/**
 * The period an update lies in, when period i has round(first·factor^i) updates. Counted period by period: the logarithm used elsewhere is wrong at some restarts.
 *
 * @source Loshchilov & Hutter 2017
 * @example restartAt(7, 1, 2) // { index: 3, position: 0, length: 8 }
 */
export function restartAt(update: number, first: number, factor: number): RestartPosition {
  if (factor === 1) {
    const index = Math.floor(update / first);
    return { index, position: update - index * first, length: first };
  }
  let index = 0;
  let start = 0;
  let exact = first;
  let length = first;
  while (update >= start + length) {
    start += length;
    exact *= factor;
    length = Math.round(exact);
    index++;
  }
  return { index, position: Math.max(0, update - start), length };
}

/** Options of {@link restarts}. */
export interface RestartsOptions {
  /** The shape of every period. */
  readonly wave?: WaveName | Waveform;
  /** Length of the first period in updates, an integer ≥ 1. */
  readonly period: number;
  /** How much longer each period is than the one before, ≥ 1; lengths are rounded to whole updates. */
  readonly factor?: number;
  /** Value at level 0. */
  readonly min: number;
  /** Value at level 1 in the first period. */
  readonly max: number;
  /** What the height max − min is multiplied by from period to period, in (0, 1]. */
  readonly decay?: number;
}

/**
 * Periods that grow while their crests sink: min + (max − min)·decayⁱ·w(t/Tᵢ), t updates into period i, Tᵢ = round(period·factorⁱ).
 * It repeats only when factor and decay are 1.
 *
 * @throws OptionError for a period that is not an integer ≥ 1, a factor below 1 or a decay outside (0, 1].
 * @source Loshchilov & Hutter 2017; timm (cycle_mul, cycle_decay)
 * @example restarts({ period: 10, factor: 2, min: 0, max: 1, decay: 0.5 })(20, {}) // 0.25
 */
export function restarts(options: RestartsOptions): KnownSchedule<'restarts', Required<RestartsOptions>> {
  checkMembers('restarts', options, ['wave', 'period', 'factor', 'min', 'max', 'decay']);
  const { wave = 'warmRestart', period, factor = 1, min, max, decay = 1 } = options;
  const shape = waveformOf('restarts.wave', wave);
  checkNumber('restarts.period', period, { integer: true, min: 1, advice: 'Periods are counted in updates.' });
  checkNumber('restarts.factor', factor, { min: 1, max: 1e6, advice: 'Shrinking periods would pile up.' });
  checkNumber('restarts.min', min);
  checkNumber('restarts.max', max);
  checkNumber('restarts.decay', decay, { above: 0, max: 1, advice: 'A decay above 1 would grow without end.' });
  const value = (update: number): number => {
    const { index, position, length } = restartAt(update, period, factor);
    return min + (max - min) * powerOf(decay, decay === 1 ? 0 : Math.max(0, index)) * shape(position / length);
  };
  return known(
    'restarts',
    value,
    { wave, period, factor, min, max, decay },
    factor === 1 && decay === 1 ? period : undefined,
  );
}

/** Options of {@link decayingCycle}. */
export interface DecayingCycleOptions extends Omit<CycleOptions, 'scale'> {
  /** What the height max − min is multiplied by, in (0, 1]. */
  readonly decay: number;
  /** When: after each `period` (Smith's triangular2 at decay ½) or at each `update` (his exp_range). */
  readonly every: 'period' | 'update';
}

/**
 * A cycle whose height sinks: min + (max − min)·decay^k·w(frac(n/T + phase)), with k = ⌊n/T + phase⌋ periods or k = n updates.
 *
 * @throws OptionError for what {@link cycle} refuses and for a decay outside (0, 1].
 * @source Smith 2017
 * @example decayingCycle({ wave: 'triangle', period: 8, min: 0.01, max: 0.1, decay: 0.5, every: 'period' })(12, {}) // 0.055
 */
export function decayingCycle(
  options: DecayingCycleOptions,
): KnownSchedule<'decayingCycle', Required<DecayingCycleOptions>> {
  checkMembers('decayingCycle', options, ['wave', 'period', 'min', 'max', 'phase', 'decay', 'every']);
  const { wave, period, min, max, phase = 0, decay, every } = options;
  const shape = waveformOf('decayingCycle.wave', wave);
  checkNumber('decayingCycle.period', period, { min: 1, advice: 'Periods are counted in updates.' });
  checkNumber('decayingCycle.min', min);
  checkNumber('decayingCycle.max', max);
  checkNumber('decayingCycle.phase', phase, { advice: 'Phases are counted in turns: 0.5 is half a period.' });
  checkNumber('decayingCycle.decay', decay, { above: 0, max: 1, advice: 'A decay above 1 would grow without end.' });
  const perPeriod = checkName('decayingCycle.every', every, ['period', 'update'] as const) === 'period';
  const value = (update: number): number => {
    const turns = update / period + phase;
    const count = Math.floor(turns);
    return min + (max - min) * powerOf(decay, Math.max(0, perPeriod ? count : update)) * shape(turns - count);
  };
  return known('decayingCycle', value, { wave, period, min, max, phase, decay, every });
}
