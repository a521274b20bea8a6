import { describe, expect, it } from 'vitest';
import { claims } from '../../../experiments/claims/all.js';
import type { Effects } from '../../../experiments/claims/claim.js';
import {
  judgeAgainst,
  judgeBy,
  judgeMatched,
  sideOf,
  verdictOn,
  verdictText,
} from '../../../experiments/claims/judge.js';

const above = { value: 0.2, low: 0.1, high: 0.3 };
const below = { value: -0.2, low: -0.3, high: -0.1 };
const unclear = { value: 0.01, low: -0.1, high: 0.1 };

describe('sideOf', () => {
  it('asks for the whole interval: an end that touches 0 is unclear', () => {
    expect([above, below, unclear].map(sideOf)).toEqual(['above', 'below', 'unclear']);
    expect(sideOf({ value: 0.1, low: 0, high: 0.2 })).toBe('unclear');
    expect(sideOf({ value: -0.1, low: -0.2, high: 0 })).toBe('unclear');
  });
});

describe('judgeBy', () => {
  const judge = judgeBy({ main: ['a', 'b'], onlyIf: [{ when: ['c'], words: 'c is meant' }] });

  it.each([
    [above, above, below, 'holds'],
    [above, unclear, above, 'holds only if c is meant'],
    [below, below, above, 'holds only if c is meant'],
    [above, below, unclear, 'fails'],
    [above, unclear, below, 'no effect found'],
    [unclear, unclear, unclear, 'no effect found'],
  ])('of %o, %o and %o says: %s', (a, b, c, words) => {
    expect(verdictText(judge({ a, b, c }))).toBe(words);
  });

  it('asks for the effects it names', () => {
    expect(() => judge({ a: above })).toThrow("judge: expected an effect named b, got 'a'.");
  });
});

describe('judgeAgainst', () => {
  const judge = judgeAgainst([
    { effect: 'a', words: 'none' },
    { effect: 'b', words: 'a constant' },
  ]);

  it.each([
    [above, above, 'holds'],
    [above, below, 'holds only if compared with none, not with a constant'],
    [unclear, above, 'holds only if compared with a constant, not with none'],
    [below, unclear, 'fails'],
    [unclear, unclear, 'no effect found'],
  ])('of %o and %o says: %s', (a, b, words) => {
    expect(verdictText(judge({ a, b }))).toBe(words);
  });
});

describe('a list of alternatives', () => {
  it('is told with commas and an and', () => {
    const judge = judgeAgainst(['a', 'b', 'c', 'd'].map((effect) => ({ effect, words: effect.toUpperCase() })));
    expect(verdictText(judge({ a: above, b: above, c: above, d: unclear }))).toBe(
      'holds only if compared with A, B and C, not with D',
    );
  });
});

describe('judgeMatched', () => {
  const judge = judgeMatched('matched', 'raw');

  it.each([
    [above, below, 'holds'],
    [below, above, 'fails'],
    [unclear, above, 'holds only if the mean of rate × strength is left unequal'],
    [unclear, below, 'no effect found'],
  ])('of matched %o and raw %o says: %s', (matched, raw, words) => {
    expect(verdictText(judge({ matched, raw }))).toBe(words);
  });
});

describe('verdictOn', () => {
  const judge = judgeBy({ main: ['a'] });

  it('gives none below 20 seeds and says so; what is computed needs no seeds', () => {
    expect(verdictText(verdictOn({ computed: false, judge }, { a: above }, 19))).toBe(
      'not enough runs to tell (19 of 20 seeds)',
    );
    expect(verdictText(verdictOn({ computed: false, judge }, { a: above }, 20))).toBe('holds');
    expect(verdictText(verdictOn({ computed: true, judge }, { a: above }, 1))).toBe('holds');
  });
});

describe('every claim of the ledger', () => {
  const all = (claim: (typeof claims)[number], estimate: typeof above): Effects =>
    Object.fromEntries(claim.effects.map(({ name }) => [name, estimate]));

  it.each(claims.map((claim) => [claim.name, claim] as const))(
    '%s is judged by its intervals: another sign is another verdict, and no sign is no effect',
    (_, claim) => {
      const words = [above, below, unclear].map((estimate) => verdictText(claim.judge(all(claim, estimate))));
      expect(words[0]).not.toBe(words[1]);
      if (!claim.computed) expect(words[2]).toBe('no effect found');
    },
  );

  it('has a name of its own and says what its rule and controls are', () => {
    expect(new Set(claims.map(({ name }) => name)).size).toBe(claims.length);
    for (const { rule, controls, arms, sentence } of claims) {
      expect(rule).toMatch(/\.$/);
      expect(sentence).toMatch(/\.$/);
      expect(controls.length).toBeGreaterThan(0);
      expect(arms.length).toBeGreaterThan(1);
    }
  });
});
