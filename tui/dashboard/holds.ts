import type { State } from '../state.js';
import { nameOf } from './run-reading.js';

/** Time in which a run was held before one of its updates. */
export interface Hold {
  readonly update: number;
  readonly seconds: number;
}

/** How long runs were held, and before which of their updates. */
export interface Holds {
  /** Looks at the runs after so many seconds in which all were held: one that lived on meanwhile was not. */
  look(state: State, seconds: number): void;
  readonly of: (run: string) => readonly Hold[];
  clear(): void;
}

/** Nothing was held yet. */
export function holds(): Holds {
  const known = new Map<string, Hold[]>();
  const before = new Map<string, number>();
  return {
    look({ arms }, seconds) {
      if (!(seconds > 0)) {
        before.clear();
        return;
      }
      for (const arm of arms)
        arm.runs.forEach(({ status, lived }, index) => {
          if (status !== 'running') return;
          const run = nameOf({ arm, index });
          const waited = before.get(run) === lived;
          before.set(run, lived);
          if (!waited) return;
          const all = known.get(run) ?? [];
          const last = all.at(-1);
          if (last?.update === lived) all[all.length - 1] = { update: lived, seconds: last.seconds + seconds };
          else all.push({ update: lived, seconds });
          known.set(run, all);
        });
    },
    of: (run) => known.get(run) ?? [],
    clear() {
      known.clear();
      before.clear();
    },
  };
}

/**
 * The clock beside the updates from `first` on, without the time in which the run was held: each hold is taken from the steps of the clock
 * behind its update, as far as they go.
 *
 * @example withoutHolds(Float64Array.of(0, 1, 12, 13), 0, [{ update: 2, seconds: 10 }]) // [0, 1, 2, 3]
 */
export function withoutHolds(time: Float64Array, first: number, all: readonly Hold[]): Float64Array {
  const own = all.filter(({ update }) => update >= first && update - first < time.length);
  if (own.length === 0) return time;
  const out = time.slice();
  let [next, open, taken] = [0, 0, 0];
  let known = Number.NaN;
  for (let i = 0; i < time.length; i++) {
    while (next < own.length && own[next].update - first <= i) open += own[next++].seconds;
    if (!Number.isFinite(time[i])) continue;
    const take = Number.isNaN(known) ? 0 : Math.max(0, Math.min(open, time[i] - known));
    [open, taken, known] = [open - take, taken + take, time[i]];
    out[i] = time[i] - taken;
  }
  return out;
}
