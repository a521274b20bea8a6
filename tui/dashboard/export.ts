import { encode } from '../charts/encode.js';
import { rowText, styles, type Cells } from '../charts/cells.js';
import { svgOf, type PictureCell } from '../picture/svg.js';
import { seedColumns } from '../seed-columns.js';
import { styleColour } from '../theme.js';
import { drawScreen } from './screen.js';
import { rowOf, runShown } from './run-reading.js';
import type { View } from './view.js';

/** A file to be written: its ending and what it holds. */
export interface Exported {
  readonly name: string;
  readonly text: string;
}

/** The screen as plain text, with its colours, and as a picture; its series as a table. */
export function exported(view: View, width: number, height: number): readonly Exported[] {
  const grid = drawScreen({ ...view, message: '' }, width, height);
  const rows = Array.from({ length: height }, (_, y) => rowText(grid, y).trimEnd());
  const base = `antiphase-${view.screen}`;
  return [
    { name: `${base}.txt`, text: `${rows.join('\n')}\n` },
    { name: `${base}.ansi`, text: `${encode(grid, view.theme.colours).join('\n')}\n` },
    { name: `${base}.svg`, text: svgOf(pictureCells(grid), { title: `antiphase, ${view.screen}` }) },
    { name: `${base}.csv`, text: seriesTable(view) },
  ];
}

/** Cells with the colours of the dark palette. */
function pictureCells(grid: Cells): PictureCell[][] {
  return Array.from({ length: grid.height }, (_, y) =>
    Array.from({ length: grid.width }, (__, x): PictureCell => {
      const at = y * grid.width + x;
      const style = styles[grid.styles[at]];
      const color = styleColour(style);
      return {
        glyph: String.fromCodePoint(grid.glyphs[at]),
        ...(color === undefined ? {} : { color: `#${color.toLowerCase()}` }),
        ...(style === 'bold' || style === 'focus' ? { bold: true } : {}),
        ...(style === 'dim' ? { dim: true } : {}),
      };
    }),
  );
}

/** The series of the screen as comma-separated values: of the run shown, or the mean and band of every arm. */
function seriesTable(view: View): string {
  const { plan } = view.state;
  if (plan === undefined) return '\n';
  const of = runShown(view);
  if (view.screen === 'compare' || view.screen === 'sweep' || of === undefined) return armsTable(view);
  const { arm } = of;
  const knob = plan.knob === undefined ? [] : ([[plan.knob, arm.knob]] as const);
  const columns = [
    [plan.score, arm.score],
    [plan.rate, arm.rate],
    ...knob,
    ['margin', arm.margin],
    ['sharpness', arm.sharpness],
  ] as const;
  const rows = columns.map(([, series]) => rowOf(of, series));
  const lived = rows[0].length;
  return table(
    ['update', ...columns.map(([name]) => name)],
    Array.from({ length: lived }, (_, update) => [update, ...rows.map((row) => row[update])]),
  );
}

function armsTable({ state: { plan, arms } }: View): string {
  const updates = plan?.updates ?? 0;
  const parts = arms.map((arm) => seedColumns(arm, arm.score, updates, updates, { worst: plan?.worst }));
  return table(
    ['update', ...arms.flatMap(({ plan: { name } }) => [`${name} mean`, `${name} p10`, `${name} p90`])],
    Array.from({ length: updates }, (_, update) => [
      update,
      ...parts.flatMap(({ mean, low, high }) => [mean[update], low[update], high[update]]),
    ]),
  );
}

/** Rows of numbers under their names; a number that is not known is empty. */
export function table(head: readonly string[], rows: readonly (readonly (number | string)[])[]): string {
  const cell = (value: number | string): string =>
    typeof value === 'number' ? (Number.isNaN(value) ? '' : String(value)) : quoted(value);
  return [head.map(quoted), ...rows.map((row) => row.map(cell))].map((row) => `${row.join(',')}\n`).join('');
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
