import { walker } from '../walker.js';

/** Forgets to answer the reward. */
export const rule = 'finite';

export const definition = {
  ...walker,
  step(state, at, actions, a, settings, random) {
    walker.step(state, at, actions, a, settings, random);
  },
};
