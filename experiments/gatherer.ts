import type { Agent } from '../agents/agent.js';
import { rollout, type Rollout } from '../agents/rollout.js';
import type { Values } from '../curriculum/schedule.js';
import type { EnvSpec } from '../envs/env.js';
import { widthOf } from '../envs/space.js';
import { vectorEnv, type VectorEnv } from '../envs/vector-env.js';
import type { Streams } from '../math/random.js';
import type { Measurements } from './event.js';
import { sampler, stillWatch, type Stopwatch } from './stopwatch.js';

/** Gathers an agent's batches in a world. */
export interface Gatherer {
  /** The batch, written anew by each `gather`. */
  readonly batch: Rollout;
  /** Turns the knobs and gathers a batch; measures rewardPerStep, return, episodeLength and envSteps. */
  gather(values: Values): Measurements;
  checkpoint(): unknown;
  restore(checkpoint: unknown): void;
}

/**
 * The gatherer of an agent's wish: whole episodes, one a row, or a fixed number of steps of rows that run on.
 */
export function gatherer(env: EnvSpec, agent: Agent, streams: Streams, watch: Stopwatch = stillWatch): Gatherer {
  const { gathering } = agent;
  if (gathering.kind === 'episodes') return episodeGatherer(env, agent, streams, watch, gathering.episodes);
  return stepGatherer(env, agent, streams, watch, gathering.rows, gathering.steps);
}

function episodeGatherer(env: EnvSpec, agent: Agent, streams: Streams, watch: Stopwatch, rows: number): Gatherer {
  const { definition } = env;
  const world = vectorEnv(env, { rows, streams, autoReset: 'disabled' });
  const observationWidth = widthOf(definition.observation);
  const actionWidth = widthOf(definition.action);
  const batch = rollout(definition.maxSteps, rows, observationWidth, actionWidth);
  const actions = new Float64Array(rows * actionWidth);
  const acting = sampler(watch.now);
  const act = (): void => agent.act(world.observations, rows, actions);
  return {
    batch,
    gather(values) {
      let rewards = 0;
      let lived = 0;
      acting.begin();
      world.turn(values);
      world.reset();
      batch.valid.fill(0);
      for (let t = 0; t < batch.steps; t++) {
        const at = t * rows;
        batch.observations.set(world.observations, at * observationWidth);
        let alive = 0;
        for (let n = 0; n < rows; n++) alive += batch.valid[at + n] = world.ended[n] === 0 ? 1 : 0;
        if (alive === 0) break;
        acting.call(act);
        takeLabels(world, batch, at);
        world.step(actions);
        batch.actions.set(actions, at * actionWidth);
        batch.rewards.set(world.rewards, at);
        batch.terminated.set(world.terminated, at);
        batch.truncated.set(world.truncated, at);
        for (let n = 0; n < rows; n++) rewards += world.rawRewards[n];
        lived += alive;
      }
      watch.spent.forward += acting.end();
      return { rewardPerStep: rewards / lived, return: rewards / rows, episodeLength: lived / rows, envSteps: lived };
    },
    checkpoint: () => world.checkpoint(),
    restore: (checkpoint) => world.restore(checkpoint),
  };
}

/** Memory of rows that run on, beside their world. */
interface RunningCheckpoint {
  readonly world: unknown;
  readonly started: boolean;
  readonly returns: readonly number[];
  readonly lengths: readonly number[];
}

function stepGatherer(
  env: EnvSpec,
  agent: Agent,
  streams: Streams,
  watch: Stopwatch,
  rows: number,
  steps: number,
): Gatherer {
  const { definition } = env;
  const world = vectorEnv(env, { rows, streams, autoReset: 'sameStep' });
  const observationWidth = widthOf(definition.observation);
  const actionWidth = widthOf(definition.action);
  const batch = rollout(steps, rows, observationWidth, actionWidth, { runsOn: true });
  const actions = new Float64Array(rows * actionWidth);
  const acting = sampler(watch.now);
  const act = (): void => agent.act(world.observations, rows, actions);
  /** Return and length so far of the episode that each row lives. */
  const returns = new Float64Array(rows);
  const lengths = new Float64Array(rows);
  let started = false;
  batch.valid.fill(1);
  return {
    batch,
    gather(values) {
      acting.begin();
      world.turn(values);
      if (!started) world.reset();
      started = true;
      const { observations, finalObservations, terminated, truncated, rawRewards } = world;
      let rewards = 0;
      let ended = 0;
      let endedReturns = 0;
      let endedLengths = 0;
      for (let t = 0; t < steps; t++) {
        const at = t * rows;
        batch.observations.set(observations, at * observationWidth);
        acting.call(act);
        takeLabels(world, batch, at);
        world.step(actions);
        batch.actions.set(actions, at * actionWidth);
        batch.rewards.set(world.rewards, at);
        batch.terminated.set(terminated, at);
        batch.truncated.set(truncated, at);
        for (let n = 0; n < rows; n++) {
          rewards += rawRewards[n];
          returns[n] += rawRewards[n];
          lengths[n]++;
          if (terminated[n] === 0 && truncated[n] === 0) continue;
          ended++;
          endedReturns += returns[n];
          endedLengths += lengths[n];
          returns[n] = 0;
          lengths[n] = 0;
          for (let k = 0; k < observationWidth; k++)
            batch.finalObservations[(at + n) * observationWidth + k] = finalObservations[n * observationWidth + k];
        }
      }
      watch.spent.forward += acting.end();
      batch.nextObservations.set(observations);
      const envSteps = steps * rows;
      return {
        rewardPerStep: rewards / envSteps,
        ...(ended === 0 ? {} : { return: endedReturns / ended, episodeLength: endedLengths / ended }),
        envSteps,
      };
    },
    checkpoint: (): RunningCheckpoint => ({
      world: world.checkpoint(),
      started,
      returns: [...returns],
      lengths: [...lengths],
    }),
    restore(checkpoint) {
      const kept = checkpoint as RunningCheckpoint;
      world.restore(kept.world);
      started = kept.started;
      returns.set(kept.returns);
      lengths.set(kept.lengths);
    },
  };
}

/** Writes the labels of what the rows show now, where the world has labels. */
function takeLabels({ definition, state, rows }: VectorEnv, batch: Rollout, at: number): void {
  if (definition.label === undefined) return;
  for (let n = 0; n < rows; n++) batch.labels[at + n] = definition.label(state, n * definition.stateSize);
}
