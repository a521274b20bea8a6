import type { RunEvent } from '../../experiments/event.js';
import type { Telemetry } from '../../experiments/telemetry-hub.js';
import { initialState, reduce, refused, type State } from '../state.js';
import { telemetryFeed, type TelemetryFeed } from '../store/telemetry-feed.js';
import { settledUpdates, totalUpdates } from './view.js';

/** What runs: its state, and the clock beside it. */
export interface Running {
  readonly state: () => State;
  /** Takes an event; false when it changed nothing. */
  readonly take: (event: RunEvent) => boolean;
  /** Looks at the rows that came beside the events; true when there were some. */
  readonly look: () => boolean;
  /** A run did not take a command. */
  readonly refused: (run: string, why: string) => void;
  /** Everything is over: the clock stands. */
  readonly finish: () => void;
  /** Another comparison comes, and the clock of its updates starts anew. */
  readonly begin: (telemetry: Telemetry | undefined) => void;
  /** Seconds since the screen was opened. */
  readonly seconds: () => number;
  /** Seconds until everything is lived, and updates a second of all runs together; NaN while unknown. */
  readonly left: () => number;
  readonly speed: () => number;
}

/** Seconds after which a speed is worth telling. */
const SOON = 0.5;

/** Nothing has happened yet. */
export function running(now: () => number, telemetry?: Telemetry): Running {
  const begun = now();
  let state: State = initialState;
  let planned = begun;
  let feed: TelemetryFeed | undefined = telemetry === undefined ? undefined : telemetryFeed(telemetry);
  let ended: number | undefined;
  const seconds = (): number => ((ended ?? now()) - begun) / 1000;
  const spent = (): number => (now() - planned) / 1000;
  return {
    state: () => state,
    take(event) {
      const before = state.version;
      state = reduce(state, event, seconds());
      if (event.type === 'plan') planned = now();
      return state.version !== before;
    },
    look() {
      const before = state.version;
      state = feed?.read(state) ?? state;
      return state.version !== before;
    },
    refused: (run, why) => void (state = refused(state, run, why, seconds())),
    finish: () => void (ended = now()),
    begin(next) {
      feed = next === undefined ? undefined : telemetryFeed(next);
      [planned, ended] = [now(), undefined];
      state = { ...initialState, version: state.version + 1 };
    },
    seconds,
    left() {
      const settled = settledUpdates(state);
      return settled > 0 ? (spent() / settled) * (totalUpdates(state) - settled) : Number.NaN;
    },
    speed: () => (spent() > SOON && state.lived > 0 ? state.lived / spent() : Number.NaN),
  };
}
