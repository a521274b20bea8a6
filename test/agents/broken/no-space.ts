import { OptionError } from '../../../math/check.js';
import { brokenOf } from '../broken-of.js';

export const rule = 'space';
export default brokenOf(() => {
  throw new OptionError('broken.action', 'another space', 'this one');
});
