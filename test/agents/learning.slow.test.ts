import { describe, expect, it } from 'vitest';
import { median } from '../../math/statistics.js';
import { tasks } from './learning-settings.js';
import { trainUntil } from './train-until.js';

const tenSeeds = Array.from({ length: 10 }, (_, seed) => seed);

describe('PPO solves', () => {
  it("CartPole to 475 with the zoo's settings within 80,000 steps, on at least 8 of 10 seeds", () => {
    const solved = tenSeeds.filter((seed) => trainUntil(tasks.cartPoleZoo, seed).steps !== undefined);
    expect(solved.length).toBeGreaterThanOrEqual(8);
  });

  it('CartPole to 475 with its own settings, on a median of at most 1.5 CPU-seconds', () => {
    const runs = tenSeeds.map((seed) => trainUntil(tasks.cartPoleFast, seed));
    expect(runs.filter(({ steps }) => steps !== undefined).length).toBeGreaterThanOrEqual(9);
    // A run that was not solved has its whole time counted.
    expect(median(runs.map(({ seconds }) => seconds))).toBeLessThanOrEqual(1.5);
  });

  it.each(['acrobot', 'pendulum', 'mountainCar'] as const)('%s, on at least 4 of 5 seeds', (name) => {
    const solved = [0, 1, 2, 3, 4].filter((seed) => trainUntil(tasks[name], seed).steps !== undefined);
    expect(solved.length).toBeGreaterThanOrEqual(4);
  });
});

describe('the other algorithms solve CartPole', () => {
  it.each(['cartPoleA2c', 'cartPoleTrustRegion'] as const)('%s, on at least 4 of 5 seeds', (name) => {
    const solved = [0, 1, 2, 3, 4].filter((seed) => trainUntil(tasks[name], seed).steps !== undefined);
    expect(solved.length).toBeGreaterThanOrEqual(4);
  });
});
