import { brokenOf } from '../broken-of.js';

export const rule = 'gradient';
/** The last bias is forgotten. */
export default brokenOf((sound) => ({
  gradient(out) {
    sound.gradient(out);
    out[out.length - 1] = 0;
  },
}));
