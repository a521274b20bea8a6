import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { growthPerUpdate, isNeutral, monodromy } from '../../../curriculum/stability/floquet.js';
import { multipliers } from '../../../curriculum/stability/multipliers.js';
import {
  adamFrozen,
  descentAscent,
  gradientDescent,
  heavyBall,
  nesterov,
} from '../../../curriculum/stability/optimizers.js';
import { coupledModes, stepMatrix, type StepMatrix } from '../../../curriculum/stability/step-matrix.js';
import { casesOf, relativeError, wave } from './golden.js';

describe('recorded growth', () => {
  it.each(casesOf('sgd'))('gradient descent $id grows as recorded', ({ eta0, c0, a, b, phi, T, expect: recorded }) => {
    const growth = growthPerUpdate(gradientDescent(), wave(T, eta0, a, phi), wave(T, c0, b));
    expect(Math.abs(growth! - recorded['multiplierPerStep'])).toBeLessThanOrEqual(1e-9);
  });

  it.each(casesOf('heavyBall'))('the displacement heavy ball $id grows as recorded', (one) => {
    const step = heavyBall({ momentum: one.beta, form: 'displacement' });
    const growth = growthPerUpdate(step, wave(one.T, one.eta0, one.a, one.phi), wave(one.T, one.c0, one.b));
    expect(relativeError(growth, one.expect['spectralRadiusPerStep'])).toBeLessThanOrEqual(1e-9);
  });

  it.each(casesOf('gda'))(
    'the two-player game $id grows as recorded',
    ({ reg, kappa, eta0, a, psi, T, alternating, expect: recorded }) => {
      const step = descentAscent({
        order: alternating ? 'alternating' : 'simultaneous',
        damping: reg,
        coupling: kappa,
      });
      const growth = growthPerUpdate(step, wave(T, eta0, a), wave(T, 1, 0), { partnerRates: wave(T, eta0, a, psi) });
      expect(relativeError(growth, recorded['spectralRadiusPerStep'])).toBeLessThanOrEqual(1e-9);
      if (recorded['spectralRadiusPerStep'] === 1) expect(isNeutral(growth!)).toBe(true);
    },
  );
});

describe('two players', () => {
  it('in-phase and simultaneous, the steps commute: µᵀ is the product of |1 − η(m − iκ)|', () => {
    const [damping, coupling, period] = [0.3, 1.2, 37];
    const rates = wave(period, 0.4, 0.7);
    let log = 0;
    for (const rate of rates) log += Math.log(Math.hypot(1 - rate * damping, rate * coupling));
    const growth = growthPerUpdate(
      descentAscent({ order: 'simultaneous', damping, coupling }),
      rates,
      wave(period, 1, 0),
    );
    expect(relativeError(growth, Math.exp(log / period))).toBeLessThan(1e-14);
  });

  it('undamped and alternating, half a turn apart opens the tongue from .127 to .214 at a = .5, T = 20', () => {
    const step = descentAscent({ order: 'alternating' });
    const growth = (rate: number) =>
      growthPerUpdate(step, wave(20, rate, 0.5), wave(20, 1, 0), { partnerRates: wave(20, rate, 0.5, Math.PI) })!;
    expect(isNeutral(growth(0.124))).toBe(true);
    expect(growth(0.13)).toBeGreaterThan(1.001);
    expect(growth(0.211)).toBeGreaterThan(1.001);
    expect(isNeutral(growth(0.217))).toBe(true);
    const largest = Math.max(...Array.from({ length: 90 }, (_, k) => growth(0.126 + k * 0.001)));
    expect(largest).toBeCloseTo(1.042, 3);
  });
});

const optimizers: readonly StepMatrix[] = [
  gradientDescent(),
  heavyBall({ momentum: 0.9, form: 'displacement' }),
  heavyBall({ momentum: 0.9, form: 'accumulated' }),
  nesterov({ momentum: 0.8 }),
  adamFrozen({ beta1: 0.9 }),
  descentAscent({ order: 'simultaneous', damping: 0.6, coupling: 1 }),
  descentAscent({ order: 'alternating', damping: 0.6, coupling: 1 }),
];

