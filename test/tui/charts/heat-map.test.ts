import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChartGlyphs } from '../../../tui/charts/canvas.js';
import { cells, rowText, styles } from '../../../tui/charts/cells.js';
import { drawHeatMap, nearestIndex, type HeatGrid } from '../../../tui/charts/heat-map.js';
import { bandOf, bandWords, heatScaleOf, heatScales, isBeyond } from '../../../tui/charts/heat-scale.js';

/** The rows of a drawn map, top row first. */
function drawn(map: HeatGrid, width: number, height: number, glyphs: ChartGlyphs = 'braille'): string[] {
  const grid = cells(width + 2, height + 2);
  drawHeatMap(grid, { x: 1, y: 1, width, height }, map, { scale: heatScales.growth, glyphs });
  const rows = Array.from({ length: height + 2 }, (_, y) => rowText(grid, y));
  expect([rows[0], rows[height + 1]].join('').trim()).toBe('');
  for (const row of rows) expect(row[0] + row[width + 1]).toBe('  ');
  return rows.slice(1, -1).map((row) => row.slice(1, -1));
}

describe('a heat map in cells', () => {
  const steps: HeatGrid = { rows: 2, columns: 5, grid: [0.1, 0.7, 0.95, 1.2, 2, 0.1, 0.1, 0.1, 0.1, 0.1] };

  it('shades five bands, the first row at the bottom, and marks the cells inside the edge', () => {
    expect(drawn(steps, 5, 2)).toEqual(['···┼┼', '·░┼▓█']);
    expect(drawn(steps, 5, 2, 'ascii')).toEqual(['...++', '.:+#@']);
  });

  it('repeats samples where there is room and takes the nearest where there is not', () => {
    expect(drawn({ rows: 1, columns: 2, grid: [0.1, 0.7] }, 6, 1)).toEqual(['···░░░']);
    expect(drawn({ rows: 1, columns: 6, grid: [0.1, 0.7, 0.1, 0.7, 0.1, 0.7] }, 3, 1)).toEqual(['░░░']);
    expect([0, 1, 2].map((cell) => nearestIndex(cell, 3, 9))).toEqual([1, 4, 7]);
  });

  it('shows what is not a number as a question mark, and infinities as the ends of the scale', () => {
    expect(drawn({ rows: 1, columns: 4, grid: [NaN, -Infinity, NaN, Infinity] }, 4, 1)).toEqual(['?·?█']);
  });

  it('draws nothing outside its rectangle, whatever the numbers and the sizes are', () => {
    const value = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, 1e308, -1e308, 0));
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 30 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 9 }),
        (values, columns, width, height) => {
          const rows = Math.floor(values.length / columns);
          const lines = drawn({ rows, columns, grid: values }, width, height);
          const allowed = rows === 0 ? /^ *$/ : /^[·░▒▓█┼?]*$/;
          for (const line of lines) expect(line).toMatch(allowed);
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });

  it('tells calm from bad in words that name every bound', () => {
    expect(bandWords(heatScales.growth)).toEqual(['< 0.6', '< 0.9', '≤ 1', '> 1', '> 1.5']);
    expect(bandWords(heatScales.margin)).toEqual(['> 0.5', '> 0.25', '≥ 0', '< 0', '< −0.4']);
  });

  it.each([
    ['growth', [0.5, 0.7, 1, 1.01, 1.6]],
    ['margin', [0.6, 0.3, 0, -0.1, -0.5]],
    ['transient', [1, 3, 10, 11, 1e9]],
    ['meanSquareGrowth', [0, 0.89, 0.99, 1.4, Infinity]],
  ] as const)('orders the bands of %s from calm to worst', (reading, values) => {
    expect(values.map((value) => bandOf(heatScales[reading], value))).toEqual([0, 1, 2, 3, 4]);
    const places = values.map((value) => heatScales[reading].place(value));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(heatScales[reading].place(heatScales[reading].edge)).toBe(0.5);
  });

  it('shades growths that all lie near 1 over a tenth or a hundredth of it', () => {
    expect(heatScaleOf('growth', [0.995, 1.02]).bounds).toEqual([0.996, 0.999, 1, 1.005]);
    expect(heatScaleOf('growth', [0.95, 7, NaN]).ends).toEqual([0.9, 1.1]);
    expect(heatScaleOf('growth', [0.2, Infinity])).toMatchObject({ bounds: [0.6, 0.9, 1, 1.5], ends: [0, 2] });
    expect(heatScaleOf('growth', [1, 2]).ends).toEqual([0, 2]);
    expect(heatScaleOf('margin', [0.999]).ends).toEqual([1, -1]);
    const fine = heatScaleOf('growth', [0.995]);
    expect([0.99, 0.995, 1, 1.005, 2].map((value) => fine.place(value))).toEqual(
      [0, 0.25, 0.5, 0.75, 1].map((place) => expect.closeTo(place, 9) as number),
    );
  });

  it('counts a neutral growth, 1 to within 10⁻¹², as on the edge', () => {
    expect(isBeyond(heatScales.growth, 1 + 1e-13)).toBe(false);
    expect(isBeyond(heatScales.growth, 1 + 1e-11)).toBe(true);
  });

  it('gives the stable side another style than the unstable one', () => {
    const grid = cells(2, 1);
    drawHeatMap(
      grid,
      { x: 0, y: 0, width: 2, height: 1 },
      { rows: 1, columns: 2, grid: [NaN, 3] },
      {
        scale: heatScales.growth,
        glyphs: 'braille',
      },
    );
    expect(Array.from(grid.styles, (index) => styles[index])).toEqual(['dim', 'bad']);
  });
});
