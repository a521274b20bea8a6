import type {
  AlarmEvent,
  ArmPlan,
  CycleEvent,
  Patch,
  PlanEvent,
  RunEvent,
  SummaryEvent,
  UpdateEvent,
  VerdictEvent,
} from '../experiments/event.js';
import { degrees, factor, plainNumber, score, signed } from './words.js';

/** How far a run has come. */
export type RunStatus = 'waiting' | 'running' | 'finished' | 'stopped' | 'diverged' | 'failed';

/** One seed of an arm. */
export interface RunState {
  readonly seed: number;
  status: RunStatus;
  /** Updates lived. */
  lived: number;
  /** Readings of the last update; absent while unknown. */
  margin?: number | undefined;
  growth?: number | undefined;
  transient?: number | undefined;
  /** Smallest margin of the period that runs. */
  lowestNow?: number | undefined;
  /** Smallest margin of the last whole period. */
  lowest?: number | undefined;
  /** Readings of every whole period so far. */
  readonly periods: CycleEvent[];
  /** Sum and count of ηλ over the updates at which λ was measured. */
  productSum: number;
  productCount: number;
  /** Sum and count of the collapse signal over the rule's stretch. */
  ruleSum: number;
  ruleCount: number;
  collapsed: boolean;
  /** Alarms and commands that the log has. */
  readonly told: Set<string>;
  /** Largest positive end of the measured curvature, the bound of its residual, and the update it was measured at. */
  sharpness?: number;
  sharpnessError?: number;
  sharpnessAt?: number;
  /** Update behind which everything was saved last. */
  savedAt?: number;
  /** What happened in it, oldest first. */
  readonly marks: Mark[];
}

/** Something that happened in a run. */
export interface Mark extends LogEntry {
  readonly update: number;
  readonly kind: 'start' | 'cycle' | 'alarm' | 'checkpoint' | 'command' | 'refused' | 'failed' | 'end';
}

/** One arm: its plan and its runs; its series hold a row of `updates` numbers a seed, NaN where nothing was measured. */
export interface ArmState {
  readonly plan: ArmPlan;
  readonly runs: readonly RunState[];
  readonly score: Float64Array;
  readonly margin: Float64Array;
  /** The values of the plan's rate and knob, and the measured curvature. */
  readonly rate: Float64Array;
  readonly knob: Float64Array;
  readonly sharpness: Float64Array;
}

/** A line of the event log. */
export interface LogEntry {
  /** Seconds since the start, as given with the event. */
  readonly at: number;
  readonly glyph: '·' | '▲' | '✗' | '✓' | '›';
  readonly text: string;
}

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

const LOG_LENGTH = 400;
const MARKS = 2000;

/**
 * The state after an event; no clock, no input or output. Events may come twice and out of order between runs, in order within one.
 *
 * Rows and runs of the state given are written in place: it is used up.
 */
