import { expect, test } from 'vitest';
import { signed, sketch, track } from '../../envs/text.js';

test('a track marks the value, at the edge when it lies beyond', () => {
  expect(track(0, -1, 1, 'o', 5)).toBe('──o──');
  expect([track(-9, -1, 1, 'o', 5), track(9, -1, 1, 'o', 5, ' ')]).toEqual(['o────', '    o']);
});

test('a signed number keeps its sign and three decimals', () => {
  expect([signed(0.5), signed(-2), signed(0)]).toEqual(['+0.500', '-2.000', '+0.000']);
});

test('a sketch draws lines with y upwards and leaves out what does not fit', () => {
  expect(sketch([[0, 0, 0, 1]], 1, 3)).toEqual([' • ', ' • ', '   ']);
  expect(sketch([[0, 0, 2, 0]], 1, 3)).toEqual(['   ', ' ••', '   ']);
});
