import type { Values } from '../curriculum/schedule.js';
import { checkMembers, checkNumber } from '../math/check.js';
import { random, type Seed } from '../math/random.js';
import { EnvError } from './env-error.js';
import { settingsAt, type EnvDefinition, type EnvSpec, type Settings } from './env.js';
import { contains, widthOf, type Space } from './space.js';

/** What accompanies an observation. The same object is answered until a knob is turned. */
export interface Info {
  /** Knobs whose values differ from the reference; empty for the reference world. */
  readonly knobs: Values;
}

/** What a reset answers. */
export interface ResetResult {
  /** A new array: it may be kept. */
  readonly observation: Float32Array;
  readonly info: Info;
}

/** What a step answers. */
export interface StepResult {
  /** A new array: it may be kept. */
  readonly observation: Float32Array;
  /** Reward, times the knob `rewardScale` where the world has one. */
  readonly reward: number;
  /** Reward, unscaled. */
  readonly rawReward: number;
  /** True when the state ended the episode. */
  readonly terminated: boolean;
  /** True when only the time limit ended it. */
  readonly truncated: boolean;
  readonly info: Info;
}

/** Options of a reset. */
export interface ResetOptions {
  /** Starts a new stream; without it the stream goes on. */
  readonly seed?: Seed;
  /** Knobs (or `difficulty`) to turn from this episode on. */
  readonly options?: Values;
}

/** Options of {@link singleEnv}. */
export interface SingleEnvOptions {
  /** Seed of the first reset that brings none. Default 0. */
  readonly seed?: Seed;
  /** Update at which tunables that are schedules are read, once. Default 0. */
  readonly update?: number;
}

/** One copy of a world with Gymnasium's calls. */
export interface Env {
  readonly definition: EnvDefinition;
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  /** Value of every knob now. */
  readonly settings: Settings;
  /** Starts an episode. */
  reset(options?: ResetOptions): ResetResult;
  /** One step; a number for one choice or one coordinate, otherwise as many numbers as the action space is wide. */
  step(action: number | ArrayLike<number>): StepResult;
  /** Turns knobs (or `difficulty`), the others keep: at once, or from the next reset on for a world that applies them by episode. */
  turn(values: Values): void;
  /** The world now, as a few lines of text; empty for a world without pictures. */
  render(): readonly string[];
}

/** A space as an error message names it. */
function described(space: Space): string {
  if (space.kind === 'discrete') return `an integer in [0, ${space.count - 1}]`;
  if (space.kind === 'multiDiscrete')
    return `${space.counts.length} integers in [0, count − 1], counts ${space.counts.join(', ')}`;
  const bounds = space.low.map((low, i) => `[${low}, ${space.high[i]}]`);
  return space.low.length === 1 ? `a number in ${bounds[0]}` : `${space.low.length} numbers in ${bounds.join(' × ')}`;
}

/** Values of tunables: numbers as they are, schedules read at one update. */
function read(spec: EnvSpec, update: number): Values {
  return Object.fromEntries(
    Object.entries(spec.tunables).map(([name, tunable]) => [
      name,
      typeof tunable === 'number' ? tunable : tunable(update, {}),
    ]),
  );
}

/** Knobs that differ from the reference. */
function changed(definition: EnvDefinition, settings: Settings): Values {
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => value !== definition.knobs[name].default),
  );
}

/**
 * One copy of a world with Gymnasium's reset and step; `reset({ seed })` gives the numbers of Gymnasium's `reset(seed=…)`,
 * `reset()` continues the stream, and steps that need chance draw from the same stream.
 *
 * @throws OptionError for a seed that is no non-negative integer, or a knob that is misspelt or out of its bounds;
 * EnvError for an action outside the action space, a step before the first reset, or a step after the end.
 * @source Gymnasium (Towers et al. 2024)
 * @example singleEnv(cartPole()).reset({ seed: 0 }).observation[0] // Math.fround(0.013696168732145436)
 */
