import { describe, expect, it } from 'vitest';
import {
  adamFrozen,
  descentAscent,
  gradientDescent,
  heavyBall,
  naturalGradientStep,
  nesterov,
} from '../../../curriculum/stability/optimizers.js';
import { coupledModes, stepMatrix, type StepMatrix } from '../../../curriculum/stability/step-matrix.js';

const rates = [0.3, 0.5, 0.2, 0.9, 0.4];
const curvatures = [1, 0.4, 1.6, 0.7, 1.1];

/** The state after all updates by the step's matrices. */
function byMatrix(step: StepMatrix, start: readonly number[]): number[] {
  let state = [...start];
  const matrix = new Float64Array(step.size * step.size);
  rates.forEach((rate, n) => {
    step.write(rate, curvatures[n], matrix);
    state = state.map((_, i) => state.reduce((sum, value, j) => sum + matrix[i * step.size + j] * value, 0));
  });
  return state;
}

const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 14) as number);

describe('every matrix is the update it stands for', () => {
  it('gradient descent and the natural gradient', () => {
    let x = 1;
    rates.forEach((rate, n) => (x -= rate * curvatures[n] * x));
    expect(byMatrix(gradientDescent(), [1])).toEqual(close([x]));
    expect(byMatrix(naturalGradientStep(), [1])).toEqual(close([x]));
  });

  it('the displacement heavy ball: v ← βv − ηg, x ← x + v', () => {
    let [x, v, last] = [1, 0, 1];
    rates.forEach((rate, n) => {
      v = 0.7 * v - rate * curvatures[n] * x;
      last = x;
      x += v;
    });
    expect(byMatrix(heavyBall({ momentum: 0.7, form: 'displacement' }), [1, 1])).toEqual(close([x, last]));
  });

  it('the accumulated heavy ball: v ← βv + g, x ← x − ηv, which is the form unless another is named', () => {
    let [x, v] = [1, 0];
    rates.forEach((rate, n) => {
      v = 0.7 * v + curvatures[n] * x;
      x -= rate * v;
    });
    expect(byMatrix(heavyBall({ momentum: 0.7 }), [1, 0])).toEqual(close([x, v]));
  });

  it('Nesterov: the gradient is taken at y = x + β(x − x₋₁)', () => {
    let [x, last] = [1, 0.8];
    rates.forEach((rate, n) => {
      const y = x + 0.7 * (x - last);
      last = x;
      x = y - rate * curvatures[n] * y;
    });
    expect(byMatrix(nesterov({ momentum: 0.7 }), [1, 0.8])).toEqual(close([x, last]));
  });

  it('Adam: m ← β₁m + (1 − β₁)g, x ← x − ηm', () => {
    let [x, m] = [1, 0];
    rates.forEach((rate, n) => {
      m = 0.7 * m + 0.3 * curvatures[n] * x;
      x -= rate * m;
    });
    expect(byMatrix(adamFrozen({ beta1: 0.7 }), [1, 0])).toEqual(close([x, m]));
  });

  it.each(['simultaneous', 'alternating'] as const)('descent–ascent, %s', (order) => {
    const [damping, coupling] = [0.3, 1.2];
    let [x, y] = [1, 0.5];
    rates.forEach((rate, n) => {
      const c = curvatures[n];
      const moved = x - rate * c * (damping * x + coupling * y);
      y += rate * c * (coupling * (order === 'simultaneous' ? x : moved) - damping * y);
      x = moved;
    });
    expect(byMatrix(descentAscent({ order, damping, coupling }), [1, 0.5])).toEqual(close([x, y]));
  });

  it('coupled modes: x ← x − η(fixed + c·moving)x', () => {
    const step = coupledModes({ size: 2, fixed: [1, 0, 0, 0.2], moving: [0.5, 0.1, 0.1, 0.3] });
    let [x, y] = [1, -0.5];
    rates.forEach((rate, n) => {
      const c = curvatures[n];
      [x, y] = [x - rate * ((1 + c * 0.5) * x + c * 0.1 * y), y - rate * (c * 0.1 * x + (0.2 + c * 0.3) * y)];
    });
    expect(byMatrix(step, [1, -0.5])).toEqual(close([x, y]));
  });
});

describe('limits', () => {
  it.each([
    [gradientDescent(), 2],
    [heavyBall({ momentum: 0.9 }), 3.8],
    [heavyBall({ momentum: 0.9, form: 'displacement' }), 3.8],
    [nesterov({ momentum: 0.5 }), 1.5],
    [adamFrozen(), 38],
    [descentAscent({ order: 'simultaneous', damping: 0.5 }), 0.8],
    [descentAscent({ order: 'simultaneous' }), 0],
    [descentAscent({ order: 'alternating' }), 2],
  ] as const)('$name', (step, limit) => {
    expect(step.limit).toBeCloseTo(limit, 12);
  });

  it('what cannot be used is named', () => {
    expect(() => heavyBall({ momentum: 1 })).toThrow(/heavyBall.momentum/);
    expect(() => heavyBall({ momentum: 0.5, form: 'displaced' as 'displacement' })).toThrow(/heavyBall.form/);
    expect(() => nesterov({ momentum: NaN })).toThrow(/nesterov.momentum/);
    expect(() => adamFrozen({ beta1: -0.1 })).toThrow(/adamFrozen.beta1/);
    expect(() => descentAscent({ order: 'simultaneous', coupling: 0 })).toThrow(/descentAscent.coupling/);
    expect(() => coupledModes({ size: 2, moving: [1] })).toThrow(/coupledModes.moving/);
    expect(() => stepMatrix({ size: 0, limit: 2, write: () => undefined })).toThrow(/stepMatrix.size/);
    expect(() => stepMatrix({ size: 1, limit: 2, gradientCoordinates: [1], write: () => undefined })).toThrow(
      /gradientCoordinates/,
    );
  });
});
