import { describe, expect, it } from 'vitest';
import { colorDepth, groundFrom, groundOf, nearest256, themesOf } from '../../tui/theme.js';

describe('what a terminal shows', () => {
  it.each([
    ['a plain terminal has 16 colours', { TERM: 'xterm' }, '16'],
    ['its name may promise 256', { TERM: 'xterm-256color' }, '256'],
    ['COLORTERM promises 24 bits', { TERM: 'xterm-256color', COLORTERM: 'truecolor' }, 'truecolor'],
    ['some names promise 24 bits too', { TERM: 'xterm-kitty' }, 'truecolor'],
    ['NO_COLOR takes all of them away', { TERM: 'xterm', NO_COLOR: '1' }, 'none'],
    ['an empty NO_COLOR does not', { TERM: 'xterm', NO_COLOR: '' }, '16'],
    ['a dumb terminal has none', { TERM: 'dumb' }, 'none'],
    ['FORCE_COLOR is stronger than NO_COLOR', { TERM: 'dumb', NO_COLOR: '1', FORCE_COLOR: '3' }, 'truecolor'],
    ['FORCE_COLOR=2 is 256', { FORCE_COLOR: '2' }, '256'],
    ['FORCE_COLOR=1 is 16', { FORCE_COLOR: '1', COLORTERM: 'truecolor' }, '16'],
    ['FORCE_COLOR=0 is none', { FORCE_COLOR: '0', COLORTERM: 'truecolor' }, 'none'],
  ])('%s', (_, environment, depth) => {
    expect(colorDepth(environment)).toBe(depth);
  });

  it('the ground is read from an answer in any of its lengths, and from COLORFGBG', () => {
    expect(groundFrom(']11;rgb:ffff/ffff/ffff')).toBe('light');
    expect(groundFrom(']11;rgb:1e1e/1e1e/2e2e')).toBe('dark');
    expect(groundFrom(']11;rgb:f/f/f')).toBe('light');
    expect(groundFrom(']11;rgba:fd/f6/e3/ff')).toBe('light');
    expect(groundFrom('[?62;22c')).toBeUndefined();
    expect(groundFrom(']10;rgb:ffff/ffff/ffff')).toBeUndefined();
    expect(groundOf({ COLORFGBG: '0;15' })).toBe('light');
    expect(groundOf({ COLORFGBG: '15;0' })).toBe('dark');
    expect(groundOf({ COLORFGBG: '0;default;7' })).toBe('light');
    expect(groundOf({})).toBe('dark');
  });

  it('the nearest of 256 colours is in the cube or among the greys, by the table of xterm', () => {
    expect(nearest256(255, 0, 0)).toBe(196);
    expect(nearest256(0, 0, 0)).toBe(16);
    expect(nearest256(0x5f, 0x87, 0xaf)).toBe(67);
    expect(nearest256(0xbb, 0xbb, 0xbb)).toBe(250);
    expect(nearest256(0x56, 0xb4, 0xe9)).toBe(74);
  });

  it('the first theme is for the ground of the terminal; without colour there is one', () => {
    expect(themesOf('16', 'braille', 'light').map(({ name }) => name)).toEqual(['light', 'dark', 'none']);
    expect(themesOf('none', 'braille', 'light').map(({ name }) => name)).toEqual(['none']);
  });
});
