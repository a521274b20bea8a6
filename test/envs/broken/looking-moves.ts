import { walker } from '../walker.js';

/** Moves when it is looked at. */
export const rule = 'purity';

export const definition = {
  ...walker,
  observe(state, at, out, o, settings) {
    state[at] *= 0.999;
    walker.observe(state, at, out, o, settings);
  },
};
