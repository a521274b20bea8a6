import { valueAt } from '../../../curriculum/schedule.js';
import { write, type Cells, type Rectangle, type Style } from '../../charts/cells.js';
import { fit, screenForm, wrap, type Part } from '../../layout.js';
import { signed } from '../../words.js';
import { drawReadings } from '../parts/gauge.js';
import { drawPanel } from '../parts/panel.js';
import { drawMap } from '../parts/studio-map-panel.js';
import { drawPreview, drawSizes } from '../parts/studio-preview.js';
import { lintWords, offerWords, stepWords, waveWords } from '../parts/studio-words.js';
import { leastMargin } from '../studio-size.js';
import type { StudioView } from '../studio-view.js';
import type { View } from '../view.js';

/** Two waves, what they promise on the quadratic model, and where other phases and amplitudes would lead. Nothing is trained. */
export function drawStudio(grid: Cells, view: View): void {
  const { studio } = view;
  if (studio === undefined) return;
  const { width, height } = grid;
  const wide = screenForm(width, height) === 'wide';
  const side = wide ? Math.max(54, Math.floor(width * 0.38)) : Math.max(32, Math.floor(width * 0.36));
  const left = width - side;
  const room = height - 2;
  const waves = wide ? 8 : 7;
  const readings = wide ? Math.max(15, Math.floor(room * 0.36)) : 8;
  const whole = { x: 0, y: 1, width, height: room };
  const parts: Readonly<Record<StudioView['panel'], (at: Rectangle) => void>> = {
    map: (at) => drawMap(grid, at, view, studio),
    waves: (at) => drawNumbers(grid, at, studio),
    preview: (at) => drawPreview(grid, at, view, studio),
    readings: (at) => drawStudied(grid, at, view, studio),
  };
  if (view.full) {
    parts[studio.panel](whole);
    return;
  }
  parts.waves({ x: 0, y: 1, width: left, height: waves });
  parts.preview({ x: 0, y: 1 + waves, width: left, height: room - waves - readings });
  parts.readings({ x: 0, y: 1 + room - readings, width: left, height: readings });
  parts.map({ x: left, y: 1, width: side, height: room });
}

function drawNumbers(grid: Cells, at: Rectangle, studio: StudioView): void {
  const inside = drawPanel(grid, at, {
    title: [
      [0, 'waves'],
      [1, 'p = turns, 0 … 1'],
    ],
    right: [[0, 'e edit']],
    focused: studio.panel === 'waves',
  });
  const { studied } = studio;
  const { rate, numbers } = studied;
  const { text, level } = lintWords(studio);
  let mean = 0;
  for (let n = 0; n < numbers.period; n++) mean += valueAt(rate, n) / numbers.period;
  const words = waveWords(studio);
  const lines: readonly (readonly [readonly Part[], Style])[] = [
    [words.rate, 'rate'],
    [words.curvature, 'knob'],
    ...wrap(text, inside.width - 2)
      .slice(0, Math.max(1, inside.height - 3))
      .map((line): [readonly Part[], Style] => [[[0, line]], level]),
    [stepWords(studied, mean), 'plain'],
  ];
  lines.slice(0, inside.height).forEach(([parts, style], i) => {
    write(grid, inside.x + 1, inside.y + i, fit(parts, inside.width - 2, '   '), style);
  });
}

function drawStudied(grid: Cells, at: Rectangle, view: View, studio: StudioView): void {
  const { readings } = studio.studied;
  const least = leastMargin(studio.studied);
  const width = at.width - 4;
  const offer = fit(offerWords(studio), width);
  const more = [
    fit(
      [
        [0, `smallest margin ${signed(least.margin)}`],
        [1, `at p = ${least.at.toFixed(2).replace(/^0/, '')}`],
      ],
      width,
    ),
    offer,
    ...(offer.includes('→') ? ['a smaller mean ηλ learns more slowly'] : []),
  ];
  const options = {
    now: { lowest: readings.margin, growth: readings.growth, transient: readings.transient },
    predicted: {},
    periodic: true,
    exact: true,
    focused: studio.panel === 'readings',
    title: [
      [0, 'three readings'],
      [2, 'exact for ½λθ²'],
    ] as const,
  };
  const used = 4 + more.length + 2;
  drawReadings(grid, at, { ...options, more, only: true });
  const room = at.height - 2 - used;
  if (room >= 4) drawSizes(grid, { x: at.x + 2, y: at.y + 1 + used, width, height: room }, view, studio);
}
