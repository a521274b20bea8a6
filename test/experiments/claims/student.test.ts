import { describe, expect, it } from 'vitest';
import { mean } from '../../../curriculum/period.js';
import { valueAt } from '../../../curriculum/schedule.js';
import { dropout } from '../../../experiments/claims/dropout.js';
import { ridgeRisk } from '../../../experiments/claims/ridge.js';
import { imbalance } from '../../../experiments/claims/imbalance.js';
import { rehearsal } from '../../../experiments/claims/rehearsal.js';
import { slopeOf, sparseTraining } from '../../../experiments/claims/sparse-training.js';
import { weightDecay } from '../../../experiments/claims/weight-decay.js';
import { snapshotEnsembles } from '../../../experiments/claims/snapshot-ensembles.js';
import { matched, restart, studentRate, studentRows, trained } from '../../../experiments/claims/student.js';
import { supervised } from '../../../experiments/recipes/supervised.js';

describe('the students’ rate', () => {
  it('is 0.3·(1 + 0.95·cos(π(n mod 200)/200))', () => {
    for (const n of [0, 1, 57, 100, 199, 200, 1199])
      expect(studentRate(n, {})).toBeCloseTo(0.3 * (1 + 0.95 * Math.cos((Math.PI * (n % 200)) / 200)), 12);
  });
});

describe('matched', () => {
  it.each([
    ['in phase', restart(0.4, 0.9)],
    ['upside down', restart(0.4, -0.9)],
    ['a quarter ahead', restart(0.4, 0.9, 200, 0.25)],
  ])('holds the mean of rate × strength equal to that of a constant strength: %s', (_, strength) => {
    const even = matched(studentRate, strength, 0.4);
    let product = 0;
    for (let n = 0; n < 200; n++) product += (studentRate(n, {}) * valueAt(even, n)) / 200;
    expect(product).toBeCloseTo(0.4 * mean(studentRate), 12);
    // The shape stays: it is the strength times one number.
    expect(valueAt(even, 30) / valueAt(even, 170)).toBeCloseTo(valueAt(strength, 30) / valueAt(strength, 170), 10);
  });
});

describe('studentRows', () => {
  it('has wrong labels among training rows alone, and test rows that were not chosen by', () => {
    const noisy = studentRows(3);
    const clean = studentRows(3, { wrong: 0 });
    const different = noisy.train.labels.filter((label, row) => label !== clean.train.labels[row]).length;
    // 20 % of 400 rows get one of 4 classes: 60 wrong ones are expected, with a deviation of 7.1.
    expect(different).toBeGreaterThan(60 - 4 * 7.1);
    expect(different).toBeLessThan(60 + 4 * 7.1);
    expect(noisy.test).toEqual(clean.test);
    expect([noisy.validation.rows, noisy.test.rows]).toEqual([500, 1000]);
  });
});

describe('trained', () => {
  it('predicts nothing after a run that diverged: zeros, of the right number', () => {
    const { train } = studentRows(1);
    const parameters = trained({ learner: supervised({ rows: train, learningRate: 1e30 }), updates: 30, seed: 1 });
    expect(parameters.length).toBe(48 * 21 + 4 * 49);
    expect(parameters.every((one) => one === 0)).toBe(true);
  });
});

describe('ridgeRisk', () => {
  it('is |β|² while nothing is learnt, whatever decays: about 1 for 60 weights of variance 1/60', () => {
    const risks = Array.from({ length: 40 }, (_, seed) => ridgeRisk(seed, 3, () => 0, 0.5));
    // |β|² has mean 1 and deviation √(2/60) = 0.18 a seed, 0.03 for the mean of 40.
    expect(risks.reduce((sum, one) => sum + one, 0) / 40).toBeCloseTo(1, 0.8);
    expect(ridgeRisk(2, 500, () => 0.05, 0.1)).toBeLessThan(risks[2]);
  });

  it('with decay alone in the way returns to |β|²: nothing is left of what was learnt', () => {
    const decays = ridgeRisk(
      5,
      400,
      (n) => (n < 200 ? 0.02 : 1e-4),
      (n) => (n < 200 ? 0 : 5000),
    );
    expect(decays).toBeCloseTo(
      ridgeRisk(5, 1, () => 0, 0),
      2,
    );
  });
});

