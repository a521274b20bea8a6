import { brokenOf } from '../broken-of.js';

export const rule = 'gathering';
export default brokenOf(() => ({ gathering: { kind: 'steps', rows: 0, steps: 5 } }));
