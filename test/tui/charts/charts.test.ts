import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extentOf, niceExtent, shareOf, tickLabel, ticks } from '../../../tui/charts/axis.js';
import { drawBand } from '../../../tui/charts/band.js';
import { columnsMean, drawGauge, sparkline } from '../../../tui/charts/bars.js';
import { canvas, dot, paste } from '../../../tui/charts/canvas.js';
import { cells, rowText, write } from '../../../tui/charts/cells.js';
import { encode } from '../../../tui/charts/encode.js';
import { chartGlyphs, toAscii } from '../../../tui/charts/fallback.js';
import { drawLine, drawReference } from '../../../tui/charts/line.js';
import { theme } from '../../../tui/theme.js';

const strange = fc.oneof(
  fc.double({ noNaN: false }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e308, -1e308, 0, -0, 5e-324),
);
const size = fc.record({ width: fc.integer({ min: 0, max: 60 }), height: fc.integer({ min: 0, max: 20 }) });

/** A chart of values as rows of text. */
function picture(values: readonly number[], width: number, height: number): string[] {
  const dots = canvas(width, height);
  drawLine(dots, values, { extent: extentOf([values]), style: 'rate' });
  const grid = cells(width, height);
  paste(dots, grid, { x: 0, y: 0, width, height }, 'braille');
  return Array.from({ length: height }, (_, y) => rowText(grid, y));
}

describe('line charts', () => {
  it('a rising line goes from the lower left dot to the upper right dot', () => {
    // Eight by eight dots on the diagonal: one dot a column, four by two masks.
    expect(picture([0, 1, 2, 3, 4, 5, 6, 7], 4, 2)).toEqual(['  ⡠⠊', '⡠⠊  ']);
  });

  it('a value that is not finite is a gap and does not move the bounds', () => {
    expect(picture([1, 1, Number.NaN, 1, 1], 5, 1)[0]).toBe(picture([1, 1, Number.POSITIVE_INFINITY, 1, 1], 5, 1)[0]);
    expect(extentOf([[2, Number.NEGATIVE_INFINITY, 4]])).toEqual({ low: 2, high: 4 });
  });

  it('nothing, one value and equal values are drawn without an error', () => {
    expect(picture([], 3, 1)).toEqual(['   ']);
    expect(picture([5], 3, 1)[0].trim()).toHaveLength(1);
    expect(new Set(picture([5, 5, 5], 3, 1)[0]).size).toBe(1);
  });

  it('any numbers on any size keep the shape and end', () => {
    fc.assert(
      fc.property(
        fc.array(strange, { maxLength: 40 }),
        fc.array(strange, { maxLength: 40 }),
        size,
        (a, b, { width, height }) => {
          const dots = canvas(width, height);
          const extent = extentOf([a, b]);
          drawBand(dots, a, b, { extent, style: 'dim' });
          drawLine(dots, a, { extent, style: 'rate', pattern: 'dashed' });
          drawReference(dots, a[0] ?? 0, { extent, style: 'dim' });
          const grid = cells(width, height);
          paste(dots, grid, { x: 0, y: 0, width, height }, 'braille');
          for (const row of encode(grid, [])) expect(Array.from(row)).toHaveLength(width);
        },
      ),
      { seed: 7 },
    );
  });

  it('values outside a given extent are clipped, however far', () => {
    const dots = canvas(4, 2);
    drawLine(dots, [-1e308, 1e308, -1e308], { extent: { low: -1e-300, high: 1e-300 }, style: 'rate' });
    expect(dots.masks.length).toBe(8);
    dot(dots, 99, 0, 'rate');
    dot(dots, Number.NaN, 0, 'rate');
    expect(Math.max(...dots.masks)).toBeLessThanOrEqual(255);
  });

  it('solid, dashed and dotted lines differ without colour', () => {
    const drawn = (['solid', 'dashed', 'dotted', 'sparse'] as const).map((pattern) => {
      const dots = canvas(12, 1);
      drawLine(dots, [1, 1], { extent: { low: 0, high: 2 }, style: 'rate', pattern });
      return dots.masks.join(' ');
    });
    expect(new Set(drawn).size).toBe(4);
  });
});

