import { checkMembers, checkName, OptionError } from '../math/check.js';
import { fromPlain, toPlain, type Plain } from './plain.js';
import { box, discrete, multiDiscrete, type Space } from './space.js';

/** A space as JSON keeps it bit for bit: infinite bounds are strings. */
export type SpaceJson =
  | { readonly kind: 'box'; readonly low: readonly Plain[]; readonly high: readonly Plain[] }
  | { readonly kind: 'discrete'; readonly count: number }
  | { readonly kind: 'multiDiscrete'; readonly counts: readonly number[] };

/**
 * A space as plain data that survives JSON, infinite bounds too.
 *
 * @example spaceToJson(box([[0, Infinity]])) // { kind: 'box', low: [0], high: ['Infinity'] }
 */
export function spaceToJson(space: Space): SpaceJson {
  return space.kind === 'box' ? { kind: 'box', low: toPlain(space.low), high: toPlain(space.high) } : space;
}

/**
 * The space that {@link spaceToJson} wrote.
 *
 * @throws OptionError naming the member that makes no space.
 * @example spaceFromJson({ kind: 'box', low: ['-Infinity'], high: [2] }) // box([[-Infinity, 2]])
 */
export function spaceFromJson(json: unknown): Space {
  const given = (typeof json === 'object' && json !== null ? json : {}) as Readonly<Record<string, unknown>>;
  const kind = checkName('space.kind', given['kind'], ['box', 'discrete', 'multiDiscrete']);
  if (kind === 'discrete') {
    checkMembers('space', given, ['kind', 'count']);
    return discrete(given['count'] as number);
  }
  if (kind === 'multiDiscrete') {
    checkMembers('space', given, ['kind', 'counts']);
    return multiDiscrete(list('space.counts', given['counts']) as readonly number[]);
  }
  checkMembers('space', given, ['kind', 'low', 'high']);
  const low = fromPlain(list('space.low', given['low']));
  const high = fromPlain(list('space.high', given['high']));
  if (low.length !== high.length) throw new OptionError('space.high', `${low.length} bounds`, high.length);
  return box(low.map((bound, i) => [bound, high[i]]));
}

function list(option: string, value: unknown): readonly Plain[] {
  if (Array.isArray(value) && value.length > 0) return value as readonly Plain[];
  throw new OptionError(option, 'one or more numbers', value);
}
