import type { PlanEvent } from '../../experiments/event.js';
import type { SummaryEvent, VerdictEvent } from '../../experiments/verdict-event.js';
import { columnsOf } from '../charts/cells.js';
import { wrap } from '../layout.js';
import { asciiNumbers, columns, counted, planRows, plainNumber, ruleWords, share, verdictRows } from '../words.js';

/** A plan as lines: what is run, the notes, the rule and what was predicted, before any training. */
export function planLines(plan: PlanEvent, width: number): string[] {
  const { seeds, sharpness } = plan;
  const dropped = seeds.dropped.length === 0 ? '' : `, ${seeds.dropped.length} dropped by the warm start`;
  const curvature =
    sharpness === undefined
      ? 'curvature of the warm policies: ?'
      : `curvature of the warm policies: ${plainNumber(sharpness.value, 4)} [${plainNumber(sharpness.low, 4)}, ${plainNumber(sharpness.high, 4)}]`;
  const lines = [
    plan.title,
    `${counted(plan.arms.length, 'arm')}, ${counted(seeds.kept.length, 'seed')}${dropped}, ${counted(plan.updates, 'update')} each`,
    asciiNumbers(ruleWords(plan.collapse)),
    ...plan.notes,
    asciiNumbers(curvature),
  ].flatMap((text) => wrap(text, width, '  '));
  return [
    ...lines,
    'predicted before training (lowest margin, growth per update, transient):',
    ...columns(planRows(plan).map((row) => row.map(asciiNumbers))).map((row) => `  ${row}`),
  ];
}

/** Verdicts and their summary as lines: words, then the table, the paired differences and the orders. */
export function verdictLines(
  verdicts: readonly VerdictEvent[],
  summary: SummaryEvent | undefined,
  width: number,
): string[] {
  const lines: string[] = [];
  for (const verdict of verdicts) {
    if (lines.length > 0) lines.push('');
    lines.push(...oneVerdict(verdict, width));
  }
  if (summary !== undefined) lines.push(...(lines.length > 0 ? [''] : []), ...summaryLines(summary, width));
  return lines;
}

/** How the numbers of lines are written: as they are, or for programs. */
type Spelling = (text: string) => string;
const asIs: Spelling = (text) => text;

/** One verdict as lines; its words are printed as they came. */
export function oneVerdict(verdict: VerdictEvent, width: number, spelling = asIs): string[] {
  return [
    `${verdict.decided ? 'verdict' : 'no verdict is given'}: ${verdict.title}`,
    ...verdict.words.flatMap((text) => wrap(text, width, '  ')),
    ...tableLines(verdict, width, spelling),
  ];
}

/** The verdict's table; where it is too wide, intervals and predictions get a table of their own. */
function tableLines(verdict: VerdictEvent, width: number, spelling: Spelling): string[] {
  const rows = verdictRows(verdict).map((row) => row.map(spelling));
  const whole = columns(rows);
  if (Math.max(...whole.map((row) => columnsOf(row))) <= width) return whole;
  const part = (kept: readonly number[]): string[] => columns(rows.map((row) => kept.map((i) => row[i])));
  return [...part([0, 1, 2, 3, 4, 5, 6]), '', ...part([0, 7, 8, 9, 10, 11])];
}

/** A summary of several comparisons as lines. */
export function summaryLines(summary: SummaryEvent, width: number): string[] {
  const head = ['arm', ...summary.rates.map((rate) => plainNumber(rate)), 'survives'];
  const rows = summary.arms.map((arm) => [
    arm.name,
    ...arm.collapse.map((value) => share(value)),
    arm.survives.length === 0 ? 'none' : arm.survives.map((rate) => plainNumber(rate)).join(' '),
  ]);
  return [
    `summary: ${summary.title}`,
    ...summary.words.flatMap((text) => wrap(text, width, '  ')),
    'share that collapsed, by mean rate',
    ...columns([head, ...rows]),
  ];
}
