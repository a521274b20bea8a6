import { brokenOf } from '../broken-of.js';

export const rule = 'signals';
export default brokenOf((sound) => ({
  update: (values) => ({ ...sound.update(values), learnt: 1 }),
}));
