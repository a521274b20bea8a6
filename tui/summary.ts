import type { Readings } from '../experiments/readings.js';
import type { ArmVerdict } from '../experiments/verdict-event.js';
import { median } from './seed-columns.js';
import { periodMedian } from './store/period-median.js';
import { runScore } from './run-score.js';
import { over, type ArmState, type State } from './state.js';
import { factor, NOT_APPLICABLE, plainNumber, score, signed, type LiveReadings } from './words.js';

/** One arm in numbers: medians over its seeds of what is known so far, or the verdict's numbers once it has come. */
export interface ArmSummary {
  readonly name: string;
  readonly runs: number;
  /** Something of it oscillates, so that there is a period to speak of. */
  readonly periodic: boolean;
  /** Runs that ended, and of those the collapsed and the failed ones. */
  readonly done: number;
  readonly collapsed: number;
  readonly failed: number;
  /** Mean score over the updates lived, averaged over seeds; what a diverged run did not live counts as the worst. */
  readonly score?: number | undefined;
  /** Medians over seeds of the latest readings. */
  readonly now: LiveReadings;
  /** Readings of the whole run: medians over seeds of the medians over periods, mean ηλ over probed updates. */
  readonly measured: Readings;
  readonly predicted: Readings;
  readonly coherence?: number | undefined;
  readonly verdict?: ArmVerdict | undefined;
}

/** Sums up one arm of a state. */
export function summarize(state: State, arm: ArmState): ArmSummary {
  const { runs, plan } = arm;
  const verdict = state.verdict?.arms.find((each) => each.name === plan.name);
  const of = (pick: (run: (typeof runs)[number]) => number | undefined): number | undefined => median(runs.map(pick));
  const going = runs.some((run) => run.status === 'running');
  const now = runs.filter((run) => run.lived > 0 && (!going || run.status === 'running'));
  const measured: Readings = verdict?.measured ?? {
    ...optional(
      'margin',
      of((run) => periodMedian(run.periods, 'lowestMargin') ?? run.lowestNow),
    ),
    ...optional(
      'growth',
      of((run) => periodMedian(run.periods, 'growth')),
    ),
    ...optional(
      'transient',
      of((run) => periodMedian(run.periods, 'transient')),
    ),
    ...optional(
      'meanProduct',
      of((run) => (run.productCount > 0 ? run.productSum / run.productCount : undefined)),
    ),
  };
  return {
    name: plan.name,
    runs: runs.length,
    periodic: state.plan?.period !== undefined && Object.values(plan.waves).some(oscillates),
    done: runs.filter(over).length,
    collapsed: verdict?.collapsed ?? runs.filter((run) => run.collapsed).length,
    failed: verdict?.failed ?? runs.filter((run) => run.status === 'failed').length,
    score: verdict?.score.value ?? meanScore(state.plan, arm),
    now: {
      margin: median(now.map((run) => run.margin)),
      lowest: median(now.map((run) => run.lowest ?? run.lowestNow)),
      growth: median(now.map((run) => run.growth)),
      transient: median(now.map((run) => run.transient)),
    },
    measured,
    predicted: plan.predicted,
    coherence: verdict?.coherence ?? of((run) => periodMedian(run.periods, 'coherence')),
    verdict,
  };
}

function oscillates(wave: readonly number[]): boolean {
  return wave.some((value) => value !== wave[0]);
}

function optional<Name extends string>(name: Name, value: number | undefined): Partial<Record<Name, number>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<Name, number>>);
}

function meanScore(plan: State['plan'], arm: ArmState): number | undefined {
  let sum = 0;
  let seeds = 0;
  for (const [index, { scoreSum, scoreCount }] of arm.runs.entries()) {
    const whole = plan === undefined ? Number.NaN : runScore(plan, arm, index);
    // Where nothing is known of the worst, what was lived is all there is.
    const mean = Number.isFinite(whole) ? whole : scoreSum / scoreCount;
    if (Number.isNaN(mean)) continue;
    sum += mean;
    seeds++;
  }
  return seeds === 0 ? undefined : sum / seeds;
}

/** The readings a screen shows: those of the moment, and the measured ones of the whole runs once the verdict has come. */
export function shownReadings({ now, measured, verdict }: ArmSummary): LiveReadings {
  if (verdict === undefined) return now;
  return { lowest: measured.margin, growth: measured.growth, transient: measured.transient };
}

/** Titles of {@link armCells}. */
export const armHead = [
  'arm',
  'done',
  'collapsed',
  'score',
  'lowest',
  'predicted',
  'growth',
  'transient',
  'mean ηλ',
] as const;

/** An arm as the cells of a table row, in the order of {@link armHead}; `predicted` is its lowest margin. */
export function armCells(summary: ArmSummary): string[] {
  const { measured, predicted, done, runs, periodic } = summary;
  const applies = (text: string): string => (periodic || text !== '?' ? text : NOT_APPLICABLE);
  return [
    summary.name,
    `${done}/${runs}`,
    done === 0 ? '?' : `${summary.collapsed}/${done - summary.failed}`,
    score(summary.score),
    signed(measured.margin),
    signed(predicted.margin),
    applies(plainNumber(measured.growth)),
    applies(factor(measured.transient)),
    plainNumber(measured.meanProduct),
  ];
}
