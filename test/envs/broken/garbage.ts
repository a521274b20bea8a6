import { walker } from '../walker.js';

/** Makes an array in every step. */
export const rule = 'allocation';

export const definition = {
  ...walker,
  step(state, at, actions, a, settings, random) {
    const row = Array.from(state.subarray(at, at + 2)).map((value) => [value, value]);
    return walker.step(state, at, actions, a, settings, random) + 0 * row.length;
  },
};
