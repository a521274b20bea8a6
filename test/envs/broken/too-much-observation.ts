import { walker } from '../walker.js';

/** Writes into the next row's observation. */
export const rule = 'observationWidth';

export const definition = {
  ...walker,
  observe(state, at, out, o, settings) {
    walker.observe(state, at, out, o, settings);
    out[o + 2] = 1;
  },
};
