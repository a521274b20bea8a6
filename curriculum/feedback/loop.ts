import type { Schedule, Signals, Values } from '../schedule.js';

/**
 * A closed loop without a clock or a home: a pure transition on plain data, and a schedule that reads only what the loop publishes.
 *
 * A hook carries it: at every update, once the signals of `at` are measured, state ← advance(state, measured), and publish(state) joins
 * the signals. The state is JSON data, so the hook's checkpoint is the state itself.
 */
export interface Loop<State> {
  /** Prefix of everything it publishes: `<id>.<name>`. */
  readonly id: string;
  /** When to advance: `batch` after the batch is gathered and before the step, `end` after the step. */
  readonly at: 'batch' | 'end';
  /** Names of the signals it reads. */
  readonly reads: readonly string[];
  /** Names of all that it may publish, `<id>.<name>`. */
  readonly publishes: readonly string[];
  /** The state before the first update. */
  readonly initial: State;
  /**
   * The state after one more update. `measured` holds what was measured at this update only: without a reading, or with one that is
   * not finite, the loop holds or coasts.
   */
  advance(state: State, measured: Signals): State;
  /** What the state tells, by name; a value not known yet is left out. */
  publish(state: State): Values;
  /** The schedule this loop drives; it keeps no state. */
  readonly schedule: Schedule;
}

/** A reading that can be used: measured at this update, and finite. */
export function reading(measured: Signals, name: string): number | undefined {
  const value = measured[name];
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** x held within [low, high]. */
export function clip(x: number, low: number, high: number): number {
  return Math.min(Math.max(x, low), high);
}
