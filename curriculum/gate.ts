import { checkNumber, OptionError } from '../math/check.js';
import { extremes } from './extremes.js';
import { checkPeriod } from './period.js';
import {
  checkTunable,
  known,
  valueAt,
  type KnownSchedule,
  type Schedule,
  type Signals,
  type Tunable,
} from './schedule.js';

/** Open or shut at every update; like a schedule it remembers nothing. */
export type Gate = (update: number, signals: Signals) => boolean;

/**
 * Open at every `updates`-th update, from `first` on.
 *
 * @throws OptionError for a spacing that is not an integer ≥ 1 or a first update that is not an integer ≥ 0.
 * @source elementary
 * @example every(10)(30, {}) // true
 */
export function every(updates: number, first = 0): Gate {
  checkNumber('every.updates', updates, { integer: true, min: 1, advice: 'Spacing is counted in updates.' });
  checkNumber('every.first', first, { integer: true, min: 0, advice: 'Updates are counted from 0.' });
  return (update) => update >= first && (update - first) % updates === 0;
}

/**
 * Open while the latest value of a signal lies above a threshold; shut while it was never measured or is not a number.
 *
 * @throws OptionError for a name that is empty or a threshold that is not finite.
 * @source elementary
 * @example whileAbove('return', 100)(0, { return: 120 }) // true
 */
export function whileAbove(signal: string, threshold: number): Gate {
  if (signal === '')
    throw new OptionError('whileAbove.signal', 'the name of a signal', signal, 'For example return or sharpness.');
  checkNumber('whileAbove.threshold', threshold);
  return (_, signals) => {
    const value = signals[signal];
    return value !== undefined && value > threshold;
  };
}

/**
 * Open at one update of each period: where the schedule is highest (the first such update; for a real period the update nearest to the crest).
 *
 * @throws OptionError for a schedule without a period.
 * @source own definition
 * @example atCrest(cycle({ wave: 'cosine', period: 40, min: 0, max: 1 }))(60, {}) // true
 */
export function atCrest(schedule: Schedule): Gate {
  return oncePerPeriod('atCrest', schedule, 'crest');
}

/**
 * Open at one update of each period: where the schedule is lowest (the first such update; for a real period the update nearest to the trough).
 *
 * @throws OptionError for a schedule without a period.
 * @source Huang et al. 2017 (snapshots at the end of each cycle)
 * @example atTrough(cycle({ wave: 'warmRestart', period: 40, min: 0, max: 1 }))(39, {}) // true
 */
export function atTrough(schedule: Schedule): Gate {
  return oncePerPeriod('atTrough', schedule, 'trough');
}

function oncePerPeriod(name: string, schedule: Schedule, which: 'crest' | 'trough'): Gate {
  const period = checkPeriod(`${name}.schedule`, schedule);
  const at = extremes(schedule)[which];
  return (update) => update === Math.round(at + Math.round((update - at) / period) * period);
}

/**
 * Open from update `from` until just before update `to`.
 *
 * @throws OptionError for bounds that are not integers ≥ 0 (`to` may be Infinity), or `to` not after `from`.
 * @source elementary
 * @example during(10, 20)(20, {}) // false
 */
export function during(from: number, to: number): Gate {
  checkNumber('during.from', from, { integer: true, min: 0, advice: 'Updates are counted from 0.' });
  if (to !== Infinity)
    checkNumber('during.to', to, {
      integer: true,
      above: from,
      advice: 'It is the first update at which the gate is shut again.',
    });
  return (update) => update >= from && update < to;
}

/**
 * One tunable while the gate is open, another while it is shut.
 *
 * @throws OptionError for a tunable that is neither a number nor a schedule.
 * @source elementary
 * @example gated(during(10, 20), 0.5, 0.1)(15, {}) // 0.5
 */
export function gated(
  gate: Gate,
  on: Tunable,
  off: Tunable,
): KnownSchedule<'gated', { readonly gate: Gate; readonly on: Tunable; readonly off: Tunable }> {
  checkTunable('gated.on', on);
  checkTunable('gated.off', off);
  return known('gated', (update, signals) => valueAt(gate(update, signals) ? on : off, update, signals), {
    gate,
    on,
    off,
  });
}
