import { brokenOf } from '../broken-of.js';

export const rule = 'determinism';
let made = 0;
/** Every agent that is made starts elsewhere. */
export default brokenOf((sound) => {
  const start = sound.parameters();
  start[0] += made++ / 100;
  sound.setParameters(start);
  return {};
});
