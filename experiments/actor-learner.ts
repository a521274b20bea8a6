import type { AgentCheckpoint, AgentSpec } from '../agents/agent.js';
import { selectEngine } from '../agents/engine/select.js';
import { boundsOf, type EnvSpec } from '../envs/env.js';
import { OptionError } from '../math/check.js';
import { isRandomState } from '../math/random.js';
import { gatherer } from './gatherer.js';
import { stillWatch } from './stopwatch.js';
import { replaceTunables, type Learner, type LearnerContext, type LearnerSpec } from './learner.js';

/** Signals that any agent and world measure together. */
const scores = ['rewardPerStep', 'return', 'episodeLength', 'envSteps'];

/**
 * A policy in a world: `collect` turns the knobs and gathers a batch, `learn` updates the policy.
 *
 * Measures `rewardPerStep` (mean unscaled reward of a lived step), `return` (mean undiscounted unscaled return of the episodes that ended
 * in the batch, absent when none did), `episodeLength` (their mean length, steps), `envSteps` (lived steps of this batch), and what the agent measures.
 *
 * @throws OptionError when a knob and a hyperparameter share a name, or the algorithm does not fit the world.
 */
export function actorLearner(env: EnvSpec, agentSpec: AgentSpec): LearnerSpec {
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
  const { definition, tunables: knobs } = env;
  const known = Object.keys(knobs).filter((name) => name in definition.knobs);
  return {
    world: definition.id,
    agent: agentSpec.name,
    batchTunables: { ...knobs, ...agentSpec.batchTunables },
    stepTunables: agentSpec.stepTunables,
    score: definition.score ?? 'rewardPerStep',
    worst: definition.worstRewardPerStep * (definition.score === 'return' ? definition.maxSteps : 1),
    references: {
      ...Object.fromEntries(known.map((name) => [name, definition.knobs[name].default])),
      ...('difficulty' in knobs ? { difficulty: 0 } : {}),
    },
    proportional: known.filter((name) => definition.knobs[name].curvature === 'proportional'),
    bounds: (name) => (name in knobs ? boundsOf(definition, name) : undefined),
    actor: { env, agent: agentSpec },
    withTunables: (replaced) =>
      actorLearner(
        { ...env, tunables: replaceTunables(knobs, replaced) },
        {
          ...agentSpec,
          batchTunables: replaceTunables(agentSpec.batchTunables, replaced),
          stepTunables: replaceTunables(agentSpec.stepTunables, replaced),
        },
      ),
    create: (context) => createActorLearner(env, agentSpec, context),
  };
}

function createActorLearner(
  env: EnvSpec,
  agentSpec: AgentSpec,
  { streams, engine: engineName, stopwatch: watch = stillWatch }: LearnerContext,
): Learner {
  const { definition } = env;
  const engine = selectEngine(engineName);
  const agent = agentSpec.create({
    observation: definition.observation,
    action: definition.action,
    maxSteps: definition.maxSteps,
    labelled: definition.label !== undefined,
    engine,
    streams,
  });
  const world = gatherer(env, agent, streams, watch);
  return {
    batchTunables: { ...env.tunables, ...agentSpec.batchTunables },
    stepTunables: agentSpec.stepTunables,
    signals: [...scores, ...agent.signals],
    collect(values) {
      const measured = world.gather(values);
      const gathered = watch.now();
      const prepared = agent.prepare(world.batch, values);
      watch.spent.update += watch.now() - gathered;
      return { ...measured, ...prepared };
    },
    learn: (values) => agent.update(values),
    curvature: (options) => agent.curvature(options),
    gradient: (out) => agent.gradient(out),
    sampleGradients: () => agent.sampleGradients?.(),
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
    rewind(checkpoint) {
      const { agent: kept } = checkpoint as { agent: AgentCheckpoint };
      const streamsNow = Object.entries(agent.checkpoint()).filter(([, member]) => isRandomState(member));
      agent.restore({ ...kept, ...Object.fromEntries(streamsNow) });
    },
    actor: { env, agent },
  };
}
