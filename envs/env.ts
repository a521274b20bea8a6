import type { NamedTunables, Tunable, Values } from '../curriculum/schedule.js';
import { checkMembers, checkNumber, OptionError } from '../math/check.js';
import type { Random } from '../math/random.js';
import type { Space } from './space.js';

/** One physical constant of a world that may be turned. */
export interface Knob {
  /** The reference value. */
  readonly default: number;
  /** Smallest value with a valid simulation. */
  readonly min: number;
  /** Largest value with a valid simulation. */
  readonly max: number;
  /** Unit of the value; absent for a pure number. */
  readonly unit?: string;
  /** Value at difficulty 1; absent for knobs that have no harder end. */
  readonly hard?: number;
  /** Value at difficulty 0 where it is not the default (FrozenLake's reference is its hard end). */
  readonly easy?: number;
  /** `proportional`: the curvature of the learning objective is proportional to it, so stability can be predicted before training. */
  readonly curvature?: 'proportional';
  /** How difficulty moves it between its ends: on values (default) or on logarithms. */
  readonly scale?: 'linear' | 'log';
}

/** Knobs by name. */
export type Knobs = Readonly<Record<string, Knob>>;

/** The value of every knob. */
export type Settings<K extends Knobs = Knobs> = { readonly [Name in keyof K]: number };

/**
 * A world, written for one row of state. The caller owns the batch: `state` holds all rows, `at` is this row's offset.
 * Every derived quantity is computed from the settings where it is used, never stored beside them.
 */
export interface EnvDefinition<K extends Knobs = Knobs> {
  /** Name of the world; reference worlds carry Gymnasium's id. */
  readonly id: string;
  /** One sentence: what it is. */
  readonly about: string;
  readonly observation: Space;
  readonly action: Space;
  readonly knobs: K;
  /** Knobs that `difficulty` moves from their default (or easy end) to their hard end. */
  readonly difficulty?: readonly (keyof K & string)[];
  /** Numbers of state a row. */
  readonly stateSize: number;
  /** Steps after which an episode is truncated; Infinity for none. */
  readonly maxSteps: number;
  /** Score per step given to updates that a diverged run did not live: a convention, not a bound. */
  readonly worstRewardPerStep: number;
  /** What runs in it are compared by: 'return' where every step is rewarded alike, so that the mean reward says nothing. Default 'rewardPerStep'. */
  readonly score?: 'rewardPerStep' | 'return';
  /** Starts an episode: writes the row's first state. */
  reset(state: Float64Array, at: number, settings: Settings<K>, random: Random): void;
  /** One step of the row from `actions[a …]`; answers the reward, unscaled. `random` is this row's own stream. */
  step(
    state: Float64Array,
    at: number,
    actions: Float64Array,
    a: number,
    settings: Settings<K>,
    random: Random,
  ): number;
  /** True when the row's state ends the episode. */
  terminal(state: Float64Array, at: number, settings: Settings<K>): boolean;
  /** Writes what the agent sees of the row to `out[o …]`. */
  observe(state: Float64Array, at: number, out: Float32Array, o: number, settings: Settings<K>): void;
  /** The true label of the row, for labelled sets. */
  label?(state: Float64Array, at: number): number;
  /** The row as a few lines of text. */
  render?(state: Float64Array, at: number, settings: Settings<K>): readonly string[];
}

/** When a turned knob acts: from an update's first step on, or from each episode's start. */
export type KnobApply = 'update' | 'episode';

/** A world with the tunables its knobs follow: what an experiment is given. */
export interface EnvSpec {
  readonly definition: EnvDefinition;
  /** The knobs that were set, and `difficulty` if it was; all others keep their defaults. */
  readonly tunables: NamedTunables;
  readonly apply: KnobApply;
}

/** Options of a world beside its knobs. */
export interface EnvOptions {
  /** When a turned knob acts. Default 'update'. */
  readonly apply?: KnobApply;
}

/** Tunables for any knobs of a world, and for the one scalar `difficulty` in [0, 1]. */
export type KnobTunables<K extends Knobs> = { readonly [Name in keyof K]?: Tunable } & {
  readonly difficulty?: Tunable;
};

/** A world ready to be given knobs: `cartPole({ gravity: 12 })`. */
export interface EnvMaker<K extends Knobs> {
  (knobs?: KnobTunables<K>, options?: EnvOptions): EnvSpec;
  readonly definition: EnvDefinition<K>;
}

