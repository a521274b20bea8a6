import type { Agent } from '../../agents/agent.js';
import type { FlatArray } from '../../agents/engine/engine.js';
import { widthOf } from '../../envs/space.js';
import { OptionError } from '../../math/check.js';
import { streams } from '../../math/random.js';
import type { Learner, LearnerSpec } from '../learner.js';

/**
 * Snapshots of one run as one policy, for `evaluate` and everything else that plays: it does not learn.
 *
 * Drawn actions are those of a member drawn for each row at each step: the mean of the members' distributions. The most likely action of real numbers is the mean of
 * the members', of choices the one that most members take, the lower of equals.
 *
 * @throws OptionError for no members, a learner that is no policy in a world, or one that normalises by running statistics: snapshots do not hold them.
 * @source Huang et al. 2017
 * @example evaluate(ensemblePolicy(trial.learner, kept.taken().map(({ parameters }) => parameters)), { deterministic: true })
 */
export function ensemblePolicy(spec: LearnerSpec, members: readonly FlatArray[]): Learner {
  if (members.length === 0) throw new OptionError('ensemblePolicy.members', 'at least one member', 'none');
  const learners = members.map((parameters) => {
    const learner = spec.create({ streams: streams(0) });
    learner.setParameters(parameters);
    return learner;
  });
  const agents = learners.map(({ actor }): Agent => {
    if (actor === undefined) throw new OptionError('ensemblePolicy', 'a policy in a world', spec.world);
    const network = actor.agent.policyNetwork?.();
    if (network !== undefined && (network.normalized !== undefined || network.buffers.length > 0))
      throw new OptionError('ensemblePolicy', 'a policy without running statistics', spec.agent);
    return actor.agent;
  });
  const [first] = learners;
  if (first.actor === undefined) throw new OptionError('ensemblePolicy', 'a policy in a world', spec.world);
  const { env } = first.actor;
  const agent = together(agents, widthOf(env.definition.action), env.definition.action.kind === 'box');
  const refuse = (): never => {
    throw new OptionError('ensemblePolicy', 'a learner that learns', 'an ensemble');
  };
  return { ...first, collect: refuse, learn: refuse, actor: { env, agent } };
}

function together(agents: readonly Agent[], width: number, real: boolean): Agent {
  const [first] = agents;
  const own = streams(0).fork('policy');
  const modes = agents.map((agent) => agent.mode?.bind(agent));
  return {
    ...first,
    act(observations, rows, actions, random = own) {
      const taken = Array.from({ length: rows }, () => random.integer(agents.length));
      const drawn = new Float64Array(rows * width);
      for (const [member, agent] of agents.entries()) {
        agent.act(observations, rows, drawn, random);
        for (const [row, by] of taken.entries())
          if (by === member) actions.set(drawn.subarray(row * width, (row + 1) * width), row * width);
      }
    },
    ...(modes.every((mode) => mode !== undefined)
      ? {
          mode(observations: Float32Array, rows: number, actions: Float64Array): void {
            const likely = modes.map((mode) => {
              const out = new Float64Array(rows * width);
              mode(observations, rows, out);
              return out;
            });
            for (let i = 0; i < rows * width; i++) {
              const votes = likely.map((out) => out[i]);
              actions[i] = real ? votes.reduce((sum, vote) => sum + vote / votes.length, 0) : mostVoted(votes);
            }
          },
        }
      : {}),
  };
}

/** The value that comes most often, the lower of equals. */
function mostVoted(votes: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const vote of votes) counts.set(vote, (counts.get(vote) ?? 0) + 1);
  let [best, most] = [Infinity, 0];
  for (const [vote, count] of counts) if (count > most || (count === most && vote < best)) [best, most] = [vote, count];
  return best;
}
