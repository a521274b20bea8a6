import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asciiNumbers,
  clock,
  columns,
  count,
  degrees,
  factor,
  plainNumber,
  share,
  signed,
  stabilityWord,
} from '../../tui/words.js';

describe('numbers', () => {
  it.each([
    [signed(0.594), '+0.59'],
    [signed(-0.944), '−0.94'],
    [signed(undefined), '?'],
    [signed(Number.NaN), '?'],
    [plainNumber(0.18), '0.18'],
    [plainNumber(Number.POSITIVE_INFINITY), '∞'],
    [factor(1), '×1.0'],
    [factor(158), '×158'],
    [factor(83_000), '×8e4'],
    [share(0.05), '.05'],
    [share(-0.79), '−.79'],
    [share(1), '1.00'],
    [count(19_200), '19,200'],
    [count(999), '999'],
    [clock(87), '01:27'],
    [clock(3723), '1:02:03'],
    [clock(Number.NaN), '?'],
    [degrees(0.5), '180°'],
    [degrees(-0.25), '270°'],
    [degrees(undefined), '–'],
  ])('%s is written %s', (written, expected) => {
    expect(written).toBe(expected);
  });

  it('any number is short', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(Array.from(signed(value)).length).toBeLessThanOrEqual(7);
        expect(Array.from(factor(Math.abs(value))).length).toBeLessThanOrEqual(7);
      }),
      { seed: 3 },
    );
  });

  it('programs read ASCII', () => {
    expect(asciiNumbers('lowest −0.94 ×8e4 –')).toBe('lowest -0.94 x8e4 -');
  });
});

describe('the word of a verdict', () => {
  const inside = { margin: 0.6, lowest: 0.4, growth: 0.2, transient: 1 };
  it.each([
    [inside, 'INSIDE THE EDGE'],
    [{ ...inside, lowest: 0.1 }, 'NEAR THE EDGE'],
    [{ ...inside, lowest: -0.2, margin: -0.1 }, 'BEYOND NOW'],
    [{ ...inside, lowest: -0.2 }, 'BEYOND IN THE PERIOD'],
    [{ ...inside, growth: 1.01 }, 'GROWS OVER A PERIOD'],
    [{ ...inside, transient: 10 }, 'GROWS INSIDE A PERIOD'],
    [{ ...inside, transient: undefined }, 'UNKNOWN'],
    [{ ...inside, growth: Number.NaN }, 'UNKNOWN'],
    [{}, 'UNKNOWN'],
    [{ margin: -0.1, lowest: -0.5, growth: 0.5, transient: 1e9 }, 'GROWS INSIDE A PERIOD'],
  ])('%o is %s', (readings, word) => {
    expect(stabilityWord(readings).word).toBe(word);
  });

  it('is never good while a reading is unknown', () => {
    const maybe = fc.option(fc.double(), { nil: undefined });
    fc.assert(
      fc.property(maybe, maybe, maybe, maybe, (margin, lowest, growth, transient) => {
        const { level } = stabilityWord({ margin, lowest, growth, transient });
        const known = [lowest, growth, transient].every((value) => value !== undefined && !Number.isNaN(value));
        if (!known) expect(level).not.toBe('good');
      }),
      { seed: 4 },
    );
  });
});

describe('columns', () => {
  it('align the first column left and the others right', () => {
    expect(
      columns([
        ['arm', 'score'],
        ['anti', '−0.05'],
      ]),
    ).toEqual(['arm   score', 'anti  −0.05']);
  });
});
