import { brokenOf } from '../broken-of.js';

export const rule = 'signals';
export default brokenOf((sound) => ({ signals: [...sound.signals, 'valueLoss'] }));
