import { brokenOf } from '../broken-of.js';

export const rule = 'gradient';
/** Of the sum over samples, where the loss is their mean: only the length is wrong. */
export default brokenOf((sound) => ({
  gradient(out) {
    sound.gradient(out);
    for (let i = 0; i < out.length; i++) out[i] *= 24;
  },
}));
