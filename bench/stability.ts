import { cycle } from '../curriculum/schedule.js';
import { stabilityMap } from '../curriculum/stability/map.js';
import { gradientDescent, heavyBall } from '../curriculum/stability/optimizers.js';
import type { ReadingName } from '../curriculum/stability/readings.js';
import type { StepMatrix } from '../curriculum/stability/step-matrix.js';
import { spectralRadius } from '../math/eigen.js';

const PERIOD = 64;
const DEPTH = 0.5;

/** Evenly spaced values, both ends included. */
function spaced(from: number, to: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));
}

/** Best of five, in milliseconds. */
function time(work: () => void): number {
  let best = Infinity;
  for (let k = 0; k < 5; k++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** One row of a map of growth as one would first write it: a schedule per cell, fresh arrays per product. */
function plainRow(step: StepMatrix, rate: number, phases: Float64Array): number[] {
  const curvature = cycle({ wave: 'cosine', period: PERIOD, min: 1 - DEPTH, max: 1 + DEPTH });
  return Array.from(phases, (phase) => {
    const rates = cycle({ wave: 'cosine', period: PERIOD, phase, min: rate * (1 - DEPTH), max: rate * (1 + DEPTH) });
    let product: number[] = Array.from({ length: step.size * step.size }, (_, k) =>
      k % (step.size + 1) === 0 ? 1 : 0,
    );
    let log = 0;
    for (let n = 0; n < PERIOD; n++) {
      const factor = new Float64Array(step.size * step.size);
      step.write(rates(n, {}), curvature(n, {}), factor);
      const before = product;
      product = before.map((_, k) => {
        const [i, j] = [Math.floor(k / step.size), k % step.size];
        let sum = 0;
        for (let l = 0; l < step.size; l++) sum += factor[i * step.size + l] * before[l * step.size + j];
        return sum;
      });
      const largest = Math.max(...product.map(Math.abs), 1e-300);
      product = product.map((entry) => entry / largest);
      log += Math.log(largest);
    }
    return Math.exp((log + Math.log(spectralRadius(product, step.size))) / PERIOD);
  });
}

/** A ratio between two ways that do not agree would mean nothing. */
function refuseDifference(step: StepMatrix, phases: Float64Array): void {
  const { grid } = stabilityMap({
    rateAmplitude: DEPTH,
    curvatureAmplitude: DEPTH,
    period: PERIOD,
    x: { axis: 'phase', values: phases },
    y: { axis: 'meanRate', values: [1] },
    reading: 'growth',
    optimizer: step,
  });
  plainRow(step, 1, phases).forEach((growth, k) => {
    if (Math.abs(growth - grid[k]) > 1e-9) throw new Error(`phase ${phases[k]}: ${growth} and ${grid[k]} differ`);
  });
}

/** Stability maps against their time budgets, and against the same map written plainly. */
export async function bench(): Promise<void> {
  const cases: readonly (readonly [string, StepMatrix, ReadingName, number, number, number])[] = [
    ['growth, gradient descent', gradientDescent(), 'growth', 200, 200, 1000],
    ['growth, momentum', heavyBall({ momentum: 0.9 }), 'growth', 200, 200, 4000],
    ['growth, momentum', heavyBall({ momentum: 0.9 }), 'growth', 33, 49, 50],
    ['transient, momentum', heavyBall({ momentum: 0.9 }), 'transient', 33, 49, 50],
    ['mean square, momentum', heavyBall({ momentum: 0.9 }), 'meanSquareGrowth', 33, 49, 50],
  ];
  console.log('stability map, T = 64           cells   share of its budget   times faster than written plainly');
  for (const [name, step, reading, rows, columns, budget] of cases) {
    const phases = spaced(0, 1, columns);
    const rates = spaced(0.05, 3, rows);
    const waves = { rateAmplitude: DEPTH, curvatureAmplitude: DEPTH, period: PERIOD, noise: 0.3 };
    refuseDifference(step, phases);
    const map = time(() => {
      stabilityMap({
        ...waves,
        x: { axis: 'phase', values: phases },
        y: { axis: 'meanRate', values: rates },
        reading,
        optimizer: step,
      });
    });
    // One row is enough for the ratio: every row costs the same.
    const plain = reading === 'growth' ? time(() => plainRow(step, 1, phases)) * rows : undefined;
    const faster = plain === undefined ? '' : `${(plain / map).toFixed(0)}×`;
    const share = `${((100 * map) / budget).toFixed(1)} %`;
    console.log(
      `${name.padEnd(26)} ${`${rows} × ${columns}`.padStart(10)} ${share.padStart(21)} ${faster.padStart(35)}`,
    );
  }
  return Promise.resolve();
}
