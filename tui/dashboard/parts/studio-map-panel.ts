import { put, write, type Cells, type Rectangle } from '../../charts/cells.js';
import { drawHeatMap } from '../../charts/heat-map.js';
import { bandLook, bandWords, heatScaleOf } from '../../charts/heat-scale.js';
import { fit, wrap } from '../../layout.js';
import { factor, plainNumber, signed } from '../../words.js';
import type { StudioView } from '../studio-view.js';
import { MAP_COLUMNS, MAP_ROWS, type StudioMap } from '../studio-map.js';
import { amplitudeOf } from '../studio-model.js';
import type { View } from '../view.js';
import { drawPanel } from './panel.js';

/** What a search along one line of the map would miss: the whole sentence, or nothing of it. */
const HINT = 'growth can fall, rise and fall again: scan, do not bisect';

/** A reading of the map in words. */
function mapNumber({ reading }: StudioMap, value: number | undefined): string {
  return reading === 'margin' ? signed(value) : reading === 'growth' ? plainNumber(value) : factor(value);
}

/** Where other phases and amplitudes of the rate would lead, with the mark on it. */
export function drawMap(grid: Cells, at: Rectangle, view: View, studio: StudioView): void {
  const { map, panel } = studio;
  const done = map.done();
  const whole = MAP_COLUMNS * MAP_ROWS;
  const inside = drawPanel(grid, at, {
    title: [
      [0, `map: ${map.reading === 'margin' ? 'lowest margin' : map.reading}`],
      [2, at.width > 46 ? 'phase × amplitude' : ''],
    ],
    right: [
      [0, 'v'],
      [1, done < whole ? `${Math.floor((100 * done) / whole)} %` : ''],
    ],
    focused: panel === 'map',
  });
  // Below the map stand its phases, its bands and the mark, and a warning where there is room.
  const below = inside.height >= 14 ? 5 : inside.height >= 7 ? 3 : inside.height >= 5 ? 1 : 0;
  const plot = { x: inside.x + 4, y: inside.y, width: inside.width - 5, height: inside.height - below };
  if (plot.width < 4 || plot.height < 1) return;
  const scale = heatScaleOf(map.reading, map.shown.grid);
  drawHeatMap(grid, plot, map.shown, { scale, glyphs: view.theme.glyphs });
  drawAmplitudes(grid, plot);
  drawMark(grid, plot, studio);
  if (below === 0) return;
  const y = plot.y + plot.height;
  write(grid, plot.x, y, '0°', 'dim');
  if (plot.width >= 16) write(grid, plot.x + (plot.width >> 1) - 2, y, '180°', 'dim');
  write(grid, plot.x + plot.width - 4, y, '360°', 'dim');
  if (below < 3) return;
  let x = inside.x;
  bandWords(scale).forEach((word, band) => {
    const { glyph, style } = bandLook(band, view.theme.glyphs);
    if (x + word.length + 3 > inside.x + inside.width) return;
    x = write(grid, x, y + 1, glyph, style);
    x = write(grid, x, y + 1, `${word.replaceAll(' ', '')} `, 'dim');
  });
  write(grid, inside.x, y + 2, markWords(studio, inside.width), 'focus');
  if (below < 5) return;
  const hint = wrap(HINT, inside.width, '  ');
  if (hint.length <= 2) hint.forEach((text, i) => write(grid, inside.x, y + 3 + i, text, 'dim'));
}

function drawAmplitudes(grid: Cells, plot: Rectangle): void {
  for (const share of plot.height >= 3 ? [0, 0.5, 1] : [0, 1]) {
    const y = plot.y + Math.round((1 - share) * (plot.height - 1));
    write(grid, plot.x - 4, y, share.toFixed(1), 'dim', 3);
    put(grid, plot.x - 1, y, 0x2524, 'dim');
  }
}

function drawMark(grid: Cells, plot: Rectangle, { mark }: StudioView): void {
  const x = plot.x + Math.min(plot.width - 1, Math.floor((mark.column * plot.width) / MAP_COLUMNS));
  const y = plot.y + plot.height - 1 - Math.min(plot.height - 1, Math.floor((mark.row * plot.height) / MAP_ROWS));
  put(grid, x, y, 0x25c6, 'focus');
}

function markWords({ map, mark, studied }: StudioView, width: number): string {
  const phase = Math.round((mark.column / (MAP_COLUMNS - 1)) * 360);
  const amplitude = mark.moved ? mark.row / (MAP_ROWS - 1) : amplitudeOf(studied.numbers);
  const name = map.reading === 'margin' ? 'lowest' : map.reading;
  return fit(
    [
      [0, `◆ φ ${phase}°`],
      [2, `A ${plainNumber(amplitude)}`],
      [1, `${name} ${mapNumber(map, map.at(mark.column, mark.row))}`],
      [3, mark.moved ? 'enter applies' : ''],
    ],
    width,
  );
}
