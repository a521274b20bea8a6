import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyframes, type Keyframe } from '../../curriculum/keyframes.js';
import { fraction } from '../../curriculum/schedule.js';
import { triangle } from '../../curriculum/waveforms.js';

const phases = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const drawings = fc
  .uniqueArray(fc.tuple(fc.nat(99), fc.double({ min: 0, max: 1, noNaN: true })), {
    minLength: 2,
    maxLength: 12,
    selector: ([at]) => at,
  })
  .map((points) => points.map(([at, level]): Keyframe => [at / 100, level]).sort((a, b) => a[0] - b[0]));
const options = fc.record({ join: fc.constantFrom('linear' as const, 'monotone' as const), closed: fc.boolean() });

describe('keyframes', () => {
  it('pass through every drawn point', () => {
    fc.assert(
      fc.property(drawings, options, (points, how) => {
        const wave = keyframes(points, how);
        return points.every(([phase, level]) => Math.abs(wave(phase) - level) < 1e-12);
      }),
      { seed: 1 },
    );
  });

  it('stay between the levels of the two neighbouring points, and rise or fall only one way between them', () => {
    fc.assert(
      fc.property(drawings, options, (points, how) => {
        const wave = keyframes(points, how);
        for (let i = 0; i + 1 < points.length; i++) {
          const [[a, low], [b, high]] = [points[i], points[i + 1]];
          const values = Array.from({ length: 21 }, (_, k) => wave(a + ((b - a) * k) / 20));
          const sign = Math.sign(high - low);
          for (let k = 0; k < 20; k++) if (sign * (values[k + 1] - values[k]) < -1e-12) return false;
          if (values.some((value) => value < Math.min(low, high) - 1e-12 || value > Math.max(low, high) + 1e-12))
            return false;
        }
        return true;
      }),
      { seed: 2 },
    );
  });

  it('are continuous over the end of the turn when closed', () => {
    fc.assert(
      fc.property(drawings, fc.constantFrom('linear' as const, 'monotone' as const), phases, (points, join, phase) => {
        const wave = keyframes(points, { join });
        // The steepest join climbs 1 in 0.01 turns, three times steeper inside a cubic.
        return Math.abs(wave(fraction(phase + 1e-9)) - wave(phase)) < 1e-6;
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('are smooth at the seam when closed and monotone', () => {
    fc.assert(
      fc.property(drawings, (points) => {
        const wave = keyframes(points, { join: 'monotone' });
        const h = 1e-7;
        return points.every(([phase, level]) => {
          const before = (level - wave(fraction(phase - h))) / h;
          const after = (wave(fraction(phase + h)) - level) / h;
          // Second derivatives reach about 6·10⁴·3 over intervals of 0.01: 0.1 of slope at this distance.
          return Math.abs(before - after) < 0.1;
        });
      }),
      { seed: 4 },
    );
  });

  it('hold the first and the last level when open', () => {
    const wave = keyframes([[0.2, 0.3], [0.6, 0.9]], { closed: false }); // prettier-ignore
    expect([0, 0.1, 0.2, 0.6, 0.8, 0.99].map(wave)).toEqual([0.3, 0.3, 0.3, 0.9, 0.9, 0.9]);
  });

  it('draw the triangle with two points, through the seam', () => {
    const wave = keyframes([[0.25, 0.5], [0.5, 1], [0.75, 0.5], [0.9, 0.2]], { join: 'linear' }); // prettier-ignore
    expect(wave(0.4)).toBeCloseTo(triangle(0.4), 12);
    expect(wave(0.9 + 0.35 / 2 - 1)).toBeCloseTo(0.35, 12);
  });

  it('meet the published slopes of Fritsch and Carlson on three points of a convex curve', () => {
    // Secants 1 and 3, slope at the middle knot their mean 2; Hermite cubic at the middle of the first interval:
    // (0 + 0.25)/2 + (1 − 2)·0.25/8.
    const wave = keyframes([[0, 0], [0.25, 0.25], [0.5, 1]], { closed: false }); // prettier-ignore
    expect(wave(0.125)).toBeCloseTo(0.125 - 0.25 / 8, 12);
  });

  it.each<[string, () => unknown, string]>([
    [
      'one point',
      () => keyframes([[0, 1]]),
      'keyframes.points: expected at least two [phase, level] points, got an array of 1.',
    ],
    ['points out of order', () => keyframes([[0.5, 1], [0.2, 0]]), 'keyframes.points[1].phase: expected a number > 0.5, got 0.2. Points stand in rising order'], // prettier-ignore
    ['a level above 1', () => keyframes([[0, 2], [0.5, 0]]), 'keyframes.points[0].level: expected a number in [0, 1], got 2.'], // prettier-ignore
    ['phase 1 when closed', () => keyframes([[0, 0], [1, 0]]), 'keyframes.points[1].phase: expected a number ≥ 0 and < 1, got 1. A closed shape'], // prettier-ignore
    ['a join that is unknown', () => keyframes([[0, 0], [0.5, 1]], { join: 'liner' as 'linear' }), "Did you mean 'linear'?"], // prettier-ignore
  ])('refuse %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
