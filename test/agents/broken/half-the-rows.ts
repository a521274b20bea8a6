import { brokenOf } from '../broken-of.js';

export const rule = 'actionSpace';
/** Leaves the last row's actions as they were. */
export default brokenOf((sound) => ({
  act(observations, rows, actions, random) {
    const last = actions.at(-1) ?? 0;
    sound.act(observations, rows, actions, random);
    actions[actions.length - 1] = last;
  },
}));