export function reduce(state: State, event: RunEvent, at = 0): State {
  if (event.type === 'plan') return planned(state, event, at);
  if (event.type === 'verdict') {
    const text = `verdict: ${event.title}${event.decided ? '' : ' (no verdict given)'}`;
    return logged({ ...state, verdict: event, verdicts: [...state.verdicts, event] }, { at, glyph: '✓', text });
  }
  if (event.type === 'summary') {
    return logged({ ...state, summary: event }, { at, glyph: '✓', text: `summary: ${event.title}` });
  }
  const found = runOf(state, event.run);
  if (found === undefined) return state;
  const { arm, run, index } = found;
  if (over(run)) return state;
  switch (event.type) {
    case 'start':
      if (run.status !== 'waiting') return state;
      run.status = 'running';
      marked(run, { at, update: 0, kind: 'start', glyph: '·', text: `run started: ${event.run}` });
      return { ...state, version: state.version + 1 };
    case 'update':
      if (event.update < run.lived) return state;
      measured(state, arm, run, index, event);
      return { ...state, version: state.version + 1, lived: state.lived + 1 };
    case 'cycle':
      if (run.periods.some((period) => period.cycle === event.cycle)) return state;
      run.lowest = event.lowestMargin;
      run.periods.push(event);
      run.lowestNow = undefined;
      marked(run, { at, update: event.update, kind: 'cycle', glyph: '·', text: cycleWords(event) });
      return { ...state, version: state.version + 1 };
    case 'alarm': {
      if (known(run, `${event.reading} ${event.update}`)) return state;
      const of = event.signal === event.reading ? '' : ` of ${event.signal}`;
      const what = `${event.reading}${of} ${shown(event.reading, event.value)} at update ${event.update}`;
      marked(run, { at, update: event.update, kind: 'alarm', glyph: '▲', text: `alarm ${what}` });
      // A reading crosses its edge in every period: the log has the first time of each run.
      if (known(run, event.reading)) return { ...state, version: state.version + 1 };
      const text = `${event.run} ${what}`;
      return logged(state, { at, glyph: '▲', text });
    }
    case 'checkpoint': {
      if (run.savedAt !== undefined && run.savedAt > event.update) return state;
      run.savedAt = event.update + 1;
      const text = `checkpoint ${event.update + 1} saved`;
      marked(run, { at, update: event.update, kind: 'checkpoint', glyph: '✓', text });
      return { ...state, version: state.version + 1 };
    }
    case 'command': {
      if (known(run, `${event.update} ${JSON.stringify(event.patch)}`)) return state;
      const text = `${patchWords(event.patch)} at update ${event.update}`;
      marked(run, { at, update: event.update, kind: 'command', glyph: '›', text: `${text} (logged, replays)` });
      return logged(state, { at, glyph: '›', text: `${event.run} ${text}` });
    }
    case 'failed':
      run.status = 'failed';
      marked(run, { at, update: run.lived, kind: 'failed', glyph: '✗', text: `failed: ${event.message}` });
      return logged(
        { ...state, ended: state.ended + 1, failed: state.failed + 1 },
        { at, glyph: '✗', text: `${event.run} failed: ${event.message}` },
      );
    case 'end':
      return ended(state, arm, run, event.run, event.reason, at);
  }
}

function marked({ marks }: RunState, mark: Mark): void {
  marks.push(mark);
  if (marks.length > MARKS) marks.shift();
}

/** Tells in a run's log that a command was not taken. */
export function refused(state: State, name: string, text: string, at: number): State {
  const found = runOf(state, name);
  if (found !== undefined) {
    const mark: Mark = { at, update: found.run.lived, kind: 'refused', glyph: '✗', text: `not taken: ${text}` };
    marked(found.run, mark);
  }
  return logged(state, { at, glyph: '✗', text: `${name} not taken: ${text}` });
}

/** A patch in words. */
export function patchWords({ name, options }: Patch): string {
  const parts = Object.entries(options).map(([member, value]) => {
    if (member === 'release') return 'released';
    if (member === 'shift' && typeof value === 'number') return `phase +${degrees(value)}`;
    const number = typeof value === 'number' ? Number(value.toPrecision(4)) : value;
    return member === 'phase' && typeof value === 'number' ? `phase ${degrees(value)}` : `${member} ${String(number)}`;
  });
  return `${name}: ${parts.join(', ')}`;
}

function cycleWords({ cycle, score: mean, lowestMargin, growth, transient }: CycleEvent): string {
  const readings = `lowest margin ${signed(lowestMargin)}  growth ${plainNumber(growth)}  transient ${factor(transient)}`;
  return `cycle ${cycle + 1} closed: ${mean === undefined ? '' : `score ${score(mean)}  `}${readings}`;
}

/** True for what was told before; else it is told from now on. */
function known({ told }: RunState, key: string): boolean {
  if (told.has(key)) return true;
  told.add(key);
  return false;
}

function planned(state: State, plan: PlanEvent, at: number): State {
  const arms = plan.arms.map((arm): ArmState => {
    const size = plan.seeds.kept.length * plan.updates;
    return {
      plan: arm,
      runs: plan.seeds.kept.map((seed) => ({
        seed,
        status: 'waiting',
        lived: 0,
        periods: [],
        productSum: 0,
        productCount: 0,
        ruleSum: 0,
        ruleCount: 0,
        collapsed: false,
        told: new Set<string>(),
        marks: [],
      })),
      score: new Float64Array(size).fill(Number.NaN),
      margin: new Float64Array(size).fill(Number.NaN),
      rate: new Float64Array(size).fill(Number.NaN),
      knob: new Float64Array(size).fill(Number.NaN),
      sharpness: new Float64Array(size).fill(Number.NaN),
    };
  });
  const text = `${plan.title}: ${plan.arms.length} arms, ${plan.seeds.kept.length} seeds, ${plan.updates} updates`;
  const fresh: State = {
    ...initialState,
    version: state.version,
    plan,
    arms,
    log: state.log,
    verdicts: state.verdicts,
  };
  return logged(fresh, { at, glyph: '·', text });
}

