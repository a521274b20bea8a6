import { describe, expect, it } from 'vitest';
import { adversarialPlayers } from '../../../experiments/claims/adversarial-pendulum.js';
import { batchNormGap } from '../../../experiments/claims/batch-norm-gap.js';
import type { Claim, SeedNumbers } from '../../../experiments/claims/claim.js';
import { curricula } from '../../../experiments/claims/curricula.js';
import { escape } from '../../../experiments/claims/escape.js';
import { federatedClients } from '../../../experiments/claims/federated-clients.js';
import { normalizerUpdateRate } from '../../../experiments/claims/normalizer-update-rate.js';
import { twoPlayerPhase } from '../../../experiments/claims/two-players.js';

const all: readonly Claim[] = [
  curricula,
  escape,
  normalizerUpdateRate,
  twoPlayerPhase,
  adversarialPlayers,
  federatedClients,
];

const quickNumbers = (claim: Claim): SeedNumbers => {
  const pieces = claim.computed ? claim.seeds.quick : 1;
  return Object.assign(
    {},
    ...Array.from({ length: pieces }, (_, seed) => claim.seed({ seed, quick: true })),
  ) as SeedNumbers;
};

describe.each(all.map((claim) => [claim.name, claim] as const))('%s', (_name, claim) => {
  const numbers = quickNumbers(claim);

  it('measures all it compares and shows, every number finite', () => {
    const wanted = [
      ...claim.effects.flatMap(({ of, minus }) => (minus === undefined ? [of] : [of, minus])),
      ...claim.tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.filter((cell) => cell !== ''))),
      ...claim.curves.flatMap(({ lines }) => lines.flatMap(({ points }) => points)),
    ];
    for (const name of wanted) expect(numbers, name).toHaveProperty([name]);
    for (const [name, value] of Object.entries(numbers)) expect(Number.isFinite(value), name).toBe(true);
  });

  it('has rows as long as its columns, and points for its axis', () => {
    for (const { columns, rows } of claim.tables)
      for (const { cells } of rows) expect(cells.length).toBe(columns.length);
    for (const { at, lines } of claim.curves) for (const { points } of lines) expect(points.length).toBe(at.length);
  });
});

describe('leaving a saddle', () => {
  it('takes as long as the flat direction says: a rate five times lower takes ln 1.025/ln 1.005 as long', () => {
    const numbers = escape.seed({ seed: 4, quick: true });
    const ratio = numbers['saddle: low constant'] / numbers['saddle: constant'];
    expect(ratio / (Math.log(1.025) / Math.log(1.005))).toBeCloseTo(1, 1);
    // Equal mean rate: the product of 1 + .05·η over whole periods differs only in second order.
    expect(Math.abs(numbers['saddle: sooner'])).toBeLessThan(0.1);
    expect(numbers['saddle: sooner than low']).toBeGreaterThan(1);
  });
});

describe('a normaliser', () => {
  it('is measured near its exact error in every cell', () => {
    const numbers = normalizerUpdateRate.seed({ seed: 1, quick: true });
    const ratios = Object.keys(numbers).flatMap((name) =>
      name.endsWith(', exact') ? [numbers[name.slice(0, -', exact'.length)] / numbers[name]] : [],
    );
    expect(ratios.length).toBe(96);
    // Ten periods of 200 updates: slow cells have a few independent errors a period.
    for (const ratio of ratios) expect(Math.abs(Math.log(ratio))).toBeLessThan(0.7);
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
    expect(mean).toBeCloseTo(1, 1);
  });
});

describe('running statistics of a network that stands still', () => {
  it('cost little once they have met the rows, and more while nobody updates them', () => {
    const gapOf = (updateRate: number): number => {
      const read = (update: number): string | undefined => (update === 599 ? 'end' : undefined);
      return batchNormGap({ seed: 3, learningRate: 0, updateRate, updates: 600, read })['end'].gap;
    };
    expect(Math.abs(gapOf(0.02))).toBeLessThan(0.02);
    expect(Math.abs(gapOf(0))).toBeGreaterThan(2 * Math.abs(gapOf(0.02)));
  });
});

describe('a federation', () => {
  it('rests where its closed form says, to 10⁻⁹', () => {
    expect(federatedClients.seed({ seed: 2, quick: false })['closed form']).toBeLessThan(1e-9);
  });
});
