import { brokenOf } from '../broken-of.js';

export const rule = 'parameters';
export default brokenOf((sound) => ({
  setParameters(parameters) {
    const own = sound.parameters();
    own.set(parameters.subarray(0, parameters.length >> 1));
    sound.setParameters(own);
  },
}));
