import type { LintReport } from '../../curriculum/lint.js';
import { valueAt } from '../../curriculum/schedule.js';
import { extentOf, tickLabel } from '../charts/axis.js';
import { canvas, paste } from '../charts/canvas.js';
import { cells, styleIndex, write, type Cells, type Style } from '../charts/cells.js';
import { encode } from '../charts/encode.js';
import { toAscii } from '../charts/fallback.js';
import { drawLine } from '../charts/line.js';
import { factor, plainNumber, signed, stabilityWord } from '../words.js';
import { jsonDocument, pageOf, say, shownLine, type Flags, type Page } from './page.js';
import { stepWords } from './step-flags.js';
import { previewWave, wholeUpdates, type WavePreview } from './wave-preview.js';

/** Prints what a formula, a name or a file gives: one period, what to know of it, and the readings it promises. */
export async function showWave(text: string, flags: Flags): Promise<void> {
  const page = pageOf(process.stdout, flags);
  const preview = await previewWave(text, flags);
  const lines = flags['json'] === true ? [jsonDocument(waveDocument(preview))] : waveLines(preview, page);
  await say(process.stdout, lines);
}

/** A preview as plain data: one JSON document. */
export function waveDocument(preview: WavePreview): object {
  const { source, bounds, period, phase, lint, rate, curvature, step, readings } = preview;
  const updates = wholeUpdates(period);
  return {
    wave: { text: source.text, from: source.from, kind: source.kind },
    period,
    phase,
    ...(bounds === undefined ? {} : { min: bounds[0], max: bounds[1] }),
    lint: {
      range: lint.range,
      mean: lint.mean,
      period: lint.period,
      nonFinite: lint.nonFinite,
      nonFiniteCount: lint.nonFiniteCount,
      jumps: lint.jumps,
      warnings: lint.warnings,
    },
    curvature: { text: curvature.text },
    step: { name: step.name, limit: step.limit },
    readings: {
      margin: readings.margin,
      growth: readings.growth,
      transient: readings.transient,
      meanProduct: readings.meanProduct,
      period: readings.period,
      longRun: readings.longRun,
      word: wordOf(preview).word,
    },
    samples: {
      updates,
      rates: updates.map((update) => rate(update, {})),
      curvatures: updates.map((update) => valueAt(curvature.value, update)),
    },
  };
}

/** A preview as lines of a page. */
export function waveLines(preview: WavePreview, page: Page): string[] {
  const { source, period, phase, lint, curvature, step, readings } = preview;
  const kind = source.kind === 'waveform' ? 'waveform' : 'schedule';
  const repeats = period === undefined ? 'no period' : `period ${numberText(period)} updates`;
  const { word, level } = wordOf(preview);
  const style: Style = level === 'good' ? 'good' : level === 'near' ? 'near' : level === 'bad' ? 'bad' : 'plain';
  const colour = page.theme.colours[styleIndex(style)];
  const lines = [
    `${clipped(source.text, page.columns - 40)}  ${kind}  ${repeats}${phase === 0 ? '' : `  phase ${numberText(phase)}`}`,
    '',
    ...lintLines(lint, source.kind === 'waveform' ? 'phase' : 'update'),
    '',
    `at curvature ${clipped(curvature.text, page.columns - 50)}  ${stepWords(step)}`,
    `lowest margin ${signed(readings.margin)}  growth ${plainNumber(readings.growth)}  transient ${factor(readings.transient)}  mean ηλ ${plainNumber(readings.meanProduct)}`,
  ].map((line) => shownLine(line, page));
  const caution =
    readings.longRun && readings.growth !== undefined ? '  growth: a long-run average, there is no joint period' : '';
  const verdict = `${colour}${word}${colour === '' ? '' : '\u001B[0m'}${caution}`;
  const chart = lint.range === undefined ? [] : chartLines(preview, page);
  return [lines[0], ...chart, ...lines.slice(1), verdict];
}

