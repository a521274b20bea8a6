import { brokenOf } from '../broken-of.js';

export const rule = 'hiddenState';
export default brokenOf((sound) => ({
  checkpoint: () => ({ ...sound.checkpoint(), velocity: [...sound.parameters().fill(0)] }),
}));
