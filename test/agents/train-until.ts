import { resolve } from '../../curriculum/schedule.js';
import type { EnvSpec } from '../../envs/index.js';
import { actorLearner } from '../../experiments/actor-learner.js';
import { streams } from '../../math/random.js';
import type { Task } from './learning-settings.js';

/** What came of a training. */
export interface Trained {
  /** Env steps until the mean of the last 100 training episodes was reached; undefined when it was not. */
  readonly steps: number | undefined;
  /** Highest mean of 100 training episodes. */
  readonly best: number;
  /** CPU time of this process, seconds. */
  readonly seconds: number;
}

/** Trains a task until it is solved; returns are those of whole training episodes, in the order in which they ended. */
export function trainUntil({ env, agent, solved, most }: Task, seed: number): Trained {
  const { watched, returns } = watch(env());
  const learner = actorLearner(watched, agent()).create({ streams: streams(seed) });
  const start = process.cpuUsage();
  let steps = 0;
  let best = -Infinity;
  for (let update = 0; steps < most && best < solved; update++) {
    steps += learner.collect(resolve(learner.batchTunables, update, {}))['envSteps'];
    learner.learn(resolve(learner.stepTunables, update, {}));
    if (returns.length >= 100) best = Math.max(best, returns.slice(-100).reduce((sum, one) => sum + one, 0) / 100);
  }
  const { user, system } = process.cpuUsage(start);
  return { steps: best >= solved ? steps : undefined, best, seconds: (user + system) / 1e6 };
}

/** A world whose finished episodes are written down: a row's return is complete when it is reset. */
function watch(env: EnvSpec): { watched: EnvSpec; returns: number[] } {
  const { definition } = env;
  const returns: number[] = [];
  const sums = new Map<number, number>();
  const watched: EnvSpec = {
    ...env,
    definition: {
      ...definition,
      reset(state, at, settings, random) {
        const sum = sums.get(at);
        if (sum !== undefined) returns.push(sum);
        sums.set(at, 0);
        definition.reset(state, at, settings, random);
      },
      step(state, at, actions, a, settings, random) {
        const reward = definition.step(state, at, actions, a, settings, random);
        sums.set(at, (sums.get(at) ?? 0) + reward);
        return reward;
      },
    },
  };
  return { watched, returns };
}