function wordOf({ readings }: WavePreview): ReturnType<typeof stabilityWord> {
  return stabilityWord({ lowest: readings.margin, growth: readings.growth, transient: readings.transient });
}

function lintLines(report: LintReport, unit: string): string[] {
  const { range, mean, period, nonFinite, nonFiniteCount, jumps, warnings } = report;
  const span = range === undefined ? 'no finite value' : `${numberText(range[0])} … ${numberText(range[1])}`;
  const average = mean === undefined ? '' : `   mean ${numberText(mean)}`;
  const repeats =
    unit === 'phase' ? '' : period === undefined ? '   no period seen' : `   repeats after ${numberText(period)}`;
  const places = nonFinite.slice(0, 4).map(({ at, value }) => `${numberText(at)} (${value})`);
  const changes = jumps
    .slice(0, 4)
    .map(({ at, from, to }) => `${numberText(at)} (${numberText(from)} → ${numberText(to)})`);
  const more = (shown: number, all: number): string => (all > shown ? `, … ${all} in all` : '');
  return [
    `range ${span}${average}${repeats}`,
    nonFinite.length === 0
      ? 'finite everywhere it was looked at'
      : `not finite at ${unit} ${places.join(', ')}${more(places.length, nonFiniteCount)}`,
    jumps.length === 0 ? 'no jumps' : `jumps at ${unit} ${changes.join(', ')}${more(changes.length, jumps.length)}`,
    // The first warning of places that are not finite says the same again.
    ...warnings.filter((warning) => !warning.startsWith('Not finite')),
  ];
}

const chartRows = 9;
const gutter = 8;

/** The rate as a solid line; a curvature that moves dashed, on a scale of its own. */
function chartLines({ rates, curvatures, updates, curvature }: WavePreview, page: Page): string[] {
  const width = Math.min(page.columns, 110);
  const grid = cells(width, chartRows + 2);
  const inner = { x: gutter, y: 0, width: width - gutter, height: chartRows };
  const dots = canvas(inner.width, inner.height);
  const extent = extentOf([rates]);
  const moves = typeof curvature.value === 'function';
  if (moves)
    drawLine(dots, curvatures, { extent: extentOf([curvatures]), style: 'curvature', pattern: 'dashed', rank: 1 });
  drawLine(dots, rates, { extent, style: 'rate' });
  for (let y = 0; y < chartRows; y++) write(grid, gutter - 1, y, '│', 'dim');
  for (const [y, value] of [
    [0, extent.high],
    [chartRows >> 1, extent.low / 2 + extent.high / 2],
    [chartRows - 1, extent.low],
  ] as const)
    write(grid, 0, y, `${tickLabel(value).padStart(gutter - 1)}┤`, 'dim', gutter);
  paste(dots, grid, inner, page.theme.glyphs);
  axisRow(grid, updates, inner.width);
  if (moves) {
    const { low, high } = extentOf([curvatures]);
    write(grid, gutter, chartRows + 1, `── rate  ╌╌ curvature, ${tickLabel(low)} to ${tickLabel(high)}`, 'dim');
  }
  if (page.ascii) toAscii(grid);
  const rows = encode(grid, page.theme.colours).map((row) => row.trimEnd());
  return moves ? rows : rows.slice(0, -1);
}

function axisRow(grid: Cells, updates: readonly number[], width: number): void {
  const last = updates.length - 1;
  for (const share of [0, 0.25, 0.5, 0.75]) {
    const at = Math.round(share * last);
    write(grid, gutter + Math.round(share * (width - 1)), chartRows, numberText(updates[at]), 'dim');
  }
  write(grid, gutter + width - 6, chartRows, 'update', 'dim');
}

/** At most six digits, a real minus sign. */
function numberText(value: number): string {
  return String(Number(value.toPrecision(6))).replaceAll('-', '−');
}

function clipped(text: string, columns: number): string {
  const glyphs = Array.from(text);
  return glyphs.length <= columns ? text : `${glyphs.slice(0, Math.max(8, columns) - 1).join('')}…`;
}
