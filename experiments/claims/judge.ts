import { OptionError } from '../../math/check.js';
import type { Estimate } from '../event.js';
import { ENOUGH_SEEDS } from '../verdict.js';
import type { Claim, Effects, Verdict } from './claim.js';

/** Where an effect lies for certain: `above` 0, `below` 0, or neither. */
export type Side = 'above' | 'below' | 'unclear';

/**
 * The side of 0 on which a whole interval lies.
 *
 * @example sideOf({ value: 0.2, low: 0.1, high: 0.3 }) // 'above'
 */
export function sideOf({ low, high }: Estimate): Side {
  return low > 0 ? 'above' : high < 0 ? 'below' : 'unclear';
}

/** A rule of a verdict. Effects named in it are turned so that above 0 is what the claim says. */
export interface Rule {
  /** The effects that decide; the claim holds when all of them lie above 0. */
  readonly main: readonly string[];
  /** Weaker forms of it: when all of `when` lie above 0, the claim holds only if `words`. The first that fits is told. */
  readonly onlyIf?: readonly { readonly when: readonly string[]; readonly words: string }[];
}

/**
 * The standard rule: all main effects above 0: holds; else the first weaker form that fits: holds only if; else one main effect below 0: fails; else no effect found.
 *
 * @throws OptionError when called with effects that lack one it names.
 * @example judgeBy({ main: ['gain'] })({ gain: { value: 0.2, low: 0.1, high: 0.3 } }) // { word: 'holds' }
 */
export function judgeBy({ main, onlyIf = [] }: Rule): (effects: Effects) => Verdict {
  return (effects) => {
    const side = (name: string): Side => {
      if (!(name in effects))
        throw new OptionError('judge', `an effect named ${name}`, Object.keys(effects).join(', '));
      return sideOf(effects[name]);
    };
    const sides = main.map(side);
    if (sides.every((one) => one === 'above')) return { word: 'holds' };
    const weaker = onlyIf.find(({ when }) => when.every((name) => side(name) === 'above'));
    if (weaker !== undefined) return { word: 'holds only if', condition: weaker.words };
    return { word: sides.includes('below') ? 'fails' : 'no effect found' };
  };
}

/** An alternative that a claim must beat. */
export interface Alternative {
  /** The effect: the claim's arm less the alternative; above 0 is what the claim says. */
  readonly effect: string;
  /** The alternative in words. */
  readonly words: string;
}

/**
 * The rule of a claim with several alternatives: all beaten: holds; some: holds only if compared with those; none: fails when one lies below 0, else no effect found.
 *
 * @throws OptionError when called with effects that lack one it names.
 */
export function judgeAgainst(alternatives: readonly Alternative[]): (effects: Effects) => Verdict {
  const whole = judgeBy({ main: alternatives.map(({ effect }) => effect) });
  return (effects) => {
    const verdict = whole(effects);
    const words = (beaten: boolean): string =>
      listed(
        alternatives
          .filter(({ effect }) => (sideOf(effects[effect]) === 'above') === beaten)
          .map((alternative) => alternative.words),
      );
    if (verdict.word === 'holds' || words(true) === '') return verdict;
    return { word: 'holds only if', condition: `compared with ${words(true)}, not with ${words(false)}` };
  };
}

/**
 * The rule of a claim about the phase of a strength: `matched` has the mean of rate × strength held equal, `raw` has not.
 *
 * Matched above 0: holds; below: fails, whatever raw says, for then raw's gain is one of strength and not of phase; unclear: holds only if raw lies above 0
 * and that mean is left unequal; else no effect found.
 */
export function judgeMatched(matched: string, raw: string): (effects: Effects) => Verdict {
  const onlyIf = [{ when: [raw], words: 'the mean of rate × strength is left unequal' }];
  const [strict, lenient] = [judgeBy({ main: [matched] }), judgeBy({ main: [matched], onlyIf })];
  return (effects) => {
    const verdict = strict(effects);
    return verdict.word === 'no effect found' ? lenient(effects) : verdict;
  };
}

/** The verdict of a claim on so many seeds: below 20 of something random there is none. */
export function verdictOn(claim: Pick<Claim, 'computed' | 'judge'>, effects: Effects, seeds: number): Verdict {
  if (!claim.computed && seeds < ENOUGH_SEEDS)
    return { word: 'not enough runs to tell', condition: `${seeds} of ${ENOUGH_SEEDS} seeds` };
  return claim.judge(effects);
}

/**
 * A verdict in words.
 *
 * @example verdictText({ word: 'holds only if', condition: 'the rate is low' }) // 'holds only if the rate is low'
 */
export function verdictText({ word, condition }: Verdict): string {
  if (condition === undefined) return word;
  return word === 'not enough runs to tell' ? `${word} (${condition})` : `${word} ${condition}`;
}

/** One, two and three. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
