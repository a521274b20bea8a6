import { OptionError } from '../../math/check.js';
import type { Box, Space } from '../space.js';

/**
 * The space as a box.
 *
 * @throws OptionError for choices, with the advice given.
 */
export function boxOf(option: string, space: Space, advice: string): Box {
  if (space.kind === 'box') return space;
  throw new OptionError(option, 'real vectors (a box)', space.kind, advice);
}

/** Advice for wrappers that need an observation of real numbers. */
export const oneHotFirst = 'Wrap the world in oneHot first.';
