import type { Values } from '../../curriculum/schedule.js';
import type { RunEvent } from '../../experiments/event.js';
import type { Telemetry } from '../../experiments/telemetry-hub.js';
import type { WorkBoard } from '../../experiments/work-board.js';
import { initialState, isKnown, noted, reduce, refused, stepped, type State } from '../state.js';
import { telemetryFeed, type TelemetryFeed } from '../store/telemetry-feed.js';
import { timeLeft } from '../time-left.js';
import { holds, type Hold } from './holds.js';
import { settledUpdates, totalUpdates } from './view.js';

/** What runs: its state, and the clock beside it. */
export interface Running {
  readonly state: () => State;
  /** The states of all comparisons that were told, in order; the last one is the present one. */
  readonly passes: () => readonly State[];
  /** So many comparisons will come in all. */
  readonly expect: (passes: number) => void;
  /** Takes an event; false when it changed nothing. */
  readonly take: (event: RunEvent) => boolean;
  /** Looks at the rows that came beside the events; true when there were some. */
  readonly look: () => boolean;
  /** A run did not take a command. */
  readonly refused: (run: string, why: string) => void;
  /** One update of a run is lived by hand. */
  readonly stepped: (run: string) => void;
  /** Tells the log what somebody did. */
  readonly noted: (text: string) => void;
  /** Everything is over: the clock stands. */
  readonly finish: () => void;
  /** Another comparison comes, and the clock of its updates starts anew. */
  readonly begin: (telemetry: Telemetry | undefined, board?: WorkBoard) => void;
  /** Seconds since the screen was opened. */
  readonly seconds: () => number;
  /** Seconds until everything is lived, comparisons to come included, and updates a second of all runs together; NaN while unknown. */
  readonly left: () => number;
  readonly speed: () => number;
  /** All numbers that a run's newest told update was made with, by name. */
  readonly values: (run: string) => Values | undefined;
  /** Time in which a run of the present comparison was held. */
  readonly held: (run: string) => readonly Hold[];
  readonly board: () => WorkBoard | undefined;
  /** Rows that nobody saw in time; NaN where none are read. */
  readonly dropped: () => number;
}

/** Seconds after which a speed is worth telling. */
const SOON = 0.5;

/** What is known of the runs beside their events. */
export interface RunningOptions {
  readonly telemetry?: Telemetry | undefined;
  readonly board?: WorkBoard | undefined;
  /** True while all runs are held: that is no time they take. Default: never. */
  readonly paused?: () => boolean;
}

/** Nothing has happened yet. */
export function running(now: () => number, options: RunningOptions = {}): Running {
  const { telemetry, paused = () => false } = options;
  let { board } = options;
  /** Milliseconds in which runs were held since the first plan, and since the present one; the last look. */
  let [heldFirst, heldNow, looked] = [0, 0, now()];
  const begun = now();
  let state: State = initialState;
  let planned = begun;
  /** When the first comparison began, those before the present one, and how many there will be. */
  let [first, expected]: [number | undefined, number] = [undefined, 1];
  let earlier: readonly State[] = [];
  let feed: TelemetryFeed | undefined = telemetry === undefined ? undefined : telemetryFeed(telemetry);
  let ended: number | undefined;
  const values = new Map<string, Values>();
  const waits = holds();
  const seconds = (): number => ((ended ?? now()) - begun) / 1000;
  const spent = (): number => (now() - planned - heldNow) / 1000;
  /** Counts the time since the last look where runs are held, and answers its milliseconds. */
  function clocked(): number {
    const at = now();
    const passed = paused() && first !== undefined ? at - looked : 0;
    [heldFirst, heldNow, looked] = [heldFirst + passed, heldNow + passed, at];
    return passed;
  }
  return {
    state: () => state,
    take(event) {
      const before = state.version;
      if (event.type === 'update') {
        values.set(event.run, event.values);
        // Nearly all of them came through the ring: nothing else is done for what is known, and no clock is looked at.
        if (isKnown(state, event)) return false;
      }
      // A plan makes rows of its own: the comparison before it stays as it is.
      if (event.type === 'plan' && state.plan !== undefined) earlier = [...earlier, state];
      state = reduce(state, event, seconds());
      if (event.type === 'plan') {
        planned = now();
        first ??= planned;
        heldNow = 0;
        waits.clear();
      }
      return state.version !== before;
    },
    look() {
      const passed = clocked();
      const before = state.version;
      state = feed?.read(state) ?? state;
      waits.look(state, passed / 1000);
      return state.version !== before;
    },
    stepped: (run) => void (state = stepped(state, run, seconds())),
    noted: (text) => void (state = noted(state, text, seconds())),
    refused: (run, why) => void (state = refused(state, run, why, seconds())),
    finish: () => void (ended = now()),
    begin(next, nextBoard) {
      [board, heldFirst, heldNow] = [nextBoard, 0, 0];
      feed = next === undefined ? undefined : telemetryFeed(next);
      [planned, ended, first, expected, earlier] = [now(), undefined, undefined, 1, []];
      state = { ...initialState, version: state.version + 1 };
    },
    seconds,
    passes: () => (state.plan === undefined ? earlier : [...earlier, state]),
    expect: (passes) => void (expected = passes),
    left: () =>
      timeLeft({
        seconds: first === undefined ? 0 : (now() - first - heldFirst) / 1000,
        before: earlier.reduce((sum, pass) => sum + settledUpdates(pass), 0),
        settled: settledUpdates(state),
        read: board?.updatesRead() ?? 0,
        total: totalUpdates(state),
        toCome: Math.max(0, expected - earlier.length - 1),
      }),
    values: (run) => values.get(run),
    held: waits.of,
    dropped: () => feed?.dropped() ?? Number.NaN,
    speed: () => (spent() > SOON && state.lived > 0 ? state.lived / spent() : Number.NaN),
    board: () => board,
  };
}
