import type { FlatArray } from '../../../agents/engine/engine.js';
import { brokenOf } from '../broken-of.js';

export const rule = 'parameters';
/** Answers the same array at each call. */
export default brokenOf((sound) => {
  let own: FlatArray | undefined;
  return { parameters: () => (own ??= sound.parameters()) };
});
