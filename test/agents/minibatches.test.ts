import { describe, expect, it } from 'vitest';
import type { Experience } from '../../agents/experience.js';
import { minibatchesOf } from '../../agents/minibatches.js';
import { random } from '../../math/random.js';

/** A batch of ten samples whose every number tells its sample. */
function numbered(): Experience {
  const count = (times: number, add = 0): Float64Array => Float64Array.from({ length: 10 }, (_, i) => times * i + add);
  const batch = {
    samples: 10,
    actionWidth: 2,
    inputs: Float64Array.from({ length: 30 }, (_, i) => i),
    actions: Float64Array.from({ length: 20 }, (_, i) => i),
    advantages: count(1),
    returns: count(2),
    oldValues: count(3),
    masks: [count(5)],
    logProbabilities: count(4),
    networks: { array: (length: number) => new Float64Array(length), maskWidths: [1] },
  };
  return batch as unknown as Experience;
}

describe('minibatches', () => {
  it('hold every sample once a pass, with all that belongs to it', () => {
    const deal = minibatchesOf(numbered(), 3, random(1));
    const seen: number[] = [];
    const sizes: number[] = [];
    deal.begin();
    deal.shuffle();
    for (const k of [0, 1, 2]) {
      const rows = deal.pick(k);
      sizes.push(rows);
      const { inputs, actions, advantages, returns, oldValues, oldLogProbabilities, masks } = deal.picked;
      for (let row = 0; row < rows; row++) {
        const i = advantages[row];
        seen.push(i);
        expect([returns[row], oldValues[row], oldLogProbabilities[row]]).toEqual([2 * i, 3 * i, 4 * i]);
        expect(masks[0][row]).toBe(5 * i);
        expect([...inputs.subarray(3 * row, 3 * row + 3)]).toEqual([3 * i, 3 * i + 1, 3 * i + 2]);
        expect([...actions.subarray(2 * row, 2 * row + 2)]).toEqual([2 * i, 2 * i + 1]);
      }
    }
    expect(sizes).toEqual([3, 3, 4]);
    expect(seen.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('put every sample first as often as any other', () => {
    const deal = minibatchesOf(numbered(), 10, random(2));
    const counts = new Float64Array(10);
    const passes = 5000;
    for (let n = 0; n < passes; n++) {
      deal.begin();
      deal.shuffle();
      deal.pick(0);
      counts[deal.picked.advantages[0]]++;
    }
    // Five standard deviations of a share of a tenth.
    counts.forEach((count) => expect(Math.abs(count / passes - 0.1)).toBeLessThan(5 * Math.sqrt(0.09 / passes)));
  });

  it('depend on the stream alone, not on what was dealt before', () => {
    const one = minibatchesOf(numbered(), 2, random(3));
    for (let n = 0; n < 3; n++) {
      one.begin();
      one.shuffle();
    }
    const other = minibatchesOf(numbered(), 2, random(99));
    other.restore(one.checkpoint());
    for (const deal of [one, other]) {
      deal.begin();
      deal.shuffle();
      deal.pick(1);
    }
    expect([...other.picked.advantages]).toEqual([...one.picked.advantages]);
  });
});
