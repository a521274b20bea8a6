import { walker } from '../walker.js';

/** Changes the actions of its caller. */
export const rule = 'purity';

export const definition = {
  ...walker,
  step(state, at, actions, a, settings, random) {
    actions[a] = Math.min(actions[a], 0.5);
    return walker.step(state, at, actions, a, settings, random);
  },
};
