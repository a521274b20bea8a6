import { walker } from '../walker.js';

/** Computes a quantity from the knobs at an episode's start and keeps it: rows with other knobs are stepped with it. */
export const rule = 'hiddenState';

let doubled = 1;

export const definition = {
  ...walker,
  reset(state, at, settings, random) {
    doubled = 2 * settings.pull;
    walker.reset(state, at, settings, random);
  },
  step(state, at, actions, a, settings, random) {
    return walker.step(state, at, actions, a, { pull: doubled / 2 }, random);
  },
};
