import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { returnsToGo, rollout } from '../../agents/index.js';

describe('returns to go', () => {
  it('of three rewards by hand', () => {
    const batch = rollout(3, 1, 1, 1);
    batch.rewards.fill(1);
    batch.valid.fill(1);
    const out = new Float64Array(3);
    returnsToGo(batch, 0.5, out);
    expect([...out]).toEqual([1.75, 1.5, 1]);
  });

  it('are the discounted sums of the rewards that were lived, for any ends of episodes', () => {
    const row = fc.record({ length: fc.integer({ min: 0, max: 6 }), cut: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 4 }),
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 24, maxLength: 24 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (episodes, rewards, discount) => {
          const rows = episodes.length;
          const batch = rollout(6, rows, 1, 1);
          // Rewards after an episode's end must count for nothing.
          for (let i = 0; i < 6 * rows; i++) batch.rewards[i] = rewards[i];
          for (const [n, { length, cut }] of episodes.entries()) {
            for (let t = 0; t < length; t++) batch.valid[t * rows + n] = 1;
            if (length > 0) (cut ? batch.truncated : batch.terminated)[(length - 1) * rows + n] = 1;
          }
          const out = new Float64Array(6 * rows).fill(NaN);
          returnsToGo(batch, discount, out);
          for (const [n, { length }] of episodes.entries()) {
            for (let t = 0; t < 6; t++) {
              let expected = 0;
              let weight = 1;
              for (let s = t; s < length; s++, weight *= discount) expected += weight * batch.rewards[s * rows + n];
              expect(out[t * rows + n]).toBeCloseTo(t < length ? expected : 0, 12);
            }
          }
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it('do not flow over an end inside a row that runs on', () => {
    const batch = rollout(4, 1, 1, 1);
    batch.rewards.set([1, 2, 4, 8]);
    batch.valid.fill(1);
    batch.terminated[1] = 1;
    const out = new Float64Array(4);
    returnsToGo(batch, 1, out);
    expect([...out]).toEqual([3, 2, 12, 8]);
  });
});
