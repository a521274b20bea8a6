import type { Score } from '../math/bootstrap.js';
import { trialResult } from './result.js';
import { storedPasses } from './store/read-run.js';
import { storedTrial } from './store/trial-folder.js';

/** How stored runs are scored. */
export interface StoredScoresOptions {
  /**
   * The score of an update that a diverged run did not live; the plan's own when absent. In runs of older versions, whose plans have none, the score of a
   * diverged run is NaN without it, which statistics refuse.
   */
  readonly worst?: number;
}

/**
 * The scores of a stored run by arm, as records for statistics: `task` is the comparison (each mean rate is one), `run` the seed, `score` the mean of the
 * plan's score over all updates. Runs that failed or were stopped have none.
 *
 * @throws StoreError for a folder that holds no run, or files that cannot be used.
 * @example stratifiedBootstrap(storedScores('runs/mine').get('anti') ?? [], { random: random(0) })
 */
export function storedScores(path: string, { worst }: StoredScoresOptions = {}): ReadonlyMap<string, readonly Score[]> {
  const scores = new Map<string, Score[]>();
  for (const { plan, trials } of storedPasses(path)) {
    const { score, rate, updates, collapse, arms } = plan;
    const judgement = {
      score,
      rate,
      updates,
      worst: worst ?? plan.worst ?? NaN,
      ...(collapse === undefined ? {} : { collapse }),
    };
    for (const { arm, seed, folder } of trials) {
      const index = arms.findIndex(({ name }) => name === arm);
      const result = trialResult(index, seed, [...storedTrial(folder)], judgement);
      if (result.reason !== 'finished' && result.reason !== 'diverged') continue;
      const record = { task: plan.title, run: String(seed), score: result.score };
      scores.set(arm, [...(scores.get(arm) ?? []), record]);
    }
  }
  return scores;
}
