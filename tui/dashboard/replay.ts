import type { SummaryEvent, VerdictEvent } from '../../experiments/verdict-event.js';
import { runIsOver, storedPasses, storedSummary, storedVerdicts } from '../../experiments/store/read-run.js';
import { isStoreError } from '../../experiments/store/store-error.js';
import { closed, initialState, verdictEntry, type State } from '../state.js';
import { storedPass, type StoredPass } from './stored-pass.js';

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
  /** Moves a playing head, and looks whether a run that is still written has grown; true when something changed. */
  advance(seconds: number): boolean;
}

const SLOWEST = 1;
const QUICKEST = 10_000;

/** Seconds between two looks at logs that grow, and milliseconds that a look may take. */
const LOOK_EVERY = 0.25;
const LOOK_FOR = 10;

/** Opens a stored run, also one that is still written; `load` reads it in slices, so that a screen never stalls. */
export function openReplay(
  folder: string,
  id: string,
  { pace: first = 20, playing: plays = false }: { readonly pace?: number; readonly playing?: boolean } = {},
): Replay {
  const passes: StoredPass[] = [];
  let [done, problem]: [boolean, string | undefined] = [false, undefined];
  let [shown, at, pace, part] = [0, plays ? 0 : Number.POSITIVE_INFINITY, first, 0];
  let playing = plays;
  let verdicts: readonly VerdictEvent[] = [];
  let summary: SummaryEvent | undefined;
  let [opened, settled, unlooked] = [false, false, 0];
  let built: { readonly key: string; readonly state: State } | undefined;
  let version = 0;

  /** Finds passes and trials that are there by now, and what came out. */
  function look(): void {
    const isOver = runIsOver(folder);
    storedPasses(folder).forEach(({ plan, trials }, i) => {
      passes[i] ??= storedPass(plan);
      passes[i].found(trials);
      if (opened) passes[i].again();
    });
    if (isOver) [verdicts, summary] = [storedVerdicts(folder), storedSummary(folder)];
    [opened, settled] = [true, isOver];
  }

  function guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!isStoreError(error)) throw error;
      [done, problem] = [true, error.message];
    }
  }

  /** Reads passes in turn, the shown one first; false once everything there is was read. */
  function read(until: number): boolean {
    if (!opened) look();
    let more = false;
    for (const pass of new Set([...passes.slice(shown, shown + 1), ...passes]))
      if (pass.read(until)) {
        more = true;
        if (performance.now() >= until) break;
      }
    return more;
  }

  const updates = (): number => passes.at(shown)?.plan.updates ?? 0;
  /** Updates that there are to show: of a run that is over all, of one that is still written those lived so far. */
  const reach = (): number => (settled ? updates() : (passes.at(shown)?.reach() ?? 0));
  const news = (): string => `${passes.map((pass) => pass.news()).join()} ${verdicts.length}`;

  function current(): State {
    const pass = passes.at(shown);
    if (pass === undefined) return initialState;
    const head = Math.min(at, pass.plan.updates);
    const key = `${shown} ${head} ${done} ${news()}`;
    if (built?.key === key) return built.state;
    let state: State = { ...pass.stateAt(head), version: ++version };
    const whole = head >= pass.plan.updates && (done || shown < passes.length - 1);
    const verdict = whole ? verdicts.at(shown) : undefined;
    if (verdict !== undefined)
      state = { ...closed(state, verdict), log: [...state.log, verdictEntry(verdict, Number.NaN)] };
    if (whole && summary !== undefined && shown === passes.length - 1) state = { ...state, summary };
    built = { key, state };
    return state;
  }

  return {
    id,
    load(milliseconds) {
      if (!done) guarded(() => (done = !read(performance.now() + milliseconds)));
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
    at: () => Math.min(at, reach()),
    updates,
    seek(update) {
      // At the end of what is there it follows what comes.
      at = done && update >= reach() ? Number.POSITIVE_INFINITY : Math.max(0, Math.min(update, updates()));
      part = 0;
    },
    playing: () => playing,
    play(on) {
      playing = on;
      if (on && at >= reach()) at = 0;
    },
    pace: () => pace,
    quicken(by) {
      pace = Math.max(SLOWEST, Math.min(QUICKEST, pace * by));
    },
    advance(seconds) {
      let changed = false;
      unlooked += seconds;
      if (done && !settled && problem === undefined && unlooked >= LOOK_EVERY) {
        unlooked = 0;
        const before = news();
        guarded(look);
        // What is not read in this look is read in the next one.
        guarded(() => void (settled = !read(performance.now() + LOOK_FOR) && settled));
        changed = news() !== before;
      }
      // A pass is played once it was read whole.
      if (!playing || updates() === 0 || (!done && shown === passes.length - 1)) return changed;
      part += seconds * pace;
      const whole = Math.floor(part);
      part -= whole;
      at += whole;
      if (at >= reach()) {
        // Several comparisons follow each other; at the end of what is there it follows what comes.
        if (shown < passes.length - 1 && reach() === updates()) [shown, at] = [shown + 1, 0];
        else [at, playing] = [Number.POSITIVE_INFINITY, false];
      }
      return changed || whole > 0 || !playing;
    },
  };
}
