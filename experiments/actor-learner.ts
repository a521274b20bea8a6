import type { AgentSpec } from '../agents/agent.js';
import { rollout } from '../agents/rollout.js';
import { selectEngine } from '../agents/engine/select.js';
import type { EnvSpec } from '../envs/env.js';
import { widthOf } from '../envs/space.js';
import { vectorEnv } from '../envs/vector-env.js';
import { OptionError } from '../math/check.js';
import type { Learner, LearnerFactory } from './learner.js';

/** Signals that any agent and world measure together. */
const scores = ['rewardPerStep', 'return', 'episodeLength', 'envSteps'];

/**
 * A policy in a world: `collect` turns the knobs and gathers whole episodes, `learn` updates the policy.
 *
 * Measures `rewardPerStep` (mean unscaled reward of a lived step), `return` (mean undiscounted unscaled return of an episode),
 * `episodeLength` (mean, steps), `envSteps` (lived steps of this batch), and what the agent measures.
 *
 * @throws OptionError when a knob and a hyperparameter share a name, or the algorithm does not fit the world.
 */
export function actorLearner(env: EnvSpec, agentSpec: AgentSpec): LearnerFactory {
  for (const name of Object.keys(env.tunables)) {
    if (name in agentSpec.batchTunables || name in agentSpec.stepTunables) {
      throw new OptionError(
        `${env.definition.id}.${name}`,
        `a name that ${agentSpec.name} does not use`,
        name,
        'Rename the knob.',
      );
    }
  }
  return ({ streams, engine: engineName }) => {
    const { definition } = env;
    const engine = selectEngine(engineName);
    const agent = agentSpec.create({
      observation: definition.observation,
      action: definition.action,
      maxSteps: definition.maxSteps,
      engine,
      streams,
    });
    const rows = agent.gathering.episodes;
    const world = vectorEnv(env, { rows, streams, autoReset: 'disabled' });
    const observationWidth = widthOf(definition.observation);
    const actionWidth = widthOf(definition.action);
    const batch = rollout(definition.maxSteps, rows, observationWidth, actionWidth);
    const actions = new Float64Array(rows * actionWidth);

    /** Runs an episode in every row; answers the sum of unscaled rewards and the number of lived steps. */
    function gather(): { rewards: number; lived: number } {
      let rewards = 0;
      let lived = 0;
      world.reset();
      batch.valid.fill(0);
      for (let t = 0; t < batch.steps; t++) {
        const at = t * rows;
        batch.observations.set(world.observations, at * observationWidth);
        let alive = 0;
        for (let n = 0; n < rows; n++) alive += batch.valid[at + n] = world.ended[n] === 0 ? 1 : 0;
        if (alive === 0) break;
        agent.act(world.observations, rows, actions);
        world.step(actions);
        batch.actions.set(actions, at * actionWidth);
        batch.rewards.set(world.rewards, at);
        batch.terminated.set(world.terminated, at);
        batch.truncated.set(world.truncated, at);
        for (let n = 0; n < rows; n++) rewards += world.rawRewards[n];
        lived += alive;
      }
      return { rewards, lived };
    }

    const learner: Learner = {
      batchTunables: { ...env.tunables, ...agentSpec.batchTunables },
      stepTunables: agentSpec.stepTunables,
      signals: [...scores, ...agent.signals],
      collect(values) {
        world.turn(values);
        const { rewards, lived } = gather();
        const measured = agent.prepare(batch, values);
        return {
          rewardPerStep: rewards / lived,
          return: rewards / rows,
          episodeLength: lived / rows,
          envSteps: lived,
          ...measured,
        };
      },
      learn: (values) => agent.update(values),
      curvature: () => agent.curvature(),
      gradient: (out) => agent.gradient(out),
      stepRule: (values) => agent.stepRule(values),
      parameters: () => agent.parameters(),
      setParameters: (parameters) => agent.setParameters(parameters),
      checkpoint: () => ({ agent: agent.checkpoint(), world: world.checkpoint() }),
      restore(checkpoint) {
        const { agent: kept, world: state } = checkpoint as {
          agent: ReturnType<typeof agent.checkpoint>;
          world: unknown;
        };
        agent.restore(kept);
        world.restore(state);
      },
    };
    return learner;
  };
}
