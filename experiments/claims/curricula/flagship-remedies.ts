import type { AgentSpec } from '../../../agents/agent.js';
import { valueAt, type Signals } from '../../../curriculum/schedule.js';
import { OptionError } from '../../../math/check.js';
import { experiment, type Experiment } from '../../experiment.js';
import { withOptimizer } from '../../recipes/with-optimizer.js';

/** A way of stepping in place of plain descent, and the mean rate it is run at. */
export interface FlagshipRemedy {
  readonly about: string;
  readonly meanRate: number;
  readonly of: (agent: AgentSpec) => AgentSpec;
}

/** The baseline leaves advantages of mean 0, so dividing the rate by their deviation is normalising them. */
function normalized(agent: AgentSpec): AgentSpec {
  const { learningRate } = agent.stepTunables;
  const rate = (update: number, signals: Signals): number =>
    valueAt(learningRate, update, signals) / Math.max(signals['advantageDeviation'] ?? 0, 1e-8);
  return { ...agent, stepTunables: { ...agent.stepTunables, learningRate: rate } };
}

/** What is said to remove the effect, on the flagship itself; at rates at which some arm falls, picked on seeds 1000–1011: lower ones are safe in every arm. */
export const flagshipRemedies: Readonly<Record<string, FlagshipRemedy>> = {
  clipped: {
    about: 'norm of the gradient limited to .1',
    meanRate: 24,
    of: (agent) => withOptimizer(agent, { gradientNormLimit: 0.1 }),
  },
  normalised: { about: 'advantages of mean 0 and deviation 1', meanRate: 2, of: normalized },
  adam: { about: 'Adam', meanRate: 0.4, of: (agent) => withOptimizer(agent, { optimizer: 'adam' }) },
  momentum: {
    about: 'accumulated momentum .9',
    meanRate: 6.4,
    of: (agent) => ({ ...agent, stepTunables: { ...agent.stepTunables, momentum: 0.9 } }),
  },
};

/** An experiment of an agent in a world, stepped otherwise. */
export function remedied(plan: Experiment, { of }: Pick<FlagshipRemedy, 'of'>): Experiment {
  const { learner, name, updates, hooks } = plan;
  if (learner.actor === undefined) throw new OptionError('remedied', 'an agent in a world', learner.world);
  const { env, agent } = learner.actor;
  return experiment({ name, updates, hooks, env, agent: of(agent) });
}
