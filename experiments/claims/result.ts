import { average } from '../../math/average.js';
import { bootstrapInterval } from '../../math/bootstrap.js';
import { OptionError } from '../../math/check.js';
import { streams } from '../../math/random.js';
import type { Estimate } from '../event.js';
import type { Claim, Effect, SeedNumbers, Verdict } from './claim.js';
import { verdictOn } from './judge.js';

/** What a claim's seeds say together. */
export interface ClaimResult {
  readonly name: string;
  readonly quick: boolean;
  /** Seeds that were run, ascending. */
  readonly seeds: readonly number[];
  readonly effects: readonly Effect[];
  /** Mean over seeds of every number, with its interval: what tables and curves are filled from. */
  readonly means: Readonly<Record<string, Estimate>>;
  readonly verdict: Verdict;
}

/** Numbers of a seed. */
export interface SeedRun {
  readonly seed: number;
  readonly numbers: SeedNumbers;
}

/**
 * The effects of a claim over its seeds, and the verdict. Differences are paired by seed, intervals are 95 % bootstraps over seeds.
 *
 * @throws OptionError for no seeds, or an effect of a number that no seed has.
 */
export function resultOf(claim: Claim, quick: boolean, runs: readonly SeedRun[]): ClaimResult {
  if (runs.length === 0) throw new OptionError(`${claim.name}.seeds`, 'at least one seed', 'none');
  const sorted = runs.slice().sort((a, b) => a.seed - b.seed);
  const names = [...new Set(sorted.flatMap(({ numbers }) => Object.keys(numbers)))];
  const means = Object.fromEntries(
    names.map((name) => [
      name,
      estimate(
        claim,
        valuesOf(sorted, ({ [name]: value }) => value),
      ),
    ]),
  );
  const effects = claim.effects.map((effect): Effect => {
    const { of, minus } = effect;
    for (const name of minus === undefined ? [of] : [of, minus])
      if (!(name in means))
        throw new OptionError(`${claim.name}.effects.${effect.name}`, 'a number of its seeds', name);
    if (claim.computed) {
      // Its pieces have numbers of their own: the difference is that of the whole.
      const value = means[of].value - (minus === undefined ? 0 : means[minus].value);
      return { ...effect, value, low: value, high: value, seeds: sorted.length };
    }
    const values = valuesOf(sorted, (numbers) => (minus === undefined ? numbers[of] : numbers[of] - numbers[minus]));
    return { ...effect, ...estimate(claim, values), seeds: values.length };
  });
  const byName = Object.fromEntries(effects.map((effect) => [effect.name, effect]));
  return {
    name: claim.name,
    quick,
    seeds: sorted.map(({ seed }) => seed),
    effects,
    means,
    verdict: verdictOn(claim, byName, sorted.length),
  };
}

/** A value of every seed that has it: pieces of a computed claim have numbers of their own. */
function valuesOf(runs: readonly SeedRun[], value: (numbers: SeedNumbers) => number | undefined): number[] {
  return runs
    .map(({ numbers }) => value(numbers))
    .filter((one): one is number => one !== undefined && !Number.isNaN(one));
}

function estimate({ computed }: Claim, values: readonly number[]): Estimate {
  if (values.length === 0)
    throw new OptionError('claim.effects', 'two numbers of the same seed', 'numbers of different seeds');
  if (computed) {
    const value = average(values);
    return { value, low: value, high: value };
  }
  // Always the same stream: an interval is a function of its numbers.
  return bootstrapInterval(values, { random: streams(0).fork('bootstrap') });
}
