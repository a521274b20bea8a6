import { stabilityMap, type StabilityMap } from '../curriculum/stability/map.js';
import { heavyBall } from '../curriculum/stability/optimizers.js';
import { cells } from '../tui/charts/cells.js';
import { encode } from '../tui/charts/encode.js';
import { drawHeatMap } from '../tui/charts/heat-map.js';
import { heatScales } from '../tui/charts/heat-scale.js';
import { heatMapSvg } from '../tui/picture/heat-map.js';
import { pngOf } from '../tui/picture/png.js';
import { theme } from '../tui/theme.js';

const BUDGET = 50;
const [ROWS, COLUMNS] = [33, 49];
const { colours } = theme('truecolor', 'braille');
const scale = heatScales.growth;
const phases = Float64Array.from({ length: COLUMNS }, (_, k) => (0.5 * k) / (COLUMNS - 1));
const rates = Float64Array.from({ length: ROWS }, (_, k) => 0.1 + (3.9 * k) / (ROWS - 1));

/** The map a person looks at while a value is dragged: momentum, period 64. */
function computed(): StabilityMap {
  return stabilityMap({
    x: { axis: 'phase', values: phases },
    y: { axis: 'meanRate', values: rates },
    reading: 'growth',
    optimizer: heavyBall({ momentum: 0.9 }),
    rateAmplitude: 0.8,
    curvatureAmplitude: 0.8,
    period: 64,
  });
}

function drawn(map: StabilityMap): string[] {
  const grid = cells(COLUMNS, ROWS);
  drawHeatMap(grid, { x: 0, y: 0, width: COLUMNS, height: ROWS }, map, { scale, glyphs: 'braille' });
  return encode(grid, colours);
}

function picture(map: StabilityMap): string {
  return heatMapSvg({
    title: scale.label,
    notes: [],
    map,
    scale,
    x: { label: 'phase', values: phases },
    y: { label: 'rate', values: rates },
  });
}

/** Median of nine, in milliseconds, after a run that is not counted. */
async function median(work: () => unknown): Promise<number> {
  await work();
  const times: number[] = [];
  for (let k = 0; k < 9; k++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[4];
}

/** A heat map of 49 × 33 cells: computed and drawn within the budget of a redraw. */
export async function bench(): Promise<void> {
  const map = computed();
  const svg = picture(map);
  const rows: readonly (readonly [string, () => unknown, number?])[] = [
    ['computed and drawn', () => drawn(computed()), BUDGET],
    ['drawn', () => drawn(map), BUDGET],
    ['as SVG', () => picture(map)],
    ['as PNG', () => pngOf(svg)],
  ];
  console.log(`heat map of ${COLUMNS} × ${ROWS} cells, momentum, T = 64     median ms     share of ${BUDGET} ms`);
  for (const [name, work, budget] of rows) {
    const time = await median(work);
    const share = budget === undefined ? '' : `${((100 * time) / budget).toFixed(1)} %`;
    console.log(`${name.padEnd(44)} ${time.toFixed(2).padStart(16)} ${share.padStart(18)}`);
  }
}
