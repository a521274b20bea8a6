import { columnsOf } from './charts/cells.js';
import type { CollapseRule, Estimate, PlanEvent } from '../experiments/event.js';
import type { VerdictEvent } from '../experiments/verdict-event.js';

/** Shown for a number that is not known; `–` is shown for one that does not apply. */
export const UNKNOWN = '?';
/** Shown for a number that does not apply. */
export const NOT_APPLICABLE = '–';

const MINUS = '−';

/**
 * Bytes of a heap.
 *
 * @example heapWords(84.2e6) // 'heap 84 MB'
 */
export function heapWords(bytes: number | undefined): string {
  return `heap ${bytes === undefined || Number.isNaN(bytes) ? UNKNOWN : Math.round(bytes / 1e6)} MB`;
}

/** Digits with a fixed number of decimals; a number of more than `digits` digits before the point turns to powers of ten. */
function decimals(value: number, places: number): string {
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return '∞';
  return size >= 999.5
    ? size.toExponential(0).replace('e+', 'e')
    : size.toFixed(size >= 99.5 ? Math.min(1, places) : places);
}

/**
 * A number with its sign always shown.
 *
 * @example signed(-0.944) // '−0.94'
 */
export function signed(value: number | undefined, places = 2): string {
  if (value === undefined || Number.isNaN(value)) return UNKNOWN;
  return `${value < 0 ? MINUS : '+'}${decimals(value, places)}`;
}

/**
 * A number with a real minus sign where it has one.
 *
 * @example plainNumber(0.18) // '0.18'
 */
export function plainNumber(value: number | undefined, places = 2): string {
  if (value === undefined || Number.isNaN(value)) return UNKNOWN;
  return `${value < 0 ? MINUS : ''}${decimals(value, places)}`;
}

/**
 * A score with its sign: one digit more where it is small.
 *
 * @example score(-0.0354) // '−0.035'
 */
export function score(value: number | undefined): string {
  return signed(value, Math.abs(value ?? 0) < 0.0995 ? 3 : 2);
}

/**
 * A growth factor of a stretch.
 *
 * @example factor(83_000) // '×8e4'
 */
export function factor(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return UNKNOWN;
  return `×${value >= 99.5 && value < 999.5 ? value.toFixed(0) : decimals(value, 1)}`;
}

/**
 * A share between 0 and 1.
 *
 * @example share(0.05) // '.05'
 */
export function share(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return UNKNOWN;
  return value
    .toFixed(2)
    .replace(/^(-?)0\./, '$1.')
    .replace('-', MINUS);
}

/**
 * An integer with thousands apart.
 *
 * @example count(19_200) // '19,200'
 */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/**
 * A number of things.
 *
 * @example counted(1, 'seed') // '1 seed'
 */
export function counted(value: number, thing: string): string {
  return `${count(value)} ${thing}${value === 1 ? '' : 's'}`;
}

/**
 * A span of seconds.
 *
 * @example clock(87) // '01:27'
 */
