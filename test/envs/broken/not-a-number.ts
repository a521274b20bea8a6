import { walker } from '../walker.js';

/** Divides by nothing at the end of a knob. */
export const rule = 'finite';

export const definition = {
  ...walker,
  step(state, at, actions, a, settings, random) {
    const reward = walker.step(state, at, actions, a, settings, random);
    return reward + 0 / (settings.pull - 2);
  },
};
