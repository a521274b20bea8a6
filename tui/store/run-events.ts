import type { AlarmEvent, CommandEvent, EndEvent, RunEvent } from '../../experiments/event.js';
import { alarmWords, cycleWords, endWords, patchWords } from './event-words.js';
import { ruledFrom, type RunPlace } from './run-row.js';
import { over, type ArmState, type LogEntry, type Mark, type RunState } from './run-state.js';

/** What happens in a run besides its updates. */
export type Happening = Exclude<RunEvent, { readonly type: 'plan' | 'verdict' | 'summary' | 'update' }>;

/** What an event did: nothing, something in its run, or something that the log of all runs has too. */
export type Told = 'nothing' | 'changed' | LogEntry;

/** Marks that a run keeps. */
export const MARKS = 600;

/** Tells a run what happened in it. */
export function happened(place: RunPlace, event: Happening, at: number): Told {
  const { run } = place;
  run.startedAt ??= at;
  switch (event.type) {
    case 'start':
      if (run.status !== 'waiting') return 'nothing';
      run.status = 'running';
      told(run, event, at);
      return 'changed';
    case 'cycle': {
      // They come in order: one that is not behind the last was told before.
      const last = run.periods.at(-1);
      if (last !== undefined && event.cycle <= last.cycle) return 'nothing';
      run.lowest = event.lowestMargin;
      run.periods.push(event);
      run.lowestNow = lowestFrom(place, event.update + 1);
      told(run, event, at);
      return 'changed';
    }
    case 'alarm':
      return alarmed(place, event, at);
    case 'checkpoint': {
      if (run.savedAt !== undefined && run.savedAt > event.update) return 'nothing';
      run.savedAt = event.update + 1;
      told(run, event, at);
      return 'changed';
    }
    case 'command': {
      const key = `${event.update} ${JSON.stringify(event.patch)}`;
      if (run.told.has(key)) return 'nothing';
      run.told.add(key);
      told(run, event, at);
      return { at, glyph: '›', text: `${event.run} ${commandWords(event)}` };
    }
    case 'failed':
      run.status = 'failed';
      mark(run, { at, update: run.lived, kind: 'failed', glyph: '✗', text: `failed: ${event.message}` });
      return { at, glyph: '✗', text: `${event.run} failed: ${event.message}` };
    case 'end':
      return ended(place, event, at);
  }
}

function alarmed({ plan, run }: RunPlace, event: AlarmEvent, at: number): Told {
  const { reading, update, signal, run: name } = event;
  const before = run.alarms[reading];
  if (before !== undefined && before >= update) return 'nothing';
  run.alarms[reading] = update;
  if (reading === 'nonFinite' && signal === plan.collapse?.signal && update >= ruledFrom(plan)) {
    // What was not finite is judged as the worst there is.
    run.ruleSum += plan.worst ?? Number.NEGATIVE_INFINITY;
    run.ruleCount++;
  }
  told(run, event, at);
  // A reading crosses its edge in every period: the log has the first time of each run.
  return before === undefined ? { at, glyph: '▲', text: `${name} ${alarmWords(event)}` } : 'changed';
}

function ended({ plan, run }: RunPlace, { run: name, reason }: EndEvent, at: number): Told {
  const rule = plan.collapse;
  run.status = reason;
  const below = run.ruleCount > 0 && rule !== undefined && !(run.ruleSum / run.ruleCount >= rule.below);
  run.collapsed = reason === 'diverged' || (reason === 'finished' && below);
  const glyph = run.collapsed ? '✗' : '✓';
  mark(run, { at, update: run.lived, kind: 'end', glyph, text: endWords(reason, run.collapsed, run.lived) });
  if (reason === 'diverged')
    return { at, glyph: '✗', text: `${name} diverged at update ${run.lived}: a number was not finite` };
  return run.collapsed ? { at, glyph: '✗', text: `${name} collapsed` } : 'changed';
}

/** What the log says once all runs of an arm have ended; undefined before. */
export function throughEntry({ plan, runs }: ArmState, at: number): LogEntry | undefined {
  if (!runs.every(over)) return undefined;
  const alive = runs.filter((each) => !each.collapsed && each.status !== 'failed').length;
  return { at, glyph: '✓', text: `${plan.name} is through: ${alive} of ${runs.length} alive` };
}

/** Writes into a run's log. */
export function mark({ marks }: RunState, one: Mark): void {
  marks.push(one);
  if (marks.length > MARKS) marks.shift();
}

/** The mark of an event; undefined for those whose words hang on their run. */
export function markOf(event: Happening, at: number): Mark | undefined {
  switch (event.type) {
    case 'start':
      return { at, update: 0, kind: 'start', glyph: '·', text: `run started: ${event.run}` };
    case 'cycle':
      return later({ at, update: event.update, kind: 'cycle', glyph: '·' }, () => cycleWords(event));
    case 'alarm':
      return later({ at, update: event.update, kind: 'alarm', glyph: '▲' }, () => `alarm ${alarmWords(event)}`);
    case 'checkpoint':
      return { at, update: event.update, kind: 'checkpoint', glyph: '✓', text: `checkpoint ${event.update + 1} saved` };
    case 'command':
      return {
        at,
        update: event.update,
        kind: 'command',
        glyph: '›',
        text: `${commandWords(event)} (logged, replays)`,
      };
    default:
      return undefined;
  }
}

function told(run: RunState, event: Happening, at: number): void {
  const one = markOf(event, at);
  if (one !== undefined) mark(run, one);
}

function commandWords({ patch, update }: CommandEvent): string {
  return `${patchWords(patch)} at update ${update}`;
}

/** A mark whose words are made once somebody reads them: a long run has very many. */
function later(mark: Omit<Mark, 'text'>, text: () => string): Mark {
  let words: string | undefined;
  return {
    ...mark,
    get text() {
      return (words ??= text());
    },
  };
}

/** The smallest margin of the updates lived from one on: rows may be ahead of the event that closes their cycle. */
function lowestFrom({ plan, arm, run, index }: RunPlace, from: number): number | undefined {
  const first = index * plan.updates;
  let lowest: number | undefined;
  for (let at = first + from; at < first + run.lived; at++)
    if (!Number.isNaN(arm.margin[at])) lowest = Math.min(lowest ?? Number.POSITIVE_INFINITY, arm.margin[at]);
  return lowest;
}
