import { walker } from '../walker.js';

/** Remembers the last action beside the state: rows share it. */
export const rule = 'hiddenState';

let last = 0;

export const definition = {
  ...walker,
  reset(state, at, settings, random) {
    last = 0;
    walker.reset(state, at, settings, random);
  },
  step(state, at, actions, a, settings, random) {
    const reward = walker.step(state, at, actions, a, settings, random) - 0.1 * Math.abs(actions[a] - last);
    last = actions[a];
    return reward;
  },
};
