import type { Agent } from '../agents/agent.js';
import type { Values } from '../curriculum/schedule.js';
import { boundsOf, settingsAt, type EnvSpec, type Settings } from '../envs/env.js';
import { widthOf } from '../envs/space.js';
import { vectorEnv, type VectorEnv } from '../envs/vector-env.js';
import { checkMembers, checkNumber, OptionError } from '../math/check.js';
import type { Streams } from '../math/random.js';
import type { Actor } from './learner.js';

/** How a policy is played outside its training. */
export interface PlayOptions {
  /** Streams of their own: training draws nothing from them. */
  readonly streams: Streams;
  /** Knobs by name, or `difficulty`; the others stand as the experiment set them, those that move at their defaults. */
  readonly settings?: Values;
  /** True for the most likely action at every step instead of drawn ones. Default false. */
  readonly deterministic?: boolean;
}

/** Whole episodes, one number each. */
export interface Episodes {
  /** Undiscounted, unscaled returns. */
  readonly returns: readonly number[];
  /** Steps. */
  readonly lengths: readonly number[];
}

/**
 * Plays whole episodes of a policy; its training is untouched: no stream of it is drawn from, no statistics move.
 *
 * @throws OptionError for a knob that the world does not have or a value out of its bounds, a world whose episodes need not end, and `deterministic` for
 * an agent that cannot tell its most likely action.
 */
export function playEpisodes({ env, agent }: Actor, episodes: number, options: PlayOptions): Episodes {
  checkNumber('episodes', episodes, { integer: true, min: 1 });
  const rows = Math.min(episodes, mostRows(agent));
  const played = opened({ env, agent }, rows, options);
  const { world } = played;
  const returns: number[] = [];
  const lengths: number[] = [];
  while (returns.length < episodes) {
    const sums = new Float64Array(rows);
    const steps = new Int32Array(rows);
    world.reset();
    while (world.ended.includes(0)) {
      for (let n = 0; n < rows; n++) if (world.ended[n] === 0) steps[n]++;
      played.act();
      for (let n = 0; n < rows; n++) sums[n] += world.rawRewards[n];
    }
    const count = Math.min(rows, episodes - returns.length);
    returns.push(...sums.subarray(0, count));
    lengths.push(...steps.subarray(0, count));
  }
  return { returns, lengths };
}

/** An episode at one step. */
export interface Frame {
  /** Steps so far; 0 before the first one. */
  readonly step: number;
  /** Of the last step and so far, unscaled. */
  readonly reward: number;
  readonly return: number;
  /** The action that led here; absent at step 0. */
  readonly action?: readonly number[];
  /** What the agent sees. */
  readonly observation: readonly number[];
  /** The world's picture of itself, or the observation where it has none. */
  readonly lines: readonly string[];
  /** Set on the last frame. */
  readonly ended?: 'terminated' | 'truncated';
}

/**
 * Episode after episode of a policy, frame by frame, without end.
 *
 * @throws OptionError as {@link playEpisodes} does.
 */
export function* playFrames(actor: Actor, options: PlayOptions): Generator<Frame, never> {
  const played = opened(actor, 1, options);
  const { world, actions, settings } = played;
  const { definition } = world;
  const frame = (step: number, reward: number, sum: number): Frame => {
    const observation = [...world.observations];
    return {
      step,
      reward,
      return: sum,
      observation,
      lines:
        definition.render?.(world.state, 0, settings) ?? observation.map((value, i) => `${i}: ${value.toFixed(4)}`),
      ...(step === 0 ? {} : { action: [...actions] }),
      ...(world.ended[0] === 0 ? {} : { ended: world.terminated[0] === 1 ? 'terminated' : 'truncated' }),
    };
  };
  for (;;) {
    let sum = 0;
    world.reset();
    yield frame(0, 0, 0);
    for (let step = 1; world.ended[0] === 0; step++) {
      played.act();
      sum += world.rawRewards[0];
      yield frame(step, world.rawRewards[0], sum);
    }
  }
}

/** A world of its own, and what steps it. */
interface Opened {
  readonly world: VectorEnv;
  readonly settings: Settings;
  readonly actions: Float64Array;
  act(): void;
}

function opened({ env, agent }: Actor, rows: number, options: PlayOptions): Opened {
  const { streams, deterministic = false } = options;
  const { definition } = env;
  if (!Number.isFinite(definition.maxSteps))
    throw new OptionError(
      `${definition.id}.maxSteps`,
      'a time limit',
      definition.maxSteps,
      'Its episodes need not end.',
    );
  const mode = agent.mode?.bind(agent);
  if (deterministic && mode === undefined)
    throw new OptionError('deterministic', 'an agent that tells its most likely action', 'one without `mode`');
  const values = { ...stillKnobs(env), ...checkSettings(env, options.settings ?? {}) };
  const world = vectorEnv(env, { rows, streams, autoReset: 'disabled' });
  const random = streams.fork('policy');
  const actions = new Float64Array(rows * widthOf(definition.action));
  world.turn(values);
  return {
    world,
    settings: settingsAt(definition, values),
    actions,
    act() {
      if (deterministic && mode !== undefined) mode(world.observations, rows, actions);
      else agent.act(world.observations, rows, actions, random);
      world.step(actions);
    },
  };
}

/** Knobs that the experiment holds still. */
function stillKnobs({ tunables }: EnvSpec): Values {
  const still = Object.entries(tunables).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return Object.fromEntries(still);
}

function checkSettings({ definition }: EnvSpec, settings: Values): Values {
  checkMembers(definition.id, settings, [...Object.keys(definition.knobs), 'difficulty']);
  for (const name of Object.keys(settings))
    checkNumber(`${definition.id}.${name}`, settings[name], boundsOf(definition, name));
  return settings;
}

/** Rows that the agent has room for. */
function mostRows({ gathering }: Agent): number {
  return gathering.kind === 'episodes' ? gathering.episodes : gathering.rows;
}
