import type { EnvDefinition } from '../../envs/env.js';
import { box } from '../../envs/space.js';

const knobs = { pull: { default: 0.5, min: 0.1, max: 2, hard: 1 } } as const;

/** A sound little world that the broken ones are made from: a walker drawn to 0, pushed by the action and by chance. */
export const walker: EnvDefinition<typeof knobs> = {
  id: 'Walker',
  about: 'A walker on a line is drawn back to the middle.',
  observation: box([
    [-100, 100],
    [-10, 10],
  ]),
  action: box([[-1, 1]]),
  knobs,
  difficulty: ['pull'],
  stateSize: 2,
  maxSteps: 50,
  worstRewardPerStep: -10,
  reset(state, at, _settings, random) {
    state[at] = random.uniform(-0.5, 0.5);
    state[at + 1] = 0;
  },
  step(state, at, actions, a, { pull }, random) {
    state[at + 1] = 0.8 * state[at + 1] - 0.1 * pull * state[at] + 0.2 * actions[a] + random.uniform(-0.1, 0.1);
    state[at] += state[at + 1];
    return -Math.abs(state[at]);
  },
  terminal: (state, at) => Math.abs(state[at]) > 2,
  observe(state, at, out, o) {
    out[o] = state[at];
    out[o + 1] = state[at + 1];
  },
};
