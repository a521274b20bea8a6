import { describe, expect, it } from 'vitest';
import { cycle } from '../../../curriculum/schedule.js';
import { growthPerUpdate } from '../../../curriculum/stability/floquet.js';
import { heavyBall } from '../../../curriculum/stability/optimizers.js';
import { doubleWell } from '../../../envs/landscapes/double-well.js';
import { quadraticLandscape } from '../../../envs/landscapes/quadratic.js';
import { saddle } from '../../../envs/landscapes/saddle.js';
import { experiment } from '../../../experiments/experiment.js';
import { stabilityProbe } from '../../../experiments/probes.js';
import { landscapeDescent } from '../../../experiments/recipes/descent.js';
import { run } from '../../../experiments/run.js';
import { expectResumes, series } from './resumes.js';

const bowl = quadraticLandscape({ eigenvalues: [2] });

describe('descent on a landscape', () => {
  it('shrinks a quadratic by 1 − ηλ an update', () => {
    const points = series(landscapeDescent({ landscape: bowl, learningRate: 0.3 }), 12, 'x0');
    for (const [n, point] of points.entries()) expect(point).toBeCloseTo(Math.exp(n * Math.log(0.4)), 14);
  });

  it('scales loss, gradient and curvature together, so that scale × rate is what counts', () => {
    const scaled = landscapeDescent({ landscape: saddle, learningRate: 0.2, lossScale: 2 });
    const plain = landscapeDescent({ landscape: saddle, learningRate: 0.4 });
    const [one, other] = [series(scaled, 200, 'x1'), series(plain, 200, 'x1')];
    for (const [n, point] of one.entries()) expect(point).toBeCloseTo(other[n], 12);
  });

  it.each(['accumulated', 'displacement'] as const)('grows with momentum (%s) as Floquet predicts', (form) => {
    const rate = { wave: 'cosine', period: 8, min: 0.02, max: 0.1 } as const;
    const scale = { wave: 'cosine', period: 8, min: 0.5, max: 1.5, phase: form === 'accumulated' ? 0.5 : 0 } as const;
    const learner = landscapeDescent({
      landscape: bowl,
      learningRate: cycle(rate),
      lossScale: cycle(scale),
      momentum: 0.99,
      form,
    });
    const rates = Array.from({ length: 8 }, (_, n) => cycle(rate)(n, {}));
    const curvatures = Array.from({ length: 8 }, (_, n) => 2 * cycle(scale)(n, {}));
    const predicted = growthPerUpdate(heavyBall({ momentum: 0.99, form }), rates, curvatures)!;
    expect(predicted).toBeGreaterThan(1.003);
    const points = series(learner, 3200, 'x0');
    const largest = (from: number): number => Math.max(...points.slice(from, from + 200).map(Math.abs));
    const measured = Math.exp(Math.log(largest(3000) / largest(1000)) / 2000);
    expect(Math.abs(measured - predicted)).toBeLessThan(1e-4);
  });

  it('keeps the variance that gradient noise keeps alive: ησ²/(c(2 − ηc))', () => {
    const learner = landscapeDescent({ landscape: bowl, learningRate: 0.4, gradientNoise: 0.5 });
    const points = series(learner, 40_000, 'x0').slice(100);
    const variance = points.reduce((sum, x) => sum + x * x, 0) / points.length;
    // 40 000 points of correlation 1 − .8 = .2: a relative deviation of about .7 %.
    expect(variance / ((0.4 * 0.25) / (2 * (2 - 0.8)))).toBeCloseTo(1, 1);
  });

  it('gives the probe its exact Hessian', () => {
    const subject = experiment({
      learner: landscapeDescent({ landscape: doubleWell, learningRate: 0.1, lossScale: 1.5, start: [-0.9] }),
      updates: 5,
      hooks: [stabilityProbe({ every: 1 })],
    });
    for (const event of run(subject)) {
      if (event.type !== 'update') continue;
      const { x0, sharpness, margin } = event.signals;
      expect(sharpness).toBeCloseTo(1.5 * (3 * x0 * x0 - 1), 12);
      expect(margin).toBeCloseTo(1 - (0.1 * sharpness) / 2, 12);
    }
  });

  it('resumes to the same events', () => {
    expectResumes(landscapeDescent({ landscape: saddle, learningRate: 0.1, momentum: 0.5, gradientNoise: 0.1 }), 12, 4);
  });

  it('refuses a start of another size', () => {
    expect(() => landscapeDescent({ landscape: saddle, learningRate: 1, start: [1] })).toThrow(
      'landscapeDescent.start: expected 2 numbers, got 1',
    );
  });
});
