import { brokenOf } from '../broken-of.js';

export const rule = 'actionSpace';
/** Counts choices from 1. */
export default brokenOf((sound) => ({
  act(observations, rows, actions, random) {
    sound.act(observations, rows, actions, random);
    for (let i = 0; i < actions.length; i++) actions[i]++;
  },
}));