describe('laws of growth', () => {
  it.each(optimizers)('$name: the frozen step is stable at 0.999 of its limit and unstable at 1.001', (step) => {
    expect(growthPerUpdate(step, [0.999 * step.limit], [1])).toBeLessThan(1);
    expect(growthPerUpdate(step, [1.001 * step.limit], [1])).toBeGreaterThan(1);
  });

  it.each(optimizers)('$name: growth does not depend on the update at which the period starts', (step) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 39 }), fc.double({ min: 0.05, max: 1.2, noNaN: true }), (start, rate) => {
        const rates = wave(40, rate, 0.4, 1);
        const curvatures = wave(40, 1, 0.5);
        const turned = (values: Float64Array) => Float64Array.from({ length: 40 }, (_, n) => values[(n + start) % 40]);
        const growth = growthPerUpdate(step, rates, curvatures)!;
        expect(Math.abs(growthPerUpdate(step, turned(rates), turned(curvatures))! - growth)).toBeLessThan(1e-7);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it.each(optimizers)('$name: going round twice gives the same growth per update', (step) => {
    const rates = wave(24, 0.5, 0.6, 2);
    const curvatures = wave(24, 1, 0.5);
    const growth = growthPerUpdate(step, rates, curvatures)!;
    expect(
      relativeError(growthPerUpdate(step, [...rates, ...rates], [...curvatures, ...curvatures]), growth),
    ).toBeLessThan(1e-12);
  });

  it('the accumulated heavy ball is the displacement form with its momentum times ηₙ/ηₙ₋₁', () => {
    const period = 20;
    for (const [rate, lead] of [
      [2.2, 0],
      [4.2, Math.PI],
      [0.0165, Math.PI],
    ] as const) {
      const rates = wave(period, rate, 0.5, lead);
      const curvatures = wave(period, 1, 0.5);
      const momenta = Float64Array.from(rates, (value, n) => (0.99 * value) / rates[(n + period - 1) % period]);
      const accumulated = growthPerUpdate(heavyBall({ momentum: 0.99, form: 'accumulated' }), rates, curvatures)!;
      const moved = growthPerUpdate(heavyBall({ momentum: 0.99, form: 'displacement' }), rates, curvatures, {
        momenta,
      });
      expect(accumulated).toBeGreaterThan(Math.sqrt(0.99) + 1e-3);
      // The forms are the same numbers in other coordinates: what is left is the rounding of 20 products.
      expect(relativeError(moved, accumulated)).toBeLessThan(1e-14);
    }
  });

  it('at a constant rate both heavy balls are the same system; in phase at T = 20 only the displacement form resonates', () => {
    const curvatures = wave(20, 1, 0.5);
    const growth = (form: 'accumulated' | 'displacement', rate: number, depth: number) =>
      growthPerUpdate(heavyBall({ momentum: 0.99, form }), wave(20, rate, depth), curvatures)!;
    expect(relativeError(growth('accumulated', 2.7, 0), growth('displacement', 2.7, 0))).toBeLessThan(1e-14);
    expect(growth('displacement', 0.018, 0.5)).toBeGreaterThan(1);
    expect(growth('accumulated', 0.018, 0.5)).toBeLessThan(1);
  });

  it('an update that meets the minimum exactly is dead-beat: growth 0, not an error', () => {
    expect(growthPerUpdate(gradientDescent(), [1, 0.5], [1, 1])).toBe(0);
    expect(growthPerUpdate(heavyBall({ momentum: 0, form: 'displacement' }), [1], [1])).toBe(0);
  });

  it.each([NaN, Infinity, -Infinity])('a value of %s gives no reading', (bad) => {
    for (const step of optimizers) {
      expect(growthPerUpdate(step, [0.1, bad], [1, 1])).toBeUndefined();
      expect(growthPerUpdate(step, [0.1, 0.1], [bad, 1])).toBeUndefined();
    }
    expect(growthPerUpdate(gradientDescent(), [], [])).toBeUndefined();
    expect(growthPerUpdate(gradientDescent(), [0.1], [1, 1])).toBeUndefined();
  });

  it('any finite input gives a growth that is finite and not below 0', () => {
    const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...optimizers),
        fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 200 }),
        (step, pairs) => {
          const growth = growthPerUpdate(
            step,
            pairs.map(([rate]) => rate),
            pairs.map(([, curvature]) => curvature),
          );
          expect(Number.isFinite(growth)).toBe(true);
          expect(growth).toBeGreaterThanOrEqual(0);
        },
      ),
      { seed: 2, numRuns: 300 },
    );
  });

  it('a period of 20 000 updates neither overflows nor vanishes', () => {
    for (const rate of [0.5, 30]) {
      const growth = growthPerUpdate(
        gradientDescent(),
        new Float64Array(20_000).fill(rate),
        new Float64Array(20_000).fill(1),
      );
      expect(relativeError(growth, Math.abs(1 - rate))).toBeLessThan(1e-13);
    }
    const step = heavyBall({ momentum: 0.25, form: 'displacement' });
    expect(
      relativeError(growthPerUpdate(step, new Float64Array(20_000).fill(1), new Float64Array(20_000).fill(1)), 0.5),
    ).toBeLessThan(1e-12);
  });
});

