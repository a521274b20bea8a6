import { box, contains, discrete, multiDiscrete, widthOf, type Space } from '../../envs/space.js';
import { OptionError } from '../../math/check.js';
import { random as randomOf, streams, type Random } from '../../math/random.js';
import type { NamedTunables, Values } from '../../curriculum/schedule.js';
import type { Agent, AgentContext, AgentSpec } from '../agent.js';
import type { Engine } from '../engine/engine.js';
import { selectEngine } from '../engine/select.js';
import { rollout } from '../rollout.js';

/** Action spaces that agents are tried on. */
const actionSpaces: readonly Space[] = [
  discrete(3),
  box([
    [-1, 1],
    [-2, 2],
  ]),
  multiDiscrete([3, 2]),
];

const observation = box([
  [-1, 1],
  [-1, 1],
  [-1, 1],
]);

/** Steps of the longest episode. */
const MAX_STEPS = 12;

/** What agents are made with here. */
export function contextOf(action: Space, engine: Engine = selectEngine()): AgentContext {
  return { observation, action, maxSteps: MAX_STEPS, labelled: true, engine, streams: streams(11) };
}

/** The action spaces that an agent takes. */
export function fittingSpaces(spec: AgentSpec): readonly Space[] {
  return actionSpaces.filter((action) => {
    try {
      spec.create(contextOf(action));
      return true;
    } catch (error) {
      if (error instanceof OptionError) return false;
      throw error;
    }
  });
}

/** An agent at work on batches of a made-up world: random observations, rewards that follow the action, episodes of random length. */
export interface AgentTrial {
  readonly agent: Agent;
  /** Observations of as many rows as it gathers from, for `act`. */
  readonly observations: Float32Array;
  readonly rows: number;
  /** Actions that were not in their space, as the first such number; undefined while there was none. */
  outside(): number | undefined;
  /** Gathers the batch of this update and prepares it. */
  prepare(update: number): Values;
  learn(update: number): Values;
}

/** Takes an agent to work. Batches depend on `update` and on the agent's own actions alone. */
export function agentTrial(spec: AgentSpec, action: Space, engine?: Engine): AgentTrial {
  const agent = spec.create(contextOf(action, engine));
  const { gathering } = agent;
  const rows = gathering.kind === 'episodes' ? gathering.episodes : gathering.rows;
  const steps = gathering.kind === 'episodes' ? MAX_STEPS : gathering.steps;
  const width = widthOf(observation);
  const actionWidth = widthOf(action);
  const batch = rollout(steps, rows, width, actionWidth, { runsOn: gathering.kind === 'steps' });
  const shown = new Float32Array(rows * width);
  const actions = new Float64Array(rows * actionWidth);
  let stray: number | undefined;

  function gather(random: Random): void {
    const living = new Uint8Array(rows).fill(1);
    for (let t = 0; t < steps; t++) {
      fillUniform(shown, random);
      batch.observations.set(shown, t * rows * width);
      actions.fill(Number.NaN);
      agent.act(shown, rows, actions);
      batch.actions.set(actions, t * rows * actionWidth);
      for (let n = 0; n < rows; n++) {
        const i = t * rows + n;
        if (stray === undefined && !inside(action, actions, n * actionWidth))
          stray = actions.subarray(n * actionWidth, (n + 1) * actionWidth).find((value) => !fits(action, value));
        batch.valid[i] = living[n];
        batch.rewards[i] = living[n] * (random.normal() - actions[n * actionWidth] * shown[n * width]);
        batch.labels[i] = action.kind === 'discrete' ? random.integer(action.count) : 0;
        const ends = random.double() < 0.1;
        batch.terminated[i] = living[n] === 1 && ends ? 1 : 0;
        batch.truncated[i] = living[n] === 1 && !ends && t === MAX_STEPS - 1 ? 1 : 0;
        if (gathering.kind === 'episodes' && ends) living[n] = 0;
      }
    }
    fillUniform(batch.finalObservations, random);
    fillUniform(batch.nextObservations, random);
  }

  fillUniform(shown, randomOf(5));
  return {
    agent,
    observations: shown.slice(),
    rows,
    outside: () => stray,
    prepare(update) {
      gather(randomOf(3, [update]));
      return agent.prepare(batch, valuesAt(spec.batchTunables, update));
    },
    learn: (update) => agent.update(valuesAt(spec.stepTunables, update)),
  };
}

/** The values of tunables at an update. */
function valuesAt(tunables: NamedTunables, update: number): Values {
  const resolved = Object.entries(tunables).map(([name, tunable]) => [
    name,
    typeof tunable === 'number' ? tunable : tunable(update, {}),
  ]);
  return Object.fromEntries(resolved) as Values;
}

/** Real actions may lie beyond their bounds: worlds clip. */
function inside(action: Space, values: Float64Array, at: number): boolean {
  if (action.kind !== 'box') return contains(action, values, at);
  return values.subarray(at, at + widthOf(action)).every(Number.isFinite);
}

/** True for a number that any member of the space may have. */
function fits(action: Space, value: number): boolean {
  if (action.kind === 'box') return Number.isFinite(value);
  const largest = action.kind === 'discrete' ? action.count : Math.min(...action.counts);
  return Number.isInteger(value) && value >= 0 && value < largest;
}

function fillUniform(array: Float32Array, random: Random): void {
  for (let i = 0; i < array.length; i++) array[i] = random.uniform(-1, 1);
}
