import type { Basis, Comparison } from './comparison.js';
import type { Estimate, PlanEvent } from './event.js';
import type { ArmVerdict, OrderVerdict, PairedDifference, SummaryEvent, VerdictEvent } from './verdict-event.js';
import { bootstrapInterval, pairedBootstrap } from '../math/bootstrap.js';
import { streams } from '../math/random.js';
import { median, spearman, wilsonInterval } from '../math/statistics.js';
import { medianReadings } from './predict.js';
import type { TrialResult } from './result.js';
import { bestFirst, sweepWords } from './sweep-words.js';
import { summaryWords, verdictWords } from './verdict-words.js';

/** Fewer seeds an arm give numbers, but no verdict. */
export const ENOUGH_SEEDS = 20;

/** An arm survives a rate at which at most this share of its runs collapses. */
export const SURVIVAL = 0.1;

/** What the runs of one comparison say. */
export function verdictOf(
  comparison: Comparison,
  basis: Basis,
  plan: PlanEvent,
  results: readonly TrialResult[],
): VerdictEvent {
  const ofArm: TrialResult[][] = comparison.arms.map(() => []);
  for (const result of results) ofArm[result.arm].push(result);
  const arms = ofArm.map((own, arm) => armVerdict(plan, arm, own));
  const seeds = Math.min(...arms.map((arm) => arm.runs));
  const stopped =
    results.some((result) => result.reason === 'stopped') ||
    results.length < comparison.arms.length * plan.seeds.kept.length;
  const verdict: Omit<VerdictEvent, 'words'> = {
    type: 'verdict',
    title: plan.title,
    decided: seeds >= ENOUGH_SEEDS && !stopped,
    seeds,
    dropped: plan.seeds.dropped.length,
    rate: { name: comparison.rate, mean: Number(plan.manifest[`mean ${comparison.rate}`]) },
    arms,
    differences: comparison.sweep === undefined ? differencesOf(comparison, results) : [],
    order: (['margin', 'growth', 'transient'] as const).map((reading) =>
      orderOf(
        reading,
        arms.filter((arm) => arm.name !== 'flat'),
      ),
    ),
  };
  if (comparison.sweep !== undefined) {
    const ranked = { ...verdict, arms: bestFirst(arms) };
    return { ...ranked, words: sweepWords(ranked, comparison.sweep, { stopped, score: plan.score }) };
  }
  return {
    ...verdict,
    words: verdictWords(verdict, { score: plan.score, stopped, equalProduct: basis.equal === 'product' }),
  };
}

function armVerdict(plan: PlanEvent, arm: number, results: readonly TrialResult[]): ArmVerdict {
  // Runs that failed or were stopped say nothing about collapse; they are counted beside it.
  const finished = results.filter(({ reason }) => reason === 'finished' || reason === 'diverged');
  const collapsed = finished.filter((result) => result.collapsed).length;
  const coherences = finished.map((result) => result.coherence).filter((value) => value !== undefined);
  return {
    name: plan.arms[arm].name,
    runs: finished.length,
    collapsed,
    failed: results.filter(({ reason }) => reason === 'failed').length,
    collapse: finished.length === 0 ? unknown : wilsonInterval(collapsed, finished.length),
    score:
      finished.length === 0
        ? unknown
        : bootstrapInterval(
            finished.map((result) => result.score),
            { random: streams(0).fork('bootstrap', arm) },
          ),
    predicted: plan.arms[arm].predicted,
    measured: medianReadings(finished.map((result) => result.measured)),
    ...(coherences.length === 0 ? {} : { coherence: median(coherences) }),
  };
}

/** What no run has told; JSON writes it as null. */
const unknown: Estimate = { value: NaN, low: NaN, high: NaN };

