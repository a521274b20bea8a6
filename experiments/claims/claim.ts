import { checkMembers, checkNumber, firstTwice, OptionError } from '../../math/check.js';
import type { Estimate } from '../event.js';

/** What one seed of a claim measured: finite numbers by name. */
export type SeedNumbers = Readonly<Record<string, number>>;

/** What a seed is run with. */
export interface SeedOptions {
  readonly seed: number;
  /** Small sizes, for a ledger in seconds: its verdict is one about those sizes. */
  readonly quick: boolean;
}

/** An arm of a claim. */
export interface ClaimArm {
  readonly name: string;
  readonly about: string;
}

/** An effect as it is fixed before anything runs: the mean over seeds of one number, or of a paired difference. */
export interface EffectSpec {
  readonly name: string;
  /** What is compared, in words. */
  readonly about: string;
  /** Name of the seed's number. */
  readonly of: string;
  /** Name of the number that is subtracted, seed by seed; none when absent. */
  readonly minus?: string;
}

/** An effect as it was measured: its mean over seeds with a 95 % bootstrap interval; of a computed claim the interval has no width. */
export interface Effect extends EffectSpec, Estimate {
  /** Seeds behind it. */
  readonly seeds: number;
}

/** Means of a claim's numbers, row by row. */
export interface TableSpec {
  readonly title: string;
  readonly columns: readonly string[];
  /** Cells are names of the seed's numbers, one a column; an empty name is an empty cell. */
  readonly rows: readonly { readonly name: string; readonly cells: readonly string[] }[];
}

/** Lines over one axis, each point the mean of one of the claim's numbers. */
export interface CurveSpec {
  readonly title: string;
  readonly axis: string;
  readonly at: readonly number[];
  /** `points` are names of the seed's numbers, one a place on the axis. */
  readonly lines: readonly { readonly name: string; readonly points: readonly string[] }[];
}

/** What can be said of a claim. */
export type VerdictWord = 'holds' | 'holds only if' | 'no effect found' | 'fails' | 'not enough runs to tell';

/** A verdict; `condition` goes on after `holds only if`, or says how many runs there are. */
export interface Verdict {
  readonly word: VerdictWord;
  readonly condition?: string;
}

/** Effects by name, as a rule reads them. */
export type Effects = Readonly<Record<string, Estimate>>;

/** What {@link claim} takes. */
export interface ClaimOptions {
  /** In kebab-case: the name on the command line. */
  readonly name: string;
  readonly title: string;
  /** The sentence it tests, in our own words. */
  readonly sentence: string;
  /** Section of the chapter that makes it. */
  readonly section: string;
  /** What is learnt or computed, with its sizes. */
  readonly task: string;
  readonly arms: readonly ClaimArm[];
  /** What is held equal, and what it is measured against. */
  readonly controls: readonly string[];
  /** What the effects are counted in. */
  readonly metric: string;
  /** The rule of the verdict in words, as `judge` computes it. */
  readonly rule: string;
  /** Stored seeds of another revision are not used again: raise it whenever a number may change. */
  readonly revision: number;
  /** Seeds of a full and a quick ledger; of a computed claim the pieces it is cut into. */
  readonly seeds: { readonly full: number; readonly quick: number };
  /** True when nothing in it is random: seeds are pieces of one computation (each gives numbers of its own), and few of them are enough. Default false. */
  readonly computed?: boolean;
  readonly effects: readonly EffectSpec[];
  readonly tables?: readonly TableSpec[];
  readonly curves?: readonly CurveSpec[];
  /** One seed: all arms. The same options give the same numbers. */
  readonly seed: (options: SeedOptions) => SeedNumbers;
  /** The verdict, from intervals alone; whether there are enough seeds is not its business. */
  readonly judge: (effects: Effects) => Verdict;
}

/** A sentence of the chapter that can be wrong: what is run, what is measured, and the rule that judges it, all fixed beforehand. */
export interface Claim extends ClaimOptions {
  readonly kind: 'claim';
  readonly computed: boolean;
  readonly tables: readonly TableSpec[];
  readonly curves: readonly CurveSpec[];
}

/**
 * A claim, looked over.
 *
 * @throws OptionError for a name that is not kebab-case, two effects of one name, or a full ledger of fewer than 20 seeds of something random.
 * @example claim({ … }).kind // 'claim'
 */
export function claim(options: ClaimOptions): Claim {
  const known =
    'name title sentence section task arms controls metric rule revision seeds computed effects tables curves seed judge';
  checkMembers('claim', options, known.split(' '));
  const { name, seeds, effects, computed = false, tables = [], curves = [] } = options;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new OptionError('claim.name', 'words in lower case with hyphens', name);
  checkNumber(`${name}.revision`, options.revision, { integer: true, min: 1 });
  checkNumber(`${name}.seeds.full`, seeds.full, { integer: true, min: computed ? 1 : 20 });
  checkNumber(`${name}.seeds.quick`, seeds.quick, { integer: true, min: 1 });
  if (effects.length === 0) throw new OptionError(`${name}.effects`, 'at least one effect', 'none');
  const names = effects.map((effect) => effect.name);
  const twice = firstTwice(names);
  if (twice !== undefined) throw new OptionError(`${name}.effects`, 'names that differ', twice);
  return { ...options, kind: 'claim', computed, tables, curves };
}
