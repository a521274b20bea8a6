/** Milliseconds that a run has spent, by what they were spent on. They are told beside the events, never in signals. */
export interface TimeSplit {
  /** Stepping worlds, and what gathers a batch around it. */
  environment: number;
  /** Acting: the policy's forward passes while a batch is gathered. */
  forward: number;
  /** Making advantages of a batch, and learning from it. */
  update: number;
  /** Hooks. */
  probe: number;
}

/** A clock that a run is measured with; without one nothing is measured. */
export interface Stopwatch {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly spent: TimeSplit;
}

/**
 * A stopwatch on the process's own clock.
 *
 * @example stopwatch().spent // { environment: 0, forward: 0, update: 0, probe: 0 }
 */
export function stopwatch(now: () => number = () => performance.now()): Stopwatch {
  return { now, spent: { environment: 0, forward: 0, update: 0, probe: 0 } };
}

/** One that stands still: for runs that nobody measures. */
export const stillWatch: Stopwatch = stopwatch(() => 0);
