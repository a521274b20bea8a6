import { describe, expect, it } from 'vitest';
import { timeLeft } from '../../../experiments/claims/time-left.js';

describe('the time left of a ledger', () => {
  it('is known when a seed of each claim has been timed: seeds left times the mean of their own claim', () => {
    const left = timeLeft(1);
    left.plan('slow', 4);
    left.plan('fast', 10);
    expect(left.seconds()).toBeUndefined();
    left.timed('slow', 5, true);
    expect(left.seconds()).toBeUndefined();
    left.timed('fast', 0.5, true);
    expect(left.seconds()).toBeCloseTo(3 * 5 + 9 * 0.5, 12);
    left.timed('slow', 7, true);
    expect(left.seconds()).toBeCloseTo(2 * 6 + 9 * 0.5, 12);
  });

  it('is shared by threads, but not by more than there are seeds', () => {
    const left = timeLeft(4);
    left.plan('one', 9);
    left.timed('one', 2, true);
    expect(left.seconds()).toBe(4);
    for (let i = 0; i < 7; i++) left.timed('one', 2, true);
    expect(left.seconds()).toBe(2);
    left.timed('one', 2, true);
    expect(left.seconds()).toBe(0);
  });

  it('takes the times of kept seeds, and counts no more on a claim that failed', () => {
    const left = timeLeft(1);
    left.plan('one', 2);
    left.timed('one', 3, false);
    expect(left.seconds()).toBe(6);
    left.plan('broken', 5);
    expect(left.seconds()).toBeUndefined();
    left.drop('broken');
    expect(left.seconds()).toBe(6);
  });
});
