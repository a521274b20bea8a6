import { SURVIVAL } from '../../experiments/verdict.js';
import { sparkline } from '../charts/bars.js';
import type { Style } from '../charts/cells.js';
import { comparedAt, comparedWords } from '../basis.js';
import { estimatesOf, type Estimates, type FirstCollapse } from '../estimates.js';
import { fit, wrap, type Part } from '../layout.js';
import type { State } from '../state.js';
import { count, degrees, factor, interval, plainNumber, ruleWords, score, share, signed } from '../words.js';
import type { View } from './view.js';

/** A line below the table of the arms. */
export interface CompareLine {
  readonly text: string;
  readonly style: Style;
}

/** Differences, survival, collapse over phases, the first collapse, the rule, notes and words, in this order, wrapped to a width. */
export function compareLines(view: View, width: number): readonly CompareLine[] {
  const { state } = view;
  const { plan } = state;
  if (plan === undefined) return [];
  const estimates = estimatesOf(state);
  const lines: CompareLine[] = [];
  const add = (text: string, style: Style = 'plain'): void => {
    for (const line of wrap(text, width, '  ')) lines.push({ text: line, style });
  };
  const gap = (): void => {
    if (lines.length > 0 && lines.at(-1)?.text !== '') lines.push({ text: '', style: 'dim' });
  };
  for (const parts of differenceParts(estimates, estimates.few || state.verdict?.decided === false))
    lines.push({ text: fit(parts, width), style: 'plain' });
  for (const text of otherPasses(state)) add(text);
  gap();
  for (const text of survivalLines(state, estimates)) add(text);
  const phases = phaseSpark(state, estimates);
  if (phases !== '') add(phases);
  if (estimates.firstCollapse !== undefined) add(firstCollapseWords(estimates.firstCollapse, plan.updates), 'bad');
  gap();
  add(ruleWords(plan.collapse), 'dim');
  if (estimates.few) add('few: fewer than 20 seeds an arm; intervals are shown, no verdict is given', 'dim');
  for (const note of plan.notes) add(note, 'dim');
  return lines;
}

/** A line a pair: the paired difference of the score, how often the first is ahead, and that of collapse. */
function differenceParts({ differences }: Pick<Estimates, 'differences'>, open: boolean): readonly Part[][] {
  const names = differences.map(({ first, second }) => `${first} − ${second}`);
  const longest = Math.max(0, ...names.map((name) => name.length));
  return differences.map(({ first, second, difference, collapse, better }, i) => [
    [0, names[i].padEnd(longest)],
    [0, `${score(difference.value)} ${interval(difference, score)}`],
    [1, `P(${first} > ${second}) ${share(better)}`],
    [3, `collapse ${share(collapse.value)} ${interval(collapse, share)}`],
    [2, open ? '' : difference.low <= 0 && difference.high >= 0 ? 'no difference shown' : ''],
  ]);
}

/** The first difference, for the header of a comparison. */
export function differencePart({ screen, state }: Pick<View, 'screen' | 'state'>): readonly Part[] {
  const first = screen === 'compare' ? estimatesOf(state).differences.at(0) : undefined;
  if (first === undefined) return [];
  const { difference } = first;
  return [[4, `${first.first} − ${first.second} ${score(difference.value)} ${interval(difference, score)}`]];
}

/** The first difference of the other comparisons that have a verdict. */
function otherPasses({ verdicts, verdict, plan }: State): readonly string[] {
  return verdicts
    .filter((other) => other !== verdict && other.title !== plan?.title)
    .flatMap(({ title, differences }) =>
      differences
        .filter(({ first, second }) => first === 'anti' && (second === 'const' || second === 'in'))
        .map(({ first, second, difference }) => {
          const where = title.includes(' · ') ? title.slice(title.indexOf(' · ') + 3) : title;
          return `${first} − ${second} at ${where}  ${score(difference.value)} ${interval(difference, score)}`;
        }),
    );
}

/** Which arms survive: at this rate, and over the rates that were compared. */
function survivalLines(state: State, { arms }: Estimates): readonly string[] {
  const { summary, plan } = state;
  if (plan === undefined) return [];
  const limit = `collapse ≤ ${share(SURVIVAL)}`;
  if (summary !== undefined) {
    const rates = summary.rates.map((rate) => plainNumber(rate, 0)).join(', ');
    const each = summary.arms.map(({ name, survives }) => {
      return `${name} ${survives.length === 0 ? 'none' : survives.map((rate) => plainNumber(rate, 0)).join(', ')}`;
    });
    return [`survives (${limit}), η₀ of ${rates}: ${each.join(' · ')}`];
  }
  const known = arms.flatMap(({ collapse }, i) =>
    collapse === undefined ? [] : [{ name: plan.arms[i].name, collapse }],
  );
  if (known.length === 0) return [];
  const alive = known.filter(({ collapse }) => collapse.value <= SURVIVAL).map(({ name }) => name);
  return [
    `survives (${limit}) at ${comparedWords(comparedAt(plan))}: ${alive.length === 0 ? 'none' : alive.join(' · ')}`,
  ];
}

/** Collapse over the phases as blocks, and that of the constant rate. */
function phaseSpark({ plan }: State, { arms }: Estimates): string {
  const phases = phaseRates(plan?.arms ?? [], arms);
  if (phases.length < 3) return '';
  const constant = plan?.arms.findIndex(({ name }) => name === 'const') ?? -1;
  const rate = arms.at(constant)?.collapse?.value;
  const blocks = sparkline([...phases.map(({ rate: of }) => of), 0, 1], phases.length + 2).slice(0, phases.length);
  return [
    `collapse by Δφ  ${degrees(phases[0].turns)} ${blocks} ${degrees(phases[phases.length - 1].turns)}`,
    constant < 0 || rate === undefined ? '' : `const ${share(rate)}`,
  ].join('   ');
}

/** Collapse rate of each arm that is a phase, by phase. */
export function phaseRates(
  plans: readonly { readonly phase?: number }[],
  arms: Estimates['arms'],
): readonly { readonly turns: number; readonly rate: number; readonly low: number; readonly high: number }[] {
  return plans
    .flatMap(({ phase }, i) => {
      const collapse = arms.at(i)?.collapse;
      if (phase === undefined || collapse === undefined) return [];
      return [{ turns: phase - Math.floor(phase), rate: collapse.value, low: collapse.low, high: collapse.high }];
    })
    .sort((a, b) => a.turns - b.turns);
}

/** Which run fell first, and the values at that moment. */
function firstCollapseWords({ arm, index, run, update }: FirstCollapse, updates: number): string {
  const at = index * updates + Math.max(0, Math.min(update, run.lived) - 1);
  let measured = at;
  while (measured > index * updates && Number.isNaN(arm.sharpness[measured])) measured--;
  const transient = run.periods.filter((period) => period.update <= update).at(-1)?.transient;
  const parts = [
    `first collapse  ${arm.plan.name}, seed ${run.seed}, update ${count(update)}:`,
    `η ${plainNumber(arm.rate[at], 1)}`,
    `λ ${plainNumber(arm.sharpness[measured], 3)}`,
    `margin ${signed(arm.margin[at])}`,
    `transient ${factor(transient)}`,
  ];
  return parts.join('  ');
}
