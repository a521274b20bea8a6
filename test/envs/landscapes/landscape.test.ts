import { describe, expect, it } from 'vitest';
import { doubleWell } from '../../../envs/landscapes/double-well.js';
import { plateau } from '../../../envs/landscapes/plateau.js';
import { quadraticLandscape } from '../../../envs/landscapes/quadratic.js';
import { rosenbrock } from '../../../envs/landscapes/rosenbrock.js';
import { saddle } from '../../../envs/landscapes/saddle.js';
import { random } from '../../../math/random.js';

const turned = quadraticLandscape({ eigenvalues: [3, 1, -0.5], rotation: 0.13 });

describe.each([saddle, plateau, doubleWell, rosenbrock, turned])('$id', (landscape) => {
  const { size } = landscape;
  const source = random(4);
  const points = [
    landscape.start,
    ...Array.from({ length: 8 }, () => Array.from({ length: size }, () => source.uniform(-2, 2))),
  ];
  const h = 1e-5;
  const shifted = (x: readonly number[], i: number, by: number) => x.map((value, j) => (j === i ? value + by : value));
  const gradient = (x: readonly number[]) => {
    const out = new Float64Array(size);
    landscape.gradient(x, out);
    return out;
  };

  it('has the gradient and the Hessian of central differences', () => {
    expect(landscape.start).toHaveLength(size);
    for (const x of points) {
      const hessian = new Float64Array(size * size);
      landscape.hessian(x, hessian);
      for (let i = 0; i < size; i++) {
        const slope = (landscape.loss(shifted(x, i, h)) - landscape.loss(shifted(x, i, -h))) / (2 * h);
        expect(Math.abs(gradient(x)[i] - slope)).toBeLessThan(1e-7 * Math.max(1, Math.abs(slope)));
        const above = gradient(shifted(x, i, h));
        const below = gradient(shifted(x, i, -h));
        for (let j = 0; j < size; j++) {
          const bend = (above[j] - below[j]) / (2 * h);
          expect(Math.abs(hessian[j * size + i] - bend)).toBeLessThan(1e-7 * Math.max(1, Math.abs(bend)));
        }
      }
    }
  });
});

describe('landscapes', () => {
  it('have the minima they name', () => {
    const out = new Float64Array(2);
    saddle.gradient([0, Math.sqrt(0.05)], out);
    expect(Math.abs(out[1])).toBeLessThan(1e-16);
    rosenbrock.gradient([1, 1], out);
    expect([...out].map(Math.abs)).toEqual([0, 0]);
    expect(doubleWell.loss([1])).toBe(0);
    expect(doubleWell.loss([0])).toBe(0.25);
    plateau.gradient([1000, 0], out);
    expect(out[0]).toBeCloseTo(1e-9, 12);
  });

  it('keep the spectrum they are given: trace, determinant and eigenvectors of the turned matrix', () => {
    const angle = 0.125;
    const hessian = new Float64Array(4);
    quadraticLandscape({ eigenvalues: [5, 1], rotation: angle }).hessian([0, 0], hessian);
    // 45°: (5 + 1)/2 on the diagonal, (5 − 1)/2 beside it.
    for (const [i, x] of [3, 2, 2, 3].entries()) expect(hessian[i]).toBeCloseTo(x, 14);
    expect(() => quadraticLandscape({ eigenvalues: [] })).toThrow('quadraticLandscape.eigenvalues');
    expect(() => quadraticLandscape({ eigenvalues: [NaN] })).toThrow('quadraticLandscape.eigenvalues[0]');
  });

  it('lets descent leave the saddle at the rate theory names: y grows by 1 + .05·rate an update', () => {
    const x = Float64Array.from(saddle.start);
    const slope = new Float64Array(2);
    for (let n = 0; n < 100; n++) {
      saddle.gradient(x, slope);
      for (let i = 0; i < 2; i++) x[i] -= 0.5 * slope[i];
    }
    expect(x[1] / (1e-6 * Math.exp(100 * Math.log(1.025)))).toBeCloseTo(1, 6);
  });
});
