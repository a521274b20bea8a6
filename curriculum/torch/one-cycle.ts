import { checkMembers, checkName, checkNumber, OptionError } from '../../math/check.js';
import { known, type KnownSchedule, type Schedule } from '../schedule.js';
import type { WithMomentum } from './cyclic.js';

/** Options of {@link oneCycleLR}. */
export interface OneCycleLROptions {
  /** Rate at the peak; PyTorch's max_lr. */
  readonly maxRate: number;
  /** Length in updates, the last value is that of update `updates` − 1; PyTorch's total_steps. */
  readonly updates: number;
  /** Share of the length spent rising; PyTorch's pct_start. */
  readonly rise?: number;
  /** The first rate is maxRate/startDivisor; PyTorch's div_factor. */
  readonly startDivisor?: number;
  /** The last rate is the first rate/endDivisor; PyTorch's final_div_factor. */
  readonly endDivisor?: number;
  /** The shape of the phases; PyTorch's anneal_strategy. */
  readonly flank?: 'cosine' | 'linear';
  /** Come back to the first rate as fast as it rose, then go on to the last one; PyTorch's three_phase. */
  readonly threePhase?: boolean;
  /** Momentum at the peak; PyTorch's base_momentum. */
  readonly minMomentum?: number;
  /** Momentum at the start and at the end; PyTorch's max_momentum. */
  readonly maxMomentum?: number;
}

/**
 * OneCycleLR: first rate → peak until rise·N − 1, then → last rate until N − 1; with three phases back at the first rate at 2·rise·N − 2.
 * Momentum runs the other way.
 *
 * PyTorch: one update past the end is accepted, where the cosine rises again and the line goes **negative**, and the next one throws; a phase
 * without length divides by zero or starts off the curve. Here: the last rate is held from N − 1 on, and every phase must have a positive length.
 *
 * @throws OptionError for a phase without length (naming the shares that fit), a rate or divisor that is not above 0, or a momentum outside [0, 1).
 * @source Smith & Topin 2019; PyTorch
 * @example oneCycleLR({ maxRate: 0.1, updates: 10, flank: 'linear' })(10, {}) // 4e-7
 */
export function oneCycleLR(
  options: OneCycleLROptions,
): KnownSchedule<'oneCycleLR', Required<OneCycleLROptions>> & WithMomentum {
  const members = [
    'maxRate',
    'updates',
    'rise',
    'startDivisor',
    'endDivisor',
    'flank',
    'threePhase',
    'minMomentum',
    'maxMomentum',
  ];
  checkMembers('oneCycleLR', options, members);
  const {
    maxRate,
    updates,
    rise = 0.3,
    startDivisor = 25,
    endDivisor = 1e4,
    flank = 'cosine',
    threePhase = false,
  } = options;
  const { minMomentum = 0.85, maxMomentum = 0.95 } = options;
  checkNumber('oneCycleLR.maxRate', maxRate, { above: 0 });
  checkNumber('oneCycleLR.updates', updates, { integer: true, min: 2, advice: 'One update cannot hold two phases.' });
  checkNumber('oneCycleLR.startDivisor', startDivisor, {
    min: 1,
    advice: 'The first rate may not lie above the peak.',
  });
  checkNumber('oneCycleLR.endDivisor', endDivisor, { above: 0 });
  checkNumber('oneCycleLR.minMomentum', minMomentum, { min: 0, below: 1 });
  checkNumber('oneCycleLR.maxMomentum', maxMomentum, { min: minMomentum, below: 1 });
  const linear = checkName('oneCycleLR.flank', flank, ['cosine', 'linear'] as const) === 'linear';
  checkNumber('oneCycleLR.rise', rise);
  const end = updates - 1;
  const peak = rise * updates - 1;
  const back = 2 * rise * updates - 2;
  if (!(peak > 0 && (threePhase ? back : peak) < end)) {
    const most = threePhase ? (updates + 1) / (2 * updates) : 1;
    throw new OptionError(
      'oneCycleLR.rise',
      `a number in (${1 / updates}, ${most}) for ${updates} updates`,
      rise,
      'Every phase needs a positive length.',
    );
  }
  const firstRate = maxRate / startDivisor;
  const lastRate = firstRate / endDivisor;
  const ease = (from: number, to: number, share: number): number =>
    linear ? (1 - share) * from + share * to : to + (from - to) * 0.5 * (1 + Math.cos(Math.PI * share));
  const through = (first: number, top: number, last: number): Schedule => {
    return (update) => {
      const t = Math.min(end, Math.max(0, update));
      if (t <= peak) return ease(first, top, t / peak);
      if (!threePhase) return ease(top, last, (t - peak) / (end - peak));
      return t <= back ? ease(top, first, (t - peak) / (back - peak)) : ease(first, last, (t - back) / (end - back));
    };
  };
  const given = { maxRate, updates, rise, startDivisor, endDivisor, flank, threePhase, minMomentum, maxMomentum };
  const rate = known('oneCycleLR', through(firstRate, maxRate, lastRate), given);
  return Object.assign(rate, { momentum: through(maxMomentum, minMomentum, maxMomentum) });
}
