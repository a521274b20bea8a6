import { describe, expect, it } from 'vitest';
import { matches } from '../../tui/filter.js';

const entry = { env: 'Pendulum', phase: 180, corr: undefined, return: -0.05, text: 'alarm margin −0.21' };

describe('a filter', () => {
  it.each([
    ['', true],
    ['pend', true],
    ['PEND alarm', true],
    ['pend cart', false],
    ['-cart', true],
    ['-pend', false],
    ['env:pend', true],
    ['env:alarm', false],
    ['phase:>90', true],
    ['phase:<90', false],
    ['return:>-1', true],
    ['corr:?', true],
    ['phase:?', false],
    ['corr:>0', false],
    // Typed half.
    ['env:', true],
    ['phase:>', true],
    ['-', true],
  ])('%j lets the entry through: %s', (filter, through) => {
    expect(matches(filter, entry)).toBe(through);
  });

  it('looks for the beginning of a word in a member, anywhere in bare words', () => {
    expect(matches('status:finished', { status: 'unfinished' })).toBe(false);
    expect(matches('finished', { status: 'unfinished' })).toBe(true);
    expect(matches('tag:few', { tag: 'sweep finished few' })).toBe(true);
  });
});
