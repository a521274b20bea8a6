import { describe, expect, it } from 'vitest';
import { compareLayout, fit, fitBoth, screenForm, spread, wrap } from '../../tui/layout.js';

describe('fitting texts', () => {
  it('drops whole texts, the least important first, and cuts only what stands alone', () => {
    expect(
      fit(
        [
          [0, 'compare'],
          [2, 'balance'],
          [1, '24 seeds'],
        ],
        18,
      ),
    ).toBe('compare  24 seeds');
    expect(
      fit(
        [
          [0, 'compare'],
          [1, 'balance'],
        ],
        10,
      ),
    ).toBe('compare');
    expect(fit([[0, 'comparison']], 6)).toBe('compa…');
    expect(fit([[0, 'comparison']], 6, ' ', false)).toBe('');
  });

  it('two sides of a line share its room by importance', () => {
    expect(
      fitBoth(
        [
          [0, 'anti'],
          [2, '180°'],
        ],
        [[1, '24/24']],
        12,
      ),
    ).toEqual(['anti', '24/24']);
    expect(spread([[0, 'a']], [[1, 'b']], 5)).toBe('a   b');
  });

  it('wraps at spaces and splits only what is longer than a line', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    for (const line of wrap('a verylongwordindeed and more of it', 7, '  ')) expect(line.length).toBeLessThanOrEqual(7);
  });
});

describe('the layout of a comparison', () => {
  it('tells the forms of the screen by its size', () => {
    expect([
      screenForm(140, 45),
      screenForm(80, 24),
      screenForm(79, 24),
      screenForm(40, 10),
      screenForm(39, 50),
    ]).toEqual(['wide', 'standard', 'compact', 'compact', 'line']);
  });

  it('covers every cell between header and foot exactly once', () => {
    for (let width = 80; width <= 160; width += 4) {
      for (let height = 24; height <= 60; height += 3) {
        for (const arms of [1, 4, 5, 9]) {
          const seen = new Uint8Array(width * height);
          for (const rectangle of Object.values(compareLayout(width, height, arms))) {
            const {
              x,
              y,
              width: across,
              height: down,
            } = rectangle as { x: number; y: number; width: number; height: number };
            expect(Math.min(across, down)).toBeGreaterThan(0);
            for (let row = y; row < y + down; row++)
              for (let column = x; column < x + across; column++) seen[row * width + column]++;
          }
          const inner = seen.subarray(width, width * (height - 1));
          expect([width, height, arms, Math.min(...inner), Math.max(...inner)]).toEqual([width, height, arms, 1, 1]);
        }
      }
    }
  });
});
