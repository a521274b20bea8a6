import type { ArmVerdict, VerdictEvent } from './verdict-event.js';
import type { SweepFacts } from './sweep-facts.js';
import { estimateWord, meanOf } from './verdict-words.js';

/** Points that words name; the table has all. */
const NAMED = 5;

/** Points best first: by mean score, those without one last; of equals the earlier one. */
export function bestFirst(arms: readonly ArmVerdict[]): readonly ArmVerdict[] {
  const rank = ({ score }: ArmVerdict): number => (Number.isFinite(score.value) ? score.value : -Infinity);
  return arms
    .map((arm, i) => [arm, i] as const)
    .sort(([a, i], [b, j]) => (rank(a) === rank(b) ? i - j : rank(b) > rank(a) ? 1 : -1))
    .map(([arm]) => arm);
}

/** A sweep's result in sentences; every number in them stands in the verdict, whose arms stand best first. */
export function sweepWords(
  { arms, seeds }: Pick<VerdictEvent, 'arms' | 'seeds'>,
  { points, sampler, shard }: SweepFacts,
  { stopped, score: measured }: { readonly stopped: boolean; readonly score: string },
): readonly string[] {
  const words: string[] = [];
  if (stopped) words.push('Stopped before its end: these are the runs that finished.');
  if (shard !== undefined)
    words.push(
      `Part ${shard.index} of ${shard.count}: ${arms.length} of ${points} points. The best of all is known when the parts are put together.`,
    );
  const failed = arms.reduce((sum, arm) => sum + arm.failed, 0);
  if (failed > 0) words.push(`${failed} runs failed and are counted in no rate.`);
  const mean = meanOf(measured);
  for (const [i, { name, runs, score, collapse }] of arms.slice(0, NAMED).entries()) {
    words.push(
      runs === 0
        ? `${i + 1}. ${name}: no run came to its end.`
        : `${i + 1}. ${name}: ${mean} ${estimateWord(score)}, collapse ${estimateWord(collapse)}.`,
    );
  }
  if (arms.length > NAMED) words.push(`${arms.length - NAMED} more points stand in the table.`);
  if (arms.length === 1 && sampler === 'halving' && points > 1)
    words.push('Its seeds are fresh: none of them took part in choosing it.');
  else if (arms.length > 1)
    words.push(
      `The first one is a choice among ${arms.length} over ${seeds} seeds: chance flatters it. Run it again on fresh seeds before it is believed.`,
    );
  return words;
}
