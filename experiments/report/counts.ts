import { average } from '../../math/average.js';
import { wilsonInterval, type Interval } from '../../math/statistics.js';
import type { PassData } from './pass-data.js';

/** How many runs of an arm came to an end, and how many of them collapsed. */
export interface ArmCount {
  readonly arm: string;
  readonly runs: number;
  readonly collapsed: number;
  /** Share that collapsed, with Wilson's interval; undefined where no run came to an end. */
  readonly share: Interval | undefined;
}

/** The counts of every arm, in the plan's order; runs that failed or were stopped are in none of them. */
export function armCounts({ plan, trials }: PassData): readonly ArmCount[] {
  return plan.arms.map(({ name }) => {
    const ended = trials.filter(
      ({ arm, result }) => arm === name && (result.reason === 'finished' || result.reason === 'diverged'),
    );
    const collapsed = ended.filter(({ result }) => result.collapsed).length;
    const share = ended.length === 0 ? undefined : wilsonInterval(collapsed, ended.length);
    return { arm: name, runs: ended.length, collapsed, share };
  });
}

/** The mean of an arm's rate over a period. */
export function meanRate({ plan }: PassData, arm: string): number {
  const wave = plan.arms.find(({ name }) => name === arm)?.waves[plan.rate] ?? [];
  return average(wave);
}
