import { brokenOf } from '../broken-of.js';

export const rule = 'looking';
/** A probe takes a step. */
export default brokenOf((sound) => ({
  curvature() {
    const moved = sound.parameters().map((x) => 1.01 * x);
    sound.setParameters(moved);
    return sound.curvature();
  },
}));
