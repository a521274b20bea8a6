import { walker } from '../walker.js';

/** Leaves a part of its observation as it was. */
export const rule = 'observationWidth';

export const definition = {
  ...walker,
  observe(state, at, out, o) {
    out[o] = state[at];
  },
};
