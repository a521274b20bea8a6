import { walker } from '../walker.js';

/** Uses one column more than it asked for. */
export const rule = 'bounds';

export const definition = {
  ...walker,
  step(state, at, actions, a, settings, random) {
    const reward = walker.step(state, at, actions, a, settings, random);
    state[at + 2] = reward;
    return reward;
  },
};
