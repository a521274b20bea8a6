import { valueAt } from '../../../curriculum/schedule.js';
import { extentOf } from '../../charts/axis.js';
import { canvas, paste } from '../../charts/canvas.js';
import { put, write, type Cells, type Rectangle } from '../../charts/cells.js';
import { drawHeatMap } from '../../charts/heat-map.js';
import { bandLook, bandWords, heatScaleOf } from '../../charts/heat-scale.js';
import { drawLine, drawReference } from '../../charts/line.js';
import { fit, screenForm, wrap } from '../../layout.js';
import { factor, plainNumber, signed } from '../../words.js';
import { drawReadings } from '../parts/gauge.js';
import { drawPanel } from '../parts/panel.js';
import { MAP_COLUMNS, MAP_ROWS } from '../studio-map.js';
import { amplitudeOf, type Studied } from '../studio-model.js';
import type { StudioView } from '../studio-desk.js';
import type { View } from '../view.js';

/** Two waves, what they promise on the quadratic model, and where other phases and amplitudes would lead. Nothing is trained. */
export function drawStudio(grid: Cells, view: View): void {
  const { studio } = view;
  if (studio === undefined) return;
  const { width, height } = grid;
  const wide = screenForm(width, height) === 'wide';
  const side = wide ? 54 : 32;
  const left = width - side;
  const room = height - 2;
  const waves = wide ? 8 : 6;
  const readings = wide ? 13 : 8;
  const map = { x: left, y: 1, width: side, height: room };
  if (view.full) {
    drawMap(grid, { x: 0, y: 1, width, height: room }, view, studio);
    return;
  }
  drawNumbers(grid, { x: 0, y: 1, width: left, height: waves }, studio);
  drawPreview(grid, { x: 0, y: 1 + waves, width: left, height: room - waves - readings }, view, studio.studied);
  drawStudied(grid, { x: 0, y: 1 + room - readings, width: left, height: readings }, studio);
  drawMap(grid, map, view, studio);
}

function drawNumbers(grid: Cells, at: Rectangle, { studied, problem }: StudioView): void {
  const inside = drawPanel(grid, at, {
    title: [
      [0, 'waves'],
      [1, 'p = turns, 0 … 1'],
    ],
    right: [[0, 'e edit']],
    focused: true,
  });
  const { numbers, readings, warnings, step } = studied;
  const { rateWave, rateMin, rateMax, phase, period, curvatureWave, curvatureMin, curvatureMax, momentum } = numbers;
  const short = (value: number): string => String(Number(value.toPrecision(4))).replace('-', '−');
  const degrees = `${Math.round(phase * 360)}°`;
  const said = problem === undefined ? (warnings[0] ?? '✓ parsed, finite, no jumps') : `✗ ${problem}`;
  const lines: readonly (readonly [string, 'rate' | 'knob' | 'plain' | 'bad' | 'good' | 'near'])[] = [
    [`η  ${rateWave}   ${short(rateMin)} … ${short(rateMax)}   phase ${degrees}`, 'rate'],
    [`c  ${curvatureWave}   ${short(curvatureMin)} … ${short(curvatureMax)}   phase 0°   λ = c`, 'knob'],
    [
      `period ${period}   ${momentum === 0 ? 'plain SGD' : `momentum ${momentum}`}   limit ${short(step.limit)}   mean ηλ ${plainNumber(readings.meanProduct)}`,
      'plain',
    ],
    ...wrap(said, inside.width - 2).map(
      (text) => [text, problem !== undefined ? 'bad' : warnings.length > 0 ? 'near' : 'good'] as const,
    ),
  ];
  lines.slice(0, inside.height).forEach(([text, style], i) => {
    write(grid, inside.x + 1, inside.y + i, fit([[0, text]], inside.width - 2), style);
  });
}

const PERIODS = 2;

function drawPreview(grid: Cells, at: Rectangle, view: View, { rate, curvature, numbers, step }: Studied): void {
  const inside = drawPanel(grid, at, {
    title: [[0, 'η ── · c ╌╌ · ηλ/limit ··']],
    right: [
      [0, 'edge ┄'],
      [1, `${PERIODS} periods`],
    ],
  });
  const plot = { x: inside.x + 1, y: inside.y, width: inside.width - 2, height: inside.height };
  if (plot.width < 2 || plot.height < 1) return;
  const dots = canvas(plot.width, plot.height);
  const count = numbers.period * PERIODS + 1;
  const values = (of: typeof rate): Float64Array => Float64Array.from({ length: count }, (_, n) => valueAt(of, n));
  const [rates, curvatures] = [values(rate), values(curvature)];
  const product = rates.map((value, n) => (value * curvatures[n]) / step.limit);
  const extent = { low: 0, high: Math.max(1.25, ...product) };
  drawReference(dots, 1, { extent, style: 'bad', pattern: 'sparse', rank: 1 });
  drawLine(dots, product, { extent, style: 'curvature', pattern: 'dotted', rank: 1 });
  drawLine(dots, curvatures, { extent: flatter(curvatures), style: 'knob', pattern: 'dashed', rank: 1 });
  drawLine(dots, rates, { extent: extentOf([rates]), style: 'rate', rank: 2 });
  paste(dots, grid, plot, view.theme.glyphs);
}

