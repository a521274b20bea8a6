import type { PlanEvent, RunEvent, SummaryEvent, VerdictEvent } from '../experiments/event.js';
import { happened, mark, throughEntry } from './store/run-events.js';
import { countRow, fillRow, freshRow, rowOfEvent, writeRow, type RunPlace, type RunRow } from './store/run-row.js';
import { freshArm, over, type ArmState, type LogEntry } from './store/run-state.js';
import { counted } from './words.js';

export { patchWords } from './store/event-words.js';
export { over } from './store/run-state.js';
export type { ArmState, LogEntry, Mark, RunState, RunStatus } from './store/run-state.js';

/** All a screen shows of a comparison; a new plan starts it over. */
export interface State {
  /** Rises with every event that changed something. */
  readonly version: number;
  readonly plan?: PlanEvent;
  readonly arms: readonly ArmState[];
  readonly log: readonly LogEntry[];
  readonly verdict?: VerdictEvent;
  readonly verdicts: readonly VerdictEvent[];
  readonly summary?: SummaryEvent;
  /** Updates lived by all runs of this comparison, and runs that ended. */
  readonly lived: number;
  readonly ended: number;
  readonly failed: number;
}

/** Nothing has happened yet. */
export const initialState: State = { version: 0, arms: [], log: [], verdicts: [], lived: 0, ended: 0, failed: 0 };

/** Lines that the log keeps. */
export const LOG_LENGTH = 400;

const row = freshRow();

/**
 * The state after an event; no clock, no input or output. Events may come twice and out of order between runs, in order within one.
 *
 * Rows and runs of the state given are written in place: it is used up.
 */
export function reduce(state: State, event: RunEvent, at = 0): State {
  if (event.type === 'plan') return planned(state, event, at);
  if (event.type === 'verdict') return logged(closed(state, event), verdictEntry(event, at));
  if (event.type === 'summary')
    return logged({ ...state, summary: event }, { at, glyph: '✓', text: `summary: ${event.title}` });
  const place = runOf(state, event.run);
  if (place === undefined || over(place.run)) return state;
  if (event.type === 'update') {
    place.run.startedAt ??= at;
    rowOfEvent(row, place, event, at);
    return taken(state, place, row);
  }
  const { arm } = place;
  const told = happened(place, event, at);
  if (told === 'nothing') return state;
  const ends = event.type === 'end' || event.type === 'failed';
  const next = ends
    ? { ...state, ended: state.ended + 1, failed: state.failed + (event.type === 'failed' ? 1 : 0) }
    : state;
  const entry = told === 'changed' ? (ends ? throughEntry(arm, at) : undefined) : told;
  return entry === undefined ? { ...next, version: next.version + 1 } : logged(next, entry);
}

/** The state after a row of a run that came beside its events: what its update events say later changes nothing. */
export function reduceRow(state: State, run: string, seen: RunRow): State {
  const place = runOf(state, run);
  return place === undefined || over(place.run) ? state : taken(state, place, seen);
}

function taken(state: State, place: RunPlace, seen: RunRow): State {
  const { plan, arm, run, index } = place;
  if (seen.update < run.lived) {
    if (run.gaps === undefined || !fillRow(place, seen)) return state;
  } else if (seen.update < plan.updates) {
    writeRow(arm, index * plan.updates + seen.update, seen);
    countRow(place, seen);
  }
  return { ...state, version: state.version + 1, lived: state.lived + 1 };
}

/** A state whose comparison has its verdict. */
export function closed(state: State, verdict: VerdictEvent): State {
  return { ...state, verdict, verdicts: [...state.verdicts, verdict] };
}

/** What the log says of a verdict. */
export function verdictEntry({ title, decided }: VerdictEvent, at: number): LogEntry {
  return { at, glyph: '✓', text: `verdict: ${title}${decided ? '' : ' (no verdict given)'}` };
}

/** Tells in a run's log that a command was not taken. */
export function refused(state: State, name: string, text: string, at: number): State {
  const run = runOf(state, name)?.run;
  if (run !== undefined) mark(run, { at, update: run.lived, kind: 'refused', glyph: '✗', text: `not taken: ${text}` });
  return logged(state, { at, glyph: '✗', text: `${name} not taken: ${text}` });
}

/** Tells in a run's log that one update of it is lived by hand; it is no event of the run, and what is stored has none. */
export function stepped(state: State, name: string, at: number): State {
  const run = runOf(state, name)?.run;
  if (run === undefined) return state;
  mark(run, { at, update: run.lived, kind: 'step', glyph: '›', text: `you lived one update: ${run.lived}` });
  return { ...state, version: state.version + 1 };
}

/** Tells in the log what somebody did at the screen. */
export function noted(state: State, text: string, at: number): State {
  return logged(state, { at, glyph: '›', text });
}

function planned(state: State, plan: PlanEvent, at: number): State {
  const { version, log, verdicts } = state;
  const arms = plan.arms.map((arm) => freshArm(plan, arm));
  return logged({ ...initialState, version, plan, arms, log, verdicts }, planEntry(plan, at));
}

/** What the log says of a plan. */
export function planEntry({ title, arms, seeds, updates }: PlanEvent, at: number): LogEntry {
  const text = `${title}: ${counted(arms.length, 'arm')}, ${counted(seeds.kept.length, 'seed')}, ${counted(updates, 'update')}`;
  return { at, glyph: '·', text };
}

function logged(state: State, entry: LogEntry): State {
  const log = [...state.log.slice(-(LOG_LENGTH - 1)), entry];
  return { ...state, log, version: state.version + 1 };
}

/** Positions of a plan's arms and seeds by name: runs are looked up at every event. */
const positions = new WeakMap<PlanEvent, { arms: Map<string, number>; seeds: Map<number, number> }>();

/** The run of a name `<arm>/<seed>`. */
export function runOf({ plan, arms }: State, name: string): RunPlace | undefined {
  if (plan === undefined) return undefined;
  let known = positions.get(plan);
  if (known === undefined) {
    known = {
      arms: new Map(plan.arms.map((arm, i) => [arm.name, i])),
      seeds: new Map(plan.seeds.kept.map((seed, i) => [seed, i])),
    };
    positions.set(plan, known);
  }
  const slash = name.lastIndexOf('/');
  const arm = arms.at(known.arms.get(name.slice(0, slash)) ?? arms.length);
  const index = known.seeds.get(Number(name.slice(slash + 1)));
  return arm === undefined || index === undefined ? undefined : { plan, arm, run: arm.runs[index], index };
}
