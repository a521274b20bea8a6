import { columnsOf, type Rectangle } from '../../charts/cells.js';
import { cellText, type SweepGrid } from '../sweep-grid.js';
import type { View } from '../view.js';

/** The longest label of a column. */
export const LONGEST_LABEL = 10;

/** A cell of a sweep on the screen: its arm, its text, and the column behind the text. */
export interface PlacedCell {
  readonly arm: number;
  readonly text: string;
  readonly end: number;
  readonly y: number;
  /** Columns that belong to it, from `x` on. */
  readonly x: number;
  readonly width: number;
}

/** A row or column of cells by its value, and where its label ends. */
export interface PlacedLabel {
  readonly text: string;
  readonly end: number;
  readonly y: number;
}

/** What stands where in the grid of a sweep. */
export interface PlacedGrid {
  readonly cells: readonly PlacedCell[];
  readonly rows: readonly PlacedLabel[];
  readonly columns: readonly PlacedLabel[];
}

/** Lines below the cells that tell the one in focus, and the one that ran again. */
export function feetOf({ summaries, focus, cells }: View, height: number): number {
  return summaries.at(focus) === undefined || height < 8 ? 0 : cells.fresh === undefined ? 1 : 2;
}

/** The cells around the focused one that fit inside a rectangle: over two axes the first row at the bottom, else a row each. */
export function sweepPlaces(inside: Rectangle, view: View, grid: SweepGrid): PlacedGrid {
  return grid.y.name === '' ? listPlaces(inside, view, grid) : planePlaces(inside, view, grid);
}

function planePlaces(inside: Rectangle, { summaries, focus, sweepValue }: View, { x, y, arms }: SweepGrid): PlacedGrid {
  const texts = Array.from(arms, (arm) => (arm < 0 ? '' : cellText(summaries[arm], sweepValue)));
  const head = Math.max(...y.values.map(columnsOf)) + 1;
  const cell =
    Math.max(...texts.map(columnsOf), ...x.values.map((value) => Math.min(LONGEST_LABEL, columnsOf(value)))) + 2;
  const columns = Math.max(1, Math.min(x.values.length, Math.floor((inside.width - head - 2) / cell)));
  const rows = Math.max(1, Math.min(y.values.length, inside.height - 2));
  const place = Math.max(0, arms.indexOf(focus));
  const [column, row] = [place % x.values.length, Math.floor(place / x.values.length)];
  const firstColumn = Math.max(0, Math.min(x.values.length - columns, column - (columns >> 1)));
  const firstRow = Math.max(0, Math.min(y.values.length - rows, row - (rows >> 1)));
  const across = Math.max(cell, Math.min(12, Math.floor((inside.width - head - 2) / columns)));
  const gap = Math.max(1, Math.floor((inside.height - 2) / rows));
  const bottom = inside.y + inside.height - 2;
  const left = inside.x + head + 1;
  const counted = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
  const endOf = (k: number): number => left + (k + 1) * across - 1;
  return {
    cells: counted(rows).flatMap((i) =>
      counted(columns).flatMap((k): PlacedCell[] => {
        const index = (firstRow + i) * x.values.length + firstColumn + k;
        const own = { end: endOf(k), y: bottom - i * gap, x: left + k * across, width: across };
        return arms[index] < 0 ? [] : [{ arm: arms[index], text: texts[index], ...own }];
      }),
    ),
    rows: counted(rows).map((i) => ({ text: y.values[firstRow + i], end: inside.x + head, y: bottom - i * gap })),
    columns: counted(columns).map((k) => ({
      text: x.values[firstColumn + k].slice(0, LONGEST_LABEL),
      end: endOf(k),
      y: bottom + 1,
    })),
  };
}

/** Cells that are no plane: one row each, its name on the left. */
function listPlaces(inside: Rectangle, { summaries, focus, sweepValue }: View, { arms, x }: SweepGrid): PlacedGrid {
  const rows = Math.max(1, Math.min(arms.length, inside.height));
  const first = Math.max(0, Math.min(arms.length - rows, arms.indexOf(focus) - (rows >> 1)));
  const names = x.values.map((value) => (columnsOf(value) > 40 ? `${value.slice(0, 39)}…` : value));
  const end = inside.x + Math.max(...names.map(columnsOf)) + 4 + 12;
  const shown = Array.from({ length: rows }, (_, i) => i);
  return {
    cells: shown.map((i) => ({
      arm: arms[first + i],
      text: cellText(summaries[arms[first + i]], sweepValue),
      end,
      y: inside.y + i,
      x: inside.x,
      width: end + 1 - inside.x,
    })),
    rows: shown.map((i) => ({
      text: names[first + i],
      end: inside.x + 1 + columnsOf(names[first + i]),
      y: inside.y + i,
    })),
    columns: [],
  };
}

/** The arm of the cell under a point of a framed grid; undefined where there is none. */
export function sweepCellAt(
  at: Rectangle,
  view: View,
  grid: SweepGrid,
  point: { readonly x: number; readonly y: number },
): number | undefined {
  if (view.summaries.length === 0) return undefined;
  const inside = { x: at.x + 1, y: at.y + 1, width: at.width - 2, height: at.height - 2 };
  const height = inside.height - feetOf(view, inside.height);
  return sweepPlaces({ ...inside, height }, view, grid).cells.find(
    ({ x, y, width }) => point.y === y && point.x >= x && point.x < x + width,
  )?.arm;
}