/** The difficulty is drawn a little flatter: in phase the two would lie on each other and look like one. */
function flatter(values: Float64Array): { low: number; high: number } {
  const { low, high } = extentOf([values]);
  const room = (high - low) * 0.15;
  return { low: low - room, high: high + room };
}

function drawStudied(grid: Cells, at: Rectangle, { studied, offer, map }: StudioView): void {
  const { readings, numbers } = studied;
  const now =
    map.reading === 'margin' ? readings.margin : map.reading === 'growth' ? readings.growth : readings.transient;
  const shown = (value: number | undefined): string =>
    map.reading === 'margin' ? signed(value) : map.reading === 'growth' ? plainNumber(value) : factor(value);
  const name = map.reading === 'margin' ? 'lowest' : map.reading;
  const offered =
    offer === undefined
      ? 'offer: ?'
      : Math.abs(offer.phase - numbers.phase) < 0.011
        ? `offer: none, ${Math.round(numbers.phase * 360)}° is the best phase for ${name}`
        : `offer: ${Math.round(offer.phase * 360)}°  ${name} ${shown(now)} → ${shown(offer.value)}   enter`;
  drawReadings(grid, at, {
    now: { lowest: readings.margin, growth: readings.growth, transient: readings.transient },
    predicted: {},
    periodic: true,
    exact: true,
    title: [
      [0, 'three readings'],
      [2, 'exact for ½λθ²'],
    ],
    more: [offered, 'a smaller mean ηλ learns more slowly'],
  });
}

function drawMap(grid: Cells, at: Rectangle, view: View, { map, mark, studied }: StudioView): void {
  const done = map.done();
  const name = map.reading === 'margin' ? 'lowest margin' : map.reading;
  const inside = drawPanel(grid, at, {
    title: [
      [0, `map: ${name}`],
      [2, at.width > 46 ? 'phase × amplitude' : ''],
    ],
    right: [
      [0, 'v'],
      [1, done < MAP_COLUMNS * MAP_ROWS ? `${Math.floor((100 * done) / (MAP_COLUMNS * MAP_ROWS))} %` : ''],
    ],
  });
  const plot = { x: inside.x + 4, y: inside.y, width: inside.width - 5, height: inside.height - 5 };
  if (plot.width < 4 || plot.height < 2) return;
  const scale = heatScaleOf(map.reading, map.shown.grid);
  drawHeatMap(grid, plot, map.shown, { scale, glyphs: view.theme.glyphs });
  for (const share of [0, 0.5, 1]) {
    const y = plot.y + Math.round((1 - share) * (plot.height - 1));
    write(grid, inside.x, y, share.toFixed(1), 'dim', 3);
    put(grid, inside.x + 3, y, 0x2524, 'dim');
  }
  const below = plot.y + plot.height;
  write(grid, plot.x, below, '0°', 'dim');
  write(grid, plot.x + (plot.width >> 1) - 2, below, '180°', 'dim');
  write(grid, plot.x + plot.width - 4, below, '360°', 'dim');
  let x = inside.x;
  bandWords(scale).forEach((word, band) => {
    const { glyph, style } = bandLook(band, view.theme.glyphs);
    if (x + word.length + 3 > inside.x + inside.width) return;
    x = write(grid, x, below + 1, glyph, style);
    x = write(grid, x, below + 1, `${word.replaceAll(' ', '')} `, 'dim');
  });
  const markX = plot.x + Math.min(plot.width - 1, Math.floor((mark.column * plot.width) / MAP_COLUMNS));
  const markY = plot.y + plot.height - 1 - Math.min(plot.height - 1, Math.floor((mark.row * plot.height) / MAP_ROWS));
  put(grid, markX, markY, 0x25c6, 'focus');
  const value = map.at(mark.column, mark.row);
  const phase = Math.round((mark.column / (MAP_COLUMNS - 1)) * 360);
  const amplitude = mark.moved ? mark.row / (MAP_ROWS - 1) : amplitudeOf(studied.numbers);
  const shown =
    map.reading === 'margin' ? signed(value) : map.reading === 'growth' ? plainNumber(value) : factor(value);
  write(
    grid,
    inside.x,
    below + 2,
    fit(
      [
        [0, `◆ φ ${phase}°  A ${plainNumber(amplitude)}  ${name} ${shown}`],
        [1, mark.moved ? 'enter applies' : ''],
      ],
      inside.width,
    ),
    'focus',
  );
  write(
    grid,
    inside.x,
    below + 3,
    fit([[0, 'growth can fall, rise and fall again: scan, do not bisect']], inside.width),
    'dim',
  );
}
