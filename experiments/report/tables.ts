import type { Readings } from '../readings.js';
import type { VerdictEvent } from '../verdict-event.js';
import { estimateWord, numberWord } from '../verdict-words.js';
import { percent } from './figures/phase-curve.js';
import type { Table } from './figure.js';
import type { PassData, TrialSeries } from './pass-data.js';

/** What each arm came to. */
export function armTable({ arms }: VerdictEvent, score: string): Table {
  return {
    caption: `Arms: share of runs that collapsed with Wilson’s 95 % interval, and mean ${score} with its bootstrap interval over seeds`,
    columns: ['arm', 'runs', 'collapsed', 'share', `mean ${score}`, 'failed'],
    rows: arms.map(({ name, runs, collapsed, failed, collapse, score: mean }) => [
      name,
      String(runs),
      String(collapsed),
      runs === 0 ? '–' : `${percent(collapse.value)} (${percent(collapse.low)} to ${percent(collapse.high)})`,
      runs === 0 ? '–' : estimateWord(mean),
      String(failed),
    ]),
  };
}

/** The three readings of each arm, predicted and measured. */
export function readingTable({ arms }: VerdictEvent): Table {
  return {
    caption:
      'Readings predicted before training → measured during it, medians over seeds; coherence is the rank correlation of difficulty and curvature',
    columns: ['arm', 'margin', 'growth', 'transient', 'mean ηλ', 'coherence'],
    rows: arms.map(({ name, predicted, measured, coherence }) => [
      name,
      ...(['margin', 'growth', 'transient', 'meanProduct'] as const).map(
        (of) => `${reading(predicted, of)} → ${reading(measured, of)}`,
      ),
      coherence === undefined ? '–' : numberWord(coherence),
    ]),
  };
}

function reading(readings: Readings, name: keyof Readings): string {
  const value = readings[name];
  return value === undefined ? '–' : numberWord(value);
}

/** Differences of paired seeds. */
export function differenceTable({ differences }: VerdictEvent, score: string): Table | undefined {
  if (differences.length === 0) return undefined;
  return {
    caption: 'Differences over paired seeds: mean and 95 % bootstrap interval',
    columns: ['first − second', score, 'share that collapsed', 'first is better in'],
    rows: differences.map(({ first, second, difference, collapse, better }) => [
      `${first} − ${second}`,
      estimateWord(difference),
      estimateWord(collapse),
      `${percent(better)} of pairs`,
    ]),
  };
}

/** How well each predicted reading ordered the arms. */
export function orderTable({ order }: VerdictEvent): Table | undefined {
  const told = order.filter(({ pairs }) => pairs > 0);
  if (told.length === 0) return undefined;
  return {
    caption: 'Predicted before training against collapse: pairs of arms in the same order',
    columns: ['reading', 'pairs in order', 'rank correlation'],
    rows: told.map(({ reading, right, pairs, correlation }) => [
      reading,
      `${right} of ${pairs}`,
      correlation === undefined ? '–' : numberWord(correlation),
    ]),
  };
}

/** More rows than this belong into a file of their own. */
const MOST_ROWS = 1500;

/** Every run: its seed, how it ended, what it scored and measured. */
export function seedTable({ plan, trials }: PassData): Table {
  const shown = trials.slice(0, MOST_ROWS);
  const cut =
    trials.length > shown.length ? `; the first ${MOST_ROWS} of ${trials.length}, antiphase export has all` : '';
  return {
    caption: `Runs${cut}`,
    columns: [
      'arm',
      'seed',
      'ended',
      'updates',
      'collapsed',
      plan.score,
      'lowest margin',
      'growth',
      'transient',
      'coherence',
    ],
    rows: shown.map((trial) => [
      trial.arm,
      String(trial.seed),
      trial.result.reason,
      String(trial.lived),
      trial.result.collapsed ? 'yes' : 'no',
      scoreWord(trial),
      ...(['margin', 'growth', 'transient'] as const).map((name) => reading(trial.result.measured, name)),
      trial.result.coherence === undefined ? '–' : numberWord(trial.result.coherence),
    ]),
  };
}

/** A run that diverged has no score for the updates it did not live. */
function scoreWord({ result, lived }: TrialSeries): string {
  if (lived === 0) return '–';
  return result.reason === 'diverged' ? 'diverged' : numberWord(result.score);
}
