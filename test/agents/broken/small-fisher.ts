import { brokenOf } from '../broken-of.js';

export const rule = 'curvature';
export default brokenOf((sound) => ({
  curvature: () => ({ ...sound.curvature(), fisher: { size: 1, apply: (v, out) => void (out[0] = v[0]) } }),
}));
