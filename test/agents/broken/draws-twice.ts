import { brokenOf } from '../broken-of.js';

export const rule = 'ownStream';
/** Draws from its own stream, whatever stream is given. */
export default brokenOf((sound) => ({ act: (observations, rows, actions) => sound.act(observations, rows, actions) }));
