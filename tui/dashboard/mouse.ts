import { cells, rowText, type Rectangle } from '../charts/cells.js';
import { keymap, lookup } from '../keymap.js';
import type { MouseEvent } from '../keys.js';
import { compareLayout, liveLayout, screenForm } from '../layout.js';
import { armRowAt } from './parts/arm-table.js';
import { compactCharts } from './parts/compact-live.js';
import { compactRestAt, compactRowAt } from './parts/compact.js';
import { couplingPlot } from './parts/coupling-chart.js';
import { armsShown } from './parts/curves.js';
import { drawFoot } from './parts/header.js';
import { listRowAt } from './parts/list-window.js';
import { returnPlot } from './parts/run-chart.js';
import { sweepCellAt } from './parts/sweep-place.js';
import { columnOf, xAxis } from './parts/x-axis.js';
import type { Stretch } from './place.js';
import { runShown } from './run-reading.js';
import { livePanels } from './screens/live.js';
import { runsLayout } from './screens/runs.js';
import { sweepPlace } from './screens/sweep.js';
import { sweepGrid } from './sweep-grid.js';
import type { View } from './view.js';

/** What a mouse asks for: a key, a panel of the live screen with or without an update under its cursor, an arm or cell, or a row of the stored runs. */
export type MouseMeaning =
  | { readonly key: string }
  | { readonly panel: number; readonly cursor?: number }
  | { readonly arm: number }
  | { readonly row: number };

/** What is on the screen that the mouse is on. */
export interface MouseGround {
  readonly view: View;
  /** Updates that the charts hold. */
  readonly stretch: Stretch;
  readonly width: number;
  readonly height: number;
}

/** What a second click asks for. */
const OPEN: MouseMeaning = { key: 'enter' };

const holds = ({ x, y, width, height }: Rectangle, event: MouseEvent): boolean =>
  event.x >= x && event.x < x + width && event.y >= y && event.y < y + height;

/**
 * What a mouse event means: the wheel zooms charts and scrolls lists, a click or drag focuses a panel and sets the cursor, a click on the
 * foot presses the key it is on, one on a row or a cell selects it, and one on what is selected opens it. Undefined where there is nothing.
 */
export function mouseMeaning(event: MouseEvent, ground: MouseGround): MouseMeaning | undefined {
  const { view, width, height } = ground;
  if (event.action === 'release' || screenForm(width, height) === 'line') return undefined;
  if (event.action === 'wheelUp' || event.action === 'wheelDown') return wheel(event, ground);
  if (event.button !== 0) return undefined;
  if (event.y === height - 1) {
    if (event.action !== 'press') return undefined;
    const foot = cells(width, 1);
    drawFoot(foot, view);
    const key = keyAt(rowText(foot, 0), event.x);
    return key === undefined ? undefined : { key };
  }
  if (view.prompt !== undefined || view.middle === 'help') return undefined;
  const isCompact = screenForm(width, height) === 'compact';
  if (view.screen === 'live') return isCompact ? compactLivePoint(event, ground) : livePoint(event, ground);
  // A question is answered by keys and on the foot: `enter` means yes to it.
  if (event.action !== 'press' || view.notice === 'asking') return undefined;
  if (isCompact) return compactPoint(event, ground);
  if (view.screen === 'compare') return comparePoint(event, ground);
  if (view.screen === 'runs') return runsPoint(event, ground);
  return view.screen === 'sweep' ? sweepPoint(event, ground) : undefined;
}

function wheel(event: MouseEvent, { view, width, height }: MouseGround): MouseMeaning | undefined {
  const isUp = event.action === 'wheelUp';
  if (view.middle === 'help') return { key: isUp ? '↑' : '↓' };
  if (view.prompt !== undefined) return undefined;
  const isCompact = screenForm(width, height) === 'compact';
  const { list } = view.screen === 'runs' && !isCompact ? runsLayout(width, height, view) : {};
  const onText =
    (view.screen === 'live' && !view.full && holds(liveLayout(width, height).log, event)) ||
    (list !== undefined && holds(list, event)) ||
    (view.screen === 'runs' && isCompact && compactRowAt(view, { width, height }, event.y) !== undefined);
  const zooms =
    lookup('+', view.screen) !== undefined && !onText && (view.screen !== 'runs' || view.playback !== undefined);
  return { key: zooms ? (isUp ? '+' : '-') : isUp ? '↑' : '↓' };
}

/** The panel of the live screen under the mouse, and the update where it is a chart of updates. */
function livePoint(event: MouseEvent, ground: MouseGround): MouseMeaning | undefined {
  const { view, width, height } = ground;
  const { curve, coupling, phase, readings, log } = liveLayout(width, height);
  const whole: Rectangle = { x: 0, y: 1, width, height: height - 2 };
  const panel = view.full
    ? view.panel % livePanels.length
    : [curve, coupling, phase, readings, log].findIndex((at) => holds(at, event));
  if (panel < 0) return undefined;
  const name = livePanels[panel];
  const at = view.full ? whole : name === 'return' ? curve : coupling;
  const plot = name === 'return' ? returnPlot(at) : name === 'coupling' ? couplingPlot(at) : undefined;
  const cursor = plot === undefined ? undefined : updateAt(event, plot, ground);
  return { panel, ...(cursor === undefined ? {} : { cursor }) };
}

