import type { Cells, Rectangle } from '../../charts/cells.js';
import type { Part } from '../../layout.js';

/** What a screen shows between header and foot where there is little room. */
export interface CompactBody {
  /** Lines in the order of their importance; each loses its least important parts. */
  readonly lines: readonly (readonly Part[])[];
  /** Rows of a list below the lines, and the one in focus, that is always shown. */
  readonly rows?: readonly (readonly Part[])[];
  readonly focus?: number;
  /** Draws what there is room for below lines and rows, from so many rows on. */
  readonly rest?: { readonly least: number; readonly draw: (grid: Cells, at: Rectangle) => void };
  /** The newest thing that happened. */
  readonly event?: (grid: Cells, at: Rectangle) => void;
}

/** A label and a number in the columns that all compact lines share. */
export function labelled(label: string, value: string): string {
  return `${label.padEnd(9)}${value.padStart(7)}`;
}
