import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { ArmVerdict } from '../../experiments/verdict-event.js';
import { storedPasses, storedVerdicts } from '../../experiments/store/read-run.js';
import { isStoreError } from '../../experiments/store/store-error.js';
import { logName, storedTrial } from '../../experiments/store/trial-folder.js';
import { columnsMean } from '../charts/bars.js';
import type { StoredRow } from './runs-row.js';

/** What the plan and the last verdict of a stored run say; of one without a verdict, how many of its trials have begun. */
export function detailOf(folder: string): Partial<StoredRow> {
  try {
    const passes = storedPasses(folder);
    const plan = passes.at(-1)?.plan;
    const arms = storedVerdicts(folder).at(-1)?.arms ?? [];
    const best = [...arms].sort((a, b) => rank(b) - rank(a)).at(0);
    return {
      ...(plan === undefined ? {} : { plan, arms: plan.arms.length }),
      ...(best === undefined ? { ...progressOf(passes) } : { best }),
    };
  } catch (error) {
    if (!isStoreError(error)) throw error;
    return { problem: error.message };
  }
}

function progressOf(passes: ReturnType<typeof storedPasses>): Partial<StoredRow> {
  return {
    begun: passes.reduce((sum, { trials }) => sum + trials.length, 0),
    planned: passes.reduce((sum, { plan }) => sum + plan.arms.length * plan.seeds.kept.length, 0),
  };
}

function rank({ score }: ArmVerdict): number {
  return Number.isFinite(score.value) ? score.value : Number.NEGATIVE_INFINITY;
}

/** Blocks of a row's curve. */
export const SPARK = 8;

/** Events that are read at a call, and bytes of a log that is read for its curve. */
const EVENTS = 2000;
const LARGEST = 8e6;

/** Reads on at every call; answers the curve once it is known, an empty one where there is none. */
export type SparkReader = () => readonly number[] | undefined;

/** Reads the score of the first seed of a run's best arm, in slices. */
export function sparkReader(folder: string, { best }: StoredRow): SparkReader {
  const scores: number[] = [];
  let events: ReturnType<typeof storedTrial> | undefined;
  let signal = '';
  let updates = 0;
  return () => {
    try {
      if (events === undefined) {
        const pass = storedPasses(folder).at(-1);
        const trial = pass?.trials.find(({ arm }) => arm === best?.name);
        if (pass === undefined || trial === undefined) return [];
        const size = statSync(join(trial.folder, logName), { throwIfNoEntry: false })?.size ?? 0;
        if (size > LARGEST) return [];
        [signal, updates, events] = [pass.plan.score, pass.plan.updates, storedTrial(trial.folder)];
      }
      for (let i = 0; i < EVENTS; i++) {
        const { value, done } = events.next();
        // What a run did not live stays blank.
        if (done === true) return [...columnsMean(padded(scores, updates), SPARK)];
        if (value.type === 'update') scores[value.update] = value.signals[signal] ?? Number.NaN;
      }
      return undefined;
    } catch (error) {
      if (!isStoreError(error)) throw error;
      return [];
    }
  };
}

function padded(values: readonly number[], length: number): Float64Array {
  const out = new Float64Array(Math.max(length, values.length)).fill(Number.NaN);
  values.forEach((value, i) => (out[i] = value));
  return out;
}
