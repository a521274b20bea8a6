import { walker } from '../walker.js';

/** Draws chance from a source that no seed reaches. */
export const rule = 'determinism';

export const definition = {
  ...walker,
  step(state, at, actions, a, settings, random) {
    const reward = walker.step(state, at, actions, a, settings, random);
    state[at] += 0.001 * Math.random();
    return reward;
  },
};
