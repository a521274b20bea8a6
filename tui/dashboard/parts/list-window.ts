import type { Rectangle } from '../../charts/cells.js';
import { wrap } from '../../layout.js';
import type { RunsView } from '../view.js';

/** Which stored runs stand in a list, and the lines below them that say what the signs mean. */
export interface ListWindow {
  /** Index of the first row shown, and how many there is room for. */
  readonly first: number;
  readonly room: number;
  readonly selected: number;
  readonly notes: readonly string[];
}

/** What the signs mean, and how a filter is written. */
const legend = [
  'return and the columns behind it are those of the best arm; first seed: its curve; ● runs now · ◆ opened · ◌ unfinished',
  'corr ? the knob did not show in the measured curvature (|corr| < .5), or it was not measured: Δφ to λ is unknown',
  'few: fewer than 20 seeds: intervals are shown, no verdict is given · – not measured, or not defined',
  'filter: env: agent: phase:>90 corr:? return:>-1 collapse:<.1 tag:few; words match anything, -term excludes',
];

/** The rows around the selected one that fit inside a frame below the heads, and the notes where there is room for both. */
export function listWindow({ width, height }: Rectangle, runs: Pick<RunsView, 'rows' | 'selected'>): ListWindow {
  const { length } = runs.rows;
  const notes = legend.flatMap((text) => wrap(text, width - 4, '  '));
  const spare = height - 1 - length;
  const noted =
    height >= 16
      ? Math.max(spare - 1, 0) >= notes.length
        ? notes
        : spare < 0 && height >= 20
          ? notes.slice(0, 2)
          : []
      : [];
  const room = Math.max(1, height - 1 - (noted.length === 0 ? 0 : noted.length + 1));
  const selected = Math.min(runs.selected, length - 1);
  const first = Math.max(0, Math.min(length - room, selected - Math.floor(room / 2)));
  return { first, room, selected, notes: noted };
}

/** The row of the list that is drawn at a line of the screen; undefined where there is none. */
export function listRowAt(at: Rectangle, runs: Pick<RunsView, 'rows' | 'selected'>, y: number): number | undefined {
  const { first, room } = listWindow({ ...at, width: at.width - 2, height: at.height - 2 }, runs);
  const line = y - at.y - 2;
  const row = first + line;
  return line >= 0 && line < room && row < runs.rows.length ? row : undefined;
}
