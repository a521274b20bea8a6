import type { Estimate } from './event.js';
import type { ArmVerdict, OrderVerdict, SummaryEvent, VerdictEvent } from './verdict-event.js';

/**
 * A number as verdicts write it: three significant digits, a true minus.
 *
 * @example numberWord(-0.0334) // '−0.033'
 */
export function numberWord(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '?' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  const text =
    size >= 1e5
      ? size.toExponential(1).replace('e+', 'e')
      : size >= 100
        ? size.toFixed(0)
        : size >= 10
          ? size.toFixed(1)
          : size >= 0.1 || size === 0
            ? size.toFixed(2)
            : size.toFixed(3);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/**
 * An estimate with its interval.
 *
 * @example estimateWord({ value: 0.81, low: 0.6, high: 0.93 }) // '0.81 [0.60, 0.93]'
 */
export function estimateWord({ value, low, high }: Estimate): string {
  return `${numberWord(value)} [${numberWord(low)}, ${numberWord(high)}]`;
}

/**
 * The mean of a score in words.
 *
 * @example meanOf('rewardPerStep') // 'mean reward per step'
 */
export function meanOf(score: string): string {
  return `mean ${score === 'rewardPerStep' ? 'reward per step' : score}`;
}

/** What a reader needs beside the numbers of a comparison. */
export interface VerdictContext {
  /** Name of the score. */
  readonly score: string;
  /** Some runs were stopped before their end. */
  readonly stopped: boolean;
  /** Rates were divided so that the mean of rate × knob is the same in every arm. */
  readonly equalProduct: boolean;
}

/** The verdict in sentences; every number in them stands in the verdict. */
export function verdictWords(
  verdict: Omit<VerdictEvent, 'words'>,
  { score, stopped, equalProduct }: VerdictContext,
): readonly string[] {
  const { arms, differences, decided, seeds, dropped } = verdict;
  const words: string[] = [];
  if (stopped) words.push('Stopped before its end: these are the runs that finished, no verdict is given.');
  else if (!decided) words.push(`${seeds} seeds an arm are too few: numbers are shown, no verdict is given below 20.`);
  const failed = arms.reduce((sum, arm) => sum + arm.failed, 0);
  if (failed > 0) words.push(`${failed} runs failed and are counted in no rate.`);
  words.push(
    `Collapse: ${arms.map((arm) => `${arm.name} ${arm.runs === 0 ? '?' : estimateWord(arm.collapse)}`).join(', ')} (${seeds} seeds an arm, ${dropped} dropped by the warm start).`,
  );
  for (const { first, second, difference, better } of differences) {
    const sign = difference.low > 0 ? 'scores higher' : difference.high < 0 ? 'scores lower' : 'no difference shown';
    words.push(
      `${first} − ${second}, ${meanOf(score)}: ${estimateWord(difference)}: ${decided ? sign : 'no verdict'} (better in ${Math.round(100 * better)} % of pairs).`,
    );
  }
  if (decided) words.push(...claimWords(arms, differences));
  words.push(...orderWords(verdict.order));
  if (equalProduct)
    words.push(
      'Rates were divided so that the mean of rate × difficulty is equal: what is left of the differences is the peak, not the effort.',
    );
  return words;
}

/** The chapter's claim, judged by intervals alone. */
function claimWords(arms: readonly ArmVerdict[], differences: VerdictEvent['differences']): readonly string[] {
  const inPhase = arms.find((arm) => arm.name === 'in');
  const anti = arms.find((arm) => arm.name === 'anti');
  const pair = differences.find(({ first, second }) => first === 'anti' && second === 'in');
  if (inPhase === undefined || anti === undefined || pair === undefined) return [];
  const { low, high } = pair.difference;
  const { collapse } = pair;
  const rates = `collapse ${numberWord(inPhase.collapse.value)} in phase, ${numberWord(anti.collapse.value)} in anti-phase`;
  if (inPhase.collapsed + anti.collapsed === 0) {
    const faster = low > 0 ? 'anti-phase scores higher' : high < 0 ? 'in-phase scores higher' : 'neither scores higher';
    return [`No arm near collapse here: the claim is not tested at this rate (${faster}).`];
  }
  if (collapse.high < 0)
    return [`The claim holds here: anti-phase keeps training stable where in-phase collapses (${rates}).`];
  if (collapse.low > 0) return [`The claim fails here: anti-phase collapses more often (${rates}).`];
  if (low > 0) return [`Anti-phase scores higher, but the collapse rates cannot be told apart (${rates}).`];
  if (high < 0) return [`In-phase scores higher, and the collapse rates cannot be told apart (${rates}).`];
  return [`Not enough to tell the two apart (${rates}).`];
}

function orderWords(order: readonly OrderVerdict[]): readonly string[] {
  const told = order.filter(({ pairs }) => pairs > 0);
  if (told.length === 0) return [];
  const parts = told.map(
    ({ reading, right, pairs }) => `${reading} ${right} of ${pairs}${reading === 'margin' ? '' : ' (quadratic model)'}`,
  );
  return [`Predicted before training, pairs of arms ordered as they collapsed: ${parts.join(', ')}.`];
}

/** The rates that each arm survives, in sentences. */
export function summaryWords({ rates, arms }: Omit<SummaryEvent, 'words'>): readonly string[] {
  return [
    `Mean rates compared: ${rates.map(numberWord).join(', ')}. An arm survives a rate at which at most 10 % of its runs collapse.`,
    ...arms.map(({ name, survives, collapse }) => {
      const range = survives.length === 0 ? 'none' : survives.map(numberWord).join(', ');
      return `${name} survives ${range} (collapse ${collapse.map(numberWord).join(', ')}).`;
    }),
  ];
}
