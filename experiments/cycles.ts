import { coherence } from '../curriculum/phase.js';
import { isPeriodic } from '../curriculum/period.js';
import type { Values } from '../curriculum/schedule.js';
import type { CycleEvent, Measurements } from './event.js';
import { periodOf, type Experiment } from './experiment.js';

/** What a finished period tells: the members of a {@link CycleEvent} that are its own. */
export type CycleReadings = Omit<CycleEvent, 'type' | 'run' | 'update'>;

/** Whole periods over which knob and measured curvature are compared. */
const COMPARED_PERIODS = 4;

/** A curvature that was measured, with the knob it was measured at. */
interface Probed {
  readonly update: number;
  readonly knob: number;
  readonly sharpness: number;
}

/** What a tracker remembers, as plain data. */
export interface CycleMemory {
  /** Lowest margin so far in this period; absent while none was read. */
  readonly lowestMargin?: number;
  /** Sum and count of the scores that were measured in this period. */
  readonly scores: number;
  readonly scored: number;
  readonly growth?: number;
  readonly transient?: number;
  readonly probed: readonly Probed[];
}

/** Sums up each joint period of a run. */
export interface CycleTracker {
  /** Takes an update; answers the period's readings at its last update, else undefined. */
  see(update: number, values: Values, signals: Measurements): CycleReadings | undefined;
  checkpoint(): CycleMemory;
  restore(memory: CycleMemory): void;
}

const fresh: CycleMemory = { scores: 0, scored: 0, probed: [] };

/**
 * Sums up each joint period of an experiment.
 *
 * An experiment in which nothing oscillates, or whose periods have no integer multiple in common, has no cycles.
 */
export function cycleTracker({ tunables, learner }: Pick<Experiment, 'tunables' | 'learner'>): CycleTracker {
  const period = periodOf(tunables);
  const knob = Object.keys(tunables).find((name) => isPeriodic(tunables[name]) && !(name in learner.stepTunables));
  let memory = fresh;

  function see(update: number, values: Values, signals: Measurements): CycleReadings | undefined {
    if (period === undefined || period <= 1) return undefined;
    const reading = {
      update,
      knob: knob === undefined ? undefined : values[knob],
      score: signals[learner.score] as number | undefined,
    };
    memory = remember(memory, reading, signals, period);
    if ((update + 1) % period !== 0) return undefined;
    const { lowestMargin, scores, scored, growth, transient, probed } = memory;
    const rank = probed.length < 2 ? undefined : coherenceOf(probed, period);
    memory = { ...fresh, probed };
    return {
      cycle: (update + 1) / period - 1,
      ...(lowestMargin === undefined ? {} : { lowestMargin }),
      ...(growth === undefined ? {} : { growth }),
      ...(transient === undefined ? {} : { transient }),
      ...(rank === undefined ? {} : { coherence: rank }),
      ...(scored === 0 ? {} : { score: scores / scored }),
    };
  }

  return {
    see,
    checkpoint: () => memory,
    restore(kept) {
      memory = kept;
    },
  };
}

/** The memory after one more update. */
function remember(
  { lowestMargin, scores, scored, probed, ...latest }: CycleMemory,
  { update, knob, score }: { update: number; knob: number | undefined; score: number | undefined },
  signals: Partial<Measurements>,
  period: number,
): CycleMemory {
  const { margin, growth = latest.growth, transient = latest.transient, sharpness } = signals;
  const lowest = margin === undefined ? lowestMargin : Math.min(margin, lowestMargin ?? Infinity);
  const since = update - COMPARED_PERIODS * period;
  const kept =
    probed.length > 0 && probed[0].update <= since ? probed.filter((reading) => reading.update > since) : probed;
  return {
    scores: scores + (score ?? 0),
    scored: scored + (score === undefined ? 0 : 1),
    probed: sharpness === undefined || knob === undefined ? kept : [...kept, { update, knob, sharpness }],
    ...(lowest === undefined ? {} : { lowestMargin: lowest }),
    ...(growth === undefined ? {} : { growth }),
    ...(transient === undefined ? {} : { transient }),
  };
}

function coherenceOf(probed: readonly Probed[], period: number): number | undefined {
  return coherence({
    updates: probed.map(({ update }) => update),
    knob: probed.map(({ knob }) => knob),
    sharpness: probed.map(({ sharpness }) => sharpness),
    period,
  }).rank;
}
