import { every as everyUpdates } from '../curriculum/gate.js';
import type { Values } from '../curriculum/schedule.js';
import { bootstrapInterval } from '../math/bootstrap.js';
import { checkMembers, checkNumber, OptionError } from '../math/check.js';
import { streams as streamsOf, type Random, type Seed } from '../math/random.js';
import { playEpisodes, type Episodes, type PlayOptions } from './episodes.js';
import type { Estimate } from './event.js';
import type { HookFactory } from './hook.js';
import type { Actor, Learner } from './learner.js';

/** Options of {@link evaluate}. */
export interface EvaluateOptions extends Omit<PlayOptions, 'streams'> {
  /** Whole episodes. Default 100. */
  readonly episodes?: number;
  /** Starts and noise follow from it, apart from those of a training of the same seed. Default 0. */
  readonly seed?: Seed;
}

/** What a policy is worth, in a world of certain settings. */
export interface Evaluation extends Episodes {
  /** Mean undiscounted return with its 95 % bootstrap interval over episodes. */
  readonly return: Estimate;
  /** Mean length in steps, likewise. */
  readonly length: Estimate;
}

/**
 * Plays whole episodes of a learner's policy on streams of their own, at any settings; the training is untouched.
 *
 * @throws OptionError for a learner that is no policy in a world, and as {@link playEpisodes} does.
 * @example evaluate(learner, { episodes: 20, settings: { difficulty: 1 } }).return.value
 */
export function evaluate(learner: Learner, options: EvaluateOptions = {}): Evaluation {
  checkMembers('evaluate', options, ['episodes', 'seed', 'settings', 'deterministic']);
  const { episodes = 100, seed = 0, ...how } = options;
  const streams = streamsOf(seed).under('evaluation');
  const played = playEpisodes(actorOf('evaluate', learner), episodes, { ...how, streams });
  const random = streams.fork('bootstrap');
  return {
    return: intervalOf(played.returns, random),
    length: intervalOf(played.lengths, random),
    ...played,
  };
}

/** A policy that diverged may have no return: then no interval has ends. */
function intervalOf(values: readonly number[], random: Random): Estimate {
  if (values.some(Number.isNaN)) return { value: NaN, low: NaN, high: NaN };
  return bootstrapInterval(values, { random });
}

/** Options of {@link evaluation}. */
export interface EvaluationOptions {
  /** Prefix of what it publishes. Default 'evaluation'. */
  readonly id?: string;
  /** Updates between two evaluations, the first at update 0. Default 10. */
  readonly every?: number;
  /** Whole episodes of each. Default 16. */
  readonly episodes?: number;
  /** Knobs by name, or `difficulty`; the others as the experiment holds them, those that move at their defaults. */
  readonly settings?: Values;
  /** True for the most likely actions. Default false. */
  readonly deterministic?: boolean;
}

/**
 * Evaluates the policy every few updates, after the step: publishes `<id>.return` and `<id>.length`, means over the episodes. Training gives the same
 * bytes with and without it; evaluations of one run at different settings meet the same starts.
 *
 * @throws OptionError for a misspelt or unusable option; at the first evaluation for settings that the world does not have.
 * @example evaluation({ every: 20, episodes: 32, settings: { rewardScale: 1 } })
 */
export function evaluation(options: EvaluationOptions = {}): HookFactory {
  checkMembers('evaluation', options, ['id', 'every', 'episodes', 'settings', 'deterministic']);
  const { id = 'evaluation', settings = {}, deterministic = false } = options;
  const every = checkNumber('evaluation.every', options.every ?? 10, { integer: true, min: 1 });
  const episodes = checkNumber('evaluation.episodes', options.episodes ?? 16, { integer: true, min: 1 });
  return ({ streams }) => [
    {
      id,
      at: 'end',
      when: everyUpdates(every),
      signals: [`${id}.return`, `${id}.length`],
      run({ learner, update }) {
        const how = { settings, deterministic, streams: streams.under('evaluation', update) };
        const { returns, lengths } = playEpisodes(actorOf(id, learner), episodes, how);
        return { [`${id}.return`]: sum(returns) / episodes, [`${id}.length`]: sum(lengths) / episodes };
      },
    },
  ];
}

/**
 * The policy and the world of a learner.
 *
 * @throws OptionError for a learner of another kind.
 */
export function actorOf(option: string, { actor }: Learner): Actor {
  if (actor !== undefined) return actor;
  throw new OptionError(option, 'a learner that is a policy in a world', 'one of another kind');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
