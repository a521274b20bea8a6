import { average } from '../math/average.js';
import { OptionError } from '../math/check.js';
import { cycle, isCycle, type Schedule, type Tunable } from './schedule.js';
import type { Turns } from './waveforms.js';

/**
 * True for a tunable that repeats.
 *
 * @source own definition
 * @example isPeriodic(0.5) // false
 */
export function isPeriodic(tunable: Tunable): tunable is Schedule & { readonly period: number } {
  return typeof tunable === 'function' && tunable.period !== undefined;
}

/**
 * The period of a schedule in updates.
 *
 * @throws OptionError for a schedule without one.
 * @source own definition
 * @example checkPeriod('mean.schedule', cycle({ wave: 'cosine', period: 40, min: 0, max: 1 })) // 40
 */
export function checkPeriod(option: string, schedule: Schedule): number {
  if (schedule.period !== undefined) return schedule.period;
  const advice = 'Give the schedule a `period`, or build it with cycle().';
  throw new OptionError(option, 'a schedule with a period', schedule, advice);
}

/**
 * The values of a schedule over one period, `step` updates apart: at the updates of an integer period, else at 4096 evenly spaced phases.
 *
 * @throws OptionError for a schedule without a period.
 * @source own definition
 * @example overPeriod('mean.schedule', cycle({ wave: 'triangle', period: 4, min: 0, max: 1 })).values // [0, 0.5, 1, 0.5]
 */
export function overPeriod(
  option: string,
  schedule: Schedule,
): { readonly values: Float64Array; readonly step: number } {
  const period = checkPeriod(option, schedule);
  const whole = Number.isInteger(period);
  const count = whole ? period : 4096;
  const step = whole ? 1 : period / count;
  return { values: Float64Array.from({ length: count }, (_, k) => schedule(k * step, {})), step };
}

/**
 * The same schedule, `turns` of its period ahead: shifted(n) = schedule(n + turns·T).
 *
 * @throws OptionError for a schedule without a period.
 * @source elementary
 * @example shift(cycle({ wave: 'cosine', period: 40, min: 0, max: 2 }), 0.5)(0, {}) // 2
 */
export function shift(schedule: Schedule, turns: Turns): Schedule & { readonly period: number } {
  if (isCycle(schedule)) return cycle({ ...schedule.options, phase: schedule.options.phase + turns });
  const period = checkPeriod('shift.schedule', schedule);
  const shifted: Schedule = (update, signals) => schedule(update + turns * period, signals);
  return Object.assign(shifted, { period });
}

/**
 * The mean value of a periodic schedule over one period: over the updates of an integer period, else over 4096 evenly spaced phases.
 *
 * @throws OptionError for a schedule without a period.
 * @source elementary
 * @example mean(cycle({ wave: 'cosine', period: 40, min: 0.2, max: 1.8 })) // 1
 */
export function mean(schedule: Schedule): number {
  return average(overPeriod('mean.schedule', schedule).values);
}

/**
 * The smallest period, in updates, after which all periodic schedules among `tunables` repeat together: the least common multiple
 * of their periods, 1 when none oscillates; undefined when one of the periods is not an integer.
 *
 * @source elementary
 * @example jointPeriod([cycle({ wave: 'cosine', period: 4, min: 0, max: 1 }), cycle({ wave: 'sine', period: 6, min: 0, max: 1 })]) // 12
 */
export function jointPeriod(tunables: readonly Tunable[]): number | undefined {
  let joint = 1;
  for (const tunable of tunables) {
    if (!isPeriodic(tunable)) continue;
    if (!Number.isInteger(tunable.period)) return undefined;
    joint = (joint / greatestCommonDivisor(joint, tunable.period)) * tunable.period;
  }
  return joint;
}

/**
 * Updates after which all of `tunables` repeat together, when every one of them repeats: the least common multiple of integer periods, or the one
 * real period they share; a number repeats at every update. Undefined otherwise.
 *
 * @source elementary
 * @example commonPeriod([2, cycle({ wave: 'cosine', period: 4, min: 0, max: 1 }), cycle({ wave: 'cosine', period: 6, min: 0, max: 1 })]) // 12
 */
export function commonPeriod(tunables: readonly Tunable[]): number | undefined {
  const schedules = tunables.filter((tunable) => typeof tunable === 'function');
  if (!schedules.every(isPeriodic)) return undefined;
  const periods = new Set(schedules.map(({ period }) => period));
  return periods.size === 1 ? [...periods][0] : jointPeriod(schedules);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
