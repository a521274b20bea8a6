import { checkMembers, checkName, checkNumber } from '../../math/check.js';
import { powerOf } from '../power.js';
import { fraction, known, type KnownSchedule, type Schedule } from '../schedule.js';

/** Options of {@link cyclicLR}. */
export interface CyclicLROptions {
  /** Rate at the trough; PyTorch's base_lr. */
  readonly baseRate: number;
  /** Rate at the first crest; PyTorch's max_lr. */
  readonly maxRate: number;
  /** Updates from trough to crest; PyTorch's step_size_up. */
  readonly updatesUp?: number;
  /** Updates from crest to trough, as many as up when left out; PyTorch's step_size_down. */
  readonly updatesDown?: number;
  /** Height of the cycles: the same, halved after each, or `decay` to the power of the update (PyTorch's exp_range). */
  readonly mode?: 'triangular' | 'triangular2' | 'exponential';
  /** Factor per update in exponential mode, in (0, 1]; PyTorch's gamma. */
  readonly decay?: number;
  /** Momentum at the rate's crest; PyTorch's base_momentum. */
  readonly minMomentum?: number;
  /** Momentum at the rate's trough; PyTorch's max_momentum. */
  readonly maxMomentum?: number;
}

/** A rate with the momentum that belongs to it. */
export interface WithMomentum {
  /** Momentum at every update, in counter-phase: high while the rate is low. */
  readonly momentum: Schedule;
}

/**
 * CyclicLR: base + (max − base)·s·f, s the triangle of the position in the cycle, f = 1, ½^cycle or decay^update; momentum = high − (high − low)·s·f.
 *
 * PyTorch: no updates up, or none down, divides by zero; a decay above 1 grows without end; the exponent in exp_range is the update, not the
 * position. Here: lengths are integers ≥ 1, the decay lies in (0, 1], and the exponent is the update as well.
 *
 * @throws OptionError for a negative rate, a crest below the trough, a length that is not an integer ≥ 1, or a momentum outside [0, 1).
 * @source Smith 2017; PyTorch
 * @example cyclicLR({ baseRate: 0.01, maxRate: 0.1, updatesUp: 4 }).momentum(4, {}) // 0.8
 */
export function cyclicLR(
  options: CyclicLROptions,
): KnownSchedule<'cyclicLR', Required<CyclicLROptions>> & WithMomentum {
  checkMembers('cyclicLR', options, [
    'baseRate',
    'maxRate',
    'updatesUp',
    'updatesDown',
    'mode',
    'decay',
    'minMomentum',
    'maxMomentum',
  ]);
  const {
    baseRate,
    maxRate,
    updatesUp = 2000,
    updatesDown = updatesUp,
    mode = 'triangular',
    decay = 1,
    minMomentum = 0.8,
    maxMomentum = 0.9,
  } = options;
  checkNumber('cyclicLR.baseRate', baseRate, { min: 0 });
  checkNumber('cyclicLR.maxRate', maxRate, { min: baseRate, advice: 'The crest may not lie below the trough.' });
  const length = { integer: true, min: 1, advice: 'Lengths are counted in updates; for a jump use a sawtooth.' };
  checkNumber('cyclicLR.updatesUp', updatesUp, length);
  checkNumber('cyclicLR.updatesDown', updatesDown, length);
  checkName('cyclicLR.mode', mode, ['triangular', 'triangular2', 'exponential'] as const);
  checkNumber('cyclicLR.decay', decay, { above: 0, max: 1 });
  checkNumber('cyclicLR.minMomentum', minMomentum, { min: 0, below: 1 });
  checkNumber('cyclicLR.maxMomentum', maxMomentum, { min: minMomentum, below: 1 });
  const period = updatesUp + updatesDown;
  const height = (update: number): number => {
    const turns = update / period;
    const position = fraction(turns) * period;
    const level = position <= updatesUp ? position / updatesUp : (period - position) / updatesDown;
    if (mode === 'triangular') return level;
    return (
      level *
      (mode === 'triangular2' ? powerOf(0.5, Math.max(0, Math.floor(turns))) : powerOf(decay, Math.max(0, update)))
    );
  };
  const repeats = mode === 'triangular' ? { period } : {};
  const momentum = Object.assign(
    (update: number) => maxMomentum - (maxMomentum - minMomentum) * height(update),
    repeats,
  );
  const rate = known('cyclicLR', (update) => baseRate + (maxRate - baseRate) * height(update), {
    baseRate,
    maxRate,
    updatesUp,
    updatesDown,
    mode,
    decay,
    minMomentum,
    maxMomentum,
  });
  return Object.assign(rate, repeats, { momentum });
}
