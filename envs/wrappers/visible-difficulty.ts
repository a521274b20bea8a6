import { checkMembers, checkName, OptionError } from '../../math/check.js';
import type { EnvDefinition, Knob, Knobs } from '../env.js';
import { widthOf } from '../space.js';
import { boxOf, oneHotFirst } from './box-of.js';

/** Options of {@link visibleDifficulty}. */
export interface VisibleDifficultyOptions<Name extends string = string> {
  /** Knobs that are shown. Default those that `difficulty` moves. */
  readonly knobs?: readonly Name[];
  /** True shows 0 in their places: the same width, nothing to see. Default false. */
  readonly hidden?: boolean;
}

/** Where a value lies between the easy end (0) and the hard end (1) of its knob; from min to max without a hard end. */
function place(knob: Knob, value: number): number {
  const easy = knob.hard === undefined ? knob.min : (knob.easy ?? knob.default);
  const hard = knob.hard ?? knob.max;
  const share = knob.scale === 'log' ? Math.log(value / easy) / Math.log(hard / easy) : (value - easy) / (hard - easy);
  return share === 0 ? 0 : share;
}

/**
 * The world that also shows how hard it is: one more number a knob, 0 at its easy end and 1 at its hard end. With `hidden`
 * the numbers are 0, so that the two can be compared with networks of one size.
 *
 * @throws OptionError for an unknown knob, no knob at all, or a world that shows choices.
 * @source Hallak, Di Castro & Mannor, Contextual Markov Decision Processes (2015)
 * @example visibleDifficulty(cartPole.definition).observation.low.length // 5
 */
export function visibleDifficulty<K extends Knobs>(
  definition: EnvDefinition<K>,
  options: VisibleDifficultyOptions<keyof K & string> = {},
): EnvDefinition<K> {
  checkMembers('visibleDifficulty', options, ['knobs', 'hidden']);
  const { knobs = definition.difficulty ?? [], hidden = false } = options;
  const inner = boxOf('visibleDifficulty', definition.observation, oneHotFirst);
  const names = knobs.map((name) =>
    checkName('visibleDifficulty.knobs', name, Object.keys(definition.knobs) as (keyof K & string)[]),
  );
  if (names.length === 0)
    throw new OptionError('visibleDifficulty.knobs', 'at least one knob', definition.id, 'Name the knobs to show.');
  const shown: readonly Knob[] = names.map((name) => definition.knobs[name]);
  const ends = shown.map((knob) => [place(knob, knob.min), place(knob, knob.max)] as const);
  const width = widthOf(inner);
  return {
    ...definition,
    observation: {
      kind: 'box',
      low: [...inner.low, ...ends.map(([a, b]) => (hidden ? 0 : Math.fround(Math.min(a, b))))],
      high: [...inner.high, ...ends.map(([a, b]) => (hidden ? 0 : Math.fround(Math.max(a, b))))],
    },
    observe(state, at, out, o, settings) {
      definition.observe(state, at, out, o, settings);
      for (let i = 0; i < names.length; i++) out[o + width + i] = hidden ? 0 : place(shown[i], settings[names[i]]);
    },
  };
}
