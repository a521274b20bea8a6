import { brokenOf } from '../broken-of.js';

export const rule = 'finite';
export default brokenOf((sound) => ({ update: (values) => ({ ...sound.update(values), gradientNorm: NaN }) }));
