import type { PlanEvent, RunEvent } from '../../experiments/event.js';
import { storedEvents } from '../../experiments/store/read-run.js';
import { isStoreError } from '../../experiments/store/store-error.js';
import { initialState, reduce, type State } from '../state.js';

/** A stored run with a playhead: what its screens show is what they showed when that many updates had been lived. */
export interface Replay {
  readonly id: string;
  /** Reads on for so many milliseconds at most; false once everything was read. */
  load(milliseconds: number): boolean;
  readonly loading: () => boolean;
  /** Why no more can be read. */
  readonly problem: () => string | undefined;
  /** Comparisons in it (mean rates, equal product), and the one that is shown. */
  readonly passes: () => number;
  readonly pass: () => number;
  nextPass(): void;
  readonly state: () => State;
  /** Updates of a run that are shown, of how many. */
  readonly at: () => number;
  readonly updates: () => number;
  seek(update: number): void;
  readonly playing: () => boolean;
  play(on: boolean): void;
  /** Updates a second. */
  readonly pace: () => number;
  quicken(by: number): void;
  /** Moves a playing head; true when it moved. */
  advance(seconds: number): boolean;
}

/** One comparison of a stored run as it was told. */
interface Pass {
  readonly plan: PlanEvent;
  readonly trials: RunEvent[][];
  /** Its verdict, and the summary behind the last one. */
  readonly closing: RunEvent[];
}

const SLOWEST = 1;
const QUICKEST = 10_000;

/** Opens a stored run; `load` reads it in slices, so that a screen never stalls. */
export function openReplay(
  folder: string,
  id: string,
  { pace: first = 20, playing: plays = false }: { readonly pace?: number; readonly playing?: boolean } = {},
): Replay {
  const events = storedEvents(folder);
  const passes: Pass[] = [];
  let [done, problem]: [boolean, string | undefined] = [false, undefined];
  let [shown, at, pace, part] = [0, plays ? 0 : Number.POSITIVE_INFINITY, first, 0];
  let playing = plays;
  let state: State = initialState;
  let built: { pass: number; at: number; heads: number[]; trials: number } | undefined;
  let closed = 0;

  function take(event: RunEvent): void {
    const last = passes.at(-1);
    if (event.type === 'plan') passes.push({ plan: event, trials: [], closing: [] });
    else if (event.type === 'verdict' || event.type === 'summary') last?.closing.push(event);
    else if (event.type === 'start' || last?.trials.length === 0) last?.trials.push([event]);
    else last?.trials.at(-1)?.push(event);
  }

  const updates = (): number => passes.at(shown)?.plan.updates ?? 0;

  /** The state at the playhead: goes on from where it is, or from the plan when the head went back. */
  function current(): State {
    const pass = passes.at(shown);
    if (pass === undefined) return initialState;
    const head = Math.min(at, pass.plan.updates);
    if (built === undefined || built.pass !== shown || built.at > head) {
      state = reduce({ ...initialState, version: state.version }, pass.plan, Number.NaN);
      built = { pass: shown, at: 0, heads: [], trials: 0 };
      closed = 0;
    }
    const { heads } = built;
    pass.trials.forEach((trial, i) => {
      let next = heads[i] ?? 0;
      while (next < trial.length && isDue(trial[next], head)) state = reduce(state, trial[next++], Number.NaN);
      heads[i] = next;
    });
    const whole = head >= pass.plan.updates && (done || shown < passes.length - 1);
    while (whole && closed < pass.closing.length) state = reduce(state, pass.closing[closed++], Number.NaN);
    built.at = head;
    return state;
  }

  return {
    id,
    load(milliseconds) {
      const until = performance.now() + milliseconds;
      try {
        while (!done && performance.now() < until) {
          const { value, done: over } = events.next();
          if (over === true) done = true;
          else take(value);
        }
      } catch (error) {
        if (!isStoreError(error)) throw error;
        [done, problem] = [true, error.message];
      }
      return !done;
    },
    loading: () => !done,
    problem: () => problem,
    passes: () => passes.length,
    pass: () => shown,
    nextPass() {
      if (passes.length > 0) shown = (shown + 1) % passes.length;
    },
    state: current,
    at: () => Math.min(at, updates()),
    updates,
    seek(update) {
      at = Math.max(0, Math.min(update, updates()));
      part = 0;
    },
    playing: () => playing,
    play(on) {
      playing = on;
      if (on && at >= updates()) at = 0;
    },
    pace: () => pace,
    quicken(by) {
      pace = Math.max(SLOWEST, Math.min(QUICKEST, pace * by));
    },
    advance(seconds) {
      // A pass is played once it was read whole: its trials stand one behind another in the file.
      if (!playing || updates() === 0 || (!done && shown === passes.length - 1)) return false;
      part += seconds * pace;
      const whole = Math.floor(part);
      part -= whole;
      at = Math.min(updates(), at + whole);
      if (at >= updates()) {
        // Several comparisons follow each other.
        if (shown < passes.length - 1) [shown, at] = [shown + 1, 0];
        else playing = false;
      }
      return whole > 0 || !playing;
    },
  };
}

/** Whether an event had happened once so many updates were lived. */
function isDue(event: RunEvent, head: number): boolean {
  if (event.type === 'failed') return true;
  if (event.type === 'end') return event.update <= head;
  if (event.type === 'start') return head > 0;
  return 'update' in event && event.update < head;
}
