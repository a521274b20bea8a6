import { checkMembers, checkName, checkNumber } from '../../math/check.js';
import { restartAt } from '../restarts.js';
import { fraction, known, type KnownSchedule } from '../schedule.js';

/** Options of {@link cosineAnnealingLR}. */
export interface CosineAnnealingLROptions {
  /** Rate at update 0; PyTorch's base_lr. */
  readonly baseRate: number;
  /** Updates from the base rate down to the lowest; PyTorch's T_max. */
  readonly updates: number;
  /** Lowest rate; PyTorch's eta_min. */
  readonly minRate?: number;
  /** After the end: `clamp` stays at the lowest rate, `mirror` climbs back and repeats every 2·updates as PyTorch does. */
  readonly afterEnd?: 'clamp' | 'mirror';
}

/**
 * CosineAnnealingLR: min + (base − min)·½(1 + cos(πt/N)).
 *
 * PyTorch: computed from the rate before, which drifts by a few units in the last place, and climbs back after N. Here: computed afresh at every
 * update; stays at the lowest rate after N unless `afterEnd: 'mirror'` asks for the climb.
 *
 * @throws OptionError for a negative rate or a length that is not an integer ≥ 1.
 * @source Loshchilov & Hutter 2017; PyTorch
 * @example cosineAnnealingLR({ baseRate: 0.1, updates: 10 })(5, {}) // 0.05
 */
export function cosineAnnealingLR(
  options: CosineAnnealingLROptions,
): KnownSchedule<'cosineAnnealingLR', Required<CosineAnnealingLROptions>> {
  checkMembers('cosineAnnealingLR', options, ['baseRate', 'updates', 'minRate', 'afterEnd']);
  const { baseRate, updates, minRate = 0, afterEnd = 'clamp' } = options;
  checkNumber('cosineAnnealingLR.baseRate', baseRate, { min: 0 });
  checkNumber('cosineAnnealingLR.updates', updates, {
    integer: true,
    min: 1,
    advice: 'Lengths are counted in updates.',
  });
  checkNumber('cosineAnnealingLR.minRate', minRate, { min: 0 });
  const mirror = checkName('cosineAnnealingLR.afterEnd', afterEnd, ['clamp', 'mirror'] as const) === 'mirror';
  const value = (update: number): number => {
    const half = update / updates;
    const share = mirror ? 1 - Math.abs(1 - 2 * fraction(half / 2)) : Math.min(1, Math.max(0, half));
    return minRate + (baseRate - minRate) * 0.5 * (1 + Math.cos(Math.PI * share));
  };
  return known('cosineAnnealingLR', value, { baseRate, updates, minRate, afterEnd }, mirror ? 2 * updates : undefined);
}

/** Options of {@link cosineAnnealingWarmRestarts}. */
export interface CosineAnnealingWarmRestartsOptions {
  /** Rate at every restart; PyTorch's base_lr. */
  readonly baseRate: number;
  /** Length of the first period in updates; PyTorch's T_0. */
  readonly period: number;
  /** How many times longer each period is than the one before; PyTorch's T_mult. */
  readonly factor?: number;
  /** The rate approached, never reached, at the end of a period; PyTorch's eta_min. */
  readonly minRate?: number;
}

/**
 * CosineAnnealingWarmRestarts: min + (base − min)·½(1 + cos(πt/Tᵢ)), t updates after the restart, Tᵢ = T₀·factorⁱ.
 *
 * PyTorch: `step(epoch)` finds the period by a truncated logarithm and misses the restart at e.g. (T₀, factor, epoch) = (1, 3, 121), (2, 3, 242), (5, 3, 605), (1, 10, 111).
 * Here: counted period by period, right at every update.
 *
 * @throws OptionError for a negative rate, or a period or factor that is not an integer ≥ 1.
 * @source Loshchilov & Hutter 2017; PyTorch
 * @example cosineAnnealingWarmRestarts({ baseRate: 0.1, period: 1, factor: 3 })(121, {}) // 0.1
 */
export function cosineAnnealingWarmRestarts(
  options: CosineAnnealingWarmRestartsOptions,
): KnownSchedule<'cosineAnnealingWarmRestarts', Required<CosineAnnealingWarmRestartsOptions>> {
  checkMembers('cosineAnnealingWarmRestarts', options, ['baseRate', 'period', 'factor', 'minRate']);
  const { baseRate, period, factor = 1, minRate = 0 } = options;
  checkNumber('cosineAnnealingWarmRestarts.baseRate', baseRate, { min: 0 });
  checkNumber('cosineAnnealingWarmRestarts.period', period, {
    integer: true,
    min: 1,
    advice: 'Periods are counted in updates.',
  });
  checkNumber('cosineAnnealingWarmRestarts.factor', factor, {
    integer: true,
    min: 1,
    advice: 'For other factors use restarts, which rounds the lengths.',
  });
  checkNumber('cosineAnnealingWarmRestarts.minRate', minRate, { min: 0 });
  const value = (update: number): number => {
    const { position, length } = restartAt(update, period, factor);
    return minRate + (baseRate - minRate) * 0.5 * (1 + Math.cos((Math.PI * position) / length));
  };
  return known(
    'cosineAnnealingWarmRestarts',
    value,
    { baseRate, period, factor, minRate },
    factor === 1 ? period : undefined,
  );
}