describe('axes', () => {
  it.each([
    [{ low: -6.2, high: 0.1 }, 4, [-6, -4, -2, 0]],
    [{ low: 0, high: 1 }, 3, [0, 0.5, 1]],
    [{ low: 3, high: 29 }, 3, [10, 20]],
  ])('round ticks of %o, at most %i', (extent, count, expected) => {
    expect(ticks(extent, count)).toEqual(expected);
  });

  it('ticks of any extent are few, ascending and inside', () => {
    fc.assert(
      fc.property(strange, strange, fc.integer({ min: 0, max: 9 }), (a, b, count) => {
        const extent = extentOf([[a, b]]);
        const found = ticks(extent, count);
        expect(found.length).toBeLessThanOrEqual(count);
        for (const tick of found) expect(Math.abs(shareOf(tick, extent) - 0.5)).toBeLessThanOrEqual(0.5 + 1e-6);
      }),
      { seed: 8 },
    );
  });

  it('ends move out to the next tick where it is near', () => {
    expect(niceExtent({ low: -6, high: -0.1 }, 4)).toEqual({ low: -6, high: 0 });
    expect(niceExtent({ low: -6.9, high: -1.1 }, 4)).toEqual({ low: -6.9, high: -1.1 });
  });

  it('a share of the widest extent is finite', () => {
    expect(shareOf(0, { low: -1e308, high: 1e308 })).toBe(0.5);
    expect(shareOf(Number.NaN, { low: 0, high: 1 })).toBeNaN();
  });

  it('labels are short', () => {
    expect([-0.5, 0, 2.5, 40000].map(tickLabel)).toEqual(['−.5', '0', '2.5', '4e4']);
  });
});

describe('bars', () => {
  it('a gauge at half the limit fills half the way to the edge', () => {
    const grid = cells(10, 1);
    drawGauge(grid, { x: 0, y: 0, width: 10, share: 0.5, style: 'good' });
    expect(rowText(grid, 0)).toBe('████···┃░░');
  });

  it('a gauge of an unknown share is empty and one beyond the edge passes it', () => {
    const unknown = cells(10, 1);
    drawGauge(unknown, { x: 0, y: 0, width: 10, share: Number.NaN, style: 'good' });
    expect(rowText(unknown, 0)).toBe('·······┃░░');
    const beyond = cells(10, 1);
    drawGauge(beyond, { x: 0, y: 0, width: 10, share: Number.POSITIVE_INFINITY, style: 'bad' });
    expect(rowText(beyond, 0)).toBe('███████┃██');
  });

  it('a sparkline is as wide as asked for any numbers', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8)).toBe('▁▂▃▄▅▆▇█');
    fc.assert(
      fc.property(fc.array(strange), fc.integer({ min: 0, max: 30 }), (values, width) => {
        expect(Array.from(sparkline(values, width))).toHaveLength(width);
      }),
      { seed: 9 },
    );
  });

  it('columns are means of their stretches', () => {
    expect(Array.from(columnsMean([1, 3, 5, Number.NaN], 2))).toEqual([2, 5]);
  });
});

describe('encoding', () => {
  it('colours change as rarely as the styles do, and a row ends as it began', () => {
    const grid = cells(6, 1);
    write(grid, 0, 0, 'ab', 'rate');
    write(grid, 3, 0, 'cd', 'knob');
    const { colours } = theme('16', 'braille');
    expect(encode(grid, colours)[0]).toBe('\u001B[36mab \u001B[0m\u001B[93mcd \u001B[0m');
    expect(encode(grid, theme('none', 'braille').colours)[0]).toBe('ab cd ');
  });

  it('a wide or combining glyph becomes one column', () => {
    const grid = cells(3, 1);
    write(grid, 0, 0, '漢́x');
    expect(rowText(grid, 0)).toBe('??x');
  });

  it('ASCII terminals get ASCII', () => {
    const grid = cells(8, 1);
    write(grid, 0, 0, '╭─ηλ−⣿█▲');
    toAscii(grid);
    expect(rowText(grid, 0)).toMatch(/^[ -~]{8}$/);
    expect(chartGlyphs({ LANG: 'C' })).toBe('ascii');
    expect(chartGlyphs({ LANG: 'en_US.UTF-8', TERM: 'xterm-256color' })).toBe('braille');
    expect(chartGlyphs({ LANG: 'C.UTF-8', TERM: 'linux' })).toBe('block');
  });
});
