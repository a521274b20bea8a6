import { describe, expect, it } from 'vitest';
import * as stability from '../../../curriculum/stability/index.js';

const { gradientDescent } = stability;
const half = { rateAmplitude: 0.5, curvatureAmplitude: 0.5, period: 40 };

describe('the examples of the doc comments', () => {
  it.each<[string, unknown, unknown]>([
    ['gradientDescent', gradientDescent().limit, 2],
    ['naturalGradient', stability.naturalGradient().limit, 2],
    ['heavyBall', stability.heavyBall({ momentum: 0.9 }).limit, 3.8],
    ['nesterov', stability.nesterov({ momentum: 0.5 }).limit, 1.5],
    ['adamFrozen', stability.adamFrozen({ beta1: 0.5 }).limit, 6],
    ['descentAscent', stability.descentAscent({ order: 'simultaneous', damping: 1, coupling: 1 }).limit, 1],
    ['coupledModes', stability.coupledModes({ size: 2, moving: [1, 0, 0, 0.5] }).size, 2],
    ['margin', stability.margin(0.5, 2), 0.5],
    ['lowestMargin', stability.lowestMargin({ limit: 2 }, [0.5, 1.5], [1, 1]), 0.25],
    ['isNegativeCurvature', stability.isNegativeCurvature(-0.2), true],
    ['isNeutral', stability.isNeutral(1 + 1e-13), true],
    ['monodromy', stability.monodromy(gradientDescent(), [0.5, 0.5], [1, 1])?.matrix[0], 0.25],
    ['growthPerUpdate', stability.growthPerUpdate(gradientDescent(), [1.5, 1.5], [1, 1]), 0.5],
    [
      'multipliers',
      stability.multipliers(stability.monodromy(gradientDescent(), [3], [1])!),
      [{ growth: 2, angle: 0.5 }],
    ],
    ['transientGrowth', stability.transientGrowth(gradientDescent(), [3, 0.5], [1, 1]), 2],
    ['transientWindow', stability.transientWindow(gradientDescent(), [0.5, 3], [1, 1])?.from, 1],
    ['relativeTransient', stability.relativeTransient(gradientDescent(), [0.5, 0.5], [1, 1]), 1],
    ['longRunGrowth', stability.longRunGrowth(gradientDescent(), [0.5, 0.5], [1, 1]), 0.5],
    ['meanSquareStep', stability.meanSquareStep(gradientDescent(), 0.5).size, 1],
    ['meanSquareGrowth', stability.meanSquareGrowth(gradientDescent(), [1], [1], 0.5), 0.5],
    ['stationaryVariance', stability.stationaryVariance({ rates: [1], curvatures: [1], gradientNoise: 1 })?.mean, 1],
    ['meanProduct', stability.meanProduct(1, 0.8, 0.8, 0), expect.closeTo(1.32, 14)],
    ['pointwiseCritical', stability.pointwiseCritical(0.5, 0.5, 0.5), 2],
    ['jensenMean', stability.jensenMean(1, 0.6), expect.closeTo(0.9, 14)],
    ['adiabaticCriticalConstantRate', stability.adiabaticCriticalConstantRate(0.8), 2.5],
    ['twoTermGrowth', stability.twoTermGrowth(0.5, 0, 8), 0.5],
    ['noisyLimit', stability.noisyLimit(1), 1],
    ['firstTongue', stability.firstTongue(Math.PI), 1],
    ['resultantGrowth', stability.resultantGrowth(0.5, 0, 0, 0, 8), 0.5],
    ['mahlerGrowth', stability.mahlerGrowth(0.5, 0, 0, 0), 0.5],
    [
      'criticalRate',
      stability.criticalRate({ reading: 'margin', phase: 0, ...half }).critical,
      expect.closeTo(8 / 9, 10),
    ],
    ['bestPhase', stability.bestPhase({ reading: 'margin', meanRate: 0.8, ...half }).phase, 0.5],
    ['predictReadings', stability.predictReadings({ rate: 0.5, curvature: 1, step: gradientDescent() }).growth, 0.5],
    [
      'sampleModulation',
      Array.from(
        stability.sampleModulation({ meanRate: 1, rateAmplitude: 0.5, curvatureAmplitude: 0, phase: 0.5, period: 4 })
          .rates,
      ),
      [1.5, 1, 0.5, 1].map((value) => expect.closeTo(value, 14) as number),
    ],
  ])('%s', (_name, got, expected) => {
    expect(got).toEqual(expected);
  });
});
