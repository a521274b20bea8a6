import { walker } from '../walker.js';

/** Turns its own knob. */
export const rule = 'purity';

export const definition = {
  ...walker,
  step(state, at, actions, a, settings, random) {
    settings.pull *= 0.99;
    return walker.step(state, at, actions, a, settings, random);
  },
};