/**
 * Makes a world from its definition.
 *
 * @throws OptionError for a knob whose default or hard end lies outside its bounds; the maker throws for a misspelt knob,
 * a value out of bounds, or both `difficulty` and a knob it moves.
 * @example defineEnv(definition)({ gravity: 12 }).tunables // { gravity: 12 }
 */
export function defineEnv<const K extends Knobs>(definition: EnvDefinition<K>): EnvMaker<K> {
  for (const [name, knob] of Object.entries(definition.knobs)) {
    const bounds = { min: knob.min, max: knob.max };
    checkNumber(`${definition.id}.knobs.${name}.min`, knob.min);
    checkNumber(`${definition.id}.knobs.${name}.max`, knob.max);
    checkNumber(`${definition.id}.knobs.${name}.default`, knob.default, bounds);
    if (knob.hard !== undefined) checkNumber(`${definition.id}.knobs.${name}.hard`, knob.hard, bounds);
    if (knob.easy !== undefined) checkNumber(`${definition.id}.knobs.${name}.easy`, knob.easy, bounds);
  }
  const make = (knobs: KnobTunables<K> = {}, { apply = 'update' }: EnvOptions = {}): EnvSpec => {
    const erased = definition as unknown as EnvDefinition;
    const tunables: Record<string, Tunable> = {};
    const driven: readonly string[] = knobs.difficulty === undefined ? [] : difficultyKnobs(erased);
    checkMembers(definition.id, knobs, [...Object.keys(definition.knobs), 'difficulty']);
    for (const [name, tunable] of Object.entries(knobs as NamedTunables)) {
      if (tunable === undefined) continue;
      if (driven.includes(name)) {
        throw new OptionError(
          `${definition.id}.${name}`,
          'either difficulty or a knob it moves',
          'both',
          'Set one of them.',
        );
      }
      if (typeof tunable === 'number') checkNumber(`${definition.id}.${name}`, tunable, boundsOf(erased, name));
      tunables[name] = tunable;
    }
    return { definition: erased, tunables, apply };
  };
  return Object.assign(make, { definition });
}

/** The knobs that `difficulty` moves. */
function difficultyKnobs(definition: EnvDefinition): readonly string[] {
  const names = definition.difficulty ?? [];
  if (names.length === 0)
    throw new OptionError(
      `${definition.id}.difficulty`,
      'a world with a hard end',
      definition.id,
      'Turn one of its knobs by name instead.',
    );
  return names;
}

/**
 * Bounds of a knob, or of `difficulty`, with the advice that errors carry.
 *
 * @example boundsOf(balance.definition, 'difficulty').max // 1
 */
export function boundsOf(
  definition: EnvDefinition,
  name: string,
): { readonly min: number; readonly max: number; readonly advice: string } {
  if (name === 'difficulty') return { min: 0, max: 1, advice: '0 is the reference world, 1 its hard end.' };
  const knob = definition.knobs[name];
  return {
    min: knob.min,
    max: knob.max,
    advice: `The default is ${knob.default}${knob.unit === undefined ? '' : ` ${knob.unit}`}.`,
  };
}

/**
 * The value of every knob: defaults, then difficulty, then the knobs given by name.
 *
 * Difficulty d moves a knob to easy + d·(hard − easy), on logarithms where the knob says so; `easy` is the default unless named.
 *
 * @throws OptionError for a value outside its knob's bounds (never a silent clamp).
 * @example settingsAt(balance.definition, { rewardScale: 1.8 }).rewardScale // 1.8
 */
export function settingsAt(definition: EnvDefinition, values: Values): Settings {
  const settings: Record<string, number> = {};
  for (const name of Object.keys(definition.knobs)) settings[name] = definition.knobs[name].default;
  const difficulty = values['difficulty'];
  if (difficulty !== undefined) {
    checkNumber(`${definition.id}.difficulty`, difficulty, boundsOf(definition, 'difficulty'));
    for (const name of difficultyKnobs(definition)) settings[name] = knobAt(definition.knobs[name], difficulty);
  }
  for (const name of Object.keys(values)) {
    if (name in settings)
      settings[name] = checkNumber(`${definition.id}.${name}`, values[name], boundsOf(definition, name));
  }
  return settings;
}

/** A knob's value at difficulty d. */
function knobAt(knob: Knob, difficulty: number): number {
  const easy = knob.easy ?? knob.default;
  const hard = knob.hard ?? easy;
  if (difficulty === 0) return easy;
  if (difficulty === 1) return hard;
  if (knob.scale === 'log') return easy * Math.exp(difficulty * Math.log(hard / easy));
  return easy + difficulty * (hard - easy);
}
