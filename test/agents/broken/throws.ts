import { brokenOf } from '../broken-of.js';

export const rule = 'throws';
export default brokenOf(() => ({
  update() {
    throw new Error('not written yet');
  },
}));
