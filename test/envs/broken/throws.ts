import { walker } from '../walker.js';

/** Refuses an action of its own space. */
export const rule = 'throws';

export const definition = {
  ...walker,
  step(state, at, actions, a, settings, random) {
    if (actions[a] > 0.5) throw new Error('too strong');
    return walker.step(state, at, actions, a, settings, random);
  },
};
