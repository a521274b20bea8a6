import type { PlanEvent, RunEvent, UpdateEvent } from '../experiments/event.js';
import type { SummaryEvent, VerdictEvent } from '../experiments/verdict-event.js';
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
    return take(place, row) ? lived(state, 1) : state;
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

/** True for an update whose numbers are there already: they came beside the events, or its event came before. Its event changes nothing. */
export function isKnown(state: State, { run: name, update }: UpdateEvent): boolean {
  const run = runOf(state, name)?.run;
  return run?.startedAt !== undefined && update < run.lived && run.gaps === undefined;
}

/**
 * The state after so many rows of a run that came beside its events, read one by one: what its update events say later changes nothing. The same
 * state when nothing of it was new.
 */
export function reduceRows(state: State, run: string, count: number, read: (row: number) => RunRow): State {
  const place = runOf(state, run);
  if (place === undefined || over(place.run)) return state;
  let news = 0;
  for (let i = 0; i < count; i++) if (take(place, read(i))) news++;
  return news === 0 ? state : lived(state, news);
}

/** Takes a row into a run; false where it was known. */
function take(place: RunPlace, seen: RunRow): boolean {
  const { plan, arm, run, index } = place;
  if (seen.update < run.lived) return run.gaps !== undefined && fillRow(place, seen);
  if (seen.update < plan.updates) {
    writeRow(arm, index * plan.updates + seen.update, seen);
    countRow(place, seen);
  }
  return true;
}

function lived(state: State, updates: number): State {
  return { ...state, version: state.version + updates, lived: state.lived + updates };
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

/** Where the runs of a plan stand, by name: they are looked up at every event. */
const positions = new WeakMap<PlanEvent, Map<string, { readonly arm: number; readonly index: number }>>();

/** The run of a name `<arm>/<seed>`. */
export function runOf({ plan, arms }: State, name: string): RunPlace | undefined {
  if (plan === undefined) return undefined;
  let known = positions.get(plan);
  if (known === undefined) {
    known = new Map(
      plan.arms.flatMap((each, arm) => plan.seeds.kept.map((seed, index) => [`${each.name}/${seed}`, { arm, index }])),
    );
    positions.set(plan, known);
  }
  const at = known.get(name);
  const arm = arms.at(at?.arm ?? arms.length);
  return arm === undefined || at === undefined ? undefined : { plan, arm, run: arm.runs[at.index], index: at.index };
}
