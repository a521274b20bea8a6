import type { Loop } from '../curriculum/feedback.js';
import type { Schedule } from '../curriculum/schedule.js';
import type { Hook, HookFactory } from './hook.js';

/** A loop that is closed: a factory of the hook that remembers and publishes, and the schedule that only reads. */
export interface ClosedLoop extends HookFactory {
  /** The factory itself. */
  readonly hook: HookFactory;
  /** What the loop drives: a tunable. */
  readonly schedule: Schedule;
}

/**
 * Closes a loop around a run: the hook advances the loop's state by what was measured at this update and publishes `<id>.<name>`; its schedule,
 * somewhere among the tunables, reads what was published.
 *
 * A `batch` loop acts on the step of the very batch it was measured on, if its readings come from probes that are listed before it.
 *
 * @throws OptionError when the run begins, for a signal that nobody measures before it.
 * @source Åström & Murray 2008
 * @example
 * const loop = governor({ rate: 16, cap: 64 });
 * experiment({ env, agent: reinforce({ learningRate: loop.schedule }), updates, hooks: [stabilityProbe({ every: 1, steps: 5 }), closedLoop(loop)] });
 */
export function closedLoop<State>(loop: Loop<State>): ClosedLoop {
  const factory: HookFactory = () => [hookOf(loop)];
  return Object.assign(factory, { hook: factory, schedule: loop.schedule });
}

function hookOf<State>(loop: Loop<State>): Hook {
  const { id, at, reads, publishes } = loop;
  let state = loop.initial;
  return {
    id,
    at,
    reads,
    signals: publishes,
    run({ signals, ages }) {
      const measured: Record<string, number | undefined> = {};
      for (const name of reads) if (ages[name] === 0) measured[name] = signals[name];
      state = loop.advance(state, measured);
      return loop.publish(state);
    },
    checkpoint: () => state,
    restore(kept) {
      state = kept as State;
    },
  };
}