function measured(state: State, arm: ArmState, run: RunState, index: number, event: UpdateEvent): void {
  const plan = state.plan;
  if (plan === undefined || event.update >= plan.updates) return;
  run.status = 'running';
  run.lived = event.update + 1;
  const at = index * plan.updates + event.update;
  const signal = (name: string): number | undefined => {
    const value: number | null | undefined = event.signals[name];
    return value === null || value === undefined ? undefined : value;
  };
  const score = signal(plan.score);
  if (score !== undefined) arm.score[at] = score;
  // A reading that was not given at this update is unknown now: no old value is shown as if it were new.
  run.margin = signal('margin');
  run.growth = signal('growth');
  run.transient = signal('transient');
  if (run.margin !== undefined) {
    arm.margin[at] = run.margin;
    run.lowestNow = Math.min(run.lowestNow ?? Number.POSITIVE_INFINITY, run.margin);
  }
  const sharpness = signal('sharpness');
  const rate = event.values[plan.rate];
  arm.rate[at] = rate;
  if (plan.knob !== undefined) arm.knob[at] = event.values[plan.knob];
  if (sharpness !== undefined) {
    arm.sharpness[at] = sharpness;
    run.sharpness = sharpness;
    run.sharpnessAt = event.update;
    run.sharpnessError = signal('sharpnessError') ?? Number.NaN;
  }
  if (sharpness !== undefined && Number.isFinite(sharpness) && Number.isFinite(rate)) {
    run.productSum += rate * sharpness;
    run.productCount++;
  }
  const rule = plan.collapse;
  const from = rule?.over === 'last half' ? Math.floor(plan.updates / 2) : 0;
  const ruled = rule === undefined ? undefined : signal(rule.signal);
  if (ruled !== undefined && event.update >= from) {
    run.ruleSum += ruled;
    run.ruleCount++;
  }
}

function ended(
  state: State,
  arm: ArmState,
  run: RunState,
  name: string,
  reason: 'finished' | 'stopped' | 'diverged',
  at: number,
): State {
  const rule = state.plan?.collapse;
  run.status = reason;
  const below = run.ruleCount > 0 && rule !== undefined && !(run.ruleSum / run.ruleCount >= rule.below);
  run.collapsed = reason === 'diverged' || (reason === 'finished' && below);
  const glyph = run.collapsed ? '✗' : '✓';
  const end = `${reason}${run.collapsed ? ', collapsed' : ''} after ${run.lived} updates`;
  marked(run, { at, update: run.lived, kind: 'end', glyph, text: end });
  const next = { ...state, ended: state.ended + 1 };
  if (reason === 'diverged') {
    return logged(next, { at, glyph: '✗', text: `${name} diverged at update ${run.lived}: a number was not finite` });
  }
  if (run.collapsed) return logged(next, { at, glyph: '✗', text: `${name} collapsed` });
  const done = arm.runs.every(over);
  if (!done) return { ...next, version: next.version + 1 };
  const alive = arm.runs.filter((each) => !each.collapsed && each.status !== 'failed').length;
  return logged(next, { at, glyph: '✓', text: `${arm.plan.name} is through: ${alive} of ${arm.runs.length} alive` });
}

/** True for a run that ended in any way. */
export function over(run: RunState): boolean {
  return run.status !== 'waiting' && run.status !== 'running';
}

function logged(state: State, entry: LogEntry): State {
  const log = [...state.log.slice(-(LOG_LENGTH - 1)), entry];
  return { ...state, log, version: state.version + 1 };
}

/** A reading's value as its own kind of number. */
function shown(reading: AlarmEvent['reading'], value: number | null): string {
  if (value === null || Number.isNaN(value)) return 'not finite';
  if (reading === 'transient') return factor(value);
  return reading === 'margin' || reading === 'coherence' ? signed(value) : plainNumber(value);
}

/** The run of a name `<arm>/<seed>`. */
export function runOf(state: State, name: string): { arm: ArmState; run: RunState; index: number } | undefined {
  const slash = name.lastIndexOf('/');
  const armName = name.slice(0, slash);
  const seed = Number(name.slice(slash + 1));
  for (const arm of state.arms) {
    if (arm.plan.name !== armName) continue;
    const index = state.plan?.seeds.kept.indexOf(seed) ?? -1;
    if (index >= 0) return { arm, run: arm.runs[index], index };
  }
  return undefined;
}
