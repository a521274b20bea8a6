import type { Agent, AgentSpec } from '../../agents/agent.js';
import { reinforce } from '../../agents/reinforce.js';

/** REINFORCE in which `change` replaced a part. */
export function brokenOf(change: (sound: Agent) => Partial<Agent>): AgentSpec {
  const spec = reinforce({ episodes: 3, hidden: [3], momentum: 0.5, learningRate: 0.1 });
  return {
    ...spec,
    name: 'broken',
    create(context) {
      const sound = spec.create(context);
      return { ...sound, ...change(sound) };
    },
  };
}
