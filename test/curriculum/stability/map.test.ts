import { describe, expect, it } from 'vitest';
import { meanSquareGrowth } from '../../../curriculum/stability/noise.js';
import { growthPerUpdate } from '../../../curriculum/stability/floquet.js';
import { stabilityMap, type MapAxis } from '../../../curriculum/stability/map.js';
import { sampleModulation } from '../../../curriculum/stability/modulation.js';
import { gradientDescent, heavyBall } from '../../../curriculum/stability/optimizers.js';
import { transientGrowth } from '../../../curriculum/stability/transient.js';
import { resultantGrowth } from '../../../curriculum/stability/resultant.js';

const base = { meanRate: 0.8, rateAmplitude: 0.5, curvatureAmplitude: 0.4, phase: 0.2, period: 12, momentum: 0.3 };
const values: Record<MapAxis, number[]> = {
  phase: [0, 0.3, 0.5],
  meanRate: [0.3, 1.7],
  rateAmplitude: [0, 0.6, 1],
  curvatureAmplitude: [0.1, 0.9],
  period: [1, 8, 13],
  momentum: [0, 0.9],
};
const axes = Object.keys(values) as MapAxis[];
const pairs = axes.flatMap((x) => axes.filter((y) => y !== x).map((y) => [x, y] as const));

describe('stability maps', () => {
  it.each(pairs)('%s against %s holds in every cell what the reading says there', (x, y) => {
    const optimizer = (momentum: number) => heavyBall({ momentum, form: 'displacement' });
    const map = stabilityMap({
      ...base,
      x: { axis: x, values: values[x] },
      y: { axis: y, values: values[y] },
      reading: 'growth',
      optimizer,
    });
    expect([map.rows, map.columns]).toEqual([values[y].length, values[x].length]);
    values[y].forEach((row, r) => {
      values[x].forEach((column, c) => {
        const { momentum, ...cell } = { ...base, [x]: column, [y]: row };
        const { rates, curvatures } = sampleModulation(cell);
        expect(map.grid[r * map.columns + c]).toBe(growthPerUpdate(optimizer(momentum), rates, curvatures));
      });
    });
  });

  it('agrees with the resultant of every cell, for gradient descent over phase and rate', () => {
    const [phases, rates] = [
      [0, 0.15, 0.4, 0.5],
      [0.3, 0.9, 1.7, 2.6],
    ];
    const { grid } = stabilityMap({
      rateAmplitude: 0.5,
      curvatureAmplitude: 0.7,
      period: 64,
      x: { axis: 'phase', values: phases },
      y: { axis: 'meanRate', values: rates },
      reading: 'growth',
    });
    rates.forEach((rate, r) =>
      phases.forEach((phase, c) => expect(grid[r * 4 + c]).toBeCloseTo(resultantGrowth(rate, 0.5, 0.7, phase, 64), 9)),
    );
  });

  it('reads the other readings as well', () => {
    const { rates, curvatures } = sampleModulation({
      meanRate: 1.5,
      rateAmplitude: 0.5,
      curvatureAmplitude: 0.4,
      phase: 0,
      period: 12,
    });
    const cell = (reading: 'margin' | 'transient' | 'meanSquareGrowth') =>
      stabilityMap({
        ...base,
        x: { axis: 'phase', values: [0] },
        y: { axis: 'meanRate', values: [1.5] },
        reading,
        noise: 0.3,
      }).grid[0];
    expect(cell('margin')).toBeCloseTo(1 - (1.5 * 1.5 * 1.4) / 2, 14);
    expect(cell('transient')).toBe(transientGrowth(gradientDescent(), rates, curvatures));
    expect(cell('meanSquareGrowth')).toBe(meanSquareGrowth(gradientDescent(), rates, curvatures, 0.3));
  });

  it('a transient too large for a number is the largest number, never Infinity or NaN', () => {
    const { grid } = stabilityMap({
      ...base,
      x: { axis: 'phase', values: [0, 0.5] },
      y: { axis: 'meanRate', values: [1e3, 1e9] },
      reading: 'transient',
      period: 400,
    });
    for (const cell of grid) expect(cell).toBe(Number.MAX_VALUE);
  });

  it('names what it cannot draw', () => {
    const x = { axis: 'phase', values: [0] } as const;
    expect(() => stabilityMap({ ...base, x, y: x, reading: 'growth' })).toThrow(/stabilityMap.y.axis/);
    expect(() => stabilityMap({ ...base, x, y: { axis: 'momentum', values: [0.5] }, reading: 'growth' })).toThrow(
      /stabilityMap.optimizer/,
    );
    expect(() => stabilityMap({ ...base, x, y: { axis: 'period', values: [7.5] }, reading: 'growth' })).toThrow(
      /modulation.period/,
    );
    expect(() => stabilityMap({ x, y: { axis: 'period', values: [7] }, reading: 'growth' })).toThrow(
      /stabilityMap.meanRate/,
    );
    expect(() => stabilityMap({ ...base, x, y: { axis: 'meanRate', values: [NaN] }, reading: 'growth' })).toThrow(
      /meanRate/,
    );
  });
});
