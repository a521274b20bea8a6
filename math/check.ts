/**
 * An option that cannot be used: which one, what was expected, what came and what to do.
 *
 * The message reads `cycle.period: expected a number ≥ 1, got 0.5. Periods are counted in updates.`
 *
 * @example new OptionError('cycle.period', 'a number ≥ 1', 0.5, 'Periods are counted in updates.').message
 * // 'cycle.period: expected a number ≥ 1, got 0.5. Periods are counted in updates.'
 */
export class OptionError extends Error {
  override readonly name = 'OptionError';
  readonly option: string;
  readonly expected: string;
  readonly got: unknown;
  readonly advice: string | undefined;

  constructor(option: string, expected: string, got: unknown, advice?: string) {
    super(`${option}: expected ${expected}, got ${shown(got)}.${advice === undefined ? '' : ` ${advice}`}`);
    this.option = option;
    this.expected = expected;
    this.got = got;
    this.advice = advice;
  }
}

/** A value as an error message shows it: short, on one line. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value.length > 60 ? `'${value.slice(0, 57)}…'` : `'${value}'`;
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? `an array of ${value.length}` : 'an object';
  return String(value);
}

/** Bounds of a number option. */
export interface NumberBounds {
  /** Smallest value allowed. */
  readonly min?: number;
  /** Largest value allowed. */
  readonly max?: number;
  /** The value must lie strictly above this one. */
  readonly above?: number;
  /** The value must lie strictly below this one. */
  readonly below?: number;
  /** The value must be an integer. */
  readonly integer?: boolean;
  /** What the user should know or do. */
  readonly advice?: string;
}

/**
 * Answers `value` if it is a finite number within the bounds.
 *
 * @throws OptionError naming the option, the bounds and the value.
 * @example checkNumber('cycle.period', 40, { min: 1 }) // 40
 */
export function checkNumber(option: string, value: unknown, bounds: NumberBounds = {}): number {
  const { min, max, above, below, integer = false, advice } = bounds;
  const fits =
    typeof value === 'number' &&
    Number.isFinite(value) &&
    (min === undefined || value >= min) &&
    (max === undefined || value <= max) &&
    (above === undefined || value > above) &&
    (below === undefined || value < below) &&
    (!integer || Number.isInteger(value));
  if (fits) return value;
  const parts = [
    min !== undefined && max !== undefined
      ? `in [${min}, ${max}]`
      : min !== undefined
        ? `≥ ${min}`
        : max !== undefined
          ? `≤ ${max}`
          : '',
    above !== undefined ? `> ${above}` : '',
    below !== undefined ? `< ${below}` : '',
  ].filter((part) => part !== '');
  const kind = integer ? 'an integer' : parts.length === 0 ? 'a finite number' : 'a number';
  throw new OptionError(option, [kind, parts.join(' and ')].filter((part) => part !== '').join(' '), value, advice);
}

/**
 * Answers `name` if it is one of `names`; the error names the nearest one.
 *
 * @throws OptionError with the nearest name, or the list when none is near.
 * @example checkName('cycle.wave', 'cosine', ['cosine', 'triangle']) // 'cosine'
 */
export function checkName<Name extends string>(option: string, name: unknown, names: readonly Name[]): Name {
  if (typeof name === 'string' && (names as readonly string[]).includes(name)) return name as Name;
  const near = typeof name === 'string' ? nearest(name, names) : undefined;
  const expected = names.length <= 12 ? `one of ${names.join(', ')}` : 'a known name';
  throw new OptionError(option, expected, name, near === undefined ? undefined : `Did you mean '${near}'?`);
}

/** Throws an OptionError for the first member of `given` that is not in `known`, naming the nearest known one. */
export function checkMembers(option: string, given: object, known: readonly string[]): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    throw new OptionError(
      `${option}.${name}`,
      `only ${known.join(', ')}`,
      name,
      near === undefined ? undefined : `Did you mean '${near}'?`,
    );
  }
}

/**
 * The name closest to `name` by edit distance, or undefined when none is near (more than a third of its letters, at least 2, differ).
 *
 * @example nearest('gravty', ['gravity', 'length']) // 'gravity'
 */
export function nearest(name: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** Damerau–Levenshtein distance with adjacent swaps (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length];
}

/**
 * The first value of a list that stood in it before; undefined when all differ.
 *
 * @example firstTwice(['in', 'anti', 'in']) // 'in'
 */
export function firstTwice<T>(values: readonly T[]): T | undefined {
  const seen = new Set<T>();
  return values.find((value) => seen.size === seen.add(value).size);
}