describe('slopeOf', () => {
  it('is the slope of a line, and not moved by what is symmetric around it', () => {
    expect(
      slopeOf([
        [-1, 3],
        [0, 5],
        [1, 7],
        [0.5, 6],
      ]),
    ).toBeCloseTo(2, 12);
    expect(
      slopeOf([
        [-1, -1],
        [0, 3],
        [0, -3],
        [1, 1],
      ]),
    ).toBeCloseTo(1, 12);
  });
});

describe('a quick look at some claims', () => {
  it(
    'sparse training: the sweep meets crest and trough, from an alignment near 1 to one near −1',
    { timeout: 60_000 },
    () => {
      const numbers = sparseTraining.seed({ seed: 1, quick: true });
      const scores = Array.from({ length: 8 }, (_, k) => numbers[`phase ${k / 8} alignment`]);
      expect(Math.max(...scores)).toBeGreaterThan(0.8);
      expect(Math.min(...scores)).toBeLessThan(-0.8);
      // Warm restarts fall over a whole period: so does the score; the first and the last three exchanges lie on both sides of a restart.
      for (let k = 2; k < 7; k++) expect(scores[k]).toBeLessThan(scores[k - 1]);
      expect(scores[7]).toBeGreaterThan(scores[6]);
    },
  );

  it(
    'rehearsal: what was forgotten of A is what B cost, and the average lies between A and B',
    { timeout: 60_000 },
    () => {
      const numbers = rehearsal.seed({ seed: 1, quick: true });
      for (const arm of ['none 0.3', 'crest 0.08']) {
        const mid = arm.split(' ')[1];
        expect(numbers[`${arm} A`] + numbers[`${arm} forgotten`]).toBeCloseTo(numbers[`before ${mid}`], 12);
        expect(numbers[`${arm} average`] - numbers[`${arm} A`]).toBeCloseTo(
          numbers[`${arm} B`] - numbers[`${arm} average`],
          12,
        );
      }
    },
  );

  it(
    'imbalance: cross-entropy counts every row, focal loss fewer, and its rows’ gradients vary less',
    { timeout: 60_000 },
    () => {
      const numbers = imbalance.seed({ seed: 1, quick: true });
      expect(numbers['cross-entropy step rows']).toBeCloseTo(1, 12);
      expect(numbers['focal step rows']).toBeLessThan(0.9);
      expect(numbers['raised variance']).toBeLessThan(0);
    },
  );

  it('weight decay: the harmonics are those of the curve', { timeout: 60_000 }, () => {
    const numbers = weightDecay.seed({ seed: 1, quick: true });
    let cosine = 0;
    for (let k = 0; k < 8; k++) cosine += Math.cos((Math.PI * k) / 4) * numbers[`matched ${k / 8}`];
    expect(numbers['matched cosine']).toBeCloseTo(cosine / 4, 12);
  });

  it('dropout: six arms with numbers that can be accuracies, the same for the same seed', { timeout: 60_000 }, () => {
    const numbers = dropout.seed({ seed: 1, quick: true });
    expect(Object.keys(numbers)).toHaveLength(24);
    expect(numbers['none.accuracy']).toBeGreaterThan(0.4);
    expect(numbers['none.accuracy']).toBeLessThan(0.9);
    expect(dropout.seed({ seed: 1, quick: true })).toEqual(numbers);
  });

  it('snapshot ensembles: six together have a lower log-loss than the last alone, and only the six disagree', () => {
    const numbers = snapshotEnsembles.seed({ seed: 1, quick: true });
    expect(numbers['cycles.logLoss']).toBeLessThan(numbers['last.logLoss']);
    expect(numbers['last.disagreement']).toBe(0);
    expect(numbers['cycles.disagreement']).toBeGreaterThan(0);
  });
});
