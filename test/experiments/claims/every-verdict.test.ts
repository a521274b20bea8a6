import { describe, expect, it } from 'vitest';
import { claims } from '../../../experiments/claims/all.js';
import type { Claim, Effects, SeedNumbers, VerdictWord } from '../../../experiments/claims/claim.js';
import { resultOf, type ClaimResult } from '../../../experiments/claims/result.js';
import { random } from '../../../math/random.js';

const SEEDS = 24;
const TRIES = 60_000;

/** The numbers that a claim's effects are made of. */
function namesOf({ effects }: Claim): readonly string[] {
  return [...new Set(effects.flatMap(({ of, minus }) => (minus === undefined ? [of] : [of, minus])))];
}

/** What the rule says of levels that are known for certain. */
function wordOf({ effects, judge }: Claim, levels: SeedNumbers): VerdictWord {
  const certain = effects.map(({ name, of, minus }) => {
    const value = levels[of] - (minus === undefined ? 0 : levels[minus]);
    return [name, { value, low: value, high: value }] as const;
  });
  return judge(Object.fromEntries(certain)).word;
}

const found = new Map<Claim, SeedNumbers>();

/** Levels, drawn at random until the claim's own rule says that it holds; no effect is too near to 0 to be told from it. */
function holding(claim: Claim): SeedNumbers {
  const kept = found.get(claim);
  if (kept !== undefined) return kept;
  const draw = random(1, [7]);
  const names = namesOf(claim);
  for (let tried = 0; tried < TRIES; tried++) {
    const levels = Object.fromEntries(names.map((name) => [name, draw.normal()]));
    const clear = claim.effects.every(
      ({ of, minus }) => Math.abs(levels[of] - (minus === undefined ? 0 : levels[minus])) > 0.01,
    );
    if (!clear || wordOf(claim, levels) !== 'holds') continue;
    found.set(claim, levels);
    return levels;
  }
  throw new Error(`${claim.name} holds for no levels that were tried`);
}

/** Seeds around levels: what a seed adds to all its numbers is far larger than the effects where they are differences, and a little is noise. */
function judged(claim: Claim, levels: SeedNumbers, sign: 1 | -1 | 0, count = SEEDS): ClaimResult {
  const paired = claim.effects.every(({ minus }) => minus !== undefined) && !claim.computed;
  const runs = Array.from({ length: count }, (_, seed) => ({
    seed,
    numbers: Object.fromEntries(
      Object.entries(levels).map(([name, level], i) => {
        // Noise of both signs in equal parts, its mean over seeds is 0.
        const noise = (seed % 2 === 0 ? 1 : -1) * (sign === 0 ? 0.3 + 0.01 * i : 1e-4);
        return [name, sign * level + (claim.computed ? 0 : noise * (i + 1)) + (paired ? 100 * Math.sin(seed) : 0)];
      }),
    ),
  }));
  return resultOf(claim, false, runs);
}

describe('every claim of the ledger, on seeds that are made up', () => {
  it.each(claims.map((claim) => [claim.name, claim] as const))(
    '%s: holds by its own rule, and with the signs turned it does not',
    (_, claim) => {
      const levels = holding(claim);
      expect(judged(claim, levels, 1).verdict.word).toBe('holds');
      const turned = judged(claim, levels, -1).verdict.word;
      expect(['fails', 'holds only if']).toContain(turned);
      expect(turned).toBe(wordOf(claim, Object.fromEntries(Object.entries(levels).map(([name, at]) => [name, -at]))));
    },
  );

  it.each(claims.map((claim) => [claim.name, claim] as const))(
    '%s: one effect that decides, its interval on the other side of 0, changes the verdict',
    (_, claim) => {
      const { effects } = judged(claim, holding(claim), 1);
      const byName: Effects = Object.fromEntries(effects.map((effect) => [effect.name, effect]));
      const words = effects.map(({ name, value, low, high }) => {
        const other = { value: -value, low: -high, high: -low };
        return claim.judge({ ...byName, [name]: other }).word;
      });
      expect(claim.judge(byName).word).toBe('holds');
      expect(words.filter((word) => word !== 'holds').length).toBeGreaterThan(0);
      for (const word of words) expect(['holds', 'holds only if', 'fails', 'no effect found']).toContain(word);
    },
  );

  it.each(claims.filter(({ computed }) => !computed).map((claim) => [claim.name, claim] as const))(
    '%s: noise alone is no effect, and 19 seeds are not enough for any verdict',
    (_, claim) => {
      const levels = holding(claim);
      expect(judged(claim, levels, 0).verdict.word).toBe('no effect found');
      expect(judged(claim, levels, 1, 19).verdict).toEqual({
        word: 'not enough runs to tell',
        condition: '19 of 20 seeds',
      });
    },
  );
});
