import { put, write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { fit, type Part } from '../../layout.js';
import type { Mark } from '../../state.js';
import { count, counted, share } from '../../words.js';
import { placeIn, readingAt, runShown, updateShown } from '../run-reading.js';
import { shortId } from '../runs-row.js';
import type { View } from '../view.js';
import { drawOverlay, type OverlayOptions } from './overlay.js';
import { drawPanel } from './panel.js';
import { drawReturn } from './run-chart.js';
import { drawSmallCurve } from './small-curve.js';

/** The opened run: its return, the margin of the same updates where there is room, and its playhead; or the marked runs over each other. */
export function drawReplay(grid: Cells, at: Rectangle, view: View): void {
  const { playback, curves } = view;
  const of = runShown(view);
  if (playback === undefined) {
    if (curves.length > 0) drawOverlay(grid, at, view, overlayTitles(view));
    return;
  }
  const title: readonly Part[] = [
    [0, `replay ${at.width < 120 ? shortId(playback.id) : playback.id}`],
    [1, of === undefined ? '' : `${of.arm.plan.name} · seed ${of.arm.runs[of.index].seed}`],
    [3, playback.passes > 1 ? `part ${playback.pass + 1} of ${playback.passes} (y next)` : ''],
  ];
  const right: readonly Part[] = [
    [0, `${playback.playing ? '►' : '‖'} ${count(playback.pace)}/s`],
    [1, `update ${count(playback.at)}/${count(playback.updates)}`],
    [2, playback.problem ?? (playback.loading ? 'reading …' : 'from the log: same numbers')],
  ];
  if (of === undefined || at.height < 8) {
    drawPanel(grid, at, { title, right });
    return;
  }
  const marginHeight = at.height >= 18 && curves.length === 0 ? Math.floor((at.height - 3) / 3) : 0;
  const chart = { ...at, height: at.height - 3 - marginHeight };
  const place = { ...view.place, span: view.place.span ?? of.updates };
  const reading = readingAt(of, updateShown(of, view.place));
  if (curves.length > 0) drawOverlay(grid, chart, view, overlayTitles(view));
  else drawReturn(grid, chart, { ...view, place }, of, { title, right, focused: false, reading });
  if (marginHeight > 0)
    drawSmallCurve(grid, { ...at, y: chart.y + chart.height, height: marginHeight }, view, {
      name: 'margin (1 − ηλ/limit) of the same updates',
      row: placeIn(of, of.arm.margin),
      extent: { low: -1, high: 1 },
      reference: 0,
    });
  drawTimeline(grid, { ...at, y: at.y + at.height - 3, height: 3 }, view, of.arm.runs[of.index].marks);
}

function overlayTitles({ curves, place: { smooth, scale } }: View): OverlayOptions {
  return {
    title: [
      [0, counted(curves.length, 'marked run')],
      [1, 'mean score of the best arm'],
    ],
    right: [
      [1, 'esc closes'],
      [2, smooth > 0 ? `smooth ${share(smooth).replace(/0$/, '')}` : ''],
    ],
    smooth,
    scale,
  };
}

/** The playhead over all updates, with a glyph where something happened; the marks nearest to it in words. */
function drawTimeline(grid: Cells, at: Rectangle, { playback }: View, marks: readonly Mark[]): void {
  if (playback === undefined) return;
  const width = at.width - 4;
  const x = at.x + 2;
  const place = (update: number): number => x + 1 + Math.round((update / Math.max(1, playback.updates)) * (width - 3));
  put(grid, x, at.y, 0x251c, 'dim');
  for (let i = 1; i < width - 1; i++) put(grid, x + i, at.y, 0x2500, 'dim');
  put(grid, x + width - 1, at.y, 0x2524, 'dim');
  const told = marks.filter(({ kind }) => kind !== 'start' && kind !== 'checkpoint');
  for (const { update, glyph } of told)
    if (glyph !== '·') put(grid, place(update), at.y, glyph.codePointAt(0) ?? 0x3f, glyphStyle(glyph));
  put(grid, place(playback.at), at.y, 0x25c6, 'focus');
  const near = [...told].reverse().slice(0, 8);
  for (const i of [0, 1]) {
    const row = near.slice(4 * i, 4 * i + 4);
    if (row.length === 0) continue;
    const parts = row.map(({ glyph, update, text }, k): Part => [
      k,
      `${glyph} ${count(update)} ${shorter(text, update)}`,
    ]);
    write(grid, x, at.y + 1 + i, fit(parts, width, '   '), glyphStyle(row[0].glyph));
  }
}

/** A mark's words without the update, which stands before them. */
function shorter(text: string, update: number): string {
  return text.replace(` at update ${update}`, '').replace(/^alarm /, '');
}

function glyphStyle(glyph: Mark['glyph']): Style {
  return glyph === '✗' ? 'bad' : glyph === '▲' ? 'near' : glyph === '✓' ? 'good' : 'plain';
}
