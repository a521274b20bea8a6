import { describe, expect, it } from 'vitest';
import { bell } from '../../../tui/dashboard/bell.js';

describe('the bell', () => {
  it('rings at most once a second, and is silent where nobody asked for it', () => {
    let [clock, rings] = [0, 0];
    const ring = bell(
      () => clock,
      () => rings++,
    );
    for (clock = 0; clock < 5000; clock += 100) ring();
    expect(rings).toBe(5);
    const silent = bell(() => clock, undefined);
    silent();
    expect(rings).toBe(5);
  });
});
