import type { Agent } from '../../agents/agent.js';
import { rollout, type Rollout } from '../../agents/rollout.js';

/** A batch of these observations, two numbers each, in which the agent chose the actions: one a row, step by step. */
export function actedBatch(agent: Agent, rows: number, observations: Float64Array, rewards: Float64Array): Rollout {
  const steps = rewards.length / rows;
  const batch = rollout(steps, rows, 2, 1, { runsOn: true });
  batch.observations.set(observations);
  const actions = new Float64Array(rows);
  for (let t = 0; t < steps; t++) {
    agent.act(batch.observations.slice(t * rows * 2, (t + 1) * rows * 2), rows, actions);
    batch.actions.set(actions, t * rows);
  }
  batch.rewards.set(rewards);
  batch.valid.fill(1);
  return batch;
}
