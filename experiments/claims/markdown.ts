import type { Estimate } from '../event.js';
import type { Claim, CurveSpec, TableSpec } from './claim.js';
import { verdictText } from './judge.js';
import type { ClaimResult } from './result.js';

/** A claim with what was measured. */
export interface LedgerEntry {
  readonly claim: Claim;
  readonly result: ClaimResult;
  /** Seconds of computing. */
  readonly seconds: number;
}

/** What stands at the head of a ledger's page. */
export interface PageFacts {
  readonly date: string;
  readonly version: string;
  readonly machine: string;
  readonly quick: boolean;
}

/** What must be said beside every quick result. */
export const QUICK_WORDS =
  'A quick ledger: the same arms and rules at small sizes and with few seeds. Its verdicts are computed from its own intervals and may differ from those of the full one.';

/** A ledger as a page: a table of verdicts, then each claim with its effects, tables and curves. Nothing in it is written by hand. */
export function ledgerPage(entries: readonly LedgerEntry[], { date, version, machine, quick }: PageFacts): string {
  const lines = [
    '# Claims',
    '',
    'Sentences of the chapter about cyclical rates that can be wrong, each with the control that decides it. Arms, effects and the rule of the verdict',
    'stand in the code of a claim; verdicts are computed from intervals (95 % bootstrap over paired seeds), none is written by hand. Where a rule or a size was',
    'chosen after a look at some of the seeds, the controls say so.',
    '',
    `Written by \`antiphase claims${quick ? ' --quick' : ''} --markdown\` on ${date}, version ${version}, ${machine}.`,
    ...(quick ? ['', QUICK_WORDS] : []),
    '',
    '| claim | sentence | verdict | seeds | s |',
    '|---|---|---|---|---|',
    ...entries.map(
      ({ claim, result, seconds }) =>
        `| [${claim.name}](#${claim.name}) | ${claim.sentence} | **${verdictText(result.verdict)}** | ${seedsText(claim, result)} | ${seconds.toFixed(1)} |`,
    ),
    ...entries.flatMap(section),
  ];
  return `${lines.join('\n')}\n`;
}

/** How many seeds, in a word. */
export function seedsText({ computed }: Claim, { seeds }: ClaimResult): string {
  return computed ? 'computed' : String(seeds.length);
}

function section({ claim, result }: LedgerEntry): string[] {
  return [
    '',
    `## ${claim.name}`,
    '',
    `${claim.title}. Section: ${claim.section}.`,
    '',
    `> ${claim.sentence}`,
    '',
    `Verdict: **${verdictText(result.verdict)}**. Rule: ${claim.rule}`,
    '',
    `Task: ${claim.task}`,
    '',
    ...claim.arms.map(({ name, about }) => `- \`${name}\`: ${about}`),
    '',
    `Controls: ${claim.controls.map(open).join('; ')}. Metric: ${open(claim.metric)}.`,
    '',
    '| effect | | value | 95 % |',
    '|---|---|---|---|',
    ...result.effects.map(
      (effect) => `| ${effect.name} | ${effect.about} | ${signed(effect.value)} | ${intervalText(effect)} |`,
    ),
    ...claim.tables.flatMap((table) => tableLines(table, result)),
    ...claim.curves.flatMap((curve) => curveLines(curve, result)),
  ];
}

/** A sentence without its full stop, to stand in a list. */
function open(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

function tableLines({ title, columns, rows }: TableSpec, { means }: ClaimResult): string[] {
  return [
    '',
    `${title}:`,
    '',
    `| | ${columns.join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...rows.map(({ name, cells }) => `| ${name} | ${cells.map((cell) => meanText(means[cell])).join(' | ')} |`),
  ];
}

function curveLines({ title, axis, at, lines }: CurveSpec, { means }: ClaimResult): string[] {
  return [
    '',
    `${title}:`,
    '',
    `| ${axis} | ${at.map(plain).join(' | ')} |`,
    `|---|${at.map(() => '---|').join('')}`,
    ...lines.map(({ name, points }) => `| ${name} | ${points.map((point) => meanText(means[point])).join(' | ')} |`),
  ];
}

function meanText(mean: Estimate | undefined): string {
  return mean === undefined ? '' : plain(mean.value);
}

/** The interval of an effect, its ends with their signs. */
export function intervalText({ low, high }: Estimate): string {
  return `[${signed(low)}, ${signed(high)}]`;
}

/** Three significant digits, four decimals at least where the number is small. */
export function plain(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text = size >= 1000 || size < 1e-4 ? value.toPrecision(3) : size >= 1 ? value.toFixed(3) : value.toFixed(4);
  return text.replaceAll('-', '−');
}

/**
 * A number with its sign, as effects are shown.
 *
 * @example signed(-0.0123) // '−0.0123'
 */
export function signed(value: number): string {
  return value > 0 ? `+${plain(value)}` : plain(value);
}
