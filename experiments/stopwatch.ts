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

/** Calls of a kind, of which one is measured. */
export const SAMPLED = 8;

/**
 * Measures one of every eight calls that are alike and takes it for all of them: a look at a clock costs as much as a step of a small world. Which one it is
 * changes from batch to batch, so that no step of a batch is left out for long.
 */
export interface Sampler {
  /** Begins a batch. */
  begin(): void;
  /** Runs the batch's next call. */
  call(act: () => void): void;
  /** Ends a batch; answers the milliseconds of all its calls, as far as those measured tell. */
  end(): number;
}

/**
 * A sampler on a clock.
 *
 * @example const one = sampler(() => 0); one.begin(); one.call(() => undefined); one.end() // 0
 */
export function sampler(now: () => number): Sampler {
  let [batch, began, calls, measured, spent, mean, owed] = [-1, 0, 0, 0, 0, 0, 0];
  return {
    begin() {
      batch++;
      began = now();
      [calls, measured, spent] = [0, 0, 0];
    },
    call(act) {
      if ((calls++ + batch) % SAMPLED !== 0) {
        act();
        return;
      }
      const begun = now();
      act();
      spent += now() - begun;
      measured++;
    },
    end() {
      // A batch too short for a sample takes what calls took before it.
      if (measured > 0) mean = spent / measured;
      owed += calls * mean;
      // No batch tells more than has passed: what a call stands for that was held up is told by those that follow.
      const told = Math.min(owed, now() - began);
      owed -= told;
      return told;
    },
  };
}