/** The update under the mouse on the charts of a run in the compact form; they are no panels. */
function compactLivePoint(event: MouseEvent, ground: MouseGround): MouseMeaning | undefined {
  const rest = compactRestAt(ground.view, ground);
  if (rest === undefined) return undefined;
  const { curve, coupling } = compactCharts(rest);
  const plot = holds(curve, event)
    ? returnPlot(curve)
    : coupling !== undefined && holds(coupling, event)
      ? couplingPlot(coupling)
      : undefined;
  const cursor = plot === undefined ? undefined : updateAt(event, plot, ground);
  return cursor === undefined ? undefined : { panel: ground.view.panel, cursor };
}

/** The update whose column of a chart is under the mouse, or the nearest one; undefined beside its plot, and where cycles are folded. */
function updateAt({ x }: MouseEvent, plot: Rectangle, { view, stretch }: MouseGround): number | undefined {
  const of = runShown(view);
  if (of === undefined || stretch.lived === 0 || x < plot.x || x >= plot.x + plot.width) return undefined;
  // A glyph is two dots wide.
  const axis = xAxis(of, view.place, 2 * plot.width);
  if (axis.kind === 'phase') return undefined;
  const wanted = 2 * (x - plot.x);
  const column = (update: number): number => 2 * Math.floor((columnOf(axis, update) ?? Number.POSITIVE_INFINITY) / 2);
  // The first update at or behind the column, or the one before where that stands nearer.
  const behind = axis.edges[wanted];
  const isBefore = behind > axis.from && wanted - column(behind - 1) < Math.abs(column(behind) - wanted);
  return Math.max(0, Math.min(stretch.lived - 1, isBefore ? behind - 1 : behind));
}

/** The arm whose chart is under the mouse: charts stand side by side, those around the focused one where there is no room for all. */
function comparePoint(event: MouseEvent, { view, width, height }: MouseGround): MouseMeaning | undefined {
  const { length } = view.state.arms;
  if (length === 0) return undefined;
  const { curves, margins, table } = compareLayout(width, height, length);
  if (!view.full && view.middle === 'waves' && holds(table, event)) {
    const arm = armRowAt(table, view, event.y);
    return arm === undefined ? undefined : arm === view.focus ? OPEN : { arm };
  }
  const at = view.full ? { x: 0, y: 1, width, height: height - 2 } : curves;
  if (!holds(at, event) && (margins === undefined || view.full || !holds(margins, event))) return undefined;
  const shown = armsShown(view, at.width);
  for (const [i, arm] of shown.entries())
    if (event.x < at.x + Math.floor(((i + 1) * at.width) / shown.length)) return { arm };
  return undefined;
}

/** A stored run: a click selects it, one on the selected row opens it. */
function runsPoint(event: MouseEvent, { view, width, height }: MouseGround): MouseMeaning | undefined {
  const { list } = runsLayout(width, height, view);
  const { runs } = view;
  if (runs === undefined || list === undefined || !holds(list, event)) return undefined;
  const row = listRowAt(list, runs, event.y);
  if (row === undefined) return undefined;
  return row === selectedRow(runs) ? OPEN : { row };
}

function selectedRow(runs: View['runs']): number {
  return runs === undefined ? -1 : Math.min(runs.selected, runs.rows.length - 1);
}

/** A cell of a sweep: a click puts the focus on it, one on the focused cell opens it. */
function sweepPoint(event: MouseEvent, { view, width, height }: MouseGround): MouseMeaning | undefined {
  const grid = sweepGrid(view.state.arms.map(({ plan }) => plan.name));
  const arm = sweepCellAt(sweepPlace(width, height, view), view, grid, event);
  return arm === undefined ? undefined : arm === view.focus ? OPEN : { arm };
}

/** A row of a compact form: a click selects it, one on the selected row opens it. */
function compactPoint(event: MouseEvent, { view, width, height }: MouseGround): MouseMeaning | undefined {
  const row = compactRowAt(view, { width, height }, event.y);
  if (row === undefined) return undefined;
  if (view.screen === 'runs') return row === selectedRow(view.runs) ? OPEN : { row };
  return row === view.focus ? OPEN : { arm: row };
}

const names = new Set(keymap.flatMap(({ keys }) => keys));

/**
 * The key that a foot line names at a column. Labels stand two columns apart and begin with their keys; of several keys the one under the
 * mouse is meant, else the last.
 *
 * @example keyAt(' ? help  space pause  q quit', 12) // 'space'
 */
export function keyAt(foot: string, x: number): string | undefined {
  for (const { 0: label, index } of foot.matchAll(/\S+(?: \S+)*/g)) {
    if (x < index || x >= index + label.length) continue;
    const words = label.split(' ');
    if (names.has(words[0])) {
      // Two keys with a space between, as in `[ ] seed`.
      const isPair = words.length > 2 && names.has(words[1]);
      return isPair && x > index + words[0].length ? words[1] : words[0];
    }
    const under = label[x - index];
    const letters = Array.from(words[0]).filter((letter) => names.has(letter));
    if (x < index + words[0].length && names.has(under)) return under;
    return words[0].includes('–') ? undefined : letters.at(-1);
  }
  return undefined;
}