describe('multipliers', () => {
  it('a damped rotation has two multipliers of modulus √β, turned by ±ω with cos ω = (1 + β − f)/(2√β)', () => {
    const [beta, f] = [0.81, 0.3];
    const [one, other] = multipliers(monodromy(heavyBall({ momentum: beta, form: 'displacement' }), [f], [1])!);
    const angle = Math.acos((1 + beta - f) / (2 * Math.sqrt(beta))) / (2 * Math.PI);
    expect(one.growth).toBeCloseTo(0.9, 14);
    expect(one.angle).toBeCloseTo(angle, 14);
    expect(other.angle).toBeCloseTo(-angle, 14);
  });

  it('real multipliers multiply to the determinant', () => {
    const [one, other] = multipliers(monodromy(heavyBall({ momentum: 0.5, form: 'displacement' }), [3.5], [1])!);
    expect(one.growth * other.growth).toBeCloseTo(0.5, 14);
    expect([one.angle, other.angle]).toEqual([0.5, 0.5]);
  });

  it('uncoupled modes keep their own factors', () => {
    const moving = [2, 0, 0, 0, 1, 0, 0, 0, 0.5];
    const product = monodromy(coupledModes({ size: 3, moving }), [0.3, 0.3], [1, 0.5])!;
    const expected = [2, 1, 0.5].map((mode) => Math.sqrt((1 - 0.3 * mode) * (1 - 0.15 * mode))).sort((x, y) => y - x);
    expect(multipliers(product).map((one) => one.growth)).toEqual(
      expected.map((value) => expect.closeTo(value, 13) as number),
    );
  });

  it('a 3 × 3 rotation about an axis has multipliers 1 and e^(±iα)', () => {
    const [cos, sin] = [Math.cos(0.7), Math.sin(0.7)];
    const step = stepMatrix({
      size: 3,
      limit: 2,
      write: (_rate, _curvature, out) => out.set([cos, -sin, 0, sin, cos, 0, 0, 0, 1]),
    });
    const angles = multipliers(monodromy(step, [1], [1])!).map((one) => one.angle);
    expect(Math.max(...angles)).toBeCloseTo(0.7 / (2 * Math.PI), 12);
    expect(Math.min(...angles)).toBeCloseTo(-0.7 / (2 * Math.PI), 12);
    expect(isNeutral(growthPerUpdate(step, [1, 1, 1], [1, 1, 1])!)).toBe(true);
  });

  it('modes whose curvature matrices do not commute give the growth of their product', () => {
    const step = coupledModes({ size: 2, fixed: [1, 0, 0, 0], moving: [0.5, 0.5, 0.5, 0.5] });
    // (I − diag(1, 0) − ½·J)(I − diag(1, 0)) = [[0, −½], [0, ½]] with rates 1 and curvatures 0, 1: spectral radius ½ over two updates.
    expect(growthPerUpdate(step, [1, 1], [0, 1])).toBeCloseTo(Math.sqrt(0.5), 14);
  });
});
