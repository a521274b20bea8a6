import type { Agent, AgentContext, AgentSpec } from '../../agents/agent.js';
import type { LinearOperator } from '../../agents/curvature/operator.js';
import { rollout, type Rollout } from '../../agents/rollout.js';
import type { Values } from '../../curriculum/schedule.js';
import { box, widthOf, type Space } from '../../envs/space.js';
import { checkMembers, checkNumber, OptionError } from '../../math/check.js';

/** Options of {@link adversaries}. */
export interface AdversariesOptions {
  /** Who is paid the reward; its tunables are named `x.learningRate` and so on. */
  readonly x: AgentSpec;
  /** Who is paid its negative: `y.learningRate`. */
  readonly y: AgentSpec;
  /** Coordinates of the action that are x's, the first ones. Default 1. */
  readonly xWidth?: number;
}

const PLAYERS = ['x', 'y'] as const;
type Name = (typeof PLAYERS)[number];

/**
 * Two policies in one world of zero sum: both see every state, x sets the first coordinates of the action and is paid the reward, y sets the others
 * and is paid its negative. Both learn from the same batch at the same update, each at rates of its own.
 *
 * Its curvature is block diagonal: each player's own surrogate, the other standing still. The twist between them is not in it.
 *
 * @throws OptionError for two agents that gather differently, or a world whose action is not a box of more coordinates than x takes.
 * @source Pinto et al., Robust Adversarial Reinforcement Learning (2017)
 * @example adversaries({ x: reinforce(), y: reinforce({ learningRate: 0.5 }) }).stepTunables['y.learningRate'] // 0.5
 */
export function adversaries(options: AdversariesOptions): AgentSpec {
  checkMembers('adversaries', options, ['x', 'y', 'xWidth']);
  const { x, y } = options;
  const xWidth = checkNumber('adversaries.xWidth', options.xWidth ?? 1, { integer: true, min: 1 });
  return {
    name: `${x.name} against ${y.name}`,
    batchTunables: { ...named('x', x.batchTunables), ...named('y', y.batchTunables) },
    stepTunables: { ...named('x', x.stepTunables), ...named('y', y.stepTunables) },
    create: (context) => create({ x, y }, xWidth, context),
  };
}

/** Members with a player's name in front. */
function named<T>(player: Name, members: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [`${player}.${name}`, member]));
}

/** A player's members under their own names. */
function own<T>(player: Name, members: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, member]) =>
      name.startsWith(`${player}.`) ? [[name.slice(player.length + 1), member] as const] : [],
    ),
  );
}

/** A player with its share of every batch. */
interface Side {
  readonly name: Name;
  readonly agent: Agent;
  /** Where its coordinates of an action begin, and how many there are. */
  readonly from: number;
  readonly width: number;
  /** +1 for who is paid the reward, −1 for the other. */
  readonly sign: number;
  actions: Float64Array;
  batch: Rollout | undefined;
}

function create(specs: Readonly<Record<Name, AgentSpec>>, xWidth: number, context: AgentContext): Agent {
  const { action } = context;
  const width = widthOf(action);
  const spaces = { x: part(action, 0, xWidth), y: part(action, xWidth, width) };
  const sides = PLAYERS.map((name, i): Side => {
    const streams = context.streams.under('policy', i);
    return {
      name,
      agent: specs[name].create({ ...context, action: spaces[name], streams }),
      from: name === 'x' ? 0 : xWidth,
      width: name === 'x' ? xWidth : width - xWidth,
      sign: name === 'x' ? 1 : -1,
      actions: new Float64Array(0),
      batch: undefined,
    };
  });
  const [x, y] = sides.map(({ agent }) => agent);
  const { gathering } = x;
  if (JSON.stringify(gathering) !== JSON.stringify(y.gathering))
    throw new OptionError('adversaries.y', `an agent that gathers ${JSON.stringify(gathering)}`, y.gathering);
  const split = x.parameters().length;

  /** Each player's measurements under its name. */
  const both = (measured: (side: Side) => Readonly<Record<string, number>>): Record<string, number> =>
    Object.assign({}, ...sides.map((side) => named(side.name, measured(side)))) as Record<string, number>;

  return {
    gathering,
    signals: sides.flatMap(({ name, agent }) => agent.signals.map((signal) => `${name}.${signal}`)),
    act(observations, rows, actions, random) {
      for (const side of sides) {
        if (side.actions.length !== rows * side.width) side.actions = new Float64Array(rows * side.width);
        side.agent.act(observations, rows, side.actions, random);
        for (let n = 0; n < rows; n++)
          for (let k = 0; k < side.width; k++) actions[n * width + side.from + k] = side.actions[n * side.width + k];
      }
    },
    prepare: (batch, values) => both((side) => side.agent.prepare(shareOf(side, batch, width), own(side.name, values))),
    update: (values) => both(({ name, agent }) => agent.update(own(name, values))),
    curvature() {
      const [first, second] = [x.curvature(), y.curvature()];
      return {
        hessian: blocks(first.hessian, second.hessian),
        fisher: blocks(first.fisher, second.fisher),
      };
    },
    gradient(out) {
      x.gradient(out.subarray(0, split));
      y.gradient(out.subarray(split));
    },
    stepRule: (values: Values) => x.stepRule(own('x', values)),
    parameters: () => Float64Array.from([...x.parameters(), ...y.parameters()]),
    setParameters(parameters) {
      x.setParameters(parameters.subarray(0, split));
      y.setParameters(parameters.subarray(split));
    },
    checkpoint: () => ({ ...named('x', x.checkpoint()), ...named('y', y.checkpoint()) }),
    restore(checkpoint) {
      for (const { name, agent } of sides) agent.restore(own(name, checkpoint));
    },
  };
}

/** Some coordinates of an action. */
function part(action: Space, from: number, to: number): Space {
  if (action.kind !== 'box' || to > action.low.length || from >= to)
    throw new OptionError('adversaries', 'a world whose action is a box with coordinates for both', action.kind);
  return box(action.low.slice(from, to).map((low, i) => [low, action.high[from + i]]));
}

/** A player's share of a batch: all it saw, its own actions, its own pay. */
function shareOf(side: Side, batch: Rollout, width: number): Rollout {
  const { steps, rows, observationWidth } = batch;
  const { actions, rewards } = (side.batch ??= rollout(steps, rows, observationWidth, side.width));
  for (let i = 0; i < steps * rows; i++) {
    for (let k = 0; k < side.width; k++) actions[i * side.width + k] = batch.actions[i * width + side.from + k];
    rewards[i] = side.sign * batch.rewards[i];
  }
  return { ...batch, actionWidth: side.width, actions, rewards };
}

/** Two operators side by side, each on its own part. */
function blocks(first: LinearOperator, second: LinearOperator): LinearOperator {
  const { size } = first;
  return {
    size: size + second.size,
    apply(v, out) {
      first.apply(v.subarray(0, size), out.subarray(0, size));
      second.apply(v.subarray(size), out.subarray(size));
    },
  };
}