export function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return UNKNOWN;
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  return `${hours > 0 ? `${hours}:` : ''}${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

/** An angle in degrees of a phase in turns. */
export function degrees(turns: number | undefined): string {
  return turns === undefined ? NOT_APPLICABLE : `${Math.round((turns - Math.floor(turns)) * 360) % 360}°`;
}

/** An estimate's interval. */
export function interval(estimate: Estimate, format: (value: number) => string): string {
  return `[${format(estimate.low)}, ${format(estimate.high)}]`;
}

/** The three readings of one arm while it runs; `margin` is this update's, `lowest` the smallest of the period. */
export interface LiveReadings {
  readonly margin?: number | undefined;
  readonly lowest?: number | undefined;
  readonly growth?: number | undefined;
  readonly transient?: number | undefined;
}

/** The word of a verdict and how bad it is. */
export interface StabilityWord {
  readonly word: string;
  readonly level: 'good' | 'near' | 'bad' | 'unknown';
}

/**
 * What three readings say, from their numbers alone: the worst true word; INSIDE THE EDGE needs all of lowest, growth and transient.
 *
 * @example stabilityWord({ lowest: 0.4, growth: 0.18, transient: 1 }).word // 'INSIDE THE EDGE'
 */
export function stabilityWord({ margin, lowest, growth, transient }: LiveReadings): StabilityWord {
  if (transient !== undefined && transient >= 10) return { word: 'GROWS INSIDE A PERIOD', level: 'bad' };
  if (growth !== undefined && growth > 1) return { word: 'GROWS OVER A PERIOD', level: 'bad' };
  if (margin !== undefined && margin < 0) return { word: 'BEYOND NOW', level: 'bad' };
  if (lowest !== undefined && lowest < 0) return { word: 'BEYOND IN THE PERIOD', level: 'bad' };
  if (lowest !== undefined && lowest < 0.15) return { word: 'NEAR THE EDGE', level: 'near' };
  if (known(lowest) && known(growth) && known(transient)) return { word: 'INSIDE THE EDGE', level: 'good' };
  return { word: 'UNKNOWN', level: 'unknown' };
}

function known(value: number | undefined): boolean {
  return value !== undefined && !Number.isNaN(value);
}

/** The collapse rule as a sentence. */
export function ruleWords(rule: CollapseRule | undefined): string {
  if (rule === undefined) return 'collapse: no rule was given, only diverged runs count';
  return `collapse: mean ${rule.signal} below ${plainNumber(rule.below)} over the ${rule.over}, fixed before the run`;
}

/** Numbers as plain ASCII, for lines that are read by programs. */
export function asciiNumbers(text: string): string {
  return text
    .replaceAll(MINUS, '-')
    .replace(/×(?=[\d?])/g, 'x')
    .replaceAll(NOT_APPLICABLE, '-')
    .replaceAll('°', 'deg')
    .replaceAll('ηλ', 'rate*curvature')
    .replaceAll('λ', 'curvature')
    .replaceAll('∞', 'inf');
}

/** Rows of texts in columns, two spaces apart: the first column on the left, the others on the right; the first row is the head. */
export function columns(rows: readonly (readonly string[])[], gap = 2): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((text, i) => (widths[i] = Math.max(widths[i] ?? 0, columnsOf(text))));
  return rows.map((row) =>
    row
      .map((text, i) => {
        const room = ' '.repeat(widths[i] - columnsOf(text));
        return i === 0 ? text + room : room + text;
      })
      .join(' '.repeat(gap))
      .trimEnd(),
  );
}

/** The verdict's table: one row an arm, the head first. */
export function verdictRows(verdict: VerdictEvent): string[][] {
  const head = [
    'arm',
    'runs',
    'collapsed',
    'share',
    '95 %',
    'score',
    '95 %',
    'lowest',
    'growth',
    'transient',
    'mean ηλ',
    'predicted',
  ];
  return [
    head,
    ...verdict.arms.map((arm) => [
      arm.name,
      String(arm.runs),
      String(arm.collapsed),
      share(arm.collapse.value),
      interval(arm.collapse, share),
      score(arm.score.value),
      interval(arm.score, score),
      signed(arm.measured.margin),
      plainNumber(arm.measured.growth),
      factor(arm.measured.transient),
      plainNumber(arm.measured.meanProduct),
      `${signed(arm.predicted.margin)} ${plainNumber(arm.predicted.growth)} ${factor(arm.predicted.transient)}`,
    ]),
  ];
}

/** The predicted table of a plan: one row an arm, the head first. */
export function planRows(plan: PlanEvent): string[][] {
  return [
    ['arm', 'phase', 'lowest', 'growth', 'transient', 'mean ηλ'],
    ...plan.arms.map((arm) => [
      arm.name,
      degrees(arm.phase),
      signed(arm.predicted.margin),
      plainNumber(arm.predicted.growth),
      factor(arm.predicted.transient),
      plainNumber(arm.predicted.meanProduct),
    ]),
  ];
}
