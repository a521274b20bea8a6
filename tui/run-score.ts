import type { PlanEvent } from '../experiments/event.js';
import type { ArmState } from './state.js';

/**
 * The mean score of a run as its verdict counts it: updates that a diverged run did not live, and the one whose score was no number, count as the plan's
 * worst. NaN while nothing is known; −∞ where a diverged run has no worst score to be averaged with.
 */
export function runScore(
  { updates, worst }: Pick<PlanEvent, 'updates' | 'worst'>,
  arm: ArmState,
  index: number,
): number {
  const { status, lived, scoreSum, scoreCount } = arm.runs[index];
  if (status !== 'diverged') return scoreCount === 0 ? Number.NaN : scoreSum / scoreCount;
  const last = lived === 0 ? 0 : arm.score[index * updates + lived - 1];
  // A score that is measured now and then is NaN at most updates; one that is measured at all of them but the last was no number there.
  const broken = Number.isNaN(last) ? scoreCount === lived - 1 : !Number.isFinite(last);
  const lost = updates - lived + (broken ? 1 : 0);
  if (lost === 0) return scoreCount === 0 ? Number.NaN : scoreSum / scoreCount;
  return worst === undefined || !Number.isFinite(worst)
    ? Number.NEGATIVE_INFINITY
    : (scoreSum + lost * worst) / (scoreCount + lost);
}
