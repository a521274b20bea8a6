import { checkMembers, checkNumber, OptionError } from '../math/check.js';
import { checkTunable, known, valueAt, type KnownSchedule, type Signals, type Tunable } from './schedule.js';

/** One stage of {@link join}. */
export interface Stage {
  /** What rules during the stage; it is asked with its own clock, 0 at the stage's first update. */
  readonly of: Tunable;
  /** Length in updates; only the last stage may leave it out and go on for ever. */
  readonly updates?: number;
}

/**
 * Stages one after the other, each with its own zero; a last stage that has a length is held at its end, of(updates), for ever.
 *
 * @throws OptionError for no stage, a stage without a length before the last, or a length that is not an integer ≥ 1.
 * @source optax (join_schedules)
 * @example join([{ of: 1, updates: 10 }, { of: (n) => n }])(12, {}) // 2
 */
export function join(stages: readonly Stage[]): KnownSchedule<'join', { readonly stages: readonly Stage[] }> {
  if (stages.length === 0)
    throw new OptionError('join.stages', 'at least one stage', stages, 'A stage is { of, updates }.');
  const last = stages.length - 1;
  const starts = [0];
  for (const [i, stage] of stages.entries()) {
    checkMembers(`join.stages[${i}]`, stage, ['of', 'updates']);
    checkTunable(`join.stages[${i}].of`, stage.of);
    if (stage.updates === undefined && i === last) continue;
    const advice = 'Only the last stage may go on for ever; lengths are counted in updates.';
    starts.push(starts[i] + checkNumber(`join.stages[${i}].updates`, stage.updates, { integer: true, min: 1, advice }));
  }
  const value = (update: number, signals: Signals): number => {
    let i = 0;
    while (i < last && update >= starts[i + 1]) i++;
    const { of, updates = Infinity } = stages[i];
    return valueAt(of, Math.min(update - starts[i], updates), signals);
  };
  return known('join', value, { stages });
}

/** Options of {@link warmup}. */
export interface WarmupOptions {
  /** What is warmed up; its clock starts at once, with the ramp. */
  readonly of: Tunable;
  /** Length of the ramp in updates. */
  readonly updates: number;
  /** Share of the value at update 0, in [0, 1]. */
  readonly from?: number;
}

/**
 * A tunable that fades in: of(n)·(from + (1 − from)·n/updates) before `updates`, of(n) after. To start its clock only after the ramp, use {@link join}.
 *
 * @throws OptionError for a length below one update or a share outside [0, 1].
 * @source Goyal et al. 2017
 * @example warmup({ of: 0.4, updates: 10 })(5, {}) // 0.2
 */
export function warmup(options: WarmupOptions): KnownSchedule<'warmup', Required<WarmupOptions>> {
  checkMembers('warmup', options, ['of', 'updates', 'from']);
  const { of, updates, from = 0 } = options;
  checkTunable('warmup.of', of);
  checkNumber('warmup.updates', updates, { min: 1, advice: 'Lengths are counted in updates.' });
  checkNumber('warmup.from', from, { min: 0, max: 1, advice: 'It is the share of the full value at update 0.' });
  const value = (update: number, signals: Signals): number => {
    const full = valueAt(of, update, signals);
    if (update >= updates) return full;
    return full * (from + (1 - from) * (Math.max(0, update) / updates));
  };
  return known('warmup', value, { of, updates, from });
}
