import { brokenOf } from '../broken-of.js';

export const rule = 'gradient';
export default brokenOf((sound) => ({
  gradient(out) {
    sound.gradient(out);
    for (let i = 0; i < out.length; i++) out[i] = -out[i];
  },
}));