export function singleEnv(spec: EnvSpec, { seed = 0, update = 0 }: SingleEnvOptions = {}): Env {
  const { definition, apply } = spec;
  const { id, action: actionSpace, observation: observationSpace, maxSteps } = definition;
  const known = [...Object.keys(definition.knobs), 'difficulty'];
  const seenWidth = widthOf(observationSpace);
  const actionWidth = widthOf(actionSpace);
  const state = new Float64Array(definition.stateSize);
  const actions = new Float64Array(actionWidth);
  let values = read(spec, checkNumber('singleEnv.update', update, { integer: true, min: 0 }));
  let settings = settingsAt(definition, values);
  let waiting: Settings | undefined;
  let info: Info = { knobs: changed(definition, settings) };
  let rewardScale = settings['rewardScale'] ?? 1;
  let stream = random(seed);
  let phase: 'new' | 'running' | 'ended' = 'new';
  let steps = 0;

  const put = (next: Settings): void => {
    settings = next;
    waiting = undefined;
    info = { knobs: changed(definition, settings) };
    rewardScale = settings['rewardScale'] ?? 1;
  };

  /** Settings with more knobs turned; a turned difficulty and a turned knob that it moves give way to the later one. */
  const turned = (more: Values): Settings => {
    checkMembers(id, more, known);
    const driven = definition.difficulty ?? [];
    const kept = Object.entries(values).filter(([name]) =>
      'difficulty' in more ? !driven.includes(name) : name !== 'difficulty' || !driven.some((knob) => knob in more),
    );
    const all = { ...Object.fromEntries(kept), ...more };
    const next = settingsAt(definition, all);
    values = all;
    return next;
  };

  /** Copies the action, or says what is wrong with it. */
  const take = (action: number | ArrayLike<number>): void => {
    if (typeof action === 'number') {
      actions[0] = action;
      if (actionWidth === 1 && contains(actionSpace, actions)) return;
    } else if (action.length === actionWidth) {
      for (let i = 0; i < actionWidth; i++) actions[i] = action[i];
      if (contains(actionSpace, actions)) return;
    }
    const got =
      typeof action === 'number'
        ? String(action)
        : `${action.length} numbers: ${Array.from(action).slice(0, 8).join(', ')}`;
    throw new EnvError(
      `${id}.step`,
      described(actionSpace),
      got,
      'Clip or rescale actions before the step, or wrap the world in clipActions.',
    );
  };

  const stopped = (): never => {
    if (phase === 'new') throw new EnvError(`${id}.step`, 'a reset first', 'a step', 'Call reset().');
    throw new EnvError(
      `${id}.step`,
      'a reset after the end of the episode',
      'another step',
      'Call reset() when terminated or truncated.',
    );
  };

  return {
    definition,
    observationSpace,
    actionSpace,
    get settings() {
      return settings;
    },
    reset(resetOptions = {}) {
      checkMembers(`${id}.reset`, resetOptions, ['seed', 'options']);
      const { seed: fresh, options } = resetOptions;
      if (fresh !== undefined) stream = random(fresh);
      if (options !== undefined) put(turned(options));
      else if (waiting !== undefined) put(waiting);
      definition.reset(state, 0, settings, stream);
      const observation = new Float32Array(seenWidth);
      definition.observe(state, 0, observation, 0, settings);
      phase = 'running';
      steps = 0;
      return { observation, info };
    },
    step(action) {
      if (phase !== 'running') stopped();
      take(action);
      const rawReward = definition.step(state, 0, actions, 0, settings, stream);
      const terminated = definition.terminal(state, 0, settings);
      const truncated = ++steps >= maxSteps && !terminated;
      if (terminated || truncated) phase = 'ended';
      const observation = new Float32Array(seenWidth);
      definition.observe(state, 0, observation, 0, settings);
      return { observation, reward: rawReward * rewardScale, rawReward, terminated, truncated, info };
    },
    turn(more) {
      const next = turned(more);
      if (apply === 'episode' && phase === 'running') waiting = next;
      else put(next);
    },
    render: () => (phase === 'new' ? [] : (definition.render?.(state, 0, settings) ?? [])),
  };
}