/** Paired differences of the score: every arm against the first, and the arms in anti-phase against the constant one. */
export function differencesOf(
  { arms }: { readonly arms: readonly { readonly name: string }[] },
  results: readonly TrialResult[],
): readonly PairedDifference[] {
  const pairs = [
    ['anti', 'in'],
    ['anti', 'const'],
    ['anti', 'quad'],
    ['const', 'in'],
  ] as const;
  const named = pairs.map(
    ([first, second]) =>
      [arms.findIndex((arm) => arm.name === first), arms.findIndex((arm) => arm.name === second)] as const,
  );
  const known = named.filter(([first, second]) => first >= 0 && second >= 0);
  // Arms of other names: each against the first.
  const chosen = known.length > 0 ? known : arms.slice(1).map((_, i) => [i + 1, 0] as const);
  return chosen.flatMap(([first, second], i) => {
    const pairs = pairsOf(results, first, second);
    if (pairs.length < 2) return [];
    const better =
      pairs.reduce((sum, [a, b]) => sum + (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0), 0) / pairs.length;
    const paired = (of: (result: TrialResult) => number, stream: number): Estimate =>
      pairedBootstrap(
        pairs.map(([a]) => of(a)),
        pairs.map(([, b]) => of(b)),
        { random: streams(0).fork('bootstrap', 1000 + i, stream) },
      );
    return [
      {
        first: arms[first].name,
        second: arms[second].name,
        difference: paired((result) => result.score, 0),
        collapse: paired((result) => (result.collapsed ? 1 : 0), 1),
        better,
      },
    ];
  });
}

/** Runs of two arms that share a seed and came to an end. */
function pairsOf(
  results: readonly TrialResult[],
  first: number,
  second: number,
): readonly (readonly [TrialResult, TrialResult])[] {
  const ended = results.filter(({ reason }) => reason === 'finished' || reason === 'diverged');
  const others = new Map(ended.filter(({ arm }) => arm === second).map((result) => [result.seed, result]));
  return ended
    .filter(({ arm }) => arm === first)
    .flatMap((result) => {
      const other = others.get(result.seed);
      return other === undefined ? [] : [[result, other] as const];
    });
}

/** Which way danger lies for each reading: a low margin, a high growth, a high transient. */
const danger = { margin: -1, growth: 1, transient: 1 } as const;

/** How a predicted reading orders the arms, against their collapse rates. */
export function orderOf(reading: OrderVerdict['reading'], arms: readonly ArmVerdict[]): OrderVerdict {
  const known = arms.flatMap(({ predicted, collapse }) => {
    const value = predicted[reading];
    return value === undefined ? [] : [{ danger: danger[reading] * value, rate: collapse.value }];
  });
  let right = 0;
  let pairs = 0;
  for (const [i, a] of known.entries()) {
    for (let j = i + 1; j < known.length; j++) {
      const b = known[j];
      if (a.rate === b.rate) continue;
      pairs++;
      if ((a.rate - b.rate) * (a.danger - b.danger) > 0) right++;
    }
  }
  const correlation = spearman(
    known.map((arm) => arm.danger),
    known.map((arm) => arm.rate),
  );
  return { reading, right, pairs, ...(correlation === undefined ? {} : { correlation }) };
}

/** What several comparisons of equal mean rate say together: the rates that each arm survives. */
export function summaryOf(comparison: Comparison, verdicts: readonly VerdictEvent[]): SummaryEvent {
  const equal = verdicts
    .filter((_, i) => comparison.bases[i].equal !== 'product')
    .sort((a, b) => a.rate.mean - b.rate.mean);
  const rates = equal.map((verdict) => verdict.rate.mean);
  const arms = comparison.arms.map(({ name }) => {
    const collapse = equal.map((verdict) => verdict.arms.find((arm) => arm.name === name)!.collapse.value);
    return { name, collapse, survives: rates.filter((_, i) => collapse[i] <= SURVIVAL) };
  });
  const summary: Omit<SummaryEvent, 'words'> = { type: 'summary', title: comparison.name, rates, arms };
  return { ...summary, words: summaryWords(summary) };
}
