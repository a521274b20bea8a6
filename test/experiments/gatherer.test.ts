import { describe, expect, it } from 'vitest';
import type { Agent } from '../../agents/agent.js';
import { a2c, selectEngine } from '../../agents/index.js';
import { contextualBandit, defineEnv, type EnvSpec } from '../../envs/index.js';
import { box, discrete } from '../../envs/space.js';
import { gatherer, type Gatherer } from '../../experiments/gatherer.js';
import { streams } from '../../math/random.js';

/**
 * A row counts its steps and pays the count; action 1 ends the episode by itself, the limit is 4 steps.
 */
const counter = defineEnv({
  id: 'Counter',
  about: 'Counts.',
  observation: box([[0, 100]]),
  action: discrete(2),
  knobs: { rewardScale: { default: 1, min: 0, max: 10 } },
  stateSize: 2,
  maxSteps: 4,
  worstRewardPerStep: 0,
  reset(state, at) {
    state[at] = 0;
    state[at + 1] = 0;
  },
  step(state, at, actions, a) {
    state[at]++;
    state[at + 1] = actions[a];
    return state[at];
  },
  terminal: (state, at) => state[at + 1] === 1,
  observe(state, at, out, o) {
    out[o] = state[at];
  },
});

/** An agent that plays a script, one number a step for all rows, then 0. */
function scripted(rows: number, steps: number, script: readonly number[]): Agent {
  let at = 0;
  const agent = a2c({ rows, steps, hidden: [2] }).create({
    observation: counter.definition.observation,
    action: counter.definition.action,
    maxSteps: 4,
    labelled: false,
    engine: selectEngine('reference'),
    streams: streams(1),
  });
  return {
    ...agent,
    act(_observations, _rows, actions) {
      actions.fill(script[at++] ?? 0);
    },
  };
}

function gathererOf(rows: number, steps: number, script: readonly number[], env: EnvSpec = counter()): Gatherer {
  return gatherer(env, scripted(rows, steps, script), streams(1));
}

describe('rows that run on', () => {
  it('tell an end by the state from an end by the limit, and what the latter showed last', () => {
    const world = gathererOf(1, 8, [0, 1]);
    const { batch } = world;
    world.gather({});
    expect([...batch.observations]).toEqual([0, 1, 0, 1, 2, 3, 0, 1]);
    expect([...batch.rewards]).toEqual([1, 2, 1, 2, 3, 4, 1, 2]);
    expect([...batch.terminated]).toEqual([0, 1, 0, 0, 0, 0, 0, 0]);
    expect([...batch.truncated]).toEqual([0, 0, 0, 0, 0, 1, 0, 0]);
    expect(batch.finalObservations[5]).toBe(4);
    expect([...batch.nextObservations]).toEqual([2]);
    expect(batch.valid.every((lived) => lived === 1)).toBe(true);
  });

  it('measure return and length over the episodes that ended in the batch', () => {
    const world = gathererOf(2, 8, [0, 1]);
    // In both rows: 1 + 2 of two steps, then 1 + 2 + 3 + 4 of four; the two steps after them are of no ended episode.
    expect(world.gather({})).toEqual({ rewardPerStep: 16 / 8, return: 6.5, episodeLength: 3, envSteps: 16 });
  });

  it('measure neither where none ended, and count on in the next batch', () => {
    const world = gathererOf(1, 3, []);
    expect(world.gather({})).toEqual({ rewardPerStep: 2, envSteps: 3 });
    expect(world.gather({})).toEqual({ rewardPerStep: 7 / 3, return: 10, episodeLength: 4, envSteps: 3 });
  });

  it('score by the unscaled reward and learn from the scaled one', () => {
    const world = gathererOf(1, 2, []);
    const { batch } = world;
    expect(world.gather({ rewardScale: 3 })['rewardPerStep']).toBe(1.5);
    expect([...batch.rewards]).toEqual([3, 6]);
  });

  it('go on after a restore in the middle of an episode', () => {
    const one = gathererOf(1, 3, []);
    one.gather({});
    const other = gathererOf(1, 3, []);
    other.restore(JSON.parse(JSON.stringify(one.checkpoint())));
    expect(other.gather({})).toEqual(one.gather({}));
    expect([...other.batch.observations]).toEqual([...one.batch.observations]);
  });
});

describe('labels', () => {
  it('are those of what was shown, not of what came after', () => {
    const env = contextualBandit();
    const { definition } = env;
    const rows = 4;
    const agent = a2c({ rows, steps: 3, hidden: [2] }).create({
      observation: definition.observation,
      action: definition.action,
      maxSteps: 1,
      labelled: true,
      engine: selectEngine('reference'),
      streams: streams(1),
    });
    let step = 0;
    const told: number[][] = [];
    // Naming class `step` is paid exactly where it is the label.
    const naming: Agent = { ...agent, act: (_seen, _rows, actions) => void actions.fill(step++) };
    const world = gatherer(env, naming, streams(1));
    const { batch } = world;
    world.gather({});
    for (let t = 0; t < 3; t++) told.push([...batch.labels.subarray(t * rows, (t + 1) * rows)]);
    told.forEach((row, t) => {
      expect(row.map((label) => (label === t ? 1 : 0))).toEqual([...batch.rewards.subarray(t * rows, (t + 1) * rows)]);
    });
    expect(batch.rewards.some((reward) => reward === 1)).toBe(true);
  });
});
